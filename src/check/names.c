#include "base/text.h"
#include "check/name.h"
#include "check/rules.h"

#include "tree/index.h"

/*
 * Names (DTSpec 2.2.1, 2.2.4): what they are made of, and that siblings do not share one.
 */
enum {
	NAME_AT_MOST = 31,  /* characters before the unit address */
	DEPTH_AT_MOST = 64, /* levels that Linux unflattens */
	FEW = 16,	    /* so many are compared with each other, more are hashed */
};

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Is it made of letters, digits and the others? */
static bool is_made_of(const char *name, const char *others)
{
	for (; *name; name++)
		if (!is_letter(*name) && !(*name >= '0' && *name <= '9') && !strchr(others, *name))
			return false;
	return true;
}

/* What is wrong with a node's name, or NULL. */
static const char *fault_of_node_name(const char *name)
{
	const char *at = strchr(name, '@');

	if (!is_made_of(name, ",._+-@"))
		return "holds a character that is none of 0-9 a-z A-Z , . _ + - @";
	if (name[0] == 0 || name == at)
		return "has nothing before the unit address";
	if (at && strchr(at + 1, '@'))
		return "has more than one \"@\"";
	if (at && !at[1])
		return "has no unit address behind its \"@\"";
	return NULL;
}

/* A path, an alias and a unit address must look different from what a node is called. */
static const char *fault_of_label(const char *label)
{
	if (label[0] == 0)
		return "is empty";
	if (!is_made_of(label, ",._+-"))
		return "holds a character that is none of 0-9 a-z A-Z , . _ + -";
	return NULL;
}

const char *prop_name_fault(const char *name)
{
	if (name[0] == 0)
		return "is empty";
	if (!is_made_of(name, ",._+*?#-"))
		return "holds a character that is none of 0-9 a-z A-Z , . _ + * ? # -";
	return NULL;
}

void check_name_syntax(struct check_run *run, struct node *node)
{
	const char *fault = !node->parent ? NULL : fault_of_node_name(node->name);

	if (fault)
		report(run, at_key(at_node(node)), "the node's name \"%s\" %s",
			text_shorten(run->arena, node->name), fault);
	fault = node->label ? fault_of_label(node->label) : NULL;
	if (fault)
		report(run, at_node(node), "what the node is called, \"%s\", %s", node->label,
			fault);
	for (const struct prop *prop = node->prop; prop; prop = prop->next) {
		fault = name_facts(run, prop->name)->fault;
		if (fault)
			report(run, at_key(at_prop(node, prop)), "the property's name \"%s\" %s",
				text_shorten(run->arena, prop->name), fault);
	}
}

void check_node_name_length(struct check_run *run, struct node *node)
{
	size_t length = node_base_length(node);

	if (length > NAME_AT_MOST)
		report(run, at_key(at_node(node)),
			"the name has %zu characters, the specification allows %d", length,
			NAME_AT_MOST);
}

/* Vendors name nodes after voltages and chips; "__symbols__" and the like are dtc's own. */
void check_node_name_start(struct check_run *run, struct node *node)
{
	char first = *node->name;

	if (first && !is_letter(first) && first != '_' && !fault_of_node_name(node->name))
		report(run, at_key(at_node(node)),
			"the node's name \"%s\" does not begin with a letter",
			text_shorten(run->arena, node->name));
}

static void report_twin_node(
	struct check_run *run, const struct node *first, const struct node *node)
{
	report(run, at_node(node), "there is a node \"%s\" here already", node->name);
	report_other(run, at_node(first), "the first one");
	report_help(run, "siblings need different names; readers see one of the two only");
}

static void compare_children(struct check_run *run, const struct node *parent)
{
	for (const struct node *node = parent->child; node; node = node->next) {
		const struct node *first = parent->child;

		while (first != node && strcmp(first->name, node->name) != 0)
			first = first->next;
		if (first != node)
			report_twin_node(run, first, node);
	}
}

