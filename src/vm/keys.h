#ifndef MKFDT_VM_KEYS_H
#define MKFDT_VM_KEYS_H

#include "base/arena.h"

#include <stdbool.h>

/* A set of keys at the top of a description. */
struct keys {
	const char **names;
	size_t count;
};

bool keys_hold(const struct keys *keys, const char *name);

/* The name must live as long as the arena. */
void keys_add(struct arena *arena, struct keys *keys, const char *name);

#endif
