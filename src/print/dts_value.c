#include "print/dts_value.h"

#include "print/name.h"

enum {
	LINE = 96, /* values go on in the next line from here on */
	CELLS_A_LINE = 8,
	BYTES_A_LINE = 16,
	LONG_STRING = 24,
	SMALL = 9999,	/* numbers up to here are read in decimal where they stand alone */
	ORDINAL = 1023, /* the same for specifiers: lines, indices, not flags */
};

void print_colour(struct dts *dts, const char *sequence)
{
	if (dts->style->colour)
		out_text(dts->out, sequence);
}

void print_indent(struct dts *dts, size_t columns)
{
	static const char blanks[] =
		"                                                                "
		"                                                                ";

	for (; columns > sizeof(blanks) - 1; columns -= sizeof(blanks) - 1)
		out_write(dts->out, blanks, sizeof(blanks) - 1);
	out_write(dts->out, blanks, columns);
}

static void next_line(struct dts *dts, size_t column)
{
	out_char(dts->out, '\n');
	print_indent(dts, column);
}

/* --- strings and bytes --- */

static void print_strings(struct dts *dts, struct value *value, size_t column)
{
	struct item item;
	size_t at = column;

	while (value_next(value, &item)) {
		if (item.tuple) {
			out_char(dts->out, ',');
			if (at + item.size + 3 > LINE && !dts->style->raw) {
				next_line(dts, column);
				at = column;
			} else {
				out_char(dts->out, ' ');
			}
		}
		print_quoted(dts->out, item.data, item.size - 1);
		at += item.size + 3;
	}
}

static void print_bytes(struct dts *dts, struct bytes bytes, size_t column)
{
	static const char digits[] = "0123456789abcdef";
	bool lines = !dts->style->raw && bytes.size > (size_t)BYTES_A_LINE * 2;

	out_char(dts->out, '[');
	for (size_t i = 0; i < bytes.size; i++) {
		if (i && lines && i % BYTES_A_LINE == 0)
			next_line(dts, column + 1);
		else if (i)
			out_char(dts->out, ' ');
		out_char(dts->out, digits[bytes.data[i] >> 4]);
		out_char(dts->out, digits[bytes.data[i] & 15]);
	}
	out_char(dts->out, ']');
}

/* --- cells --- */

static void print_hex(struct out *out, uint32_t cell)
{
	if (cell < 10)
		out_char(out, (char)('0' + cell));
	else
		out_hex(out, cell);
}

static void print_number(struct out *out, uint32_t cell)
{
	if (cell <= SMALL)
		out_decimal(out, cell);
	else
		out_hex(out, cell);
}

static void print_ordinal(struct out *out, uint32_t cell)
{
	if (cell <= ORDINAL)
		out_decimal(out, cell);
	else
		out_hex(out, cell);
}

/* Cells of one item, blanks between them. */
static void print_cells(
	struct out *out, const struct item *item, void (*print)(struct out *, uint32_t))
{
	for (size_t i = 0; i < item->size; i += 4) {
		if (i)
			out_char(out, ' ');
		print(out, load_be32(item->data + i));
	}
}

static void print_address_cell(struct out *out, uint32_t cell)
{
	out_hex(out, cell);
}

static void print_reference(struct dts *dts, const struct item *item)
{
	if (!item->target || !item->target->label) {
		print_hex(dts->out, (uint32_t)item->number);
		return;
	}
	print_colour(dts, COLOUR_LABEL);
	out_char(dts->out, '&');
	out_text(dts->out, item->target->label);
	print_colour(dts, COLOUR_OFF);
}

/* alone: the value is this one cell, and nothing is known of it. */
static void print_cell(struct dts *dts, const struct item *item, bool alone)
{
	if (item->unit == UNIT_COUNT || item->unit == UNIT_HERTZ)
		out_decimal(dts->out, item->number);
	else if (alone)
		print_number(dts->out, (uint32_t)item->number);
	else
		print_hex(dts->out, (uint32_t)item->number);
}

static void print_item(struct dts *dts, const struct value *value, const struct item *item)
{
	switch (item->role) {
	case ITEM_PHANDLE:
		print_reference(dts, item);
		break;
	case ITEM_ADDRESS:
	case ITEM_SIZE:
		print_cells(dts->out, item, print_address_cell);
		break;
	case ITEM_NUMBER:
		print_cells(dts->out, item, print_hex);
		break;
	case ITEM_ARGUMENT:
	case ITEM_INTERRUPT:
		print_cells(dts->out, item, print_ordinal);
		break;
	default:
		print_cell(dts, item, !value->binding && value->prop->value.size == 4);
	}
}

