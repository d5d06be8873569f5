#ifndef MKFDT_CHECK_NAME_H
#define MKFDT_CHECK_NAME_H

#include "check/run.h"

/*
 * What the name of a property says by itself. Few names make up a tree, so each is looked into
 * once, however many properties have it. Only a name's first bytes are looked at: in a blob, one
 * may be the end of another, and a small file could hold gigabytes of them.
 */
enum { NAME_LONGEST = 255 }; /* characters; the specification allows 31, boards have 60 */

enum value_type {
	TYPE_ANY,
	TYPE_FLAG,
	TYPE_CELL,
	TYPE_WIDE,
	TYPE_STRING,
	TYPE_STRINGS,
	TYPE_WORDS
};

struct name_facts {
	const char *fault; /* what makes it no name, or NULL */
	const char *meant; /* the well-known name that it is one slip away from, or NULL */
	enum value_type type;
	bool refers;   /* the value may hold phandles */
	bool too_long; /* so nothing else is known */
};

const struct name_facts *name_facts(struct check_run *run, const char *name);

/* The parts, each beside its rule. The name has at most NAME_LONGEST characters. */
const char *prop_name_fault(const char *name); /* names.c */
const char *meant_name(const char *name);      /* spelling.c */
enum value_type named_type(const char *name);  /* types.c */

#endif
