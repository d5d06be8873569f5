/* Interrupts by message (Linux's arm,gic-v3 and arm,gic bindings). */
#include "vm/parts/gic.h"

#include <inttypes.h>

enum {
	ITS_SIZE = 0x20000, /* control and translation page, 64 KiB each */
	V2M_SIZE = 0x1000,
};

static const struct field its_fields[] = {
	{TEXT(struct its, name), .help = "what references may call it; \"its\" when left out"},
	{INLINE(struct its, region, region)},
	{.kind = KIND_END},
};
const struct record its_record = {
	.name = "its", .size = sizeof(struct its), .fields = its_fields, .flag = true};

static const struct field v2m_fields[] = {
	{TEXT(struct v2m, name), .help = "what references may call it; \"v2m\" when left out"},
	{INLINE(struct v2m, region, region)},
	{NUMBER(struct v2m, base_spi), .max = SPIS - 1,
		.help = "the first SPI of its own; left out: the frame's register tells"},
	{NUMBER(struct v2m, num_spis), .min = 1, .max = SPIS, .help = "how many SPIs it has"},
	{.kind = KIND_END},
};
const struct record v2m_record = {.name = "v2m", .size = sizeof(struct v2m), .fields = v2m_fields};

static const struct field mbi_fields[] = {
	{NUMBER(struct mbi, spi), .required = true, .max = SPIS - 1, .help = "the first SPI"},
	{NUMBER(struct mbi, count), .required = true, .min = 1, .max = SPIS,
		.help = "how many there are"},
	{.kind = KIND_END},
};
const struct record mbi_record = {.name = "mbi", .size = sizeof(struct mbi), .fields = mbi_fields};

/* Below every redistributor and every ITS that has an address already. */
static uint64_t lowest(const struct gic *gic, size_t its_count)
{
	uint64_t base = UINT64_MAX;

	for (size_t i = 0; i < gic->redistributors.count; i++)
		if (gic->redistributors.items[i].region.base.value < base)
			base = gic->redistributors.items[i].region.base.value;
	for (size_t i = 0; i < its_count; i++)
		if (gic->its.items[i].region.base.value < base)
			base = gic->its.items[i].region.base.value;
	return base;
}

static void plan_its(struct vm *vm)
{
	struct gic *gic = &vm->gic;

	for (size_t i = 0; i < gic->its.count; i++) {
		struct its *its = &gic->its.items[i];

		if (!its->region.base.set && !its->region.base.word && !its->region.end.set)
			its->region.end = planned(lowest(gic, i), its->at);
		plan_region(vm, &its->region, its->at, ITS_SIZE);
		if (!its->name.value)
			its->name.value = i ? arena_format(vm->arena, "its%zu", i) : "its";
	}
}

static void plan_v2m(struct vm *vm)
{
	for (size_t i = 0; i < vm->gic.v2m.count; i++) {
		struct v2m *v2m = &vm->gic.v2m.items[i];

		plan_region(vm, &v2m->region, v2m->at, V2M_SIZE);
		if (!v2m->name.value)
			v2m->name.value = i ? arena_format(vm->arena, "v2m%zu", i) : "v2m";
		if (v2m->base_spi.set && v2m->num_spis.set)
			claim_spis(vm, v2m->base_spi.value, v2m->num_spis.value, v2m->base_spi.at);
	}
}

static bool is_refused(struct vm *vm, struct origin at, const char *what)
{
	if (vm->gic.version.value != 2 || !given(at))
		return false;
	diag_error(
		vm->diag, users_of(at, vm->gic.version.at), "%s of GICv3; this is version 2", what);
	if (from_machine(at)) {
		diag_note(vm->diag, at, NULL, "the machine's");
		diag_help(vm->diag, "null takes it away: \"its\": null");
	} else {
		diag_help(vm->diag, "GICv2 takes messages in a \"v2m\" frame");
	}
	return true;
}

void plan_msi(struct vm *vm)
{
	const struct gic *gic = &vm->gic;

	if (gic->its.count &&
		is_refused(vm, gic->its.items[0].at, "an ITS translates for the redistributors"))
		return;
	if (gic->mbi.count && is_refused(vm, gic->mbi.items[0].at,
				      "messages to the distributor are taken by that"))
		return;
	plan_its(vm);
	plan_v2m(vm);
	for (size_t i = 0; i < gic->mbi.count; i++)
		claim_spis(vm, gic->mbi.items[i].spi.value, gic->mbi.items[i].count.value,
			gic->mbi.items[i].spi.at);
}

static void build_its(struct node *gic, const struct its *its)
{
	struct span span = region_span(&its->region);
	struct node *node;

	gic->tree->at = its->at;
	node = new_node_at(gic, "msi-controller", span.base);
	node->label = its->name.value;
	set_string(node, "compatible", "arm,gic-v3-its");
	set_reg(node, 1, &span);
	set_flag(node, "msi-controller");
	set_u32(node, "#msi-cells", 1);
}

static void build_v2m(struct node *gic, const struct v2m *v2m)
{
	struct span span = region_span(&v2m->region);
	struct node *node;

	gic->tree->at = v2m->at;
	node = new_node_at(gic, "v2m", span.base);
	node->label = v2m->name.value;
	set_string(node, "compatible", "arm,gic-v2m-frame");
	set_reg(node, 1, &span);
	set_flag(node, "msi-controller");
	/* The driver counts as the GIC does. */
	if (v2m->base_spi.set)
		set_u32(node, "arm,msi-base-spi", (uint32_t)v2m->base_spi.value + 32);
	if (v2m->num_spis.set)
		set_u32(node, "arm,msi-num-spis", (uint32_t)v2m->num_spis.value);
}

static void build_mbi(struct node *gic, const struct gic *from)
{
	struct prop *prop;

	gic->tree->at = from->mbi.at;
	set_flag(gic, "msi-controller");
	prop = prop_begin(gic, "mbi-ranges");
	for (size_t i = 0; i < from->mbi.count; i++) {
		add_u32(gic, prop, (uint32_t)from->mbi.items[i].spi.value + 32);
		add_u32(gic, prop, (uint32_t)from->mbi.items[i].count.value);
	}
	prop_end(prop);
}

void build_msi(struct vm *vm, struct node *gic)
{
	const struct gic *from = &vm->gic;

	if (from->mbi.count)
		build_mbi(gic, from);
	for (size_t i = 0; i < from->its.count; i++)
		build_its(gic, &from->its.items[i]);
	for (size_t i = 0; i < from->v2m.count; i++)
		build_v2m(gic, &from->v2m.items[i]);
}
