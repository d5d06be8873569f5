#include "check/name.h"
#include "check/rules.h"

#include <stdlib.h>

enum { KIND_LONGEST = 64 }; /* bytes of a compatible that may be a slip of a known one */

/*
 * A property that nobody reads because of one wrong letter: readers take its absence for another
 * meaning, and nothing is said. Only names that are one slip away from a well-known one are told.
 */
static const char *const known[] = {
	"#address-cells",
	"#clock-cells",
	"#gpio-cells",
	"#interrupt-cells",
	"#iommu-cells",
	"#msi-cells",
	"#redistributor-regions",
	"#size-cells",
	"always-on",
	"bootargs",
	"bus-range",
	"clock-frequency",
	"clock-names",
	"compatible",
	"cpu-release-addr",
	"device_type",
	"distance-matrix",
	"dma-coherent",
	"dma-ranges",
	"enable-method",
	"gpio-controller",
	"interrupt-controller",
	"interrupt-map",
	"interrupt-map-mask",
	"interrupt-names",
	"interrupt-parent",
	"interrupts",
	"interrupts-extended",
	"iommu-map",
	"kaslr-seed",
	"linux,initrd-end",
	"linux,initrd-start",
	"linux,pci-domain",
	"linux,pci-probe-only",
	"msi-controller",
	"msi-map",
	"msi-parent",
	"next-level-cache",
	"no-map",
	"numa-node-id",
	"phandle",
	"ranges",
	"reusable",
	"rng-seed",
	"spi-controller", /* of boards, as is the next: no slips for each other */
	"ssi-controller", /* of sound cards: no slip for msi-controller */
	"stdout-path",
};

/*
 * Of "compatible" in the same way: a driver that is not found is not missed aloud. Kinds that are
 * real and one letter away from another are here so that they are no slips.
 */
static const char *const compatibles[] = {
	"arm,armv7-timer",
	"arm,armv8",
	"arm,armv8-pmuv3",
	"arm,armv8-timer",
	"arm,cortex-a15-gic",
	"arm,cortex-a5-gic",
	"arm,cortex-a7-gic",
	"arm,cortex-a9-gic",
	"arm,gic-400",
	"arm,gic-v2m-frame",
	"arm,gic-v3",
	"arm,gic-v3-its",
	"arm,gic-v4",
	"arm,pl010",
	"arm,pl011",
	"arm,pl022",
	"arm,pl031",
	"arm,pl041",
	"arm,pl050",
	"arm,pl061",
	"arm,pl080",
	"arm,pl081",
	"arm,pl110",
	"arm,pl111",
	"arm,pl180",
	"arm,pl181",
	"arm,pl18x",
	"arm,pl310",
	"arm,pl320",
	"arm,pl330",
	"arm,pl340",
	"arm,pl351",
	"arm,pl353",
	"arm,pl354",
	"arm,pl390",
	"arm,primecell",
	"arm,psci",
	"arm,psci-0.2",
	"arm,psci-1.0",
	"arm,smmu-v1",
	"arm,smmu-v2",
	"arm,smmu-v3",
	"fixed-clock",
	"gpio-keys",
	"microsoft,vmgenid",
	"ns16450",
	"ns16550",
	"ns16550a",
	"ns16650",
	"ns16750",
	"ns16850",
	"numa-distance-map-v1",
	"pci-host-cam-generic",
	"pci-host-ecam-generic",
	"pmem-region",
	"qemu,fw-cfg-mmio",
	"simple-framebuffer",
	"tcg,tpm-tis-mmio",
	"virtio,iommu",
	"virtio,mmio",
};

/* Does one letter more, less, other, or a swap of neighbours make b of a? */
static bool one_slip_apart(const char *a, const char *b)
{
	size_t n = strlen(a), m = strlen(b), same = 0;

	while (a[same] && a[same] == b[same])
		same++;
	a += same;
	b += same;
	if (n == m)
		return *a && (strcmp(a + 1, b + 1) == 0 ||
				     (a[0] == b[1] && a[1] == b[0] && strcmp(a + 2, b + 2) == 0));
	if (n + 1 == m)
		return strcmp(a, b + 1) == 0;
	return n == m + 1 && strcmp(a + 1, b) == 0;
}

static int compare_word(const void *text, const void *word)
{
	return strcmp(text, *(const char *const *)word);
}

/* The word of a sorted list that is one slip away; NULL where the text is in the list itself. */
static const char *find_meant(const char *text, const char *const *words, size_t count)
{
	if (bsearch(text, words, count, sizeof(*words), compare_word))
		return NULL;
	for (size_t i = 0; i < count; i++)
		if (one_slip_apart(text, words[i]))
			return words[i];
	return NULL;
}

const char *meant_name(const char *name)
{
	return find_meant(name, known, sizeof(known) / sizeof(*known));
}

static bool same_bytes(struct bytes a, struct bytes b)
{
	return a.size == b.size && (!a.size || memcmp(a.data, b.data, a.size) == 0);
}

static void check_compatible(
	struct check_run *run, const struct node *node, const struct prop *prop)
{
	const char *kind;
	bool good = true;
	size_t at = 0;

	if (same_bytes(prop->value, run->good_kind))
		return;
	while ((kind = prop_next_string(prop, &at))) {
		const char *meant = strnlen(kind, KIND_LONGEST) == KIND_LONGEST
					    ? NULL
					    : find_meant(kind, compatibles,
						      sizeof(compatibles) / sizeof(*compatibles));
		if (!meant)
			continue;
		good = false;
		report(run, at_prop(node, prop), "nobody knows a device \"%s\"", kind);
		report_help(run, "did you mean \"%s\"?", meant);
	}
	if (good)
		run->good_kind = prop->value;
}

void check_misspelt(struct check_run *run, struct node *node)
{
	for (const struct prop *prop = node->prop; prop; prop = prop->next) {
		const char *meant = name_facts(run, prop->name)->meant;

		if (strcmp(prop->name, "compatible") == 0)
			check_compatible(run, node, prop);
		if (!meant)
			continue;
		report(run, at_key(at_prop(node, prop)), "nobody reads a property \"%s\"",
			prop->name);
		report_help(run, "did you mean \"%s\"?", meant);
	}
}
