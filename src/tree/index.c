#include "tree/index.h"

#include <string.h>

enum { FIRST_SLOTS = 64 }; /* a power of two */

struct slot {
	const char *name; /* NULL: free */
	void *thing;
};

struct name_index {
	struct arena *arena;
	struct slot *slots;
	size_t room, used;
	uint64_t seed;
};

/*
 * As FNV-1a, 64 bits, but from another beginning and by another factor in each run, as far as
 * addresses differ: so nobody can make names that fall into one slot. No order follows from it.
 */
static uint64_t hash(const struct name_index *index, const char *name)
{
	uint64_t h = index->seed, factor = index->seed << 8 | 0x1b3;

	for (; *name; name++)
		h = (h ^ (uint8_t)*name) * factor;
	return h ^ h >> 32;
}

struct name_index *name_index_new(struct arena *arena)
{
	struct name_index *index = arena_alloc(arena, sizeof(*index));

	index->arena = arena;
	index->seed = ((uintptr_t)index ^ (uintptr_t)&arena << 17) * 0x9e3779b97f4a7c15;
	index->room = FIRST_SLOTS;
	index->slots = arena_array(arena, FIRST_SLOTS, sizeof(*index->slots));
	return index;
}

/* The name's slot, or the free one where it belongs. */
static struct slot *find_slot(const struct name_index *index, const char *name)
{
	size_t i = (size_t)hash(index, name) & (index->room - 1);

	while (index->slots[i].name && strcmp(index->slots[i].name, name) != 0)
		i = (i + 1) & (index->room - 1);
	return &index->slots[i];
}

static void grow(struct name_index *index)
{
	struct slot *old = index->slots;
	size_t n = index->room;

	index->room = n * 2;
	index->slots = arena_array(index->arena, index->room, sizeof(*old));
	for (size_t i = 0; i < n; i++)
		if (old[i].name)
			*find_slot(index, old[i].name) = old[i];
}

void name_index_add(struct name_index *index, const char *name, void *thing)
{
	struct slot *slot = find_slot(index, name);

	if (slot->name)
		return;
	*slot = (struct slot){name, thing};
	if (++index->used > index->room / 2)
		grow(index);
}

void *name_index_find(const struct name_index *index, const char *name)
{
	return find_slot(index, name)->thing;
}
