#include "print/json.h"

#include "base/text.h"
#include "tree/value.h"

enum { DEEPEST_INDENT = 64 }; /* levels; deeper lines begin in the same column */

static void begin_line(struct out *out, size_t depth)
{
	out_char(out, '\n');
	out_repeat(out, ' ', 2 * (depth < DEEPEST_INDENT ? depth : DEEPEST_INDENT));
}

/* Opens a list when it has several items, and what stands between them. */
static void begin_list(struct out *out, size_t count)
{
	if (count > 1)
		out_char(out, '[');
}

static void separate(struct out *out, size_t i)
{
	if (i)
		out_text(out, ", ");
}

static void end_list(struct out *out, size_t count)
{
	if (count > 1)
		out_char(out, ']');
}

static void print_cells(struct out *out, struct bytes value)
{
	size_t count = value.size / 4;

	begin_list(out, count);
	for (size_t i = 0; i < count; i++) {
		separate(out, i);
		out_decimal(out, load_be32(value.data + i * 4));
	}
	end_list(out, count);
}

static void print_wide(struct out *out, struct bytes value)
{
	size_t count = value.size / 8;

	out_text(out, "{\"$u64\": ");
	begin_list(out, count);
	for (size_t i = 0; i < count; i++) {
		separate(out, i);
		out_char(out, '"');
		out_hex(out, load_be64(value.data + i * 8));
		out_char(out, '"');
	}
	end_list(out, count);
	out_char(out, '}');
}

static void print_bytes(struct out *out, struct bytes value)
{
	static const char digits[] = "0123456789abcdef";

	out_text(out, "{\"$bytes\": \"");
	for (size_t i = 0; i < value.size; i++) {
		if (i)
			out_char(out, ' ');
		out_char(out, digits[value.data[i] >> 4]);
		out_char(out, digits[value.data[i] & 15]);
	}
	out_text(out, "\"}");
}

static void print_strings(struct out *out, struct bytes value)
{
	const uint8_t *end = value.data + value.size;
	size_t count = 0, i = 0;

	for (const uint8_t *p = value.data; p < end; p++)
		count += !*p;
	begin_list(out, count);
	for (const uint8_t *p = value.data; p < end; i++) {
		size_t n = strlen((const char *)p);

		separate(out, i);
		text_json(out, (const char *)p, n);
		p += n + 1;
	}
	end_list(out, count);
}

/* JSON strings hold nothing but whole characters; each string ends in a NUL. */
static bool can_be_strings(struct bytes value)
{
	const char *text = (const char *)value.data;
	size_t left = value.size;

	if (!left || text[left - 1] != 0)
		return false;
	while (left) {
		size_t n = utf8_length(text, left);

		if (!n)
			return false;
		text += n;
		left -= n;
	}
	return true;
}

/* Is every item 64 bits wide? Then the numbers are worth more than the cells. */
static bool is_wide(struct value value)
{
	struct item item;

	while (value_next(&value, &item))
		if (item.size != 8 || item.role == ITEM_ARGUMENT || item.role == ITEM_INTERRUPT)
			return false;
	return true;
}

void print_json_value(
	struct out *out, struct node *node, const struct prop *prop, struct value_memo *memo)
{
	struct value value;

	value_open(&value, node, prop, memo);
	if (value.kind == VALUE_EMPTY)
		out_text(out, "true");
	else if (value.kind == VALUE_STRINGS && can_be_strings(prop->value))
		print_strings(out, prop->value);
	else if (value.kind == VALUE_CELLS && is_wide(value))
		print_wide(out, prop->value);
	else if (value.kind == VALUE_CELLS)
		print_cells(out, prop->value);
	else
		print_bytes(out, prop->value);
}

static void print_link(struct out *out, const struct node *target)
{
	struct arena scratch = {0};
	const char *path = node_path(&scratch, target);

	out_text(out, "{\"$phandle\": ");
	text_json(out, path, strlen(path));
	out_char(out, '}');
	arena_release(&scratch);
}

