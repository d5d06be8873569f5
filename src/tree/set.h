#ifndef MKFDT_TREE_SET_H
#define MKFDT_TREE_SET_H

#include "tree/tree.h"

/*
 * Typed setters that read like the node they make. Each gives the property back, so that a
 * caller may say where it comes from; else it comes from tree->at. A value that does not fit
 * its cells is reported (cell-width), so builders need no test at each call.
 */

/* A span of addresses; origin: what said so, all zero: tree->at. */
struct span {
	uint64_t base, size;
	struct origin origin;
};

struct prop *set_flag(struct node *node, const char *name);
struct prop *set_u32(struct node *node, const char *name, uint32_t value);
struct prop *set_u64(struct node *node, const char *name, uint64_t value);
struct prop *set_cells(struct node *node, const char *name, size_t count, const uint32_t *cells);
struct prop *set_string(struct node *node, const char *name, const char *text);

/* A string list (DTSpec 2.2.4.2). */
struct prop *set_strings(
	struct node *node, const char *name, size_t count, const char *const *texts);

/* The count and the array of so many strings: set_strings(node, name, WORDS("one", "two")). */
#define WORDS(...)                                                                     \
	sizeof((const char *[]){__VA_ARGS__}) / sizeof(const char *), (const char *[]) \
	{                                                                              \
		__VA_ARGS__                                                            \
	}

/* A copy of the bytes. */
struct prop *set_bytes(struct node *node, const char *name, struct bytes bytes);

/* reg, in the #address-cells and #size-cells of the parent (DTSpec 2.3.6). */
struct prop *set_reg(struct node *node, size_t count, const struct span *spans);

/*
 * Stores value in so many cells at data, the low ones last; reports for prop of node what does
 * not fit. For values of several widths that are put together by hand.
 */
void store_wide(uint8_t *data, uint64_t value, uint32_t cells, const struct node *node,
	const struct prop *prop);

#endif
