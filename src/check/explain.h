#ifndef MKFDT_CHECK_EXPLAIN_H
#define MKFDT_CHECK_EXPLAIN_H

/* The articles of --explain. */
struct article {
	const char *name;
	const char *title; /* NULL for a check: its summary */
	const char *text;  /* lines of at most 80 characters, each with its end */
};

/* One for every check, and some about other things. Both end with a name of NULL. */
extern const struct article articles[]; /* explain.c */
extern const struct article topics[];	/* topics.c */

#endif
