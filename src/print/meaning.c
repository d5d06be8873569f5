#include "print/space.h"

/* A kind of device and what its regions are for, in the order of its binding. */
struct kind {
	const char *compatible;
	const char *const *regions; /* ends with a NULL */
};

static const char *const gicv2[] = {
	"distributor", "cpu interface", "hypervisor interface", "virtual cpu interface", NULL};
static const char *const its[] = {"ITS", NULL};
static const char *const v2m[] = {"MSI frame", NULL};
static const char *const ecam[] = {"ECAM", NULL};
static const char *const smmu[] = {"SMMU", NULL};
static const char *const fw_cfg[] = {"fw_cfg", NULL};
static const char *const sram[] = {"SRAM", NULL};
static const char *const framebuffer[] = {"framebuffer", NULL};
static const char *const pmem[] = {"persistent memory", NULL};

static const struct kind kinds[] = {
	{"arm,cortex-a15-gic", gicv2},
	{"arm,cortex-a9-gic", gicv2},
	{"arm,cortex-a7-gic", gicv2},
	{"arm,gic-400", gicv2},
	{"arm,gic-v3-its", its},
	{"arm,gic-v2m-frame", v2m},
	{"pci-host-ecam-generic", ecam},
	{"arm,smmu-v3", smmu},
	{"qemu,fw-cfg-mmio", fw_cfg},
	{"mmio-sram", sram},
	{"simple-framebuffer", framebuffer},
	{"pmem-region", pmem},
};

/* Sizes of the GIC architecture (IHI 0069): two 64 KiB frames for each cpu of a GICv3. */
enum { REDISTRIBUTOR = 128 * 1024 };

/* Of a GICv3: the distributor, the redistributors, then what GICv2 guests need. */
static const char *gicv3_meaning(const struct node *node, size_t i, uint64_t size)
{
	static const char *const legacy[] = {
		"cpu interface", "hypervisor interface", "virtual cpu interface"};
	const struct prop *prop = prop_find(node, "redistributor-stride");
	uint64_t stride = REDISTRIBUTOR;
	uint32_t regions = 1;

	prop_u32(node, "#redistributor-regions", &regions);
	if (prop && prop->value.size == 8 && load_be64(prop->value.data))
		stride = load_be64(prop->value.data);
	if (i == 0)
		return "distributor";
	if (i <= regions)
		return arena_format(node->tree->arena, "redistributors (%llu cpus)",
			(unsigned long long)(size / stride));
	i -= (size_t)regions + 1;
	return i < sizeof(legacy) / sizeof(*legacy) ? legacy[i] : NULL;
}

static const char *ecam_meaning(const struct node *node)
{
	const struct prop *prop = prop_find(node, "bus-range");

	if (!prop || prop->value.size != 8)
		return "ECAM";
	return arena_format(node->tree->arena, "ECAM, buses %u to %u",
		(unsigned)load_be32(prop->value.data), (unsigned)load_be32(prop->value.data + 4));
}

/* The string number i of a list, or NULL. */
static const char *string_at(const struct node *node, const char *name, size_t i)
{
	const struct prop *prop = prop_find(node, name);
	const uint8_t *p = prop ? prop->value.data : NULL;
	size_t left = prop ? prop->value.size : 0;

	for (;; i--) {
		const uint8_t *end = left ? memchr(p, 0, left) : NULL;

		if (!end)
			return NULL;
		if (!i)
			return end > p ? (const char *)p : NULL;
		left -= (size_t)(end - p) + 1;
		p = end + 1;
	}
}

const char *region_meaning(struct node *node, size_t i, size_t count, uint64_t size)
{
	if (prop_lists(node, "compatible", "arm,gic-v3"))
		return gicv3_meaning(node, i, size);
	if (prop_lists(node, "compatible", "cfi-flash"))
		return count > 1 ? arena_format(node->tree->arena, "flash bank %zu", i) : "flash";
	for (size_t k = 0; k < sizeof(kinds) / sizeof(*kinds); k++) {
		if (!prop_lists(node, "compatible", kinds[k].compatible))
			continue;
		if (kinds[k].regions == ecam)
			return i ? NULL : ecam_meaning(node);
		for (size_t r = 0; kinds[k].regions[r]; r++)
			if (r == i)
				return kinds[k].regions[r];
	}
	return string_at(node, "reg-names", i);
}
