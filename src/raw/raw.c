#include "raw/raw.h"

#include "raw/value.h"
#include "tree/gap.h"
#include "tree/index.h"

static bool names_a_child(const struct json *member)
{
	size_t n = strlen(member->key);

	return n && member->key[n - 1] == '/';
}

/* What the tree lacks without the child of the root that has that name. */
static enum gap gap_of(const char *name)
{
	static const struct {
		const char *name;
		enum gap gap;
	} known[] = {
		{"chosen", GAP_CHOSEN},
		{"cpus", GAP_CPUS},
		{"psci", GAP_PSCI},
		{"memory", GAP_MEMORY},
		{"reserved-memory", GAP_RESERVED},
		{"interrupt-controller", GAP_CONTROLLER},
		{"intc", GAP_CONTROLLER},
	};
	size_t length = strcspn(name, "@/");

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (strlen(known[i].name) == length && memcmp(known[i].name, name, length) == 0)
			return known[i].gap;
	return GAP_DEVICES;
}

static enum gap gap_around(const struct node *node, const char *name)
{
	if (!node->parent)
		return gap_of(name);
	while (node->parent->parent)
		node = node->parent;
	return gap_of(node->name);
}

/* What others are read by: a parent's cells, the way of its addresses and interrupts. */
static bool is_layout(const char *name)
{
	return name[0] == '#' || strcmp(name, "ranges") == 0 ||
	       strcmp(name, "interrupt-parent") == 0 || strcmp(name, "interrupt-map") == 0 ||
	       strcmp(name, "phandle") == 0;
}

/* The node stays, with its other properties. */
static void note_broken(struct node *node, const char *name)
{
	enum gap gap = node->parent ? gap_around(node, "") : GAP_HEADER;

	node->tree->gaps |= is_layout(name) ? GAP_CELLS : gap & ~(unsigned)GAP_DEVICES;
}

/* The name that a key stands for; NULL after a message. */
static const char *name_of(struct node *node, const struct json *member)
{
	struct tree *tree = node->tree;
	const char *key = member->key;
	size_t n = strlen(key) - names_a_child(member);

	if (n && !memchr(key, '/', n))
		return key[n] ? arena_text(tree->arena, key, n) : key;
	if (n) {
		diag_error(tree->diag, json_key_at(member), "a name cannot hold a \"/\"");
		diag_help(tree->diag,
			"a child is an object within its parent: {\"soc\": {\"serial@0\": {}}}");
	} else {
		diag_error(tree->diag, json_key_at(member), "a name cannot be empty");
	}
	tree->gaps |= gap_around(node, key);
	tree_lack(tree, key);
	return NULL;
}

/* A null: whether it found its property. */
struct deletion {
	bool done;
};

struct deletions {
	struct name_index *names;    /* "name": the property, else the child */
	struct name_index *children; /* "name/" */
};

static bool drop_prop(const struct prop *prop, void *context)
{
	const struct deletions *deletions = context;
	struct deletion *deletion = name_index_find(deletions->names, prop->name);

	if (deletion)
		deletion->done = true;
	return deletion != NULL;
}

static bool drop_child(const struct node *child, void *context)
{
	const struct deletions *deletions = context;
	const struct deletion *deletion = name_index_find(deletions->names, child->name);

	return (deletion && !deletion->done) || name_index_find(deletions->children, child->name);
}

/* All deletions in one walk over what is there: linear, however many there are. */
static void delete_members(struct tree *tree, struct node *node, const struct json *object)
{
	struct deletions deletions = {0};

	for (const struct json *member = object->child; member; member = member->next) {
		const char *name;

		if (member->kind != JSON_NULL)
			continue;
		name = name_of(node, member);
		if (!name)
			continue;
		if (!deletions.names) {
			deletions.names = name_index_new(tree->arena);
			deletions.children = name_index_new(tree->arena);
		}
		tree_note_absence(tree, node, name, json_key_at(member));
		name_index_add(names_a_child(member) ? deletions.children : deletions.names, name,
			arena_alloc(tree->arena, sizeof(struct deletion)));
	}
	if (!deletions.names)
		return;
	prop_prune(node, drop_prop, &deletions);
	node_prune(node, drop_child, &deletions);
}

static void report_not_a_node(struct node *node, const struct json *member)
{
	struct tree *tree = node->tree;

	tree->gaps |= gap_around(node, member->key);
	tree_lack(tree, member->key);
	diag_error(tree->diag, json_at(member), "a key that ends in \"/\" names a node, not %s",
		json_kind_name(member->kind));
	diag_help(tree->diag, "nodes are objects, null deletes them; "
			      "properties have no \"/\" behind their name");
}

/* An object where everybody has a property: most likely not meant as a node. */
static void warn_of_node(struct tree *tree, const struct json *member)
{
	static const char *const words[] = {"reg", "ranges", "interrupts", "compatible"};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		if (strcmp(member->key, words[i]) != 0)
			continue;
		diag_report(tree->diag, SEVERITY_WARNING, "property-type", json_key_at(member),
			NULL, "an object makes a node, not the property \"%s\"", member->key);
		diag_help(tree->diag,
			"write values as [1, 2] or {\"$u64\": [\"0x9000000\", \"4K\"]}, "
			"or \"%s/\" if a node is meant",
			member->key);
	}
}

/* What the user has a hand in is the user's from now on: messages about the node point there. */
static void take_over(struct node *node, const struct json *object)
{
	if (!node->origin.source || node->origin.source->builtin)
		node->origin = json_at(object);
}

static void apply_to_child(
	struct tree *tree, struct node *node, const char *name, const struct json *object)
{
	struct node *child = node_get(node, name);

	warn_of_node(tree, object);
	take_over(child, object);
	raw_apply(tree, child, object);
}

static void set_prop(struct node *node, const char *name, const struct json *value)
{
	if (!raw_set(node, name, value))
		note_broken(node, name);
}

/* Recursion is bounded by the depth of a JSON text (JSON_DEPTH_LIMIT). */
void raw_apply(struct tree *tree, struct node *node, const struct json *object)
{
	delete_members(tree, node, object);
	for (const struct json *member = object->child; member; member = member->next) {
		const char *name;

		if (member->kind == JSON_NULL)
			continue;
		name = name_of(node, member);
		if (!name)
			continue;
		tree->at = json_at(member);
		if (names_a_child(member) && member->kind != JSON_OBJECT)
			report_not_a_node(node, member);
		else if (!names_a_child(member) && raw_is_value(member))
			set_prop(node, name, member);
		else
			apply_to_child(tree, node, name, member);
	}
}
