/* RAM (DTSpec 3.4). */
#include "vm/parts/parts.h"

#include <inttypes.h>

#define MEMORY_BASE 0x40000000
#define MEMORY_SIZE (512 * 1024 * 1024)

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

static const struct field memory_window_fields[] = {
	{INLINE(struct memory_window, region, region)},
	{NUMBER(struct memory_window, reserved), .address = true,
		.help = "bytes at the window's base that count as memory, but are the VMM's: the "
			"guest is not told of them"},
	{.kind = KIND_END},
};
static const struct record memory_window_record = {.name = "memory_window",
	.size = sizeof(struct memory_window),
	.fields = memory_window_fields};

static const struct field part_fields[] = {
	{LIST(struct vm, memory, memory), .single = true,
		.help = "a size, a region, or a list of regions"},
	{LIST(struct vm, memory_windows, memory_window), .single = true,
		.help = "what memory without a base fills, in order; a window with only a base has "
			"no end"},
	{.kind = KIND_END},
};
static const struct record part_record = {
	.name = "memory_part", .size = sizeof(struct vm), .fields = part_fields};

/* The windows being filled: used bytes of the one at hand, and the banks that came of it. */
struct filling {
	const struct memory_window *windows;
	size_t count, at;
	uint64_t used;
	struct memory *banks; /* room for all: each window may end one bank and begin another */
	size_t bank_count;
};

/* A bank of memory, without what is reserved at the beginning of the window. */
static void add_bank(
	struct vm *vm, struct filling *filling, const struct memory *memory, uint64_t size)
{
	const struct memory_window *window = &filling->windows[filling->at];
	uint64_t base = window->region.base.value + filling->used;
	uint64_t reserved = filling->used ? 0 : window->reserved.value;
	struct memory *bank = &filling->banks[filling->bank_count];

	if (reserved && reserved >= size) {
		diag_error(vm->diag, memory->at,
			"of this memory, 0x%" PRIx64 " bytes are reserved, and it has 0x%" PRIx64,
			reserved, size);
		follows_from(vm, "memory_windows");
		return;
	}
	*bank = *memory;
	bank->region = (struct region){.at = memory->region.at,
		.base = planned(base + reserved, users_of(memory->at, window->region.base.at)),
		.size = planned(size - reserved, memory->region.size.at)};
	filling->bank_count++;
	filling->used += size;
}

/* Memory that does not fit into what is left of a window goes on in the next. */
static void fill(struct vm *vm, struct filling *filling, const struct memory *memory)
{
	uint64_t size = memory->region.size.value;

	/* Of 0 bytes: rules tell of it. */
	if (!size && filling->at < filling->count)
		add_bank(vm, filling, memory, 0);
	while (size && filling->at < filling->count && !has_failed(vm)) {
		const struct region *window = &filling->windows[filling->at].region;
		uint64_t left = window->size.value - filling->used;

		if (left)
			add_bank(vm, filling, memory, size < left ? size : left);
		if (size > left) {
			filling->at++;
			filling->used = 0;
		}
		size -= size < left ? size : left;
	}
	if (size && !has_failed(vm)) {
		diag_error(vm->diag, memory->region.size.at,
			"0x%" PRIx64 " bytes of it find no place: the memory_windows are full",
			size);
		follows_from(vm, "memory_windows");
	}
}

static void plan_bank(struct vm *vm, struct filling *filling, struct memory *memory)
{
	struct region *region = &memory->region;
	bool only = vm->memory.count == 1;

	if (region->base.word) {
		diag_error(vm->diag, region->base.at, "\"high\" is a place above the memory");
		return;
	}
	if (!region->size.set && only && region->base.set + region->end.set < 2)
		region->size = planned(MEMORY_SIZE, memory->at);
	if (region->base.set || region->end.set || !region->size.set) {
		plan_region(vm, region, memory->at, 0);
		filling->banks[filling->bank_count++] = *memory;
	} else {
		fill(vm, filling, memory);
	}
}

/* A window with only a base has no end. */
static void plan_window(struct vm *vm, struct memory_window *window)
{
	struct region *region = &window->region;

	if (region->base.set && !region->size.set && !region->end.set)
		region->size = planned(UINT64_MAX - region->base.value, window->at);
	plan_region(vm, region, window->at, 0);
}

static void memory_plan(struct vm *vm)
{
	struct memory_window usual = {.region.base = planned(MEMORY_BASE, vm->at),
		.region.size = planned(UINT64_MAX - MEMORY_BASE, vm->at)};
	struct filling filling = {.windows = &usual, .count = 1};

	for (size_t i = 0; i < vm->memory_windows.count; i++)
		plan_window(vm, &vm->memory_windows.items[i]);
	if (vm->memory_windows.count) {
		filling.windows = vm->memory_windows.items;
		filling.count = vm->memory_windows.count;
	}
	filling.banks =
		arena_array(vm->arena, vm->memory.count + filling.count, sizeof(*filling.banks));
	for (size_t i = 0; i < vm->memory.count; i++)
		plan_bank(vm, &filling, &vm->memory.items[i]);
	vm->memory.items = filling.banks;
	vm->memory.count = filling.bank_count;
}

static void memory_build(struct vm *vm, struct node *root)
{
	for (size_t i = 0; i < vm->memory.count; i++) {
		const struct memory *memory = &vm->memory.items[i];
		struct span span = region_span(&memory->region);
		struct node *node;

		root_cells(root);
		root->tree->at = memory->at;
		node = new_node_at(root, "memory", span.base);
		set_string(node, "device_type", "memory");
		set_reg(node, 1, &span);
		if (memory->numa_node.set)
			set_u32(node, "numa-node-id", (uint32_t)memory->numa_node.value);
	}
}

const struct part memory_part = {.record = &part_record,
	.gap = GAP_MEMORY,
	.nodes = "memory",
	.plan = memory_plan,
	.build = memory_build};
