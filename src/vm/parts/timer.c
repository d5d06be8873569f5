/* The architected timer (Linux's arm,arch_timer binding). */
#include "vm/parts/parts.h"

static const struct field timer_fields[] = {
	{NUMBERS(struct timer, ppis), .max = 15, .ruled = true,
		.help = "secure, physical, virtual, hypervisor and maybe hypervisor virtual; "
			"13, 14, 11, 10 when left out"},
	{CHOICE(struct timer, trigger), .words = interrupt_triggers, .preset = true,
		.value = LEVEL_HIGH, .help = "of all of them"},
	{FLAG(struct timer, always_on), .aside = true, .preset = true, .value = true,
		.help = "it runs while a cpu sleeps"},
	{.kind = KIND_END},
};
static const struct record timer_record = {
	.name = "timer", .size = sizeof(struct timer), .fields = timer_fields, .flag = true};

static const struct field part_fields[] = {
	{RECORD(struct vm, timer, timer), .help = "the architected timer"},
	{.kind = KIND_END},
};
static const struct record part_record = {
	.name = "timer_part", .size = sizeof(struct vm), .fields = part_fields};

static void timer_plan(struct vm *vm)
{
	static uint64_t usual[] = {13, 14, 11, 10};
	struct timer *timer = &vm->timer;

	if (!given(timer->at))
		return;
	if (!given(timer->ppis.at)) {
		timer->ppis.values = usual;
		timer->ppis.places = NULL;
		timer->ppis.count = sizeof(usual) / sizeof(*usual);
	} else if (timer->ppis.count < 1 || timer->ppis.count > 5) {
		diag_error(vm->diag, timer->ppis.at, "a timer has 1 to 5 interrupts, not %zu",
			timer->ppis.count);
	}
}

static void timer_build(struct vm *vm, struct node *root)
{
	const struct timer *timer = &vm->timer;
	struct prop *prop;
	struct node *node;

	if (!given(timer->at))
		return;
	root->tree->at = timer->at;
	node = node_get(root, "timer");
	set_string(node, "compatible", "arm,armv8-timer");
	prop = prop_begin(node, "interrupts");
	for (size_t i = 0; i < timer->ppis.count; i++) {
		add_u32(node, prop, 1);
		add_u32(node, prop, (uint32_t)timer->ppis.values[i]);
		add_u32(node, prop, interrupt_flags(vm, timer->trigger.value, true));
	}
	if (given(timer->ppis.at))
		prop->origin = timer->ppis.at;
	for (size_t i = 0; i < timer->ppis.count; i++) {
		if (timer->ppis.places)
			tree_note_detail(node->tree, prop, DETAIL_ENTRY, i, timer->ppis.places[i]);
		tree_note_detail(node->tree, prop, DETAIL_TRIGGER, i, timer->trigger.at);
	}
	if (timer->always_on.value)
		set_flag(node, "always-on");
}

const struct part timer_part = {.record = &part_record,
	.gap = GAP_DEVICES,
	.nodes = "timer",
	.plan = timer_plan,
	.build = timer_build};
