#include "tree/tree.h"

#include "tree/index.h"

enum {
	CROWD = 16, /* from so many siblings on, an index pays, ... */
	OFTEN = 8,  /* ... when so many of them have been looked for */
};

struct tree *tree_new(struct arena *arena, struct diag *diag)
{
	struct tree *tree = arena_alloc(arena, sizeof(*tree));

	tree->arena = arena;
	tree->diag = diag;
	tree->root = arena_alloc(arena, sizeof(*tree->root));
	tree->root->tree = tree;
	tree->root->name = "";
	return tree;
}

static void index_children(struct node *parent)
{
	parent->child_index = name_index_new(parent->tree->arena);
	for (struct node *child = parent->child; child; child = child->next)
		name_index_add(parent->child_index, child->name, child);
}

struct node *node_child(const struct node *parent, const char *name)
{
	/* The index is a cache, made when it pays: what a blob's reader appended has none. */
	if (!parent->child_index && parent->children > CROWD &&
		((struct node *)parent)->asked++ >= OFTEN)
		index_children((struct node *)parent);
	if (parent->child_index)
		return name_index_find(parent->child_index, name);
	for (struct node *child = parent->child; child; child = child->next)
		if (*child->name == *name && strcmp(child->name, name) == 0)
			return child;
	return NULL;
}

struct node *node_append(struct node *parent, const char *name)
{
	struct node *node = arena_alloc(parent->tree->arena, sizeof(*node));

	node->tree = parent->tree;
	node->parent = parent;
	node->name = name;
	node->origin = parent->tree->at;
	if (parent->last_child)
		parent->last_child->next = node;
	else
		parent->child = node;
	parent->last_child = node;
	parent->children++;
	if (parent->child_index)
		name_index_add(parent->child_index, name, node);
	return node;
}

struct node *node_get(struct node *parent, const char *name)
{
	struct node *node;

	if (!parent->child_index && parent->children > CROWD)
		index_children(parent);
	node = node_child(parent, name);
	return node ? node : node_append(parent, name);
}

struct node *node_at(struct node *parent, const char *name, uint64_t unit)
{
	enum { LONGEST_UNIT = 16 };
	size_t n = strlen(name);
	char *full = arena_alloc(parent->tree->arena, n + 1 + LONGEST_UNIT + 1);
	char digits[LONGEST_UNIT], *end = digits + LONGEST_UNIT, *start = end;

	/* By hand: trees are made of these, and printf would cost more than all the rest. */
	do
		*--start = "0123456789abcdef"[unit % 16];
	while (unit /= 16);
	memcpy(full, name, n);
	full[n] = '@';
	memcpy(full + n + 1, start, (size_t)(end - start));
	return node_get(parent, full);
}

void node_prune(
	struct node *parent, bool (*drop)(const struct node *child, void *context), void *context)
{
	struct node *last = NULL, *next;

	for (struct node *child = parent->child; child; child = next) {
		next = child->next;
		if (!drop(child, context)) {
			last = child;
			continue;
		}
		if (last)
			last->next = next;
		else
			parent->child = next;
		child->parent = NULL;
		parent->children--;
		parent->child_index = NULL;
	}
	parent->last_child = last;
	tree_changed(parent->tree);
}

struct node *node_skip(const struct node *top, const struct node *node)
{
	while (node != top && !node->next)
		node = node->parent;
	return node == top ? NULL : node->next;
}

struct node *node_next(const struct node *top, const struct node *node)
{
	return node->child ? node->child : node_skip(top, node);
}

const char *node_path(struct arena *arena, const struct node *node)
{
	size_t length = 0;
	char *path;

	if (!node->parent)
		return "/";
	for (const struct node *up = node; up->parent; up = up->parent)
		length += strlen(up->name) + 1;
	path = arena_alloc(arena, length + 1);
	for (const struct node *up = node; up->parent; up = up->parent) {
		size_t n = strlen(up->name);

		length -= n;
		memcpy(path + length, up->name, n);
		path[--length] = '/';
	}
	return path;
}

