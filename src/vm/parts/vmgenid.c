/* Tells a guest that it was cloned or restored (Linux's rng/microsoft,vmgenid binding). */
#include "vm/parts/parts.h"

enum { VMGENID_SIZE = 16 }; /* one UUID */

static const struct field vmgenid_fields[] = {
	{INLINE(struct vmgenid, device, device)},
	{.kind = KIND_END},
};
static const struct record vmgenid_record = {
	.name = "vmgenid", .size = sizeof(struct vmgenid), .fields = vmgenid_fields, .flag = true};

static const struct field part_fields[] = {
	{RECORD(struct vm, vmgenid, vmgenid),
		.help = "a number that changes when the guest is cloned or restored"},
	{.kind = KIND_END},
};
static const struct record part_record = {
	.name = "vmgenid_part", .size = sizeof(struct vm), .fields = part_fields};

static void vmgenid_plan(struct vm *vm)
{
	if (!given(vm->vmgenid.at))
		return;
	plan_device(vm, &vm->vmgenid.device, VMGENID_SIZE, EDGE_RISING);
	need_interrupt(vm, &vm->vmgenid.device, "a vmgenid");
}

static void vmgenid_build(struct vm *vm, struct node *root)
{
	const struct device *device = &vm->vmgenid.device;
	struct span span = region_span(&device->region);
	struct node *node;

	if (!given(vm->vmgenid.at))
		return;
	node = device_node(vm, root, "rng", device);
	set_string(node, "compatible", "microsoft,vmgenid");
	set_reg(node, 1, &span);
	set_interrupt(vm, node, &device->interrupt);
}

const struct part vmgenid_part = {.record = &part_record,
	.gap = GAP_DEVICES,
	.nodes = "rng",
	.plan = vmgenid_plan,
	.build = vmgenid_build};
