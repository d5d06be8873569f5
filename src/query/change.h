#ifndef MKFDT_QUERY_CHANGE_H
#define MKFDT_QUERY_CHANGE_H

#include "tree/value.h"

/* One property of a node, and what helps to read many of them. */
struct subject {
	struct node *node;
	const struct prop *prop;
	struct value_memo *memo;
};

/*
 * Do two values mean the same? Bytes are compared, but phandles, where both values are known to
 * hold them, by the path of the node they point to.
 */
bool same_value(const struct subject *a, const struct subject *b);

/* "OLD -> NEW" in one line: what both have in common around the difference is left out ("..."). */
void print_change(struct out *out, const struct subject *a, const struct subject *b);

/* A whole value in one line, cut where it gets long. */
void print_brief(struct out *out, const struct subject *subject);

#endif
