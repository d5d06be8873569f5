/* The walk through a value, item by item. */
#include "tree/layout.h"

#include "tree/address.h"
#include "tree/interrupt.h"

static bool next_string(struct value *value, struct item *item)
{
	const uint8_t *start = value->prop->value.data + value->at;
	size_t left = value->prop->value.size - value->at;

	if (!left)
		return false;
	*item = (struct item){
		.role = ITEM_STRING, .data = start, .tuple = value->tuple++, .first = true};
	item->size = (size_t)((const uint8_t *)memchr(start, 0, left) - start) + 1;
	value->at += item->size;
	return true;
}

static bool next_bytes(struct value *value, struct item *item)
{
	if (value->at)
		return false;
	value->at = value->prop->value.size;
	*item = (struct item){.role = ITEM_BYTES, .first = true};
	item->data = value->prop->value.data;
	item->size = value->prop->value.size;
	return true;
}

/* Cells behind a phandle; true when the property that counts them need not be there. */
static bool is_optional(const char *cells)
{
	return strcmp(cells, "#msi-cells") == 0 || strcmp(cells, "#nvmem-cell-cells") == 0 ||
	       strcmp(cells, "#trigger-source-cells") == 0;
}

/* Out of the layout: what is left are plain cells. */
static void fall_out(struct value *value)
{
	value->layout = NULL;
	value->arguments = value->specifier = 0;
}

/* After a phandle of P: how many cells follow. A phandle of 0 or -1 stands for an entry left out.
 */
static void count_arguments(struct value *value, uint32_t phandle)
{
	uint32_t cells = 0;

	if (phandle == 0 || phandle == UINT32_MAX)
		return;
	if (!value->target ||
		(!prop_u32(value->target, value->binding->cells, &cells) &&
			!is_optional(value->binding->cells)) ||
		cells > INTERRUPT_CELLS) {
		fall_out(value);
		return;
	}
	if (strcmp(value->binding->cells, "#interrupt-cells") == 0)
		value->specifier = cells;
	else
		value->arguments = cells;
}

/* After the phandle of interrupt-map: the parent's address, and its specifier. */
static void count_map_parent(struct value *value)
{
	uint32_t address = 0;

	if (!value->target) {
		fall_out(value);
		return;
	}
	prop_u32(value->target, "#address-cells", &address);
	value->arguments = address <= ADDRESS_CELLS ? address : 0;
	value->specifier = interrupt_cells(value->target);
	if (!value->specifier)
		fall_out(value);
}

/* What comes next according to the layout; its cells, 0 for none (ask again). */
static uint32_t next_step(struct value *value, struct item *item)
{
	char letter = *value->step;

	item->role = ITEM_CELL;
	if (!letter) {
		value->step = value->layout;
		value->first = !value_is_flat(value->layout);
		value->tuple += value->first;
		return 0;
	}
	if (letter != '+')
		value->step++;
	switch (letter) {
	case 'q':
		item->role = ITEM_NUMBER;
		break;
	case 'Q':
		item->role = ITEM_NUMBER;
		item->unit = UNIT_HERTZ;
		break;
	case 'f':
		item->unit = UNIT_HERTZ;
		break;
	case 'n':
		item->unit = UNIT_COUNT;
		break;
	case 'b':
		item->unit = UNIT_BYTES;
		break;
	case 'A':
	case 'a':
		item->role = ITEM_ADDRESS;
		break;
	case 'S':
	case 'z':
		item->role = ITEM_SIZE;
		break;
	case 'i':
		item->role = ITEM_INTERRUPT;
		item->target = value->controller;
		break;
	case 'I':
		item->role = ITEM_INTERRUPT;
		item->target = value->node;
		break;
	case 'p':
	case 'P':
		item->role = ITEM_PHANDLE;
		break;
	case 'm':
		count_map_parent(value);
		return 0;
	default:
		break;
	}
	return value_letter_cells(value, letter);
}

/* The cells that belong to the phandle before. */
static uint32_t next_argument(struct value *value, struct item *item)
{
	uint32_t cells = value->arguments ? value->arguments : value->specifier;
	bool map = value->step[-1] == 'm';

	item->target = value->target;
	item->role = !value->arguments ? ITEM_INTERRUPT : map ? ITEM_ADDRESS : ITEM_ARGUMENT;
	if (value->arguments)
		value->arguments = 0;
	else
		value->specifier = 0;
	return cells;
}

static void read_phandle(struct value *value, struct item *item)
{
	uint32_t phandle = load_be32(item->data);

	value->target = phandle ? tree_phandle(value->node->tree, phandle) : NULL;
	item->target = value->target;
	if (value->layout && value->step[-1] == 'P')
		count_arguments(value, phandle);
}

static bool next_cells(struct value *value, struct item *item)
{
	size_t left = value->prop->value.size - value->at;
	uint32_t cells = 0;

	if (!left)
		return false;
	*item = (struct item){.role = ITEM_CELL, .data = value->prop->value.data + value->at};
	while (!cells && value->layout)
		cells = value->arguments || value->specifier ? next_argument(value, item)
							     : next_step(value, item);
	if (!value->layout || cells > left / 4) {
		value->cut = value->cut || value->layout;
		fall_out(value);
		item->role = ITEM_CELL;
		item->target = NULL;
		cells = 1;
	}
	item->size = (size_t)cells * 4;
	item->tuple = value->tuple;
	item->first = value->first;
	value->first = false;
	value->at += item->size;
	item->number = load_be32(item->data + item->size - 4);
	if (cells > 1)
		item->number = load_be64(item->data + item->size - 8);
	if (item->role == ITEM_PHANDLE)
		read_phandle(value, item);
	return true;
}

bool value_next(struct value *value, struct item *item)
{
	switch (value->kind) {
	case VALUE_STRINGS:
		return next_string(value, item);
	case VALUE_CELLS:
		return next_cells(value, item);
	case VALUE_BYTES:
		return next_bytes(value, item);
	default:
		return false;
	}
}

bool value_is_cut(const struct value *value)
{
	return value->cut || value->arguments || value->specifier;
}
