/* The performance monitors of the cpus (Linux's arm/pmu binding). */
#include "vm/parts/parts.h"

enum { PMU_PPI = 7 }; /* what the Base System Architecture recommends: INTID 23 */

static const struct field pmu_fields[] = {
	{NUMBER(struct pmu, ppi), .max = 15, .ruled = true, .preset = true, .value = PMU_PPI,
		.help = "overflow interrupt of each cpu"},
	{.kind = KIND_END},
};
static const struct record pmu_record = {
	.name = "pmu", .size = sizeof(struct pmu), .fields = pmu_fields, .flag = true};

static const struct field part_fields[] = {
	{RECORD(struct vm, pmu, pmu), .help = "performance monitors: true, or their interrupt"},
	{.kind = KIND_END},
};
static const struct record part_record = {
	.name = "pmu_part", .size = sizeof(struct vm), .fields = part_fields};

static void pmu_build(struct vm *vm, struct node *root)
{
	const struct pmu *pmu = &vm->pmu;
	struct node *node;
	struct prop *prop;

	if (!given(pmu->at))
		return;
	root->tree->at = pmu->at;
	node = node_get(root, "pmu");
	set_string(node, "compatible", "arm,armv8-pmuv3");
	prop = set_cells(node, "interrupts", 3,
		(uint32_t[]){1, (uint32_t)pmu->ppi.value, interrupt_flags(vm, LEVEL_HIGH, true)});
	tree_note_detail(root->tree, prop, DETAIL_ENTRY, 0, pmu->ppi.at);
}

const struct part pmu_part = {
	.record = &part_record, .gap = GAP_DEVICES, .nodes = "pmu", .build = pmu_build};