/* The index has the first of several. */
static void look_up_children(struct check_run *run, struct node *parent)
{
	node_index(parent);
	for (struct node *node = parent->child; node; node = node->next) {
		const struct node *first = node_child(parent, node->name);

		if (first != node)
			report_twin_node(run, first, node);
	}
}

void check_duplicate_node(struct check_run *run, struct node *node)
{
	if (node->children > FEW)
		look_up_children(run, node);
	else
		compare_children(run, node);
}

static void report_twin_label(struct check_run *run, struct node *first, const struct node *node)
{
	struct where other = at_node(first), blamed = at_node(node);

	choose_blamed(&other, &blamed);
	report(run, blamed, "another node is called \"%s\" already", node->label);
	report_other(run, other, "this one");
	report_help(run, "references and __symbols__ find one of the two only");
}

void check_duplicate_label(struct check_run *run)
{
	struct name_index *seen = name_index_new(run->arena);
	struct node *root = run->tree->root;

	for (struct node *node = root; node; node = node_next(root, node)) {
		struct node *first = node->label ? name_index_find(seen, node->label) : NULL;

		if (first)
			report_twin_label(run, first, node);
		else if (node->label)
			name_index_add(seen, node->label, node);
	}
}

static void report_twin_prop(struct check_run *run, const struct node *node,
	const struct prop *first, const struct prop *prop)
{
	report(run, at_prop(node, prop), "the node has a property \"%s\" already", prop->name);
	report_other(run, at_prop(node, first), "the first one");
}

static void compare_props(struct check_run *run, const struct node *node)
{
	for (const struct prop *prop = node->prop; prop; prop = prop->next) {
		const struct prop *first = node->prop;

		while (first != prop && strcmp(first->name, prop->name) != 0)
			first = first->next;
		if (first != prop)
			report_twin_prop(run, node, first, prop);
	}
}

static void hash_props(struct check_run *run, const struct node *node)
{
	struct name_index *seen = name_index_new(run->arena);

	for (struct prop *prop = node->prop; prop; prop = prop->next) {
		const struct prop *first;

		if (name_facts(run, prop->name)->too_long)
			continue;
		first = name_index_find(seen, prop->name);
		if (first)
			report_twin_prop(run, node, first, prop);
		else
			name_index_add(seen, prop->name, prop);
	}
}

void check_duplicate_property(struct check_run *run, struct node *node)
{
	if (node->props > FEW)
		hash_props(run, node);
	else
		compare_props(run, node);
}

static void report_conflict(
	struct check_run *run, const struct node *child, const struct prop *prop)
{
	report(run, at_node(child), "the parent has a property of this name as well");
	report_other(run, at_prop(child->parent, prop), "the property");
}

/* Either list may be long, so one of them is hashed. */
static void match_names(struct check_run *run, const struct node *node)
{
	struct name_index *names = NULL;

	if (node->props > FEW && node->children > FEW) {
		names = name_index_new(run->arena);
		for (struct prop *prop = node->prop; prop; prop = prop->next)
			name_index_add(names, prop->name, prop);
	}
	for (const struct node *child = node->child; child; child = child->next) {
		const struct prop *prop =
			names ? name_index_find(names, child->name) : prop_find(node, child->name);

		if (prop)
			report_conflict(run, child, prop);
	}
}

void check_name_conflict(struct check_run *run, struct node *node)
{
	if (node->props && node->children)
		match_names(run, node);
}

/* One finding for each branch that is too deep. The root is level 1. */
void check_node_depth(struct check_run *run)
{
	const struct node *root = run->tree->root, *node = root;
	unsigned depth = 1;

	while (node) {
		if (node->child && depth < DEPTH_AT_MOST) {
			node = node->child;
			depth++;
			continue;
		}
		if (node->child)
			report(run, at_node(node->child),
				"the node is %u levels deep, Linux drops all below %d", depth + 1,
				DEPTH_AT_MOST);
		while (node != root && !node->next) {
			node = node->parent;
			depth--;
		}
		node = node == root ? NULL : node->next;
	}
}
