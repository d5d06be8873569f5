#ifndef MKFDT_CHECK_EXPLAIN_H
#define MKFDT_CHECK_EXPLAIN_H

/* The articles of --explain: one for every check, and some about other things. */
struct article {
	const char *name;
	const char *title; /* NULL for a check: its summary */
	const char *text;  /* lines of at most 80 characters, each with its end */
};

/* Ends with a name of NULL. */
extern const struct article articles[];

#endif
