#include "tree/value.h"

#include "base/text.h"
#include "tree/address.h"
#include "tree/interrupt.h"
#include "tree/layout.h"

enum { LEVELS = 64 };

static const struct binding table_of_paths = {"", "s", NULL};
static const struct binding table_of_offsets = {"", "c", NULL};

/* --- the shape --- */

static bool is_printable(const uint8_t *text, size_t n)
{
	for (size_t i = 0; i < n;) {
		size_t length = utf8_length((const char *)text + i, n - i);
		bool blank = text[i] == '\n' || text[i] == '\t' || text[i] == '\r';

		if (!length || text[i] == 0x7f || (text[i] < 0x20 && !(blank && i)))
			return false;
		if (length == 2 && text[i] == 0xc2 && text[i + 1] < 0xa0)
			return false;
		i += length;
	}
	return true;
}

static bool is_word_byte(uint8_t c)
{
	return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || c >= 0x80;
}

static bool has_word_byte(const uint8_t *text, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (is_word_byte(text[i]))
			return true;
	return false;
}

bool value_is_text(struct bytes value)
{
	const uint8_t *data = value.data;
	size_t strings = 0, i = 0;

	if (value.size < 2 || data[value.size - 1] != 0)
		return false;
	while (i < value.size) {
		const uint8_t *end = memchr(data + i, 0, value.size - i);
		size_t n = (size_t)(end - (data + i));

		if (!n || !is_printable(data + i, n) || !has_word_byte(data + i, n))
			return false;
		i += n + 1;
		strings++;
	}
	/* Of one character each: rather numbers like 0x41004200. */
	return value.size % 4 != 0 || value.size != strings * 2;
}

/* What a property that is known to hold strings may hold: anything that ends with a NUL but
 * control characters, and NULs alone only as empty names in a list of names. */
static bool is_string_list(const struct binding *binding, struct bytes value)
{
	bool any = false;

	if (value.data[value.size - 1] != 0)
		return false;
	for (size_t i = 0; i < value.size; i++) {
		uint8_t c = value.data[i];

		if ((c < 0x20 && c != 0 && c != '\n' && c != '\t' && c != '\r') || c == 0x7f)
			return false;
		any = any || c;
	}
	return any || value.size == 1 || strcmp(binding->name, "-names") == 0;
}

/* --- what the name says --- */

static const struct binding *find_binding(struct value_memo *memo, const char *name)
{
	struct memo_slot *slot;

	if (!memo)
		return binding_find(name);
	slot = memo_slot(&memo->bindings, name);
	if (slot->name != name)
		*slot = (struct memo_slot){.name = name, .fact = binding_find(name)};
	return slot->fact;
}

/* Properties of these nodes are names that the tree's author chose, so they say nothing. */
static const struct binding *find_special(const struct node *node)
{
	const struct node *top = node;

	for (int i = 0; i < LEVELS && top->parent && top->parent->parent; i++)
		top = top->parent;
	if (strcmp(top->name, "__local_fixups__") == 0)
		return &table_of_offsets;
	if (top != node || !node->parent)
		return NULL;
	if (strcmp(node->name, "aliases") == 0 || strcmp(node->name, "__symbols__") == 0 ||
		strcmp(node->name, "__fixups__") == 0)
		return &table_of_paths;
	return NULL;
}

static bool is_known_phandle(const struct value *value, size_t offset)
{
	uint32_t phandle = load_be32(value->prop->value.data + offset);

	return phandle && tree_phandle(value->node->tree, phandle) != NULL;
}

/* Of a name that alone does not say enough. */
static bool are_phandles(const struct value *value, const char *layout)
{
	size_t size = strchr(layout, '+') ? 4 : value->prop->value.size;

	for (size_t i = 0; i < size; i += 4)
		if (!is_known_phandle(value, i))
			return false;
	return true;
}

static void learn_parent_cells(struct value *value)
{
	const struct node *bus = value->node->parent;
	struct value_memo *memo = value->memo;

	if (!bus) {
		value->address_cells = 2;
		value->size_cells = 1;
		return;
	}
	if (memo && memo->bus == bus) {
		value->address_cells = memo->address_cells;
		value->size_cells = memo->size_cells;
		return;
	}
	value->address_cells = node_address_cells(bus);
	value->size_cells = node_size_cells(bus);
	if (memo) {
		memo->bus = bus;
		memo->address_cells = value->address_cells;
		memo->size_cells = value->size_cells;
	}
}

static void learn_own_cells(struct value *value)
{
	/* A nexus without #address-cells takes those of its parent, as Linux does. */
	bool borrow = value->node->parent && !prop_find(value->node, "#address-cells") &&
		      strcmp(value->prop->name, "interrupt-map") == 0;

	value->own_address_cells = node_address_cells(borrow ? value->node->parent : value->node);
	value->own_size_cells = node_size_cells(value->node);
	value->own_interrupt_cells = interrupt_cells(value->node);
}

