/* The interrupt controller (Linux's arm,gic and arm,gic-v3 bindings). */
#include "vm/parts.h"

#include <inttypes.h>

enum {
	GICV3_FRAMES = 0x20000, /* RD_base and SGI_base: 128 KiB of redistributor for a cpu */
	GIC_DISTRIBUTOR = 0x10000,
	GICV2_CPU_INTERFACE = 0x10000,
};

static const struct field redistributors_fields[] = {
	{INLINE(struct redistributors, region, region)},
	{NUMBER(struct redistributors, min_cpus), .min = 1,
		.help = "the region is there from so many cpus on"},
	{.kind = KIND_END},
};
static const struct record redistributors_record = {.name = "redistributors",
	.size = sizeof(struct redistributors),
	.fields = redistributors_fields};

static const struct field gic_fields[] = {
	{NUMBER(struct gic, version), .min = 2, .max = 3, .preset = true, .value = 3,
		.help = "2 or 3"},
	{TEXT(struct gic, compatible),
		.help = "left out: arm,gic-v3, or arm,cortex-a15-gic for version 2"},
	{RECORD(struct gic, distributor, region), .help = "64 KiB when only a base is given"},
	{LIST(struct gic, redistributors, redistributors),
		.help = "version 3; a region without a size gets 128 KiB a cpu"},
	{RECORD(struct gic, cpu_interface, region),
		.help = "version 2; 64 KiB when only a base is given"},
	{NUMBER(struct gic, maintenance_ppi), .max = 15,
		.help = "interrupt of the virtual cpu interface, for guests that are hypervisors"},
	{.kind = KIND_END},
};
static const struct record gic_record = {
	.name = "gic", .size = sizeof(struct gic), .fields = gic_fields, .flag = true};

static const struct field part_fields[] = {
	{RECORD(struct vm, gic, gic), .help = "the interrupt controller"},
	{.kind = KIND_END},
};
static const struct record part_record = {
	.name = "gic_part", .size = sizeof(struct vm), .fields = part_fields};

/* Leaves out the regions that so few cpus do not have; sizes those that grow with the cpus. */
static void plan_redistributors(struct vm *vm, struct gic *gic)
{
	uint64_t cpus = vm->cpus.count.value;
	size_t kept = 0;

	for (size_t i = 0; i < gic->redistributors.count; i++) {
		struct redistributors *item = &gic->redistributors.items[i];

		if (item->min_cpus.set && cpus < item->min_cpus.value)
			continue;
		plan_region(vm, &item->region, item->at, GICV3_FRAMES * (cpus ? cpus : 1));
		gic->redistributors.items[kept++] = *item;
	}
	gic->redistributors.count = kept;
	if (!kept) {
		diag_error(vm->diag, gic->at, "\"redistributors\" is missing here");
		diag_help(vm->diag, "GICv3 has 128 KiB of redistributor for each cpu");
	}
}

static void gic_plan(struct vm *vm)
{
	struct gic *gic = &vm->gic;

	if (!given(gic->at))
		return;
	plan_region(vm, &gic->distributor, gic->at, GIC_DISTRIBUTOR);
	if (gic->version.value == 2)
		plan_region(vm, &gic->cpu_interface, gic->at, GICV2_CPU_INTERFACE);
	else
		plan_redistributors(vm, gic);
	if (!gic->compatible.value)
		gic->compatible.value =
			gic->version.value == 2 ? "arm,cortex-a15-gic" : "arm,gic-v3";
}

static size_t gic_spans(const struct gic *gic, struct span *spans)
{
	size_t count = 0;

	spans[count++] = region_span(&gic->distributor);
	if (gic->version.value == 2)
		spans[count++] = region_span(&gic->cpu_interface);
	else
		for (size_t i = 0; i < gic->redistributors.count; i++)
			spans[count++] = region_span(&gic->redistributors.items[i].region);
	return count;
}

static void gic_build(struct vm *vm, struct node *root)
{
	const struct gic *gic = &vm->gic;
	struct span *spans;
	struct node *node;

	if (!given(gic->at))
		return;
	root_cells(root);
	root->tree->at = gic->at;
	node = node_at(root, "interrupt-controller", gic->distributor.base.value);
	node->label = "gic";
	set_string(node, "compatible", gic->compatible.value);
	spans = arena_array(vm->arena, gic->redistributors.count + 2, sizeof(*spans));
	set_reg(node, gic_spans(gic, spans), spans);
	if (gic->version.value == 3 && gic->redistributors.count > 1)
		set_u32(node, "#redistributor-regions", (uint32_t)gic->redistributors.count);
	set_flag(node, "interrupt-controller");
	set_u32(node, "#interrupt-cells", 3);
	set_u32(node, "#address-cells", 2);
	set_u32(node, "#size-cells", 2);
	set_flag(node, "ranges");
	if (gic->maintenance_ppi.set)
		set_cells(node, "interrupts", 3,
			(uint32_t[]){1, (uint32_t)gic->maintenance_ppi.value,
				interrupt_flags(vm, LEVEL_HIGH, true)});
	set_phandle(root, "interrupt-parent", node);
}

const struct part gic_part = {.record = &part_record, .plan = gic_plan, .build = gic_build};
