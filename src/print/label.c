#include "print/label.h"

#include "tree/index.h"
#include "tree/interrupt.h"

#include <inttypes.h>

enum { LONGEST_NAME = 256, MANY = 16 };

/* Of derived labels: how many nodes want the same, and the number of the last one given. */
struct wish {
	uint32_t nodes, last;
};

/* A node that is to have a label. */
struct wanted {
	struct wanted *next;
	struct node *node;
	char *label; /* derived from its name */
	struct wish *wish;
};

struct labels {
	struct tree *tree;
	struct name_index *taken, *wishes;
	struct wanted *first, **last;
	const struct node *symbols, *aliases; /* seen on the walk */
};

static bool is_letter(char c)
{
	return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_label_byte(char c)
{
	return is_letter(c) || (c >= '0' && c <= '9');
}

static bool is_label(const char *text)
{
	if (!is_letter(*text))
		return false;
	for (; *text; text++)
		if (!is_label_byte(*text))
			return false;
	return true;
}

/* n bytes of a name as a label: what a label cannot hold becomes an underscore. */
static char *make_label(struct arena *arena, const char *name, size_t n)
{
	bool prefix = !n || !(is_letter(*name) || !is_label_byte(*name));
	char *label = arena_alloc(arena, n + prefix + 1);

	if (prefix)
		*label = '_';
	for (size_t i = 0; i < n; i++)
		label[i + prefix] = (char)(is_label_byte(name[i]) ? name[i] : '_');
	return label;
}

static bool take(struct labels *labels, struct node *node, const char *label)
{
	if (name_index_find(labels->taken, label))
		return false;
	name_index_add(labels->taken, label, node);
	node->label = label;
	return true;
}

/* The node of a full path, exact names only. */
static struct node *find_path(const struct tree *tree, const char *path)
{
	struct node *node = tree->root;
	char name[LONGEST_NAME];

	if (*path != '/')
		return NULL;
	while (node && *path) {
		size_t n;

		path += strspn(path, "/");
		n = strcspn(path, "/");
		if (!n)
			break;
		if (n >= sizeof(name))
			return NULL;
		memcpy(name, path, n);
		name[n] = 0;
		node = node_child(node, name);
		path += n;
	}
	return node;
}

/* Labels from a node whose properties are paths; NULL: there is none. */
static void label_from(struct labels *labels, const struct node *names)
{
	/* Worth it for many names only: an index of a crowded node is not for nothing. */
	for (struct node *node = names && names->props > MANY ? labels->tree->root : NULL; node;
		node = node_next(labels->tree->root, node))
		node_index(node);
	for (struct prop *prop = names ? names->prop : NULL; prop; prop = prop->next) {
		const struct bytes path = prop->value;
		struct node *node;

		if (!path.size || path.data[path.size - 1] != 0 || !*prop->name)
			continue;
		node = find_path(labels->tree, (const char *)path.data);
		if (node && node->parent && !node->label)
			take(labels, node,
				is_label(prop->name) ? prop->name
						     : make_label(labels->tree->arena, prop->name,
							       strlen(prop->name)));
	}
}

static bool has_phandle(const struct node *node)
{
	for (const struct prop *prop = node->prop; prop; prop = prop->next)
		if ((*prop->name == 'p' && strcmp(prop->name, "phandle") == 0) ||
			(*prop->name == 'l' && strcmp(prop->name, "linux,phandle") == 0))
			return node_phandle(node) != 0;
	return false;
}

static struct wish *wish_for(struct labels *labels, const char *label)
{
	struct wish *wish = name_index_find(labels->wishes, label);

	if (!wish) {
		wish = arena_alloc(labels->tree->arena, sizeof(*wish));
		name_index_add(labels->wishes, label, wish);
	}
	return wish;
}

static void want(struct labels *labels, struct node *node)
{
	struct wanted *wanted = arena_alloc(labels->tree->arena, sizeof(*wanted));

	wanted->node = node;
	*labels->last = wanted;
	labels->last = &wanted->next;
}

/* A label with the first number that is free. */
static void take_numbered(struct labels *labels, struct node *node, const char *label)
{
	struct wish *wish = wish_for(labels, label);
	const char *numbered = label;

	while (!take(labels, node, numbered)) {
		wish->last = wish->last < 2 ? 2 : wish->last + 1;
		numbered = arena_format(labels->tree->arena, "%s_%" PRIu32, label, wish->last);
	}
}

static void derive(struct labels *labels, struct wanted *wanted)
{
	struct node *node = wanted->node;
	const char *label = wanted->label;

	if (node_is_gic(node) && take(labels, node, "gic"))
		return;
	if (wanted->wish->nodes == 1 && take(labels, node, label))
		return;
	if (node_unit(node))
		label = make_label(labels->tree->arena, node->name, strlen(node->name));
	take_numbered(labels, node, label);
}

/* A label that the tree came with stays if it is one. */
static void keep_own(struct labels *labels, struct node *node)
{
	const char *label = node->label;

	node->label = NULL;
	if (is_label(label))
		take(labels, node, label);
}

/* The one walk: who has a label, who needs one, and who knows more. */
static void look_at(struct labels *labels, struct node *node)
{
	if (node->label)
		keep_own(labels, node);
	if (!node->label && has_phandle(node))
		want(labels, node);
	if (node->parent != labels->tree->root)
		return;
	if (!labels->symbols && strcmp(node->name, "__symbols__") == 0)
		labels->symbols = node;
	if (!labels->aliases && strcmp(node->name, "aliases") == 0)
		labels->aliases = node;
}

void label_nodes(struct tree *tree)
{
	struct labels labels = {
		.tree = tree,
		.taken = name_index_new(tree->arena),
		.wishes = name_index_new(tree->arena),
		.last = &labels.first,
	};
	struct node *root = tree->root;

	root->label = NULL; /* source has no place for it */
	for (struct node *node = node_next(root, root); node; node = node_next(root, node))
		look_at(&labels, node);
	label_from(&labels, labels.symbols);
	label_from(&labels, labels.aliases);
	for (struct wanted *wanted = labels.first; wanted; wanted = wanted->next) {
		const struct node *node = wanted->node;

		if (node->label)
			continue;
		wanted->label = make_label(tree->arena, node->name, node_base_length(node));
		wanted->wish = wish_for(&labels, wanted->label);
		wanted->wish->nodes++;
	}
	for (struct wanted *wanted = labels.first; wanted; wanted = wanted->next)
		if (!wanted->node->label)
			derive(&labels, wanted);
}
