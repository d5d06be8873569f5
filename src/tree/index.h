#ifndef MKFDT_TREE_INDEX_H
#define MKFDT_TREE_INDEX_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * Finds things by name among many: a hash table of pointers, for the nodes and properties of a
 * crowded parent and for whatever else would be searched in a loop. The first of equal names
 * stays. Names are not copied.
 */
struct name_index;

struct name_index *name_index_new(struct arena *arena);
void name_index_add(struct name_index *index, const char *name, void *thing);
void *name_index_find(const struct name_index *index, const char *name);

#endif
