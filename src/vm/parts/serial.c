/* UARTs: pl011 (Linux's serial/pl011 and arm/primecell bindings) and ns16550a (serial/8250). */
#include "vm/parts/parts.h"

#include <inttypes.h>

static const char *const types[] = {[SERIAL_PL011] = "pl011", [SERIAL_NS16550A] = "ns16550a", NULL};

static const struct field serial_fields[] = {
	{CHOICE(struct serial, type), .words = types, .preset = true, .value = SERIAL_PL011,
		.help = "the kind of UART"},
	{INLINE(struct serial, device, device)},
	{NUMBER(struct serial, clock_frequency), .min = 1, .max = UINT32_MAX,
		.help = "ns16550a: the input clock in Hz; 1843200 when left out"},
	{NUMBER(struct serial, reg_shift), .max = 8,
		.help = "ns16550a: registers are 1 << reg_shift bytes apart"},
	{NUMBER(struct serial, reg_io_width), .min = 1, .max = 8,
		.help = "ns16550a: bytes of a register access"},
	{.kind = KIND_END},
};
static const struct record serial_record = {
	.name = "serial", .size = sizeof(struct serial), .fields = serial_fields};

static const struct field part_fields[] = {
	{LIST(struct vm, serial, serial), .help = "the serial devices; the first is the console"},
	{.kind = KIND_END},
};
static const struct record part_record = {
	.name = "serial_part", .size = sizeof(struct vm), .fields = part_fields};

const char *serial_path(const struct vm *vm, size_t n)
{
	return arena_format(
		vm->arena, "/serial@%" PRIx64, vm->serial.items[n].device.region.base.value);
}

static void plan_pl011(struct vm *vm, const struct serial *serial)
{
	need_interrupt(vm, &serial->device, "a pl011");
	if (serial->clock_frequency.set)
		diag_error(vm->diag, serial->clock_frequency.at,
			"a pl011 takes its clock from the node apb-pclk");
	if (serial->reg_shift.set)
		diag_error(vm->diag, serial->reg_shift.at,
			"a pl011's registers are 4 bytes apart; reg_shift is for a ns16550a");
	if (serial->reg_io_width.set)
		diag_error(vm->diag, serial->reg_io_width.at, "reg_io_width is for a ns16550a");
}

static void plan_ns16550a(struct serial *serial)
{
	if (!serial->clock_frequency.set)
		serial->clock_frequency = planned(1843200, serial->at);
}

static void serial_plan(struct vm *vm)
{
	for (size_t i = 0; i < vm->serial.count; i++) {
		struct serial *serial = &vm->serial.items[i];
		bool pl011 = serial->type.value == SERIAL_PL011;

		plan_region(vm, &serial->device.region, serial->at, pl011 ? 0x1000 : 8);
		plan_interrupt(vm, &serial->device.interrupt, LEVEL_HIGH);
		if (pl011)
			plan_pl011(vm, serial);
		else
			plan_ns16550a(serial);
	}
}

static void build_pl011(struct node *node)
{
	set_clocks(node, WORDS("uartclk", "apb_pclk"));
}

static void build_ns16550a(const struct serial *serial, struct node *node)
{
	set_u32(node, "clock-frequency", (uint32_t)serial->clock_frequency.value);
	if (serial->reg_shift.set)
		set_u32(node, "reg-shift", (uint32_t)serial->reg_shift.value);
	if (serial->reg_io_width.set)
		set_u32(node, "reg-io-width", (uint32_t)serial->reg_io_width.value);
}

static void serial_build(struct vm *vm, struct node *root)
{
	for (size_t i = 0; i < vm->serial.count; i++) {
		const struct serial *serial = &vm->serial.items[i];
		struct span span = region_span(&serial->device.region);
		struct node *node = device_node(vm, root, "serial", &serial->device);

		if (serial->type.value == SERIAL_PL011)
			set_strings(node, "compatible", WORDS("arm,pl011", "arm,primecell"));
		else
			set_string(node, "compatible", "ns16550a");
		set_reg(node, 1, &span);
		set_interrupt(vm, node, &serial->device.interrupt);
		if (serial->type.value == SERIAL_PL011)
			build_pl011(node);
		else
			build_ns16550a(serial, node);
	}
}

const struct part serial_part = {.record = &part_record,
	.gap = GAP_DEVICES,
	.nodes = "serial apb-pclk",
	.plan = serial_plan,
	.build = serial_build};
