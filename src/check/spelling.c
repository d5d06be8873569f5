#include "check/name.h"
#include "check/rules.h"

#include <stdlib.h>

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
	"ssi-controller", /* of sound cards: no slip for msi-controller */
	"stdout-path",
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

const char *meant_name(const char *name)
{
	const char *likely = NULL;

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++) {
		if (strcmp(known[i], name) == 0)
			return NULL;
		if (!likely && one_slip_apart(name, known[i]))
			likely = known[i];
	}
	return likely;
}

void check_misspelt(struct check_run *run, struct node *node)
{
	for (const struct prop *prop = node->prop; prop; prop = prop->next) {
		const char *meant = name_facts(run, prop->name)->meant;

		if (!meant)
			continue;
		report(run, at_key(at_prop(node, prop)), "nobody reads a property \"%s\"",
			prop->name);
		report_help(run, "did you mean \"%s\"?", meant);
	}
}
