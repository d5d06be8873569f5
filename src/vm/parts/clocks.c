/* Clocks that never change (Linux's clock/fixed-clock binding). */
#include "vm/parts/parts.h"

static const struct field clock_fields[] = {
	{TEXT(struct clock, name), .required = true,
		.help = "the node's name; apb-pclk is the clock of the Arm peripherals"},
	{NUMBER(struct clock, frequency), .required = true, .min = 1, .max = UINT32_MAX,
		.help = "in Hz"},
	{TEXT(struct clock, output_name), .help = "what the clock's output is called"},
	{.kind = KIND_END},
};
static const struct record clock_record = {
	.name = "clock", .size = sizeof(struct clock), .fields = clock_fields};

static const struct field part_fields[] = {
	{LIST(struct vm, clocks, clock), .help = "fixed clocks"},
	{.kind = KIND_END},
};
static const struct record part_record = {
	.name = "clocks_part", .size = sizeof(struct vm), .fields = part_fields};

static void clocks_plan(struct vm *vm)
{
	for (size_t i = 0; i < vm->clocks.count; i++)
		check_node_name(vm, &vm->clocks.items[i].name);
}

static void clocks_build(struct vm *vm, struct node *root)
{
	for (size_t i = 0; i < vm->clocks.count; i++) {
		const struct clock *clock = &vm->clocks.items[i];
		struct node *node;

		root->tree->at = clock->at;
		node = new_node(root, clock->name.value);
		set_string(node, "compatible", "fixed-clock");
		set_u32(node, "#clock-cells", 0);
		set_number(node, "clock-frequency", &clock->frequency);
		if (clock->output_name.value)
			set_string(node, "clock-output-names", clock->output_name.value);
	}
}

const struct part clocks_part = {
	.record = &part_record, .gap = GAP_DEVICES, .plan = clocks_plan, .build = clocks_build};
