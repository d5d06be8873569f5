/* A bus of its own for devices that come later (DTSpec 4.5): addresses on it begin at 0. */
#include "vm/parts/parts.h"

static const char NODE_NAME[] = "platform-bus";

static const struct field platform_bus_fields[] = {
	{QUIET_DEVICE(struct platform_bus, device)},
	{TEXTS(struct platform_bus, compatible), .help = "\"simple-bus\" when left out"},
	{.kind = KIND_END},
};
static const struct record platform_bus_record = {.name = "platform_bus",
	.size = sizeof(struct platform_bus),
	.fields = platform_bus_fields,
	.flag = true};

static const struct field part_fields[] = {
	{RECORD(struct vm, platform_bus, platform_bus),
		.help = "a bus whose addresses begin at 0; a tpm in it is put there, other devices by "
			"\"/\""},
	{.kind = KIND_END},
};
static const struct record part_record = {
	.name = "platform_bus_part", .size = sizeof(struct vm), .fields = part_fields};

static void platform_bus_plan(struct vm *vm)
{
	static const char *usual[] = {"simple-bus"};
	struct platform_bus *bus = &vm->platform_bus;

	if (!given(bus->at))
		return;
	plan_region(vm, &bus->device.region, bus->at, 0);
	if (!bus->device.region.size.value)
		diag_error(
			vm->diag, bus->device.region.size.at, "a platform bus of 0 bytes is none");
	if (bus->device.region.size.value > UINT32_MAX)
		diag_error(vm->diag, bus->device.region.size.at,
			"a platform bus is smaller than 4 GiB: its addresses have 32 bits");
	if (!bus->compatible.count) {
		bus->compatible.values = usual;
		bus->compatible.count = 1;
	}
}

/* ranges: bus address (one cell), address (as the root's children have it), size (one cell). */
static void set_ranges(struct node *node, const struct region *region)
{
	struct prop *ranges = prop_begin(node, "ranges");

	ranges->origin = region->at;
	add_u32(node, ranges, 0);
	add_wide(node, ranges, region->base.value, node_address_cells(node->parent));
	add_u32(node, ranges, (uint32_t)region->size.value);
	prop_end(ranges);
}

struct node *bus_of(struct vm *vm, struct node *root, struct region *region)
{
	const struct region *bus = &vm->platform_bus.device.region;
	uint64_t offset = region->base.value - bus->base.value;

	if (!given(vm->platform_bus.at) || region->base.value < bus->base.value ||
		offset >= bus->size.value || region->size.value > bus->size.value - offset)
		return root;
	region->base.value = offset;
	return node_at(root, NODE_NAME, bus->base.value);
}

static void platform_bus_build(struct vm *vm, struct node *root)
{
	const struct platform_bus *bus = &vm->platform_bus;
	struct node *node;

	if (!given(bus->at))
		return;
	node = device_node(vm, root, NODE_NAME, &bus->device);
	set_strings(node, "compatible", bus->compatible.count, bus->compatible.values);
	set_u32(node, "#address-cells", 1);
	set_u32(node, "#size-cells", 1);
	set_ranges(node, &bus->device.region);
}

const struct part platform_bus_part = {.record = &part_record,
	.gap = GAP_DEVICES,
	.nodes = "platform-bus",
	.plan = platform_bus_plan,
	.build = platform_bus_build};
