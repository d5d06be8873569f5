#include "print/note.h"

#include "base/text.h"
#include "tree/address.h"

void note_begin(struct note *note, const struct value *value)
{
	note->value = value;
	note->addresses = 0;
	note->space = note->pin = 0;
	note->has_size = note->is_interrupt = false;
	note->hertz = 0;
}

/* In interrupt-map the second address is that of the parent's unit, which nobody wants to read. */
static void add_address(struct note *note, const struct item *item)
{
	if (note->addresses < 2)
		note->address[note->addresses] = item->number;
	if (!note->addresses && item->size == 12)
		note->space = load_be32(item->data);
	note->addresses++;
}

static void add_interrupt(struct note *note, const struct item *item)
{
	uint32_t cells[3];

	if (note->asked != item->target) {
		note->asked = item->target;
		note->gic = item->target && node_is_gic(item->target);
	}
	if (!note->gic) {
		if (item->size == 4 && item->number && item->number <= 4 && item->target &&
			node_is_pci(item->target))
			note->pin = (uint32_t)item->number;
		return;
	}
	if (item->size < 12)
		return;
	for (size_t i = 0; i < 3; i++)
		cells[i] = load_be32(item->data + i * 4);
	note->is_interrupt = gic_decode(cells, &note->interrupt);
}

void note_add(struct note *note, const struct item *item)
{
	switch (item->role) {
	case ITEM_ADDRESS:
		add_address(note, item);
		break;
	case ITEM_SIZE:
		note->has_size = true;
		note->size = item->number;
		break;
	case ITEM_INTERRUPT:
		add_interrupt(note, item);
		break;
	case ITEM_CELL:
	case ITEM_NUMBER:
		if (item->unit == UNIT_HERTZ && !note->hertz)
			note->hertz = item->number;
		else if (item->unit == UNIT_BYTES && !item->tuple) {
			note->has_size = item->first;
			note->size = item->number;
		} else if (!item->first) {
			note->hertz = 0;
		}
		break;
	default:
		break;
	}
}

bool note_any(const struct note *note)
{
	if (note->has_size)
		return note->addresses || note->size >= 1024;
	return note->is_interrupt || note->pin || note->hertz >= 1000;
}

void note_region(struct out *out, uint64_t base, uint64_t size)
{
	char room[32];

	out_hex(out, base);
	if (!size) {
		out_text(out, ", empty");
		return;
	}
	out_text(out, "..");
	out_hex(out, base + (size - 1));
	out_text(out, ", ");
	out_text(out, text_size(room, size));
	if (size - 1 > UINT64_MAX - base)
		out_text(out, ", wraps");
}

void note_interrupt(struct out *out, const struct gic_interrupt *interrupt)
{
	const char *trigger = trigger_name(interrupt->trigger);

	out_text(out, interrupt_type_name(interrupt->type));
	out_char(out, ' ');
	out_decimal(out, interrupt->number);
	out_text(out, " (INTID ");
	out_decimal(out, interrupt->intid);
	out_char(out, ')');
	if (interrupt->trigger) {
		out_text(out, ", ");
		out_text(out, trigger ? trigger : "no valid trigger");
	}
	if (interrupt->cpus) {
		out_text(out, ", cpu mask ");
		out_hex(out, interrupt->cpus);
	}
}

void note_hertz(struct out *out, uint64_t hertz)
{
	static const char *const units[] = {" Hz", " kHz", " MHz", " GHz"};
	uint64_t unit = 1;
	size_t name = 0;

	while (name + 1 < sizeof(units) / sizeof(*units) && hertz / unit >= 1000) {
		unit *= 1000;
		name++;
	}
	out_decimal(out, hertz / unit);
	if (hertz % unit)
		out_char(out, '.');
	for (uint64_t rest = hertz % unit; rest; rest = rest % unit) {
		unit /= 10;
		out_char(out, (char)('0' + rest / unit));
	}
	out_text(out, units[name]);
}

/* A row of ranges: where it is here, where it is above, how large. */
static void print_window(struct out *out, const struct note *note)
{
	static const char *const spaces[] = {
		"configuration", "I/O", "32-bit memory", "64-bit memory"};
	bool pci = note->value->own_address_cells == 3 && node_is_pci(note->value->node);

	if (pci) {
		out_text(out, spaces[pci_space(note->space)]);
		out_text(out, note->space & 0x40000000 ? ", prefetchable: " : ": ");
	}
	note_region(out, note->address[0], note->size);
	if (note->address[0] != note->address[1]) {
		out_text(out, " at ");
		out_hex(out, note->address[1]);
	}
}

void note_print(struct out *out, const struct note *note)
{
	char room[32];

	if (note->addresses > 1 && note->has_size) {
		print_window(out, note);
	} else if (note->addresses && note->has_size) {
		note_region(out, note->address[0], note->size);
	} else if (note->has_size) {
		out_text(out, text_size(room, note->size));
	} else if (note->hertz) {
		note_hertz(out, note->hertz);
	}
	if (note->pin && note->addresses) {
		out_text(out, "device ");
		out_decimal(out, note->space >> 11 & 31);
		out_char(out, ' ');
	}
	if (note->pin) {
		out_text(out, "INT");
		out_char(out, (char)('A' + note->pin - 1));
		out_text(out, note->is_interrupt ? ": " : "");
	}
	if (note->is_interrupt)
		note_interrupt(out, &note->interrupt);
}
