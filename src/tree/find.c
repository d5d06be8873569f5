#include "tree/index.h"
#include "tree/tree.h"

#include <stdlib.h>

/* The child whose full name is text, or the only one whose base name is. */
static struct node *find_component(const struct node *parent, const char *text, size_t n)
{
	struct node *only = NULL;
	bool several = false;
	char name[128];

	if (parent->child_index && n < sizeof(name)) {
		struct node *exact;

		memcpy(name, text, n);
		name[n] = 0;
		exact = node_child(parent, name);
		if (exact)
			return exact;
	}
	for (struct node *child = parent->child; child; child = child->next) {
		if (strncmp(child->name, text, n) != 0)
			continue;
		if (child->name[n] == 0)
			return child;
		if (child->name[n] == '@' && !memchr(text, '@', n)) {
			several = only != NULL;
			only = child;
		}
	}
	return several ? NULL : only;
}

static struct node *descend(struct node *node, const char *path, size_t length)
{
	const char *end = path + length;

	while (node && path < end) {
		const char *slash = memchr(path, '/', (size_t)(end - path));
		size_t n = (size_t)((slash ? slash : end) - path);

		if (n)
			node = find_component(node, path, n);
		path += n + (slash != NULL);
	}
	return node;
}

struct node *tree_path(const struct tree *tree, const char *path, size_t length)
{
	return length && *path == '/' ? descend(tree->root, path, length) : NULL;
}

/* What a property of /aliases or /__symbols__ stands for. */
static struct node *find_named(const struct tree *tree, const char *table, const char *name)
{
	const struct node *node = node_child(tree->root, table);
	const struct prop *prop = node ? prop_find(node, name) : NULL;
	const uint8_t *end;

	if (!prop)
		return NULL;
	end = prop->value.size ? memchr(prop->value.data, 0, prop->value.size) : NULL;
	return end ? tree_path(
			     tree, (const char *)prop->value.data, (size_t)(end - prop->value.data))
		   : NULL;
}

/* The first node of each label; the only node of each name, with and without unit address. */
struct tree_names {
	const struct tree *tree;
	struct name_index *labels, *names;
};

static void add_name(struct tree_names *all, const char *name, struct node *node)
{
	struct node **only = name_index_find(all->names, name);

	if (only) {
		*only = NULL;
		return;
	}
	only = arena_alloc(all->tree->arena, sizeof(struct node *));
	*only = node;
	name_index_add(all->names, name, only);
}

struct tree_names *tree_names(struct tree *tree)
{
	struct tree_names *all = arena_alloc(tree->arena, sizeof(*all));

	*all = (struct tree_names){tree, name_index_new(tree->arena), name_index_new(tree->arena)};
	for (struct node *node = tree->root; node; node = node_next(tree->root, node)) {
		size_t n = node_base_length(node);

		if (node->label)
			name_index_add(all->labels, node->label, node);
		add_name(all, node->name, node);
		if (node->name[n])
			add_name(all, arena_text(tree->arena, node->name, n), node);
	}
	return all;
}

static struct node *find_label(const struct tree *tree, const char *name)
{
	for (struct node *node = tree->root; node; node = node_next(tree->root, node))
		if (node->label && strcmp(node->label, name) == 0)
			return node;
	return NULL;
}

static struct node *find_name(const struct tree *tree, const char *text)
{
	size_t n = strlen(text);
	struct node *only = NULL;

	for (struct node *node = tree->root; node; node = node_next(tree->root, node)) {
		if (strcmp(node->name, text) != 0 &&
			!(strncmp(node->name, text, n) == 0 && node->name[n] == '@'))
			continue;
		if (only)
			return NULL;
		only = node;
	}
	return only;
}

/* names: may be NULL. */
static struct node *find(const struct tree *tree, const struct tree_names *names, const char *text)
{
	size_t length = strlen(text), head = strcspn(text, "/");
	const char *name = text;
	struct node *node, **only;

