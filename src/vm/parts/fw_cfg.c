/* Where firmware asks what the machine is (Linux's firmware/qemu,fw-cfg-mmio binding). */
#include "vm/parts/parts.h"

enum { FW_CFG_SIZE = 0x18 }; /* data, selector and DMA address registers */

static const struct field fw_cfg_fields[] = {
	{QUIET_DEVICE(struct fw_cfg, device)},
	{FLAG(struct fw_cfg, dma_coherent), .preset = true, .value = true,
		.help = "the device sees the cpus' caches"},
	{.kind = KIND_END},
};
static const struct record fw_cfg_record = {
	.name = "fw_cfg", .size = sizeof(struct fw_cfg), .fields = fw_cfg_fields, .flag = true};

static const struct field part_fields[] = {
	{RECORD(struct vm, fw_cfg, fw_cfg), .help = "QEMU's firmware configuration interface"},
	{.kind = KIND_END},
};
static const struct record part_record = {
	.name = "fw_cfg_part", .size = sizeof(struct vm), .fields = part_fields};

static void fw_cfg_plan(struct vm *vm)
{
	if (given(vm->fw_cfg.at))
		plan_region(vm, &vm->fw_cfg.device.region, vm->fw_cfg.at, FW_CFG_SIZE);
}

static void fw_cfg_build(struct vm *vm, struct node *root)
{
	const struct fw_cfg *fw_cfg = &vm->fw_cfg;
	struct span span = region_span(&fw_cfg->device.region);
	struct node *node;

	if (!given(fw_cfg->at))
		return;
	node = device_node(vm, root, "fw-cfg", &fw_cfg->device);
	set_string(node, "compatible", "qemu,fw-cfg-mmio");
	set_reg(node, 1, &span);
	if (fw_cfg->dma_coherent.value)
		set_flag(node, "dma-coherent");
}

const struct part fw_cfg_part = {.record = &part_record,
	.gap = GAP_DEVICES,
	.nodes = "fw-cfg",
	.plan = fw_cfg_plan,
	.build = fw_cfg_build};
