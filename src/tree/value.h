#ifndef MKFDT_TREE_VALUE_H
#define MKFDT_TREE_VALUE_H

#include "base/memo.h"
#include "tree/bindings.h"
#include "tree/tree.h"

/*
 * What a property's bytes mean: the one guesser, for all who print, compare or judge values.
 *
 * The name decides first (tree/bindings.h), with the #*-cells that apply at the node; where the
 * value does not have the form that its name promises, or the name is unknown, the shape of the
 * bytes decides: text, else 32-bit cells, else bytes. Nothing is allocated.
 *
 *	struct value value;
 *	struct item item;
 *
 *	value_open(&value, node, prop, NULL);
 *	while (value_next(&value, &item))
 *		...
 *
 * The items cover the value without a gap and in order, whatever it holds.
 */
enum value_kind {
	VALUE_EMPTY,
	VALUE_STRINGS, /* items: ITEM_STRING */
	VALUE_CELLS,   /* a multiple of 4 bytes; items: all the others */
	VALUE_BYTES,   /* one item, ITEM_BYTES */
};

enum item_role {
	ITEM_STRING,	/* one string with its NUL */
	ITEM_BYTES,	/* the whole value */
	ITEM_CELL,	/* a 32-bit number */
	ITEM_NUMBER,	/* a 64-bit number */
	ITEM_ADDRESS,	/* as many cells as #address-cells says; three on a PCI bus */
	ITEM_SIZE,	/* as many cells as #size-cells says */
	ITEM_PHANDLE,	/* a phandle; target: its node, NULL if there is none */
	ITEM_ARGUMENT,	/* all cells of the specifier behind the phandle of target */
	ITEM_INTERRUPT, /* all cells of an interrupt specifier; target: whose it is */
};

/* How a number is best read. */
enum item_unit { UNIT_NONE, UNIT_COUNT, UNIT_HERTZ, UNIT_BYTES };

struct item {
	enum item_role role;
	enum item_unit unit; /* of ITEM_CELL and ITEM_NUMBER; NONE: in hex */
	const uint8_t *data; /* within the property's value */
	size_t size;
	/* What one or two cells are worth; of an address of three cells the low two (PCI: the
	 * address within the space that the first cell names). */
	uint64_t number;
	struct node *target;
	size_t tuple; /* counted from 0 */
	bool first;   /* begins its tuple */
};

/*
 * Remembers what neighbours have in common, so that walking over a whole tree costs less. All
 * zero at first; good as long as the tree does not change.
 */
struct value_memo {
	struct memo bindings;	/* by property name */
	const struct node *bus; /* a node and the cells it gives its children */
	uint32_t address_cells, size_cells;
	const struct node *below; /* a node and the interrupt parent of its children */
	struct node *controller;
	uint32_t interrupt_cells;
};

struct value {
	enum value_kind kind;
	const struct binding *binding; /* what the name says; NULL: the shape has decided */
	struct node *node;
	const struct prop *prop;
	struct value_memo *memo;
	/* the walk */
	const char *layout, *step;
	size_t tuple_size; /* in bytes, where all tuples are alike, else 0 */
	size_t at, tuple;
	bool first, cut;
	uint32_t address_cells, size_cells, own_address_cells, own_size_cells;
	uint32_t interrupt_cells, own_interrupt_cells;
	struct node *controller;
	struct node *target;	       /* of the last phandle */
	uint32_t arguments, specifier; /* cells that are still to come for it */
};

/*
 * Opens the value of a property of node. memo may be NULL. A value that falls out of its layout
 * on the way (a phandle without a node, so nobody knows how many cells follow) goes on as plain
 * cells.
 */
void value_open(
	struct value *value, struct node *node, const struct prop *prop, struct value_memo *memo);

/* The next item; false at the end. */
bool value_next(struct value *value, struct item *item);

/* Does the value hold phandles, and none but those of ITEM_PHANDLE? */
bool value_refers(const struct value *value);

/* After the walk: did the value end before its last tuple did? */
bool value_is_cut(const struct value *value);

/*
 * Is the value text: NUL-terminated strings of printable UTF-8, none empty, and not so short that
 * a number is the better guess? (0x00324b00 and 0x20200000 are none, "okay" is.)
 */
bool value_is_text(struct bytes value);

#endif
