#include "tree/refer.h"

#include "tree/gap.h"

#include "tree/index.h"
#include "tree/set.h"

#include <inttypes.h>

enum part_kind { PART_BYTES, PART_PHANDLE, PART_PATH };

struct part {
	struct part *next;
	enum part_kind kind;
	uint8_t *data; /* PART_BYTES, with room for more */
	size_t size, room;
	struct node *node;  /* the target, where it stands already */
	const char *target; /* else what it is called */
	const char *rest;   /* PART_PATH: what stands behind the path */
	struct origin at;
};

/* What a value will be: its parts in order. */
struct draft {
	struct part *first, *last;
};

struct prop *prop_begin(struct node *node, const char *name)
{
	struct prop *prop = set_flag(node, name);

	prop->draft = arena_alloc(node->tree->arena, sizeof(*prop->draft));
	node->tree->drafted = true;
	return prop;
}

static struct part *add_part(struct node *node, struct prop *prop, enum part_kind kind)
{
	struct draft *draft = prop->draft;
	struct part *part = arena_alloc(node->tree->arena, sizeof(*part));

	part->kind = kind;
	part->at = prop->origin;
	if (draft->last)
		draft->last->next = part;
	else
		draft->first = part;
	draft->last = part;
	return part;
}

/* Room for so many more bytes at the end of the value. */
static uint8_t *extend(struct node *node, struct prop *prop, size_t size)
{
	struct part *part = prop->draft->last;

	if (!part || part->kind != PART_BYTES)
		part = add_part(node, prop, PART_BYTES);
	if (size > part->room - part->size) {
		size_t room = part->room * 2 + size + 16;
		uint8_t *data = arena_alloc(node->tree->arena, room);

		if (part->size)
			memcpy(data, part->data, part->size);
		part->data = data;
		part->room = room;
	}
	part->size += size;
	return part->data + part->size - size;
}

void add_bytes(struct node *node, struct prop *prop, struct bytes bytes)
{
	if (bytes.size)
		memcpy(extend(node, prop, bytes.size), bytes.data, bytes.size);
}

void add_u32(struct node *node, struct prop *prop, uint32_t value)
{
	store_be32(extend(node, prop, 4), value);
}

void add_u64(struct node *node, struct prop *prop, uint64_t value)
{
	store_be64(extend(node, prop, 8), value);
}

void add_wide(struct node *node, struct prop *prop, uint64_t value, uint32_t cells)
{
	store_wide(extend(node, prop, (size_t)cells * 4), value, cells, node, prop);
}

void add_text(struct node *node, struct prop *prop, const char *text)
{
	add_bytes(node, prop, (struct bytes){(const uint8_t *)text, strlen(text) + 1});
}

void add_phandle(struct node *node, struct prop *prop, struct node *target)
{
	add_part(node, prop, PART_PHANDLE)->node = target;
}

static struct part *add_named(struct node *node, struct prop *prop, enum part_kind kind,
	const char *target, struct origin at)
{
	struct part *part = add_part(node, prop, kind);

	part->target = target;
	part->at = at;
	return part;
}

void add_phandle_of(struct node *node, struct prop *prop, const char *target, struct origin at)
{
	add_named(node, prop, PART_PHANDLE, target, at);
}

void add_path_of(struct node *node, struct prop *prop, const char *target, struct origin at)
{
	add_path_with(node, prop, target, "", at);
}

void add_path_with(struct node *node, struct prop *prop, const char *target, const char *rest,
	struct origin at)
{
	add_named(node, prop, PART_PATH, target, at)->rest = rest;
}

void prop_end(struct prop *prop)
{
	const struct part *only = prop->draft ? prop->draft->first : NULL;

	if (!prop->draft || (only && (only->next || only->kind != PART_BYTES)))
		return;
	if (only)
		prop->value = (struct bytes){only->data, only->size};
	prop->draft = NULL;
}

struct prop *set_phandle(struct node *node, const char *name, struct node *target)
{
	struct prop *prop = prop_begin(node, name);

	add_phandle(node, prop, target);
	return prop;
}

enum { FEW = 16 };

/* One run of tree_resolve. */
struct resolution {
	struct tree *tree;
	struct tree_names *names; /* NULL: not yet */
	size_t asked;		  /* targets that were looked for by name */
	uint32_t next;		  /* the phandle to try next */
};

static bool is_attached(const struct tree *tree, const struct node *node)
{
	while (node->parent)
		node = node->parent;
	return node == tree->root;
}

static struct node *find_target(struct resolution *run, const struct part *part)
{
	if (part->node)
		return is_attached(run->tree, part->node) ? part->node : NULL;
	/* An index pays when there are many. */
	if (run->asked++ < FEW)
		return tree_find(run->tree, part->target);
	if (!run->names)
		run->names = tree_names(run->tree);
	return tree_names_find(run->names, part->target);
}

static const struct part *next_reference(const struct part *part)
{
	while (part && part->kind == PART_BYTES)
		part = part->next;
	return part;
}

static bool is_step_of(const char *path, const char *name)
{
	size_t length = strlen(name);

	for (const char *step = path; *step; step += *step == '/') {
		size_t n = strcspn(step, "/");

		if (n == length && memcmp(step, name, n) == 0)
			return true;
		step += n;
	}
	return false;
}

