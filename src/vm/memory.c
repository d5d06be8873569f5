/* RAM (DTSpec 3.4) and the blob's reservation block (DTSpec 5.3). */
#include "vm/parts.h"

enum { MEGABYTE = 1024 * 1024 };

static const struct field memory_fields[] = {
	{INLINE(struct memory, region, region)},
	{NUMBER(struct memory, numa_node), .max = UINT32_MAX,
		.help = "the node that the memory is in"},
	{.kind = KIND_END},
};
static const struct record memory_record = {.name = "memory",
	.size = sizeof(struct memory),
	.fields = memory_fields,
	.scalar = "size",
	.flag = true};

static const struct field reserve_fields[] = {
	{INLINE(struct reserve, region, region)},
	{.kind = KIND_END},
};
static const struct record reserve_record = {
	.name = "reserve", .size = sizeof(struct reserve), .fields = reserve_fields};

static const struct field part_fields[] = {
	{LIST(struct vm, memory, memory), .single = true,
		.help = "a size, a region, or a list of regions"},
	{LIST(struct vm, memreserve, reserve), .help = "regions for the blob's reservation block"},
	{.kind = KIND_END},
};
static const struct record part_record = {
	.name = "memory_part", .size = sizeof(struct vm), .fields = part_fields};

static void memory_plan(struct vm *vm)
{
	for (size_t i = 0; i < vm->memory.count; i++) {
		struct memory *memory = &vm->memory.items[i];
		struct region *region = &memory->region;

		if (vm->memory.count == 1 && !region->base.set && !region->end.set)
			region->base = planned(0x40000000, memory->at);
		plan_region(vm, region, memory->at, vm->memory.count == 1 ? 512 * MEGABYTE : 0);
	}
	for (size_t i = 0; i < vm->memreserve.count; i++)
		plan_region(vm, &vm->memreserve.items[i].region, vm->memreserve.items[i].at, 0);
}

static void memory_build(struct vm *vm, struct node *root)
{
	for (size_t i = 0; i < vm->memory.count; i++) {
		const struct memory *memory = &vm->memory.items[i];
		struct span span = region_span(&memory->region);
		struct node *node;

		root_cells(root);
		root->tree->at = memory->at;
		node = node_at(root, "memory", span.base);
		set_string(node, "device_type", "memory");
		set_reg(node, 1, &span);
		if (memory->numa_node.set)
			set_u32(node, "numa-node-id", (uint32_t)memory->numa_node.value);
	}
	for (size_t i = 0; i < vm->memreserve.count; i++) {
		struct span span = region_span(&vm->memreserve.items[i].region);

		root->tree->at = vm->memreserve.items[i].at;
		tree_reserve(root->tree, span.base, span.size);
	}
}

const struct part memory_part = {
	.record = &part_record, .plan = memory_plan, .build = memory_build};
