#ifndef MKFDT_CHECK_RUN_H
#define MKFDT_CHECK_RUN_H

#include "base/memo.h"
#include "check/check.h"

#include <inttypes.h>

/* What the rules share; private to this room. */
struct check_run {
	struct tree *tree;
	struct arena *arena;
	const struct check_options *options;
	const struct check *check; /* the rule that runs */
	struct tally {
		unsigned reported; /* findings of this rule so far */
		size_t spent;	   /* bytes of its messages */
	} * tally;		   /* of the rule that runs */
	bool dropped;		   /* the newest one, so its notes as well */
	struct facts *facts;	   /* check/facts.h */
	struct memo *names;	   /* check/name.h */
	struct value_memo *values; /* for value_open */
	struct bytes good_kind;	   /* the newest compatible that is no slip: neighbours are alike */
};

/* The rule of that name, or NULL. */
const struct check *find_check(const char *name);

/*
 * Gives what was found while reading and building the severity that the options ask for: what
 * the rules find here has it from the start.
 */
void review_findings(struct diag *diag, const struct check_options *options);

/* What a finding is about: a node, or a property of it, or (all zero) the tree itself. */
struct where {
	const struct node *node;
	const struct prop *prop;
	struct origin origin; /* where it stands, if that is not the property's or node's own */
};

static inline struct where at_node(const struct node *node)
{
	return (struct where){.node = node};
}

/* prop may be NULL. */
static inline struct where at_prop(const struct node *node, const struct prop *prop)
{
	return (struct where){.node = node, .prop = prop};
}

/*
 * An entry of the property's list, or its trigger, where that stands. Takes long in a tree of many
 * such notes, so only for findings that are shown.
 */
struct where at_detail(const struct check_run *run, const struct node *node,
	const struct prop *prop, enum detail what, size_t index);

/* The node's property of that name, or the node itself when it has none. */
static inline struct where at_named(const struct node *node, const char *name)
{
	return at_prop(node, prop_find(node, name));
}

/* Where the node's property or child of that name was taken away, or the node itself. */
struct where at_absence(const struct node *node, const char *name);

struct origin where_origin(const struct where *where);

/* The same place, but at the name that it has in a text, not at its value. */
struct where at_key(struct where where);

/*
 * Which of two parties a message points at: the second, unless that is built into the program
 * and the first is the user's. True when it had to swap them.
 */
bool choose_blamed(struct where *other, struct where *blamed);

/* Reports a finding of the running rule, with the severity it has there. */
void report(struct check_run *run, struct where where, const char *format, ...) PRINTF_LIKE(3, 4);

/* Is this among the findings that will be shown? What takes long to find out is for them only. */
bool is_early(const struct check_run *run);

/* Are all nodes there, or did mistakes keep some out? */
bool has_all_nodes(const struct check_run *run);

/* Adds to the newest finding. */
void report_other(struct check_run *run, struct where where, const char *format, ...)
	PRINTF_LIKE(3, 4);
void report_help(struct check_run *run, const char *format, ...) PRINTF_LIKE(2, 3);

/*
 * What messages call a node: the JSON pointer where the user's text made it, else its path.
 */
const char *call_node(struct check_run *run, const struct node *node);

/* Does it stand in the raw tree of a description (the key "/")? */
bool is_raw(struct check_run *run, struct origin at);

/* "1 GiB": lives in the arena. */
const char *call_size(struct check_run *run, uint64_t size);

#endif
