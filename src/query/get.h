#ifndef MKFDT_QUERY_GET_H
#define MKFDT_QUERY_GET_H

#include "tree/tree.h"

struct get_request {
	const char *what;     /* PATH or PATH:PROPERTY */
	const char *fallback; /* printed when it is absent (--default), or NULL */
	bool visible;	      /* for a terminal: control bytes are made visible; else raw */
};

enum get_result { GET_FOUND, GET_ABSENT };

/*
 * Prints one property, or what a node holds.
 *
 * The node is a path, an alias, a label or a name, as tree_find says; a component may lack its
 * unit address where that is clear. A property prints by its type (tree/value.h): strings one a
 * line; addresses one "base size" tuple a line, in 64 bits, no size where there is none; other
 * cells in one line, 0x10 each; other bytes in one line, two digits each; a flag prints nothing.
 * A node prints the names of its properties, one a line, then of its children with a "/" behind.
 *
 * Absent without a fallback: an error that says what is missing goes to the tree's diag.
 */
enum get_result get_print(struct out *out, struct tree *tree, const struct get_request *request);

#endif