void print_json_linked(
	struct out *out, struct node *node, const struct prop *prop, struct value_memo *memo)
{
	size_t printed = 0, count = prop->value.size / 4;
	struct value value;
	struct item item;

	value_open(&value, node, prop, memo);
	if (value.kind != VALUE_CELLS || !value_refers(&value)) {
		print_json_value(out, node, prop, memo);
		return;
	}
	begin_list(out, count);
	while (value_next(&value, &item)) {
		if (item.role == ITEM_PHANDLE && item.target) {
			separate(out, printed++);
			print_link(out, item.target);
			continue;
		}
		for (size_t i = 0; i < item.size / 4; i++) {
			separate(out, printed++);
			out_decimal(out, load_be32(item.data + i * 4));
		}
	}
	end_list(out, count);
}

/* Would an object with this node's keys be taken for a value? */
static bool looks_like_value(const struct node *node)
{
	for (const struct prop *prop = node->prop; prop; prop = prop->next)
		if (prop->name[0] == '$')
			return true;
	for (const struct node *child = node->child; child; child = child->next)
		if (child->name[0] == '$')
			return true;
	return false;
}

/* The key of a node: with a "/" behind where the name alone would mean something else. */
static void print_key(struct out *out, const struct node *node)
{
	size_t n = strlen(node->name);

	if (!node->parent) {
		out_text(out, "\"/\"");
	} else if (prop_find(node->parent, node->name) || looks_like_value(node)) {
		struct arena scratch = {0};

		text_json(out, arena_format(&scratch, "%s/", node->name), n + 1);
		arena_release(&scratch);
	} else {
		text_json(out, node->name, n);
	}
}

static void open_node(struct out *out, struct node *node, size_t depth, struct value_memo *memo)
{
	const char *separator = "";

	if (node->child)
		node_index(node);
	begin_line(out, depth);
	print_key(out, node);
	out_text(out, ": {");
	for (const struct prop *prop = node->prop; prop; prop = prop->next) {
		out_text(out, separator);
		begin_line(out, depth + 1);
		text_json(out, prop->name, strlen(prop->name));
		out_text(out, ": ");
		print_json_value(out, node, prop, memo);
		separator = ",";
	}
	if (node->child)
		out_text(out, separator);
}

static void close_node(struct out *out, const struct node *node, size_t depth)
{
	if (node->prop || node->child)
		begin_line(out, depth);
	out_char(out, '}');
}

/* How deep the objects are nested; the root is in one already. */
static size_t print_nodes(struct out *out, struct tree *tree)
{
	struct node *node = tree->root;
	struct value_memo memo = {0};
	size_t depth = 1, deepest = 1;

	for (;;) {
		open_node(out, node, depth, &memo);
		deepest = depth > deepest ? depth : deepest;
		if (node->child) {
			node = node->child;
			depth++;
			continue;
		}
		close_node(out, node, depth);
		while (node->parent && !node->next) {
			node = node->parent;
			depth--;
			close_node(out, node, depth);
		}
		if (!node->parent)
			return deepest + 1;
		out_char(out, ',');
		node = node->next;
	}
}

static void print_reservations(struct out *out, const struct tree *tree)
{
	const char *separator = "";

	out_text(out, "[");
	for (const struct reservation *r = tree->reservations; r; r = r->next) {
		out_text(out, separator);
		begin_line(out, 2);
		out_text(out, "{\"base\": \"");
		out_hex(out, r->base);
		out_text(out, "\", \"size\": \"");
		out_hex(out, r->size);
		out_text(out, "\"}");
		separator = ",";
	}
	if (tree->reservations)
		begin_line(out, 1);
	out_char(out, ']');
}

size_t print_json(struct out *out, struct tree *tree)
{
	size_t levels;

	out_text(out, "{\n  \"machine\": \"none\",\n  \"boot_cpu\": ");
	out_decimal(out, tree->boot_cpu);
	out_text(out, ",\n  \"memreserve\": ");
	print_reservations(out, tree);
	out_char(out, ',');
	levels = print_nodes(out, tree);
	out_text(out, "\n}\n");
	return levels;
}
