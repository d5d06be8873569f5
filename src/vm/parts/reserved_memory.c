/*
 * RAM with a purpose of its own (Linux's reserved-memory bindings): at an address, or of a size
 * that the guest finds room for.
 */
#include "vm/parts/parts.h"

#include <inttypes.h>

static const struct field reserved_memory_fields[] = {
	{TEXT(struct reserved_memory, name),
		.help = "the node's name; the last part of compatible, or \"reserved\", when left "
			"out"},
	{TEXTS(struct reserved_memory, compatible),
		.help = "shared-dma-pool, restricted-dma-pool, ramoops, ..."},
	{INLINE(struct reserved_memory, region, region)},
	{NUMBER(struct reserved_memory, alignment), .address = true, .min = 1,
		.help = "of memory without a base"},
	{LIST(struct reserved_memory, alloc_ranges, bank),
		.help = "where memory without a base may be"},
	{FLAG(struct reserved_memory, no_map), .help = "the guest must not map it"},
	{FLAG(struct reserved_memory, reusable), .help = "the guest may use it meanwhile"},
	{FLAG(struct reserved_memory, cma_default),
		.help = "Linux's contiguous memory comes from here"},
	{FLAG(struct reserved_memory, dma_default),
		.help = "Linux's coherent memory comes from here"},
	{NUMBER(struct reserved_memory, record_size), .max = UINT32_MAX,
		.help = "ramoops: bytes of one dump of the log"},
	{NUMBER(struct reserved_memory, console_size), .max = UINT32_MAX,
		.help = "ramoops: bytes for the console"},
	{NUMBER(struct reserved_memory, ftrace_size), .max = UINT32_MAX,
		.help = "ramoops: bytes for the function tracer"},
	{NUMBER(struct reserved_memory, pmsg_size), .max = UINT32_MAX,
		.help = "ramoops: bytes for programs"},
	{NUMBER(struct reserved_memory, ecc_size), .max = UINT32_MAX,
		.help = "ramoops: bytes of error correction in a block"},
	{.kind = KIND_END},
};
static const struct record reserved_memory_record = {.name = "reserved_memory",
	.size = sizeof(struct reserved_memory),
	.fields = reserved_memory_fields};

static const struct field part_fields[] = {
	{LIST(struct vm, reserved_memory, reserved_memory),
		.help = "memory with a purpose of its own"},
	{.kind = KIND_END},
};
static const struct record part_record = {
	.name = "reserved_memory_part", .size = sizeof(struct vm), .fields = part_fields};

static bool has_address(const struct reserved_memory *memory)
{
	return memory->region.base.set || memory->region.end.set;
}

static bool is(const struct reserved_memory *memory, const char *compatible)
{
	for (size_t i = 0; i < memory->compatible.count; i++)
		if (strcmp(memory->compatible.values[i], compatible) == 0)
			return true;
	return false;
}

static const char *usual_name(const struct reserved_memory *memory)
{
	const char *compatible = memory->compatible.count ? memory->compatible.values[0] : NULL;
	const char *comma = compatible ? strchr(compatible, ',') : NULL;

	if (!compatible)
		return "reserved";
	return comma ? comma + 1 : compatible;
}

static void plan_place(struct vm *vm, struct reserved_memory *memory)
{
	for (size_t i = 0; i < memory->alloc_ranges.count; i++)
		plan_region(vm, &memory->alloc_ranges.items[i].region,
			memory->alloc_ranges.items[i].at, 0);
	if (has_address(memory)) {
		plan_region(vm, &memory->region, memory->at, 0);
		if (memory->alignment.set || memory->alloc_ranges.count)
			diag_error(vm->diag,
				memory->alignment.set ? memory->alignment.at
						      : memory->alloc_ranges.at,
				"memory with a base lies there already");
	} else if (!memory->region.size.set) {
		diag_error(vm->diag, memory->at, "\"size\" is missing here");
		diag_help(vm->diag, "with a base the memory is there, without one the guest "
				    "finds room for it");
	}
}

static void refuse_ramoops(struct vm *vm, const struct reserved_memory *memory)
{
	const struct number *sizes[] = {&memory->record_size, &memory->console_size,
		&memory->ftrace_size, &memory->pmsg_size, &memory->ecc_size};

	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++)
		if (sizes[i]->set)
			diag_error(vm->diag, sizes[i]->at,
				"this is for memory that is compatible with \"ramoops\"");
}

