/* A trusted platform module (Linux's security/tpm/tpm_tis_mmio binding). */
#include "vm/parts/parts.h"

enum { TPM_SIZE = 0x5000 }; /* five localities of a page */

static const struct field tpm_fields[] = {
	{INLINE(struct tpm, device, device)},
	{TEXTS(struct tpm, compatible),
		.help = "\"tcg,tpm-tis-mmio\" when left out; a chip may stand in front"},
	{.kind = KIND_END},
};
static const struct record tpm_record = {
	.name = "tpm", .size = sizeof(struct tpm), .fields = tpm_fields, .flag = true};

static const struct field part_fields[] = {
	{RECORD(struct vm, tpm, tpm), .help = "a trusted platform module"},
	{.kind = KIND_END},
};
static const struct record part_record = {
	.name = "tpm_part", .size = sizeof(struct vm), .fields = part_fields};

static void tpm_plan(struct vm *vm)
{
	static const char *usual[] = {"tcg,tpm-tis-mmio"};
	struct tpm *tpm = &vm->tpm;

	if (!given(tpm->at))
		return;
	plan_device(vm, &tpm->device, TPM_SIZE, LEVEL_HIGH);
	if (!tpm->compatible.count) {
		tpm->compatible.values = usual;
		tpm->compatible.count = 1;
	}
}

static void tpm_build(struct vm *vm, struct node *root)
{
	const struct tpm *tpm = &vm->tpm;
	struct device device = tpm->device;
	struct node *parent, *node;
	struct span span;

	if (!given(tpm->at))
		return;
	/* QEMU has its TPM there. */
	parent = bus_of(vm, root, &device.region);
	span = region_span(&device.region);
	node = device_node(vm, parent, "tpm", &device);
	set_strings(node, "compatible", tpm->compatible.count, tpm->compatible.values);
	set_reg(node, 1, &span);
	set_interrupt(vm, node, &tpm->device.interrupt);
}

const struct part tpm_part = {.record = &part_record,
	.gap = GAP_DEVICES,
	.nodes = "tpm",
	.plan = tpm_plan,
	.build = tpm_build};
