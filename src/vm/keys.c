#include "vm/keys.h"

#include <string.h>

bool keys_hold(const struct keys *keys, const char *name)
{
	for (size_t i = 0; i < keys->count; i++)
		if (strcmp(keys->names[i], name) == 0)
			return true;
	return false;
}

void keys_add(struct arena *arena, struct keys *keys, const char *name)
{
	if (keys_hold(keys, name))
		return;
	keys->names = arena_more(arena, keys->names, keys->count, sizeof(*keys->names));
	keys->names[keys->count++] = name;
}
