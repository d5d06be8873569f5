#ifndef MKFDT_BASE_DIAG_H
#define MKFDT_BASE_DIAG_H

#include "base/out.h"
#include "base/source.h"

/*
 * Diagnostics: the only writer of messages. Findings are collected and printed at once by
 * diag_print, so that one run reports every mistake, each with its notes and its help.
 */
enum severity { SEVERITY_WARNING, SEVERITY_ERROR };

struct diag_style {
	bool json; /* one JSON object a line */
	bool colour;
	unsigned quiet; /* 1: no warnings; 2: no errors either */
};

struct diag {
	struct arena *arena;
	struct finding *first, *last;
	unsigned errors, warnings; /* all, also those that are not shown */
	unsigned faults;	   /* errors without a rule: nothing was made of that place */
	unsigned kept;
	struct overflow *rest;	    /* findings that were too many to keep, by their rules */
	bool system_failed;	    /* open, read, write: exit status 2 */
	const struct source *about; /* what rules found that has no place is about, or NULL */
};

void diag_init(struct diag *diag, struct arena *arena);

/*
 * Reports a finding. at: where (all zero: nowhere, the program's name is printed instead).
 * rule: the check's name or NULL. subject: what it is about where the origin cannot tell
 * ("/node/path:property" for a blob), or NULL; a JSON pointer wins over it.
 * The text of the message may hold anything that was read: it is made visible when printed.
 */
void diag_report(struct diag *diag, enum severity severity, const char *rule, struct origin at,
	const char *subject, const char *format, ...) PRINTF_LIKE(6, 7);

/* Is the newest finding kept, so that its notes and its help are worth some work? */
bool diag_keeps(const struct diag *diag);

/* One more finding, of the many that are counted but not kept. */
void diag_count(struct diag *diag, enum severity severity);

/* An error about a place in the input. */
void diag_error(struct diag *diag, struct origin at, const char *format, ...) PRINTF_LIKE(3, 4);

/* The system failed, or the command line is wrong: "mkfdt: ..."; makes the exit status 2. */
void diag_fail(struct diag *diag, const char *format, ...) PRINTF_LIKE(2, 3);

/* Adds to the newest finding: the other party, and the way out. */
void diag_note(struct diag *diag, struct origin at, const char *subject, const char *format, ...)
	PRINTF_LIKE(4, 5);
void diag_help(struct diag *diag, const char *format, ...) PRINTF_LIKE(2, 3);

/* The newest finding may be none without another mistake: nobody adopts it. */
void diag_doubt(struct diag *diag);

/*
 * Makes warnings of what rules found so far: for readers who only look. Faults stay errors.
 */
void diag_demote(struct diag *diag);

/*
 * Has each finding judged anew: all but faults, which are errors whatever is asked for. rule is
 * NULL for a warning without one; context is handed on.
 */
enum diag_verdict { DIAG_DROP, DIAG_WARN, DIAG_FAIL };
typedef enum diag_verdict diag_judge(const char *rule, enum severity severity, const void *context);
void diag_review(struct diag *diag, diag_judge *judge, const void *context);

/* Of two struct origin, for qsort and bsearch: by source and offset. */
int origin_compare(const void *left, const void *right);

/* The places of the errors that were kept, sorted by origin_compare; lives in the arena. */
struct origin *diag_places(const struct diag *diag, struct arena *arena, size_t *count);

/*
 * Takes over what was found elsewhere, where it has a place in what the user wrote, of which
 * nothing was said yet: what rules found, or the errors.
 */
void diag_adopt_rules(struct diag *diag, const struct diag *from);
void diag_adopt_errors(struct diag *diag, const struct diag *from);

/* Prints what was found to standard error, at most 20 errors and 20 warnings, and forgets it. */
void diag_print(struct diag *diag, const struct diag_style *style);

/* 0, 1 (the input is at fault) or 2 (usage, or the system failed). */
int diag_status(const struct diag *diag);

#endif
