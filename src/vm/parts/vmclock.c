/* The host's time, and whether it jumped (Linux's ptp/amazon,vmclock binding). */
#include "vm/parts/parts.h"

enum { VMCLOCK_SIZE = 0x1000 };

static const struct field vmclock_fields[] = {
	{INLINE(struct vmclock, device, device)},
	{.kind = KIND_END},
};
static const struct record vmclock_record = {
	.name = "vmclock", .size = sizeof(struct vmclock), .fields = vmclock_fields, .flag = true};

static const struct field part_fields[] = {
	{RECORD(struct vm, vmclock, vmclock),
		.help = "a page that tells the host's time; the interrupt may be left out"},
	{.kind = KIND_END},
};
static const struct record part_record = {
	.name = "vmclock_part", .size = sizeof(struct vm), .fields = part_fields};

static void vmclock_plan(struct vm *vm)
{
	if (given(vm->vmclock.at))
		plan_device(vm, &vm->vmclock.device, VMCLOCK_SIZE, EDGE_RISING);
}

static void vmclock_build(struct vm *vm, struct node *root)
{
	const struct device *device = &vm->vmclock.device;
	struct span span = region_span(&device->region);
	struct node *node;

	if (!given(vm->vmclock.at))
		return;
	node = device_node(vm, root, "ptp", device);
	set_string(node, "compatible", "amazon,vmclock");
	set_reg(node, 1, &span);
	set_interrupt(vm, node, &device->interrupt);
}

const struct part vmclock_part = {.record = &part_record,
	.gap = GAP_DEVICES,
	.nodes = "ptp",
	.plan = vmclock_plan,
	.build = vmclock_build};
