#ifndef MKFDT_BASE_MEMO_H
#define MKFDT_BASE_MEMO_H

#include <stddef.h>
#include <stdint.h>

/*
 * Remembers what was found out about names, by where they lie: a tree has its names from few
 * places (a blob's strings block, the program's own literals, one copy of each JSON key). What is
 * not remembered is found out once more, so a memo never grows and needs no care. All zero at
 * first; names must stay where and what they are.
 *
 *	struct memo_slot *slot = memo_slot(memo, name);
 *
 *	if (slot->name != name)
 *		*slot = (struct memo_slot){.name = name, .fact = find_out(name)};
 */
enum { MEMO_SLOTS = 256 };

struct memo_slot {
	const char *name; /* NULL: nothing is remembered */
	union {
		const void *fact;
		uint32_t number;
	};
};

struct memo {
	struct memo_slot slots[MEMO_SLOTS];
};

static inline struct memo_slot *memo_slot(struct memo *memo, const char *name)
{
	return &memo->slots[((uintptr_t)name ^ (uintptr_t)name >> 8) % MEMO_SLOTS];
}

#endif