static void learn_controller(struct value *value)
{
	struct value_memo *memo = value->memo;
	bool shared = memo && !prop_find(value->node, "interrupt-parent");

	if (shared && memo->below == value->node->parent) {
		value->controller = memo->controller;
		value->interrupt_cells = memo->interrupt_cells;
		return;
	}
	value->controller = interrupt_parent(value->node);
	value->interrupt_cells = value->controller ? interrupt_cells(value->controller) : 0;
	if (shared) {
		memo->below = value->node->parent;
		memo->controller = value->controller;
		memo->interrupt_cells = value->interrupt_cells;
	}
}

uint32_t value_letter_cells(const struct value *value, char letter)
{
	switch (letter) {
	case 'q':
	case 'Q':
		return 2;
	case 'A':
		return value->address_cells;
	case 'S':
		return value->size_cells;
	case 'a':
		return value->own_address_cells;
	case 'z':
		return value->own_size_cells;
	case 'i':
		return value->interrupt_cells;
	case 'I':
		return value->own_interrupt_cells;
	default:
		return 1;
	}
}

bool value_is_flat(const char *layout)
{
	return !layout[1] && (*layout == 'n' || *layout == 'f' || *layout == 'b' ||
				     *layout == 'q' || *layout == 'Q');
}

/* Whole tuples? Where phandles say how long a tuple is, the walk will tell. */
static bool divides(struct value *value, const char *layout)
{
	bool open_ended = false;
	size_t cells = 0;

	for (; *layout; layout++) {
		uint32_t n = value_letter_cells(value, *layout);

		switch (*layout) {
		case 'A':
		case 'a':
		case 'S':
		case 'z':
			if (n > ADDRESS_CELLS)
				return false;
			break;
		case 'P':
		case 'm':
		case '+':
			open_ended = true;
			break;
		default:
			break;
		}
		cells += n;
	}
	if (open_ended)
		return true;
	value->tuple_size = cells * 4;
	return cells && value->prop->value.size % (cells * 4) == 0;
}

/* What the layout needs to know of the node and its surroundings. */
static void learn(struct value *value, const char *layout)
{
	bool parent = false, own = false;

	for (; *layout; layout++) {
		parent = parent || *layout == 'A' || *layout == 'S';
		own = own || *layout == 'a' || *layout == 'z' || *layout == 'I';
		if (*layout == 'i')
			learn_controller(value);
	}
	if (parent)
		learn_parent_cells(value);
	if (own)
		learn_own_cells(value);
}

/* The layout of a value of whole cells; NULL: plain numbers. */
static const char *choose_layout(struct value *value, const char *layout)
{
	if (*layout == 'w')
		return value->prop->value.size == 8 ? "q" : NULL;
	if (*layout == 'F')
		return value->prop->value.size == 8 ? "Q" : "f";
	if (layout[0] == 'c' && !layout[1])
		return NULL;
	learn(value, layout);
	if (!divides(value, layout))
		return NULL;
	if (value_is_flat(layout))
		value->tuple_size = value->prop->value.size;
	return layout;
}

bool value_says_phandle(const char *layout)
{
	for (; *layout; layout++)
		if ((*layout | 32) == 'p')
			return true;
	return false;
}

static const struct binding *choose_binding(const struct value *value)
{
	const struct binding *binding = find_binding(value->memo, value->prop->name);
	const struct binding *special;

	if (!binding || value_says_phandle(binding->layout)) {
		special = find_special(value->node);
		if (special)
			return special;
	}
	if (!binding)
		return NULL;
	/* A hog's lines are those of its parent, so there is no phandle in front. */
	if (*binding->layout == 'P' && strcmp(value->prop->name, "gpios") == 0 &&
		prop_find(value->node, "gpio-hog"))
		return &table_of_offsets;
	return binding;
}

static bool open_by_name(struct value *value)
{
	const char *layout = value->binding->layout;

	if (*layout == 's') {
		value->kind = VALUE_STRINGS;
		return is_string_list(value->binding, value->prop->value);
	}
	value->kind = VALUE_BYTES;
	if (*layout == 'y')
		return true;
	if (value->prop->value.size % 4 != 0)
		return false;
	if (*layout == '?') {
		layout++;
		if (!are_phandles(value, layout))
			return false;
	}
	value->kind = VALUE_CELLS;
	value->layout = value->step = choose_layout(value, layout);
	return true;
}

void value_open(
	struct value *value, struct node *node, const struct prop *prop, struct value_memo *memo)
{
	value->kind = VALUE_EMPTY;
	value->binding = NULL;
	value->node = node;
	value->prop = prop;
	value->memo = memo;
	value->layout = value->step = NULL;
	value->tuple_size = value->at = value->tuple = 0;
	value->first = true;
	value->cut = false;
	value->target = NULL;
	value->arguments = value->specifier = 0;
	if (!prop->value.size)
		return;
	value->binding = choose_binding(value);
	if (value->binding && open_by_name(value))
		return;
	value->binding = NULL;
	value->kind = value_is_text(prop->value)  ? VALUE_STRINGS
		      : prop->value.size % 4 == 0 ? VALUE_CELLS
						  : VALUE_BYTES;
}

bool value_refers(const struct value *value)
{
	return value->kind == VALUE_CELLS && value->layout && value_says_phandle(value->layout);
}
