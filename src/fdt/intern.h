#ifndef MKFDT_FDT_INTERN_H
#define MKFDT_FDT_INTERN_H

#include "base/memo.h"
#include "base/out.h"
#include "tree/index.h"

/* A strings block that grows: every property name stands in it once. */
struct intern {
	struct arena *arena;
	struct out block;
	struct name_index *known; /* the offset of each name */
	struct memo offsets;	  /* the newest of them, by address */
};

void intern_init(struct intern *names, struct arena *arena);

/* The name's offset in the block. It must stay as it is until intern_release. */
uint32_t intern_name(struct intern *names, const char *name);

void intern_release(struct intern *names);

#endif
