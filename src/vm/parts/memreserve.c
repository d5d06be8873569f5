/* The blob's reservation block (DTSpec 5.3). */
#include "vm/parts/parts.h"

static const struct field reserve_fields[] = {
	{INLINE(struct reserve, region, region)},
	{.kind = KIND_END},
};
static const struct record reserve_record = {
	.name = "reserve", .size = sizeof(struct reserve), .fields = reserve_fields};

static const struct field part_fields[] = {
	{LIST(struct vm, memreserve, reserve), .help = "regions for the blob's reservation block"},
	{.kind = KIND_END},
};
static const struct record part_record = {
	.name = "memreserve_part", .size = sizeof(struct vm), .fields = part_fields};

static void memreserve_plan(struct vm *vm)
{
	for (size_t i = 0; i < vm->memreserve.count; i++)
		plan_region(vm, &vm->memreserve.items[i].region, vm->memreserve.items[i].at, 0);
}

static void memreserve_build(struct vm *vm, struct node *root)
{
	for (size_t i = 0; i < vm->memreserve.count; i++) {
		struct span span = region_span(&vm->memreserve.items[i].region);

		root->tree->at = vm->memreserve.items[i].at;
		tree_reserve(root->tree, span.base, span.size);
	}
}

const struct part memreserve_part = {.record = &part_record,
	.gap = GAP_RESERVED,
	.plan = memreserve_plan,
	.build = memreserve_build};
