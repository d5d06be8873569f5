#ifndef MKFDT_BASE_FINDING_H
#define MKFDT_BASE_FINDING_H

#include "base/diag.h"

/* What diag.c keeps and diag_print.c prints. */
struct note {
	struct note *next;
	struct origin at;
	const char *subject, *text;
};

struct finding {
	struct finding *next;
	unsigned rank, order; /* of its source, and of its report: for sorting */
	enum severity severity;
	bool chosen;   /* to be printed */
	bool promoted; /* a warning that was made an error */
	bool doubtful; /* maybe another mistake has made it one */
	const char *rule, *subject, *text, *help;
	struct origin at;
	struct note *notes;
};

/* Findings of one rule and severity that are only counted. */
struct overflow {
	struct overflow *next;
	const char *rule; /* NULL: without one */
	enum severity severity;
	unsigned count;
	bool fault;
};

#endif