	if (*text == '/')
		return tree_path(tree, text, length);
	if (!head)
		return NULL;
	if (head < length)
		name = arena_text(tree->arena, text, head);
	node = find_named(tree, "aliases", name);
	if (!node)
		node = names ? name_index_find(names->labels, name) : find_label(tree, name);
	if (!node)
		node = find_named(tree, "__symbols__", name);
	if (node || head < length)
		return node ? descend(node, text + head, length - head) : NULL;
	if (!names)
		return find_name(tree, text);
	only = name_index_find(names->names, text);
	return only ? *only : NULL;
}

struct node *tree_find(const struct tree *tree, const char *text)
{
	return find(tree, NULL, text);
}

struct node *tree_names_find(struct tree_names *names, const char *text)
{
	return find(names->tree, names, text);
}

struct phandle_entry {
	uint32_t phandle;
	uint32_t order; /* in the tree */
	struct node *node;
};

/* Phandles are mostly given in a row: then a table of the nodes from first on, else a sorted list.
 */
struct phandle_index {
	struct phandle_entry *entries;
	size_t count;
	struct node **table;
	uint32_t first, span;
};

enum { THIN = 4 }; /* a table may have so many places for a node */

static int compare_entries(const void *left, const void *right)
{
	const struct phandle_entry *a = left, *b = right;

	if (a->phandle != b->phandle)
		return a->phandle < b->phandle ? -1 : 1;
	return a->order < b->order ? -1 : a->order > b->order;
}

uint32_t node_phandle(const struct node *node)
{
	uint32_t phandle = 0;

	if (!prop_u32(node, "phandle", &phandle))
		prop_u32(node, "linux,phandle", &phandle);
	return phandle;
}

static void sort_entries(struct arena *arena, struct phandle_index *index)
{
	uint32_t low = UINT32_MAX, high = 0;

	for (size_t i = 0; i < index->count; i++) {
		uint32_t phandle = index->entries[i].phandle;

		low = phandle < low ? phandle : low;
		high = phandle > high ? phandle : high;
	}
	if (!index->count || high - low >= index->count * THIN) {
		if (index->count)
			qsort(index->entries, index->count, sizeof(*index->entries),
				compare_entries);
		return;
	}
	index->first = low;
	index->span = high - low + 1;
	index->table = arena_array(arena, index->span, sizeof(struct node *));
	for (size_t i = index->count; i-- > 0;) /* the first of several stays */
		index->table[index->entries[i].phandle - low] = index->entries[i].node;
}

static void index_phandles(struct tree *tree)
{
	struct phandle_index *index = arena_alloc(tree->arena, sizeof(*index));

	for (struct node *node = tree->root; node; node = node_next(tree->root, node)) {
		uint32_t phandle = node_phandle(node);

		if (!phandle)
			continue;
		index->entries = arena_more(
			tree->arena, index->entries, index->count, sizeof(*index->entries));
		index->entries[index->count] = (struct phandle_entry){
			.phandle = phandle, .order = (uint32_t)index->count, .node = node};
		index->count++;
	}
	sort_entries(tree->arena, index);
	tree->phandles = index;
}

static struct node *find_entry(const struct phandle_index *index, uint32_t phandle)
{
	size_t low = 0, high = index->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (index->entries[middle].phandle < phandle)
			low = middle + 1;
		else
			high = middle;
	}
	return low < index->count && index->entries[low].phandle == phandle
		       ? index->entries[low].node
		       : NULL;
}

struct node *tree_phandle(struct tree *tree, uint32_t phandle)
{
	const struct phandle_index *index;

	if (!tree->phandles)
		index_phandles(tree);
	index = tree->phandles;
	if (!index->table)
		return find_entry(index, phandle);
	return phandle - index->first < index->span ? index->table[phandle - index->first] : NULL;
}

void tree_changed(struct tree *tree)
{
	tree->phandles = NULL;
}