const char *prop_path(struct arena *arena, const struct node *node, const struct prop *prop)
{
	return arena_format(arena, "%s:%s", node_path(arena, node), prop->name);
}

size_t node_base_length(const struct node *node)
{
	return strcspn(node->name, "@");
}

bool node_is(const struct node *node, const char *base_name)
{
	size_t n = node_base_length(node);

	return strlen(base_name) == n && memcmp(node->name, base_name, n) == 0;
}

const char *node_unit(const struct node *node)
{
	const char *at = strchr(node->name, '@');

	return at ? at + 1 : NULL;
}

/* Names in a blob may be ends of each other: long ones are left out, or hashing would not end. */
static bool is_indexed(const char *name)
{
	enum { LONG = 256 };

	return strnlen(name, LONG) < LONG;
}

static void index_props(struct node *node)
{
	node->prop_index = name_index_new(node->tree->arena);
	for (struct prop *prop = node->prop; prop; prop = prop->next)
		if (is_indexed(prop->name))
			name_index_add(node->prop_index, prop->name, prop);
}

static struct prop *look_through(const struct node *node, const char *name)
{
	for (struct prop *prop = node->prop; prop; prop = prop->next)
		if (*prop->name == *name && strcmp(prop->name, name) == 0)
			return prop;
	return NULL;
}

/* The index is a cache, as that of children is. */
static struct prop *find_in_crowd(struct node *node, const char *name)
{
	if (!node->prop_index && node->asked_props++ >= OFTEN)
		index_props(node);
	if (node->prop_index && is_indexed(name))
		return name_index_find(node->prop_index, name);
	return look_through(node, name);
}

struct prop *prop_find(const struct node *node, const char *name)
{
	if (node->props > CROWD)
		return find_in_crowd((struct node *)node, name);
	return look_through(node, name);
}

struct prop *prop_append(struct node *node, const char *name, struct bytes value)
{
	struct prop *prop = arena_alloc(node->tree->arena, sizeof(*prop));

	prop->name = name;
	prop->value = value;
	prop->origin = node->tree->at;
	if (node->last_prop)
		node->last_prop->next = prop;
	else
		node->prop = prop;
	node->last_prop = prop;
	node->props++;
	if (node->prop_index && is_indexed(name))
		name_index_add(node->prop_index, name, prop);
	return prop;
}

struct prop *prop_set(struct node *node, const char *name, struct bytes value)
{
	struct prop *prop;

	if (!node->prop_index && node->props > CROWD)
		index_props(node);
	prop = prop_find(node, name);
	if (!prop)
		return prop_append(node, name, value);
	prop->value = value;
	prop->draft = NULL;
	prop->broken = false;
	prop->origin = node->tree->at;
	tree_changed(node->tree);
	return prop;
}

void prop_prune(
	struct node *node, bool (*drop)(const struct prop *prop, void *context), void *context)
{
	struct prop *last = NULL;

	for (struct prop *prop = node->prop; prop; prop = prop->next) {
		if (!drop(prop, context)) {
			last = prop;
			continue;
		}
		if (last)
			last->next = prop->next;
		else
			node->prop = prop->next;
		node->props--;
		node->prop_index = NULL;
	}
	node->last_prop = last;
	tree_changed(node->tree);
}

void node_index(struct node *node)
{
	if (!node->child_index && node->children > CROWD)
		index_children(node);
	if (!node->prop_index && node->props > CROWD)
		index_props(node);
}

/* The last bit is that of all the others. */
static uint32_t share_bit(size_t index)
{
	return UINT32_C(1) << (index < 31 ? index : 31);
}

void prop_share(struct prop *prop, size_t index, bool shared)
{
	uint32_t bit = share_bit(index);

	if (!shared)
		prop->shared &= ~bit;
	else if (index <= 31)
		prop->shared |= bit;
}

