#ifndef MKFDT_VM_LAYER_H
#define MKFDT_VM_LAYER_H

#include "vm/vm.h"

/*
 * From layers to one description: the machine that they name in front, shorthands written out,
 * variants chosen, documents merged (RFC 7396), then assignments, and what is offered below it all.
 * The "/" of each layer is kept apart, in order: raw trees merge into the tree, not into each
 * other.
 */
struct merged {
	const struct json *description;
	const struct json **raw;
	size_t raw_count;
	const struct json **taken; /* keys of layers that take away what the machine has */
	size_t taken_count;
	struct keys doubts;	/* what variants and offers with mistakes would have changed */
	const struct json *gic; /* the machine's, or NULL */
	bool lenient;		/* the machine is "none" */
	bool partial; /* there is no such machine: what is missing may be missing for that */
};

/* Mistakes are reported, and what is left is merged, so that others are found in it. */
void merge_layers(struct arena *arena, struct diag *diag, const struct record *top,
	const struct layer *layers, size_t count, bool has_blob, struct merged *merged);

/* The value of a dotted key ("gic.version"), or NULL. */
const struct json *layer_value(struct arena *arena, const struct json *object, const char *key);

/*
 * An assignment KEY=VALUE applied to a description: KEY is a dotted field, a list's index or "-"
 * to append. VALUE is a string where the field is one, else JSON if it parses, else a string.
 * The result shares what it need not change; NULL after a message.
 */
const struct json *assign(struct arena *arena, struct diag *diag, const struct record *top,
	const struct json *description, struct source *assignment);

/* The same for "/node/path:property" (or a whole node): the raw tree that says it. */
const struct json *assign_raw(struct arena *arena, struct diag *diag, struct source *assignment);

/*
 * What "offers" has for each object that the description has under the offer's dotted key, so
 * that a device may be asked for by true alone; NULL for nothing. It is to be merged below every
 * layer, whose nulls then take away what was offered. A device with a base (or end) of its own
 * gets nothing.
 */
const struct json *wanted_offers(
	struct arena *arena, const struct record *top, const struct json *description);

/* The offer under its dotted key: {"gic.its": {...}} is {"gic": {"its": {...}}}. */
struct json *unfold_offer(struct arena *arena, const struct json *offer);

/*
 * Reports the mistakes of one layer that merging would hide: unknown keys that are null, variants
 * that can never be chosen, and what is wrong inside of variants and offers. False where variants
 * or offers have a mistake.
 */
bool check_layer(
	struct arena *arena, struct diag *diag, const struct record *top, const struct json *layer);

static inline bool is_raw_assignment(const struct source *assignment)
{
	return assignment->content.size && assignment->content.data[0] == '/';
}

#endif
