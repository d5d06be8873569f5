/* A battery as the Android emulator has it (Linux's goldfish/battery binding). */
#include "vm/parts/parts.h"

enum { BATTERY_SIZE = 0x1000 };

static const struct field battery_fields[] = {
	{INLINE(struct battery, device, device)},
	{.kind = KIND_END},
};
static const struct record battery_record = {
	.name = "battery", .size = sizeof(struct battery), .fields = battery_fields, .flag = true};

static const struct field part_fields[] = {
	{RECORD(struct vm, battery, battery), .help = "a goldfish battery"},
	{.kind = KIND_END},
};
static const struct record part_record = {
	.name = "battery_part", .size = sizeof(struct vm), .fields = part_fields};

static void battery_plan(struct vm *vm)
{
	if (!given(vm->battery.at))
		return;
	plan_device(vm, &vm->battery.device, BATTERY_SIZE, LEVEL_HIGH);
	need_interrupt(vm, &vm->battery.device, "a battery");
}

static void battery_build(struct vm *vm, struct node *root)
{
	const struct device *device = &vm->battery.device;
	struct span span = region_span(&device->region);
	struct node *node;

	if (!given(vm->battery.at))
		return;
	node = device_node(vm, root, "battery", device);
	set_string(node, "compatible", "google,goldfish-battery");
	set_reg(node, 1, &span);
	set_interrupt(vm, node, &device->interrupt);
}

const struct part battery_part = {.record = &part_record,
	.gap = GAP_DEVICES,
	.nodes = "battery",
	.plan = battery_plan,
	.build = battery_build};
