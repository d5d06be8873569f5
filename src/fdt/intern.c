#include "fdt/intern.h"

void intern_init(struct intern *names, struct arena *arena)
{
	*names = (struct intern){.arena = arena, .known = name_index_new(arena)};
	out_init(&names->block, -1);
}

void intern_release(struct intern *names)
{
	out_release(&names->block);
}

static uint32_t find_or_add(struct intern *names, const char *name)
{
	uint32_t *offset = name_index_find(names->known, name);

	if (offset)
		return *offset;
	offset = arena_alloc(names->arena, sizeof(*offset));
	*offset = (uint32_t)names->block.used;
	out_write(&names->block, name, strlen(name) + 1);
	name_index_add(names->known, name, offset);
	return *offset;
}

uint32_t intern_name(struct intern *names, const char *name)
{
	struct memo_slot *slot = memo_slot(&names->offsets, name);

	if (slot->name != name)
		*slot = (struct memo_slot){.name = name, .number = find_or_add(names, name)};
	return slot->number;
}
