#include "print/dts.h"

#include "print/dts_value.h"
#include "print/label.h"
#include "print/name.h"

enum {
	INDENT = 2,
	DEEPEST = 64, /* from here on lines begin in the same column */
};

static size_t indent_of(size_t depth)
{
	return (depth < DEEPEST ? depth : DEEPEST) * INDENT;
}

static void print_reservations(struct dts *dts, const struct tree *tree)
{
	for (const struct reservation *entry = tree->reservations; entry; entry = entry->next) {
		out_text(dts->out, "/memreserve/ ");
		out_hex(dts->out, entry->base);
		out_char(dts->out, ' ');
		out_hex(dts->out, entry->size);
		out_char(dts->out, ';');
		if (!dts->style->raw) {
			print_colour(dts, COLOUR_COMMENT);
			out_text(dts->out, " /* ");
			note_region(dts->out, entry->base, entry->size);
			out_text(dts->out, " */");
			print_colour(dts, COLOUR_OFF);
		}
		out_char(dts->out, '\n');
	}
	if (tree->reservations)
		out_char(dts->out, '\n');
}

/* What source has no words for. */
static void print_boot_cpu(struct dts *dts, const struct tree *tree)
{
	if (dts->style->raw || !tree->boot_cpu)
		return;
	print_colour(dts, COLOUR_COMMENT);
	out_text(dts->out, "/* boot cpu ");
	out_decimal(dts->out, tree->boot_cpu);
	out_text(dts->out, ": dtc -b ");
	out_decimal(dts->out, tree->boot_cpu);
	out_text(dts->out, " */");
	print_colour(dts, COLOUR_OFF);
	out_text(dts->out, "\n\n");
}

static void open_node(struct dts *dts, const struct node *node, size_t depth)
{
	if (node->parent && (node->parent->prop || node->parent->child != node))
		out_char(dts->out, '\n');
	print_indent(dts, indent_of(depth));
	if (node->label && !dts->style->raw) {
		print_colour(dts, COLOUR_LABEL);
		out_text(dts->out, node->label);
		print_colour(dts, COLOUR_OFF);
		out_text(dts->out, ": ");
	}
	print_colour(dts, COLOUR_NODE);
	if (depth)
		print_name(dts->out, node->name);
	else
		out_char(dts->out, '/');
	print_colour(dts, COLOUR_OFF);
	out_text(dts->out, " {\n");
}

static void close_node(struct dts *dts, size_t depth)
{
	print_indent(dts, indent_of(depth));
	out_text(dts->out, "};\n");
}

/* A property's name; most are printed again and again. Returns its columns. */
static size_t print_prop_name(struct dts *dts, const char *name)
{
	size_t slot = ((uintptr_t)name ^ (uintptr_t)name >> 7) %
		      (sizeof(dts->names) / sizeof(*dts->names));
	size_t columns;

	if (dts->names[slot].name == name && dts->names[slot].length) {
		out_write(dts->out, name, dts->names[slot].length);
		return dts->names[slot].length;
	}
	columns = print_name(dts->out, name);
	dts->names[slot].name = name;
	dts->names[slot].length = columns == strlen(name) ? columns : 0;
	return columns;
}

static void print_props(struct dts *dts, struct node *node, size_t depth)
{
	size_t indent = indent_of(depth);

	for (struct prop *prop = node->prop; prop; prop = prop->next) {
		size_t columns;

		print_indent(dts, indent);
		print_colour(dts, COLOUR_NAME);
		columns = print_prop_name(dts, prop->name);
		print_colour(dts, COLOUR_OFF);
		print_dts_value(dts, node, prop, indent + columns);
	}
}

void print_dts(struct out *out, struct tree *tree, const struct print_style *style)
{
	struct dts dts = {.out = out, .style = style};
	struct node *node = tree->root;
	size_t depth = 0;

	if (!style->raw)
		label_nodes(tree);
	out_text(out, "/dts-v1/;\n\n");
	print_reservations(&dts, tree);
	print_boot_cpu(&dts, tree);
	while (node) {
		open_node(&dts, node, depth);
		print_props(&dts, node, depth + 1);
		if (node->child) {
			node = node->child;
			depth++;
			continue;
		}
		close_node(&dts, depth);
		while (node->parent && !node->next) {
			node = node->parent;
			close_node(&dts, --depth);
		}
		node = node->next; /* the root has none: the end */
	}
}
