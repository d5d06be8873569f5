/* The interrupt controller (Linux's arm,gic and arm,gic-v3 bindings). */
#include "vm/parts/gic.h"

#include "vm/parts/parts.h"

#include <inttypes.h>

enum {
	GICV3_FRAMES = 0x20000, /* RD_base and SGI_base: 128 KiB of redistributor for a cpu */
	GICV4_FRAMES = 0x40000, /* VLPI_base and a reserved frame as well */
	GIC_PAGE = 0x10000,	/* the distributor, and every interface of a cpu */
	INTERFACES = 3,
};

static const struct field redistributors_fields[] = {
	{INLINE(struct redistributors, region, region)},
	{FLAG(struct redistributors, when_full),
		.help = "the region is there only when those before it cannot hold every cpu"},
	{.kind = KIND_END},
};
static const struct record redistributors_record = {.name = "redistributors",
	.size = sizeof(struct redistributors),
	.fields = redistributors_fields};

static const struct field gic_fields[] = {
	{NUMBER(struct gic, version), .min = 2, .max = 4, .preset = true, .value = 3,
		.help = "2, 3, or 4, which is 3 with redistributors of twice the size"},
	{TEXT(struct gic, compatible),
		.help = "left out: arm,gic-v3, or arm,cortex-a15-gic for version 2"},
	{RECORD(struct gic, distributor, region), .help = "64 KiB when only a base is given"},
	{LIST(struct gic, redistributors, redistributors),
		.help = "of version 3; a region without a size gets 128 KiB a cpu (version 4: 256 "
			"KiB)"},
	{NUMBER(struct gic, redistributor_stride), .address = true, .min = GICV3_FRAMES,
		.help = "bytes from one cpu's redistributor to the next, where it is not the "
			"usual"},
	{RECORD(struct gic, cpu_interface, region),
		.help = "version 2 (or for such guests of a 3); 64 KiB when only a base is given"},
	{RECORD(struct gic, hypervisor_interface, region),
		.help = "for guests that are hypervisors; stands behind the cpu_interface"},
	{RECORD(struct gic, vcpu_interface, region),
		.help = "the interface of their virtual cpus; stands behind the "
			"hypervisor_interface"},
	{NUMBER(struct gic, maintenance_ppi), .aside = true, .max = 15, .ruled = true,
		.help = "interrupt of the virtual cpu interface, for guests that are hypervisors"},
	{LIST(struct gic, its, its), .single = true,
		.help = "version 3: takes messages (MSI); 128 KiB right below the redistributors "
			"when it says nothing else"},
	{LIST(struct gic, v2m, v2m), .single = true,
		.help = "version 2: frames that take messages (MSI); 4 KiB when only a base is "
			"given"},
	{LIST(struct gic, mbi, mbi), .single = true,
		.help = "version 3: SPIs that messages to the distributor may raise"},
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

/* What one cpu has of a redistributor region. */
static uint64_t frames(const struct gic *gic)
{
	if (gic->redistributor_stride.set)
		return gic->redistributor_stride.value;
	return gic->version.value == 4 ? GICV4_FRAMES : GICV3_FRAMES;
}

/*
 * What the tree does not tell: the node of a GICv4 is that of a GICv3, so the check of that name
 * would count twice as many redistributors.
 */
static void report_capacity(struct vm *vm, const struct gic *gic, uint64_t held)
{
	const struct redistributors *first = &gic->redistributors.items[0];
	const struct cpus *cpus = &vm->cpus;
	struct origin at = first->region.base.at;

	if (gic->version.value != 4 || gic->redistributor_stride.set)
		return;
	if (from_machine(at))
		at = given(cpus->count.at) ? cpus->count.at : cpus->at;
	diag_report(vm->diag, SEVERITY_ERROR, "gic-capacity", at, NULL,
		"the redistributors serve %" PRIu64 " cpu%s, there are %" PRIu64, held,
		held == 1 ? "" : "s", cpus->count.value);
	diag_help(vm->diag, "in version 4 each cpu needs 0x%x bytes", GICV4_FRAMES);
}

/* GICv2 has none: those of the machine are left out, the user's are a mistake. */
static void refuse_redistributors(struct vm *vm, const struct gic *gic)
{
	struct origin at = gic->redistributors.at;

	if (gic->version.value != 2)
		return;
	if (!given(at) || from_machine(at))
		at = gic->redistributor_stride.at;
	if (given(at) && !from_machine(at))
		diag_error(vm->diag, at, "GICv2 has no redistributors; this is version 2");
}

/*
 * Sizes the regions that grow with the cpus; leaves out those that so few cpus, or GICv2, do not
 * have. They keep their place among what lies high, so that nothing else moves.
 */
static void plan_redistributors(struct vm *vm, struct gic *gic)
{
	uint64_t cpus = vm->cpus.count.value ? vm->cpus.count.value : 1, held = 0;
	size_t kept = 0;

	refuse_redistributors(vm, gic);
	for (size_t i = 0; i < gic->redistributors.count; i++) {
		struct redistributors *item = &gic->redistributors.items[i];

		plan_region(vm, &item->region, item->at, frames(gic) * cpus);
		if (gic->version.value == 2 || (item->when_full.value && held >= cpus))
			continue;
		held += item->region.size.value / frames(gic);
		gic->redistributors.items[kept++] = *item;
	}
	gic->redistributors.count = kept;
	if (kept && held < cpus)
		report_capacity(vm, gic, held);
	if (!kept && gic->version.value != 2) {
		diag_error(vm->diag, gic->at, "\"redistributors\" is missing here");
		diag_help(vm->diag, "GICv3 has 128 KiB of redistributor for each cpu");
	}
}

/* The interfaces of a cpu in the binding's order, NULL where there is none. */
static size_t interfaces(struct gic *gic, struct region **regions)
{
	struct region *all[INTERFACES] = {
		&gic->cpu_interface, &gic->hypervisor_interface, &gic->vcpu_interface};
	size_t count = 0;

	while (count < INTERFACES && given(all[count]->at)) {
		regions[count] = all[count];
		count++;
	}
	return count;
}

/* They are told apart by their position: none may be missing in front of another. */
static void plan_interfaces(struct vm *vm, struct gic *gic)
{
	struct region *regions[INTERFACES];
	size_t count = interfaces(gic, regions);

	if (!given(gic->cpu_interface.at) &&
		(gic->version.value == 2 || given(gic->hypervisor_interface.at)))
		diag_error(vm->diag, gic->at, "\"cpu_interface\" is missing here");
	if (!given(gic->hypervisor_interface.at) && given(gic->vcpu_interface.at))
		diag_error(vm->diag, gic->at, "\"hypervisor_interface\" is missing here");
	for (size_t i = 0; i < count; i++)
		plan_region(vm, regions[i], regions[i]->at, GIC_PAGE);
}

static void gic_plan(struct vm *vm)
{
	struct gic *gic = &vm->gic;

	if (!given(gic->at))
		return;
	if (given(gic->distributor.at))
		plan_region(vm, &gic->distributor, gic->distributor.at, GIC_PAGE);
	else
		diag_error(vm->diag, gic->at, "\"distributor\" is missing here");
	plan_redistributors(vm, gic);
	plan_interfaces(vm, gic);
	if (!gic->compatible.value)
		gic->compatible.value =
			gic->version.value == 2 ? "arm,cortex-a15-gic" : "arm,gic-v3";
	if (!has_failed(vm))
		plan_msi(vm);
}

static void build_reg(struct vm *vm, struct node *node, struct gic *gic)
{
	struct span *spans =
		arena_array(vm->arena, gic->redistributors.count + INTERFACES + 1, sizeof(*spans));
	struct region *regions[INTERFACES];
	size_t count = 0, others = interfaces(gic, regions);

	spans[count++] = region_span(&gic->distributor);
	for (size_t i = 0; i < gic->redistributors.count; i++)
		spans[count++] = region_span(&gic->redistributors.items[i].region);
	for (size_t i = 0; i < others; i++)
		spans[count++] = region_span(regions[i]);
	set_reg(node, count, spans);
	if (gic->redistributors.count > 1)
		set_u32(node, "#redistributor-regions", (uint32_t)gic->redistributors.count);
	if (gic->redistributors.count && gic->redistributor_stride.set)
		set_u64(node, "redistributor-stride", gic->redistributor_stride.value);
}

const char *gic_path(const struct vm *vm)
{
	if (!given(vm->gic.at))
		return "gic";
	return arena_format(
		vm->arena, "/interrupt-controller@%" PRIx64, vm->gic.distributor.base.value);
}

static void gic_build(struct vm *vm, struct node *root)
{
	struct gic *gic = &vm->gic;
	struct node *node;

	if (!given(gic->at))
		return;
	root_cells(root);
	root->tree->at = gic->at;
	node = node_at(root, "interrupt-controller", gic->distributor.base.value);
	node->label = "gic";
	set_string(node, "compatible", gic->compatible.value);
	build_reg(vm, node, gic);
	set_flag(node, "interrupt-controller");
	set_u32(node, "#interrupt-cells", 3);
	set_u32(node, "#address-cells", 2);
	set_u32(node, "#size-cells", 2);
	set_flag(node, "ranges");
	if (gic->maintenance_ppi.set)
		set_cells(node, "interrupts", 3,
			(uint32_t[]){1, (uint32_t)gic->maintenance_ppi.value,
				interrupt_flags(vm, LEVEL_HIGH, true)})
			->origin = gic->maintenance_ppi.at;
	set_phandle(root, "interrupt-parent", node);
	build_msi(vm, node);
}

const struct part gic_part = {.record = &part_record,
	.gap = GAP_CONTROLLER,
	.nodes = "interrupt-controller",
	.plan = gic_plan,
	.build = gic_build};
