/* Memory that keeps its content (Linux's pmem/pmem-region binding). */
#include "vm/parts/parts.h"

static const struct field pmem_fields[] = {
	{QUIET_DEVICE(struct pmem, device)},
	{.key = "volatile",
		.kind = KIND_FLAG,
		.offset = MEMBER(struct pmem, is_volatile, struct flag),
		.help = "it does not outlive the machine: no flushing is needed"},
	{NUMBER(struct pmem, numa_node), .max = UINT32_MAX,
		.help = "the node that the memory is in"},
	{.kind = KIND_END},
};
static const struct record pmem_record = {
	.name = "pmem", .size = sizeof(struct pmem), .fields = pmem_fields};

static const struct field part_fields[] = {
	{LIST(struct vm, pmem, pmem), .single = true,
		.help = "persistent memory: a region, or a list of regions"},
	{.kind = KIND_END},
};
static const struct record part_record = {
	.name = "pmem_part", .size = sizeof(struct vm), .fields = part_fields};

static void pmem_plan(struct vm *vm)
{
	for (size_t i = 0; i < vm->pmem.count; i++)
		plan_region(vm, &vm->pmem.items[i].device.region, vm->pmem.items[i].at, 0);
}

static void pmem_build(struct vm *vm, struct node *root)
{
	for (size_t i = 0; i < vm->pmem.count; i++) {
		const struct pmem *pmem = &vm->pmem.items[i];
		struct span span = region_span(&pmem->device.region);
		struct node *node = device_node(vm, root, "pmem", &pmem->device);

		set_string(node, "compatible", "pmem-region");
		set_reg(node, 1, &span);
		if (pmem->is_volatile.value)
			set_flag(node, "volatile");
		set_number(node, "numa-node-id", &pmem->numa_node);
	}
}

const struct part pmem_part = {.record = &part_record,
	.gap = GAP_DEVICES,
	.nodes = "pmem",
	.plan = pmem_plan,
	.build = pmem_build};
