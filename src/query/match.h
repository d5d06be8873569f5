#ifndef MKFDT_QUERY_MATCH_H
#define MKFDT_QUERY_MATCH_H

#include "base/arena.h"

#include <stdint.h>

/*
 * Pairs the things of two lists by name, wherever they stand. Of several that share a name (only
 * a broken tree has them) the first goes with the first. n log n; linear where the order is one.
 */
struct named {
	const char *name;
	void *thing;
	void *partner; /* the other list's thing of that name, or NULL */
};

void match_names(struct arena *scratch, struct named *a, size_t na, struct named *b, size_t nb);

#endif