static void print_note(struct dts *dts)
{
	if (!note_any(&dts->note))
		return;
	out_char(dts->out, ' ');
	print_colour(dts, COLOUR_COMMENT);
	out_text(dts->out, "/* ");
	note_print(dts->out, &dts->note);
	out_text(dts->out, " */");
	print_colour(dts, COLOUR_OFF);
}

/* A short list of phandles has neither long lines nor notes. */
static bool may_be_long(const struct value *value)
{
	return value->prop->value.size > 16 || !value->binding->cells ||
	       strcmp(value->binding->cells, "#interrupt-cells") == 0;
}

/* Would the tuples be too long for one line, or do they have notes? */
static bool wants_lines(struct dts *dts, const struct value *opened)
{
	struct value value = *opened;
	struct item item;
	size_t columns = 0;
	bool noted = false;

	note_begin(&dts->note, &value);
	while (value_next(&value, &item)) {
		if (item.first && item.tuple) {
			noted = noted || note_any(&dts->note);
			note_begin(&dts->note, &value);
			columns += 4;
		}
		note_add(&dts->note, &item);
		if (item.role == ITEM_PHANDLE && item.target && item.target->label)
			columns += strlen(item.target->label) + 2;
		else
			columns += item.size / 4 * 3;
		if (noted || columns > LINE - 24)
			return value.tuple > 0;
	}
	return value.tuple > 0 && note_any(&dts->note);
}

/* 64-bit numbers that are read in decimal. */
static void print_wide(struct dts *dts, struct value *value)
{
	struct item item;
	bool more = false;

	out_text(dts->out, "/bits/ 64 <");
	while (value_next(value, &item)) {
		if (more)
			out_char(dts->out, ' ');
		more = true;
		note_add(&dts->note, &item);
		out_decimal(dts->out, item.number);
	}
	out_char(dts->out, '>');
}

static void print_tuples(struct dts *dts, struct value *value, size_t column)
{
	bool single = value->tuple_size == value->prop->value.size || !value->layout;
	bool lines = !single && may_be_long(value) && wants_lines(dts, value);
	size_t cells = 0;
	struct item item;

	note_begin(&dts->note, value);
	out_char(dts->out, '<');
	while (value_next(value, &item)) {
		if (item.first && item.tuple) {
			out_text(dts->out, ">,");
			if (lines) {
				print_note(dts);
				next_line(dts, column);
			} else {
				out_char(dts->out, ' ');
			}
			out_char(dts->out, '<');
			note_begin(&dts->note, value);
			cells = 0;
		} else if (cells && !value->layout && cells % CELLS_A_LINE == 0) {
			next_line(dts, column + 1);
		} else if (cells) {
			out_char(dts->out, ' ');
		}
		note_add(&dts->note, &item);
		print_item(dts, value, &item);
		cells++;
	}
	out_char(dts->out, '>');
}

static void print_raw_cells(struct dts *dts, struct bytes cells)
{
	out_char(dts->out, '<');
	for (size_t i = 0; i < cells.size; i += 4) {
		if (i)
			out_char(dts->out, ' ');
		out_hex(dts->out, load_be32(cells.data + i));
	}
	out_char(dts->out, '>');
}

static void print_cell_value(struct dts *dts, struct value *value, size_t column)
{
	if (dts->style->raw)
		print_raw_cells(dts, value->prop->value);
	else if (value->layout && *value->layout == 'Q')
		print_wide(dts, value);
	else
		print_tuples(dts, value, column);
}

void print_dts_value(struct dts *dts, struct node *node, const struct prop *prop, size_t column)
{
	struct value value;

	value_open(&value, node, prop, &dts->memo);
	note_begin(&dts->note, &value);
	if (value.kind != VALUE_EMPTY)
		out_write(dts->out, " = ", 3);
	column += 3;
	switch (value.kind) {
	case VALUE_EMPTY:
		break;
	case VALUE_STRINGS:
		print_strings(dts, &value, column);
		break;
	case VALUE_CELLS:
		print_cell_value(dts, &value, column);
		break;
	case VALUE_BYTES:
		print_bytes(dts, prop->value, column);
		break;
	}
	out_char(dts->out, ';');
	if (!dts->style->raw)
		print_note(dts);
	out_char(dts->out, '\n');
}
