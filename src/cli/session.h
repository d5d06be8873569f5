#ifndef MKFDT_CLI_SESSION_H
#define MKFDT_CLI_SESSION_H

#include "check/check.h"
#include "cli/options.h"
#include "vm/vm.h"

/* One run of the program. */
struct session {
	struct arena arena;
	struct diag diag;
	struct options options;
	struct check_options checks;
	struct diag_style style;
};

/* What the inputs became. */
struct loaded {
	struct tree *tree;		 /* NULL: no tree came of them, messages say why */
	struct description *description; /* NULL: only a blob was given */
	struct tree *rest;		 /* no tree: what the sound parts made; may be NULL */
	const struct source *blob;	 /* the first input, when it is one; else NULL */
	bool decoded;	    /* the description had no mistakes: the tree is all there */
	bool whole;	    /* false: the blob's walk stopped at a fault */
	bool complete;	    /* false: that, or it had to leave something out */
	struct words files; /* that were read */
};

/*
 * Reads the inputs as layers, with the assignments of --set behind them, and makes their tree:
 * the blob, the generated nodes, the raw trees, references last.
 */
struct loaded session_load(struct session *session, const struct words *inputs);

/* Judges the tree, or what is left of it where there is none. */
void session_judge(struct session *session, const struct loaded *loaded);

/* Writes the tree in a format; false after messages. */
bool session_print(struct session *session, struct out *out, const struct loaded *loaded,
	enum format format, bool colour);

/* Is standard output to have colour? */
bool session_colour(const struct session *session, int fd);

/* The modes; each gives the exit status. */
int run_write(struct session *session);
int run_dump(struct session *session);
int run_get(struct session *session);
int run_diff(struct session *session);
int run_check(struct session *session);
int run_inform(struct session *session);

#endif
