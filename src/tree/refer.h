#ifndef MKFDT_TREE_REFER_H
#define MKFDT_TREE_REFER_H

#include "tree/tree.h"

/*
 * Values that refer to other nodes, which may not exist yet. Such a value is put together from
 * parts; tree_resolve turns the parts into bytes once the whole tree stands, giving phandles to
 * the nodes that need one. A property that is set anew or deleted loses its parts with it.
 */

/* An empty value to add to, in the property's old place if there is one. */
struct prop *prop_begin(struct node *node, const char *name);

void add_u32(struct node *node, struct prop *prop, uint32_t value);
void add_u64(struct node *node, struct prop *prop, uint64_t value);
void add_bytes(struct node *node, struct prop *prop, struct bytes bytes);
void add_text(struct node *node, struct prop *prop, const char *text); /* with its NUL */

/* An address or size in the given number of cells; reports a value that does not fit. */
void add_wide(struct node *node, struct prop *prop, uint64_t value, uint32_t cells);

/* The phandle of a node: one that stands already, or whatever the name will mean (tree_find). */
void add_phandle(struct node *node, struct prop *prop, struct node *target);
void add_phandle_of(struct node *node, struct prop *prop, const char *target, struct origin at);

/* The target's path as a string with its NUL. */
void add_path_of(struct node *node, struct prop *prop, const char *target, struct origin at);

/* The same with something behind the path: the options of a console (DTSpec 3.6). */
void add_path_with(struct node *node, struct prop *prop, const char *target, const char *rest,
	struct origin at);

/* The value is complete: its bytes can be read at once, unless it has references. */
void prop_end(struct prop *prop);

/* A property that is one phandle. */
struct prop *set_phandle(struct node *node, const char *name, struct node *target);

/*
 * Resolves every reference. Phandles are given from 1 up in the tree's order, leaving out those
 * that are taken. A target that does not exist is an error at the place that names it.
 */
void tree_resolve(struct tree *tree);

/* /__symbols__ for every label, in the tree's order (dtc -@). Call before tree_resolve. */
void tree_symbols(struct tree *tree);

/*
 * What the user took away that the target of a reference of the machine's would be, or be below;
 * NULL: nothing, or at is in what the user wrote.
 */
struct absence *tree_taken(const struct tree *tree, struct origin at, const char *target);

#endif
