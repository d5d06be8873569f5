/*
 * Clocks that know the time of day: pl031 (Linux's rtc/arm,pl031 binding), pl030 (arm/primecell,
 * told apart by its peripheral id) and mc146818 (rtc/rtc-cmos).
 */
#include "vm/parts/parts.h"

enum {
	PRIMECELL_SIZE = 0x1000,
	MC146818_SIZE = 2,	  /* an index and a data register */
	PL030_PERIPHID = 0x41030, /* designer Arm, part 0x030 */
};

static const char *const types[] = {
	[RTC_PL031] = "pl031", [RTC_PL030] = "pl030", [RTC_MC146818] = "mc146818", NULL};

static const struct field rtc_fields[] = {
	{CHOICE(struct rtc, type), .words = types, .preset = true, .value = RTC_PL031,
		.help = "the kind of clock"},
	{INLINE(struct rtc, device, device)},
	{FLAG(struct rtc, polled),
		.help = "the interrupt is the clock's, but the guest is not told of it"},
	{.kind = KIND_END},
};
static const struct record rtc_record = {
	.name = "rtc", .size = sizeof(struct rtc), .fields = rtc_fields, .flag = true};

static const struct field part_fields[] = {
	{RECORD(struct vm, rtc, rtc), .help = "the clock that knows the time of day"},
	{.kind = KIND_END},
};
static const struct record part_record = {
	.name = "rtc_part", .size = sizeof(struct vm), .fields = part_fields};

static void rtc_plan(struct vm *vm)
{
	struct rtc *rtc = &vm->rtc;

	if (given(rtc->at))
		plan_device(vm, &rtc->device,
			rtc->type.value == RTC_MC146818 ? MC146818_SIZE : PRIMECELL_SIZE,
			LEVEL_HIGH);
}

static void set_compatible(struct node *node, unsigned type)
{
	switch (type) {
	case RTC_PL031:
		set_strings(node, "compatible", WORDS("arm,pl031", "arm,primecell"));
		break;
	case RTC_PL030:
		set_string(node, "compatible", "arm,primecell");
		set_u32(node, "arm,primecell-periphid", PL030_PERIPHID);
		break;
	default:
		set_string(node, "compatible", "motorola,mc146818");
		break;
	}
}

static void rtc_build(struct vm *vm, struct node *root)
{
	const struct rtc *rtc = &vm->rtc;
	struct span span = region_span(&rtc->device.region);
	struct node *node;

	if (!given(rtc->at))
		return;
	node = device_node(vm, root, "rtc", &rtc->device);
	set_compatible(node, rtc->type.value);
	set_reg(node, 1, &span);
	if (!rtc->polled.value)
		set_interrupt(vm, node, &rtc->device.interrupt);
	if (rtc->type.value != RTC_MC146818)
		set_clocks(node, WORDS("apb_pclk"));
}

const struct part rtc_part = {.record = &part_record,
	.gap = GAP_DEVICES,
	.nodes = "rtc apb-pclk",
	.plan = rtc_plan,
	.build = rtc_build};
