#ifndef MKFDT_CHECK_CHECK_H
#define MKFDT_CHECK_CHECK_H

#include "tree/tree.h"

/*
 * What is wrong with a tree? A table of named rules, each with a severity of its own. A rule
 * judges the tree alone, so it holds for descriptions, raw trees and blobs alike.
 */
struct check_run;

struct check {
	const char *name;
	enum severity severity;
	bool machine; /* about machines: an error is a warning where a blob said so (below) */
	const char *summary;
	unsigned needs; /* enum gap: a tree that lacks some of this is not judged */
	bool whole;	/* it asks for all that a node has: one that may lack something is not */
	/*
	 * What finds it: a look at each node, at each node that is in use (neither it nor what is
	 * above it is switched off), at the tree as a whole behind that, at the size of the blob
	 * in the end. None: found elsewhere, while reading or writing.
	 */
	void (*node)(struct check_run *run, struct node *node);
	void (*used)(struct check_run *run, struct node *node);
	void (*tree)(struct check_run *run);
	void (*blob)(struct check_run *run, struct origin at, uint64_t size);
};

/* Every rule there is; a name of NULL ends the table. */
extern const struct check checks[];

/*
 * How severe a rule is: as the table says, or as -W and -E say. As the table says means that an
 * error of a rule about machines becomes a warning where the faulty node or property came from
 * a blob, and everywhere in a lenient tree.
 */
enum check_level { CHECK_AS_IT_IS, CHECK_OFF, CHECK_WARNS, CHECK_FAILS };

enum { CHECKS_AT_MOST = 128 };

/* All zero: every rule as the table says. */
struct check_options {
	uint8_t levels[CHECKS_AT_MOST]; /* enum check_level of each row */
	bool werror;			/* every warning is an error */
};

/*
 * Takes the word of "-W [no-]CHECK" or "-E [no-]CHECK" (letter 'W' or 'E'). -W makes a rule that
 * is off warn, -E makes it an error, -E no- makes an error a warning, -W no- turns it off;
 * "-W error" makes every warning an error. False after a message: there is no such check.
 */
bool check_option(struct check_options *options, char letter, const char *word, struct diag *diag);

/*
 * Runs every rule; what is found goes to tree->diag. References must be resolved. What was found
 * before, while the tree was read and built, gets the severity that the options ask for. Where the
 * tree has gaps, the rules that need what is missing are left out.
 */
void check_tree(struct tree *tree, const struct check_options *options);

/* The rules about the blob that the tree is, or was made into; at: where its size stands. */
void check_blob(
	struct tree *tree, const struct check_options *options, struct origin at, uint64_t size);

/* --list-checks: a line for each rule: name, severity, summary. */
void check_list(struct out *out);

/*
 * --explain: the article about a check, or about another topic ("qemu-dtb"). False when there
 * is none; suggestion is then the name that was meant, or NULL.
 */
bool check_explain(struct out *out, const char *name, const char **suggestion);

/* The names that check_explain knows, NULL at the end. */
const char *const *check_topics(struct arena *arena);

#endif
