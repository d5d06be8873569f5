/* The SMMU, an IOMMU for the devices of the PCI bus (Linux's arm,smmu-v3 binding). */
#include "vm/parts/parts.h"

enum { SMMU_SIZE = 0x20000, SMMU_LINES = 4 };

static const struct field smmu_fields[] = {
	{INLINE(struct smmu, device, device)},
	{FLAG(struct smmu, dma_coherent), .preset = true, .value = true,
		.help = "it sees the cpus' caches when it walks its tables"},
	{.kind = KIND_END},
};
static const struct record smmu_record = {
	.name = "smmu", .size = sizeof(struct smmu), .fields = smmu_fields, .flag = true};

static const struct field part_fields[] = {
	{RECORD(struct vm, smmu, smmu),
		.help = "an SMMUv3; its four interrupts (eventq, priq, cmdq-sync, gerror) begin at "
			"the one that is given"},
	{.kind = KIND_END},
};
static const struct record part_record = {
	.name = "smmu_part", .size = sizeof(struct vm), .fields = part_fields};

static void smmu_plan(struct vm *vm)
{
	struct device *device = &vm->smmu.device;

	if (!given(vm->smmu.at))
		return;
	plan_device(vm, device, SMMU_SIZE, EDGE_RISING);
	if (!device->name.value)
		device->name.value = "smmu";
	refuse_ppi(vm, &device->interrupt, "an SMMU");
	if (device->interrupt.spi.word)
		diag_error(vm->diag, device->interrupt.spi.at,
			"the SMMU has four interrupts in a row: give the first");
	if (device->interrupt.spi.set)
		claim_spis(vm, device->interrupt.spi.value, SMMU_LINES, device->interrupt.spi.at);
}

static void set_lines(struct vm *vm, struct node *node, const struct interrupt *first)
{
	struct interrupt lines[SMMU_LINES];
	const struct interrupt *all[SMMU_LINES];

	for (size_t i = 0; i < SMMU_LINES; i++) {
		lines[i] = *first;
		lines[i].spi.value += i;
		all[i] = &lines[i];
	}
	set_interrupts(vm, node, SMMU_LINES, all);
	set_strings(node, "interrupt-names", WORDS("eventq", "priq", "cmdq-sync", "gerror"));
}

static void smmu_build(struct vm *vm, struct node *root)
{
	const struct smmu *smmu = &vm->smmu;
	struct span span = region_span(&smmu->device.region);
	struct node *node;

	if (!given(smmu->at))
		return;
	node = device_node(vm, root, "iommu", &smmu->device);
	set_string(node, "compatible", "arm,smmu-v3");
	set_reg(node, 1, &span);
	if (has_interrupt(&smmu->device.interrupt))
		set_lines(vm, node, &smmu->device.interrupt);
	if (smmu->dma_coherent.value)
		set_flag(node, "dma-coherent");
	set_u32(node, "#iommu-cells", 1);
}

const struct part smmu_part = {.record = &part_record,
	.gap = GAP_DEVICES,
	.nodes = "iommu",
	.plan = smmu_plan,
	.build = smmu_build};
