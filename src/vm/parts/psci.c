/* How cpus are started and the machine is turned off (Linux's arm/psci binding). */
#include "vm/parts/parts.h"

static const char *const versions[] = {[PSCI_0_2] = "0.2", [PSCI_1_0] = "1.0", NULL};
static const char *const methods[] = {"hvc", "smc", NULL};

static const struct field psci_fields[] = {
	{CHOICE(struct psci, version), .words = versions, .preset = true, .value = PSCI_1_0,
		.help = "1.0 says 0.2 as well"},
	{CHOICE(struct psci, method), .words = methods, .preset = true,
		.help = "the instruction that calls the hypervisor"},
	{.kind = KIND_END},
};
static const struct record psci_record = {
	.name = "psci", .size = sizeof(struct psci), .fields = psci_fields, .flag = true};

static const struct field part_fields[] = {
	{RECORD(struct vm, psci, psci), .help = "starts cpus and turns the machine off"},
	{.kind = KIND_END},
};
static const struct record part_record = {
	.name = "psci_part", .size = sizeof(struct vm), .fields = part_fields};

static void psci_build(struct vm *vm, struct node *root)
{
	const struct psci *psci = &vm->psci;
	struct node *node;

	if (!given(psci->at))
		return;
	root->tree->at = psci->at;
	node = node_get(root, "psci");
	if (psci->version.value == PSCI_1_0)
		set_strings(node, "compatible", WORDS("arm,psci-1.0", "arm,psci-0.2"));
	else
		set_string(node, "compatible", "arm,psci-0.2");
	set_string(node, "method", methods[psci->method.value]);
}

const struct part psci_part = {
	.record = &part_record, .gap = GAP_PSCI, .nodes = "psci", .build = psci_build};