bool prop_shares(const struct prop *prop, size_t index)
{
	return prop->shared & share_bit(index);
}

bool prop_u32(const struct node *node, const char *name, uint32_t *value)
{
	const struct prop *prop = prop_find(node, name);

	if (!prop || prop->value.size != 4)
		return false;
	*value = load_be32(prop->value.data);
	return true;
}

const char *prop_text(const struct node *node, const char *name)
{
	const struct prop *prop = prop_find(node, name);

	if (!prop || !prop->value.size || !memchr(prop->value.data, 0, prop->value.size))
		return NULL;
	return (const char *)prop->value.data;
}

const char *prop_next_string(const struct prop *list, size_t *at)
{
	const uint8_t *start = list->value.data + *at, *end;

	if (*at >= list->value.size)
		return NULL;
	end = memchr(start, 0, list->value.size - *at);
	if (!end)
		return NULL;
	*at += (size_t)(end - start) + 1;
	return (const char *)start;
}

bool prop_lists(const struct node *node, const char *name, const char *text)
{
	const struct prop *prop = prop_find(node, name);
	size_t n = strlen(text) + 1, at = 0;

	while (prop && prop->value.size - at >= n) {
		const uint8_t *start = prop->value.data + at, *end;

		if (*start == (uint8_t)*text && memcmp(start, text, n) == 0)
			return true;
		end = memchr(start, 0, prop->value.size - at);
		if (!end)
			return false;
		at += (size_t)(end - start) + 1;
	}
	return false;
}

uint32_t node_address_cells(const struct node *node)
{
	uint32_t cells = 2;

	prop_u32(node, "#address-cells", &cells);
	return cells;
}

uint32_t node_size_cells(const struct node *node)
{
	uint32_t cells = 1;

	prop_u32(node, "#size-cells", &cells);
	return cells;
}

struct reservation *tree_reserve(struct tree *tree, uint64_t base, uint64_t size)
{
	struct reservation *entry = arena_alloc(tree->arena, sizeof(*entry));

	*entry = (struct reservation){.base = base, .size = size, .origin = tree->at};
	if (tree->last_reservation)
		tree->last_reservation->next = entry;
	else
		tree->reservations = entry;
	tree->last_reservation = entry;
	return entry;
}

void tree_note_absence(
	struct tree *tree, const struct node *node, const char *name, struct origin at)
{
	struct absence *absence = arena_alloc(tree->arena, sizeof(*absence));

	*absence = (struct absence){.next = tree->absences, .node = node, .name = name, .at = at};
	tree->absences = absence;
}

const struct absence *tree_absence(const struct node *node, const char *name)
{
	size_t n = strlen(name);

	for (const struct absence *a = node->tree->absences; a; a = a->next)
		if (a->node == node && strncmp(a->name, name, n) == 0 &&
			(!a->name[n] || a->name[n] == '@'))
			return a;
	return NULL;
}

void tree_note_detail(struct tree *tree, const struct prop *prop, enum detail what, size_t index,
	struct origin at)
{
	struct detail_note *note;

	if (!at.source)
		return;
	note = arena_alloc(tree->arena, sizeof(*note));
	*note = (struct detail_note){tree->details, prop, prop->origin, what, index, at};
	tree->details = note;
}

struct origin tree_detail(
	const struct tree *tree, const struct prop *prop, enum detail what, size_t index)
{
	for (const struct detail_note *note = tree->details; note; note = note->next)
		if (note->prop == prop && note->what == what && note->index == index &&
			note->of.source == prop->origin.source &&
			note->of.offset == prop->origin.offset)
			return note->at;
	return prop->origin;
}

struct image *tree_image(struct tree *tree, const char *name, uint64_t base, uint64_t size)
{
	struct image *image = arena_alloc(tree->arena, sizeof(*image));

	*image = (struct image){
		.next = tree->images, .name = name, .base = base, .size = size, .origin = tree->at};
	tree->images = image;
	return image;
}
