#include "fdt/intern.h"

void intern_init(struct intern *names, struct arena *arena)
{
	*names = (struct intern){.known = name_index_new(arena)};
	out_init(&names->block, -1);
}

void intern_release(struct intern *names)
{
	out_release(&names->block);
}

static uint32_t find_or_add(struct intern *names, const char *name)
{
	uintptr_t known = (uintptr_t)name_index_find(names->known, name);

	if (known)
		return (uint32_t)(known - 1);
	known = names->block.used + 1;
	out_write(&names->block, name, strlen(name) + 1);
	name_index_add(names->known, name, (void *)known);
	return (uint32_t)(known - 1);
}

uint32_t intern_name(struct intern *names, const char *name)
{
	struct memo_slot *slot = memo_slot(&names->offsets, name);

	if (slot->name != name)
		*slot = (struct memo_slot){.name = name, .number = find_or_add(names, name)};
	return slot->number;
}
