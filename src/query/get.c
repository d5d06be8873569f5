#include "query/get.h"

#include "base/text.h"
#include "tree/value.h"

/* One request on its way. */
struct run {
	struct out *out;
	struct tree *tree;
	const struct get_request *request;
};

static void print_line(const struct run *run, const char *text, size_t n)
{
	if (run->request->visible)
		text_visible(run->out, text, n);
	else
		out_write(run->out, text, n);
	out_char(run->out, '\n');
}

static void print_strings(const struct run *run, struct value *value)
{
	struct item item;

	while (value_next(value, &item))
		print_line(run, (const char *)item.data, item.size - 1);
}

/* A number of up to 64 bits; the cells above those, if any, before it. */
static void print_number(struct out *out, const struct item *item)
{
	for (size_t i = 0; i + 8 < item->size; i += 4) {
		out_hex(out, load_be32(item->data + i));
		out_char(out, ' ');
	}
	out_hex(out, item->number);
}

static void print_cells(struct out *out, const struct item *item)
{
	for (size_t i = 0; i < item->size; i += 4) {
		if (i)
			out_char(out, ' ');
		out_hex(out, load_be32(item->data + i));
	}
}

/* Nothing but addresses and sizes: reg, ranges, ... */
static bool is_addresses(const struct value *value)
{
	struct value walk = *value;
	struct item item;

	while (value_next(&walk, &item))
		if (item.role != ITEM_ADDRESS && item.role != ITEM_SIZE)
			return false;
	return true;
}

static void print_items(const struct run *run, struct value *value)
{
	bool lines = is_addresses(value);
	const char *separator = "";
	struct item item;

	while (value_next(value, &item)) {
		out_text(run->out, lines && item.first && *separator ? "\n" : separator);
		if (item.role == ITEM_NUMBER || lines)
			print_number(run->out, &item);
		else
			print_cells(run->out, &item);
		separator = " ";
	}
	out_char(run->out, '\n');
}

static void print_bytes(struct out *out, struct bytes value)
{
	for (size_t i = 0; i < value.size; i++)
		out_format(out, i ? " %02x" : "%02x", value.data[i]);
	out_char(out, '\n');
}

static void print_prop(const struct run *run, struct node *node, const struct prop *prop)
{
	struct value value;

	value_open(&value, node, prop, NULL);
	if (value.kind == VALUE_STRINGS)
		print_strings(run, &value);
	else if (value.kind == VALUE_CELLS)
		print_items(run, &value);
	else if (value.kind == VALUE_BYTES)
		print_bytes(run->out, prop->value);
}

static void print_node(const struct run *run, const struct node *node)
{
	for (const struct prop *prop = node->prop; prop; prop = prop->next)
		print_line(run, prop->name, strlen(prop->name));
	for (const struct node *child = node->child; child; child = child->next) {
		if (run->request->visible)
			text_visible(run->out, child->name, strlen(child->name));
		else
			out_text(run->out, child->name);
		out_text(run->out, "/\n");
	}
}

static const char *suggest_prop(struct tree *tree, const struct node *node, const char *name)
{
	const char **words = arena_array(tree->arena, (size_t)node->props + 1, sizeof(*words));
	size_t n = 0;

	for (const struct prop *prop = node->prop; prop; prop = prop->next)
		words[n++] = prop->name;
	return text_suggest(name, words);
}

static enum get_result absent(const struct run *run, const struct node *node, const char *name)
{
	struct tree *tree = run->tree;
	const char *suggestion;

	if (run->request->fallback) {
		out_text(run->out, run->request->fallback);
		out_char(run->out, '\n');
		return GET_FOUND;
	}
	if (!node) {
		diag_error(tree->diag, (struct origin){0}, "there is no node \"%s\"", name);
		diag_help(tree->diag,
			"a node is named by its path, an alias, a label or a name that "
			"only one node has");
		return GET_ABSENT;
	}
	diag_error(tree->diag, (struct origin){0}, "%s has no property \"%s\"",
		node_path(tree->arena, node), name);
	suggestion = suggest_prop(tree, node, name);
	if (suggestion)
		diag_help(tree->diag, "did you mean \"%s\"?", suggestion);
	return GET_ABSENT;
}

enum get_result get_print(struct out *out, struct tree *tree, const struct get_request *request)
{
	struct run run = {out, tree, request};
	const char *colon = strrchr(request->what, ':');
	struct node *node = tree_find(tree, request->what);
	const struct prop *prop;
	const char *name;

	if (node) {
		print_node(&run, node);
		return GET_FOUND;
	}
	if (!colon)
		return absent(&run, NULL, request->what);
	name = arena_text(tree->arena, request->what, (size_t)(colon - request->what));
	node = tree_find(tree, name);
	if (!node)
		return absent(&run, NULL, name);
	prop = prop_find(node, colon + 1);
	if (!prop)
		return absent(&run, node, colon + 1);
	print_prop(&run, node, prop);
	return GET_FOUND;
}
