/* Notices cpus that stand still (Linux's misc/qemu,vcpu-stall-detector binding). */
#include "vm/parts/parts.h"

enum { WATCHDOG_SIZE = 0x1000 };

static const struct field watchdog_fields[] = {
	{QUIET_DEVICE(struct watchdog, device)},
	{NUMBER(struct watchdog, clock_frequency), .min = 1, .max = UINT32_MAX, .preset = true,
		.value = 10, .help = "ticks in a second"},
	{NUMBER(struct watchdog, timeout_sec), .aside = true, .min = 1, .max = UINT32_MAX,
		.preset = true, .value = 8, .help = "seconds until a cpu counts as stalled"},
	{.kind = KIND_END},
};
static const struct record watchdog_record = {.name = "watchdog",
	.size = sizeof(struct watchdog),
	.fields = watchdog_fields,
	.flag = true};

static const struct field part_fields[] = {
	{RECORD(struct vm, watchdog, watchdog), .help = "a stall detector for the cpus"},
	{.kind = KIND_END},
};
static const struct record part_record = {
	.name = "watchdog_part", .size = sizeof(struct vm), .fields = part_fields};

static void watchdog_plan(struct vm *vm)
{
	if (given(vm->watchdog.at))
		plan_region(vm, &vm->watchdog.device.region, vm->watchdog.at, WATCHDOG_SIZE);
}

static void watchdog_build(struct vm *vm, struct node *root)
{
	const struct watchdog *watchdog = &vm->watchdog;
	struct span span = region_span(&watchdog->device.region);
	struct node *node;

	if (!given(watchdog->at))
		return;
	node = device_node(vm, root, "watchdog", &watchdog->device);
	set_string(node, "compatible", "qemu,vcpu-stall-detector");
	set_reg(node, 1, &span);
	set_number(node, "clock-frequency", &watchdog->clock_frequency);
	set_number(node, "timeout-sec", &watchdog->timeout_sec);
}

const struct part watchdog_part = {.record = &part_record,
	.gap = GAP_DEVICES,
	.nodes = "watchdog apb-pclk",
	.plan = watchdog_plan,
	.build = watchdog_build};