static void plan_use(struct vm *vm, const struct reserved_memory *memory)
{
	const struct flag *flag = memory->no_map.value ? &memory->no_map : &memory->reusable;

	if (memory->no_map.value && memory->reusable.value)
		diag_error(vm->diag, memory->reusable.at,
			"what must not be mapped cannot be used meanwhile");
	else if (flag->value && is(memory, "restricted-dma-pool"))
		diag_error(
			vm->diag, flag->at, "a restricted-dma-pool is neither no_map nor reusable");
	if (!is(memory, "ramoops")) {
		refuse_ramoops(vm, memory);
		return;
	}
	if (!memory->record_size.set && !memory->console_size.set && !memory->ftrace_size.set &&
		!memory->pmsg_size.set)
		diag_error(vm->diag, memory->at,
			"ramoops needs one of record_size, console_size, ftrace_size, pmsg_size");
	if (!has_address(memory))
		diag_error(vm->diag, memory->at, "ramoops needs a base: it is found again there");
}

static void reserved_memory_plan(struct vm *vm)
{
	for (size_t i = 0; i < vm->reserved_memory.count; i++) {
		struct reserved_memory *memory = &vm->reserved_memory.items[i];

		plan_use(vm, memory);
		plan_place(vm, memory);
		if (!memory->name.value)
			memory->name.value = usual_name(memory);
		check_node_name(vm, &memory->name);
	}
}

static void set_size(struct node *node, const char *name, uint64_t size)
{
	struct prop *prop = prop_begin(node, name);

	add_wide(node, prop, size, node_size_cells(node->parent));
	prop_end(prop);
}

static void set_alloc_ranges(struct node *node, const struct reserved_memory *memory)
{
	struct prop *prop = prop_begin(node, "alloc-ranges");

	for (size_t i = 0; i < memory->alloc_ranges.count; i++) {
		const struct region *region = &memory->alloc_ranges.items[i].region;

		add_wide(node, prop, region->base.value, node_address_cells(node->parent));
		add_wide(node, prop, region->size.value, node_size_cells(node->parent));
	}
	prop_end(prop);
}

static void set_flag_if(struct node *node, const char *name, const struct flag *flag)
{
	if (flag->value)
		set_flag(node, name);
}

static void set_place(struct node *node, const struct reserved_memory *memory)
{
	struct span span = region_span(&memory->region);

	if (memory->region.base.set) {
		set_reg(node, 1, &span);
		return;
	}
	set_size(node, "size", memory->region.size.value);
	if (memory->alignment.set)
		set_size(node, "alignment", memory->alignment.value);
	if (memory->alloc_ranges.count)
		set_alloc_ranges(node, memory);
}

static void build_one(struct node *parent, const struct reserved_memory *memory)
{
	struct node *node;

	parent->tree->at = memory->at;
	node = memory->region.base.set
		       ? new_node_at(parent, memory->name.value, memory->region.base.value)
		       : new_node(parent, memory->name.value);
	if (memory->compatible.count)
		set_strings(
			node, "compatible", memory->compatible.count, memory->compatible.values);
	set_place(node, memory);
	set_flag_if(node, "no-map", &memory->no_map);
	set_flag_if(node, "reusable", &memory->reusable);
	set_flag_if(node, "linux,cma-default", &memory->cma_default);
	set_flag_if(node, "linux,dma-default", &memory->dma_default);
	set_number(node, "record-size", &memory->record_size);
	set_number(node, "console-size", &memory->console_size);
	set_number(node, "ftrace-size", &memory->ftrace_size);
	set_number(node, "pmsg-size", &memory->pmsg_size);
	set_number(node, "ecc-size", &memory->ecc_size);
}

static void reserved_memory_build(struct vm *vm, struct node *root)
{
	struct node *parent;

	if (!vm->reserved_memory.count)
		return;
	root_cells(root);
	root->tree->at = vm->reserved_memory.at;
	parent = node_get(root, "reserved-memory");
	set_u32(parent, "#address-cells", node_address_cells(root));
	set_u32(parent, "#size-cells", node_size_cells(root));
	set_flag(parent, "ranges");
	for (size_t i = 0; i < vm->reserved_memory.count; i++)
		build_one(parent, &vm->reserved_memory.items[i]);
}

const struct part reserved_memory_part = {.record = &part_record,
	.gap = GAP_RESERVED,
	.nodes = "reserved-memory",
	.plan = reserved_memory_plan,
	.build = reserved_memory_build};
