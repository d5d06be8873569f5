#include "fdt/intern.h"

enum { FIRST_SLOTS = 256 }; /* a power of two */

void intern_init(struct intern *names, struct arena *arena)
{
	*names = (struct intern){.arena = arena, .room = FIRST_SLOTS};
	out_init(&names->block, -1);
	names->slots = arena_array(arena, names->room, sizeof(*names->slots));
}

void intern_release(struct intern *names)
{
	out_release(&names->block);
}

/* FNV-1a, 32 bits; also measures the name. */
static uint32_t hash(const char *name, size_t *length)
{
	uint32_t h = 0x811c9dc5;
	size_t n = 0;

	for (; name[n]; n++)
		h = (h ^ (uint8_t)name[n]) * 0x01000193;
	*length = n;
	return h ^ h >> 16;
}

static const char *name_at(const struct intern *names, uint32_t offset)
{
	return (const char *)names->block.data + offset;
}

/* The name's slot, or the free one where it belongs. */
static uint32_t *find_slot(const struct intern *names, const char *name, size_t *length)
{
	size_t i = hash(name, length) & (names->room - 1);

	while (names->slots[i] && strcmp(name_at(names, names->slots[i] - 1), name) != 0)
		i = (i + 1) & (names->room - 1);
	return &names->slots[i];
}

static void grow(struct intern *names)
{
	const uint32_t *old = names->slots;
	size_t n = names->room, length;

	names->room = n * 2;
	names->slots = arena_array(names->arena, names->room, sizeof(*names->slots));
	for (size_t i = 0; i < n; i++)
		if (old[i])
			*find_slot(names, name_at(names, old[i] - 1), &length) = old[i];
}

static uint32_t add(struct intern *names, const char *name)
{
	size_t length;
	uint32_t *slot = find_slot(names, name, &length);
	uint32_t offset = (uint32_t)names->block.used;

	if (*slot)
		return *slot - 1;
	*slot = offset + 1;
	out_write(&names->block, name, length + 1);
	if (++names->used > names->room / 2)
		grow(names);
	return offset;
}

uint32_t intern_name(struct intern *names, const char *name)
{
	struct memo_slot *slot = memo_slot(&names->offsets, name);

	if (slot->name != name)
		*slot = (struct memo_slot){.name = name, .number = add(names, name)};
	return slot->number;
}