struct absence *tree_taken(const struct tree *tree, struct origin at, const char *target)
{
	struct absence *absence = tree->absences;

	if (at.source && !at.source->builtin)
		return NULL;
	while (absence && !is_step_of(target, absence->name))
		absence = absence->next;
	return absence;
}

static void report_dangling(
	struct resolution *run, const struct node *node, struct prop *prop, const struct part *part)
{
	const char *what = part->target ? part->target : part->node->name;
	struct absence *taken = tree_taken(run->tree, part->at, what);

	prop->dangling = true;
	if (taken && taken->told)
		return;
	if (taken)
		taken->told = true;
	diag_report(run->tree->diag, SEVERITY_ERROR,
		part->kind == PART_PATH ? "dangling-path" : "dangling-phandle",
		taken ? taken->at : part->at, prop_path(run->tree->arena, node, prop),
		"there is no node \"%s\" to refer to", what);
	if (taken)
		diag_help(run->tree->diag,
			"the machine refers to it: leave it, or take that away as well");
	else
		diag_help(run->tree->diag,
			"name a node by its path, an alias, a label or a device's name");
	if (tree_may_lack(run->tree, what))
		diag_doubt(run->tree->diag);
}

/* False where the node has one that is none: that is told of (phandle-value), not replaced. */
static bool give_phandle(struct resolution *run, struct node *node)
{
	if (node_phandle(node) || prop_find(node, "phandle"))
		return node_phandle(node) != 0;
	/* The index knows those that were there before; the ones given here only grow. */
	while (tree_phandle(run->tree, run->next))
		run->next++;
	run->tree->at = node->origin;
	set_u32(node, "phandle", run->next++);
	return true;
}

/* Phandles first: once they are all given, the values can be put together in one go. */
static void give_phandles(struct resolution *run)
{
	struct node *top = run->tree->root;

	for (struct node *node = top; node; node = node_next(top, node)) {
		for (struct prop *prop = node->prop; prop; prop = prop->next) {
			const struct part *part = prop->draft ? prop->draft->first : NULL;

			for (; (part = next_reference(part)); part = part->next) {
				struct node *target = find_target(run, part);

				if (!target)
					report_dangling(run, node, prop, part);
				else if (part->kind == PART_PHANDLE)
					prop->dangling |= !give_phandle(run, target);
			}
		}
	}
}

/* Of what is not there (written by force): no phandle, and the path as it was said. */
static void write_part(struct resolution *run, struct out *out, const struct part *part)
{
	struct node *target = part->kind == PART_BYTES ? NULL : find_target(run, part);

	if (part->kind == PART_BYTES) {
		out_write(out, part->data, part->size);
	} else if (part->kind == PART_PHANDLE) {
		out_be32(out, target ? node_phandle(target) : 0);
	} else {
		out_text(out, target ? node_path(run->tree->arena, target) : part->target);
		out_write(out, part->rest, strlen(part->rest) + 1);
	}
}

static void put_together(struct resolution *run, struct prop *prop)
{
	const struct part *first;
	struct out out;
	uint8_t *data;

	prop_end(prop);
	if (!prop->draft)
		return;
	first = prop->draft->first;
	prop->draft = NULL;
	out_init(&out, -1);
	for (const struct part *part = first; part; part = part->next)
		write_part(run, &out, part);
	data = arena_alloc(run->tree->arena, out.used);
	if (out.used)
		memcpy(data, out.data, out.used);
	prop->value = (struct bytes){data, out.used};
	out_release(&out);
}

/* The target of a value that is nothing but one path; NULL for any other. */
static const struct part *only_path(const struct prop *prop)
{
	const struct part *only = prop->draft ? prop->draft->first : NULL;

	return only && only->kind == PART_PATH && !only->next ? only : NULL;
}

/* Aliases before all else, because references may name them. */
static void resolve_aliases(struct resolution *run)
{
	const struct node *aliases = node_child(run->tree->root, "aliases");

	for (struct prop *prop = aliases ? aliases->prop : NULL; prop; prop = prop->next)
		if (only_path(prop) && find_target(run, only_path(prop)))
			put_together(run, prop);
	tree_changed(run->tree);
}

void tree_resolve(struct tree *tree)
{
	struct resolution run = {.tree = tree, .next = 1};

	tree_changed(tree);
	if (!tree->drafted)
		return;
	resolve_aliases(&run);
	give_phandles(&run);
	for (struct node *node = tree->root; node; node = node_next(tree->root, node))
		for (struct prop *prop = node->prop; prop; prop = prop->next)
			if (prop->draft)
				put_together(&run, prop);
	tree_changed(tree);
}

void tree_symbols(struct tree *tree)
{
	struct node *symbols = NULL;

	for (struct node *node = tree->root; node; node = node_next(tree->root, node)) {
		if (!node->label)
			continue;
		tree->at = node->origin;
		if (!symbols)
			symbols = node_get(tree->root, "__symbols__");
		set_string(symbols, node->label, node_path(tree->arena, node));
	}
}
