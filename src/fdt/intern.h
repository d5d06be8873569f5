#ifndef MKFDT_FDT_INTERN_H
#define MKFDT_FDT_INTERN_H

#include "base/memo.h"
#include "base/out.h"

/* A strings block that grows: every property name stands in it once. */
struct intern {
	struct arena *arena;
	struct out block;
	uint32_t *slots; /* a hash table: offset of a name + 1, 0 is free */
	size_t room, used;
	struct memo offsets;
};

void intern_init(struct intern *names, struct arena *arena);

/* The name's offset in the block. It must stay as it is until intern_release. */
uint32_t intern_name(struct intern *names, const char *name);

void intern_release(struct intern *names);

#endif
