#include "check/facts.h"
#include "check/name.h"
#include "check/rules.h"

#include "tree/address.h"
#include "tree/interrupt.h"
#include "tree/value.h"

/* Do values have the cells that somebody else says they have (DTSpec 2.3.5 to 2.3.9, 2.4)? */

static bool has_cells(const struct node *node)
{
	return prop_find(node, "#address-cells") && prop_find(node, "#size-cells");
}

static bool needs_cells(const struct check_run *run)
{
	if (run->facts->machine)
		return true;
	for (const struct node *node = run->tree->root->child; node; node = node->next)
		if (prop_find(node, "reg"))
			return true;
	return false;
}

void check_root_cells(struct check_run *run)
{
	const struct node *root = run->tree->root;
	const char *missing = prop_find(root, "#address-cells") ? "#size-cells" : "#address-cells";

	if (has_cells(root) || run->facts->overlay || !needs_cells(run))
		return;
	report(run, at_absence(root, missing), "the root has no %s", missing);
	report_help(run, "readers then take 2 and 1, QEMU refuses the blob; set both to 2");
}

static void check_count(struct check_run *run, const struct node *node, const char *name)
{
	uint32_t cells;

	if (prop_u32(node, name, &cells) && cells > ADDRESS_CELLS)
		report(run, at_named(node, name), "%s is %" PRIu32 ", more than %d are not read",
			name, cells, ADDRESS_CELLS);
}

static void check_reg(struct check_run *run, const struct node *node)
{
	const struct prop *reg = prop_find(node, "reg");
	uint32_t address, size;

	if (!reg || !node->parent)
		return;
	address = node_address_cells(node->parent);
	size = node_size_cells(node->parent);
	if (address > ADDRESS_CELLS || size > ADDRESS_CELLS)
		return;
	if (reg->value.size && address && reg->value.size % (((size_t)address + size) * 4) == 0)
		return;
	report(run, at_prop(node, reg),
		"%zu byte%s are no list of %" PRIu32 "+%" PRIu32
		" cells, as #address-cells and #size-cells of %s say",
		reg->value.size, reg->value.size == 1 ? "" : "s", address, size,
		call_node(run, node->parent));
}

static void check_ranges(struct check_run *run, const struct node *node, const char *name)
{
	const struct prop *ranges = prop_find(node, name);
	uint32_t child, parent, size;
	bool same;

	if (!ranges || !node->parent)
		return;
	child = node_address_cells(node);
	size = node_size_cells(node);
	parent = node_address_cells(node->parent);
	if (child > ADDRESS_CELLS || size > ADDRESS_CELLS || parent > ADDRESS_CELLS)
		return;
	same = child == parent && size == node_size_cells(node->parent);
	if (!ranges->value.size && !same && node->child)
		report(run, at_prop(node, ranges),
			"an empty %s needs the cells of the parent (%" PRIu32 "+%" PRIu32
			"), the node has %" PRIu32 "+%" PRIu32,
			name, parent, node_size_cells(node->parent), child, size);
	else if (ranges->value.size &&
		 (child + parent + size == 0 ||
			 ranges->value.size % (((size_t)child + parent + size) * 4) != 0))
		report(run, at_prop(node, ranges),
			"%zu bytes are no rows of %" PRIu32 "+%" PRIu32 "+%" PRIu32
			" cells (child, parent, size)",
			ranges->value.size, child, parent, size);
}

static void check_interrupts(struct check_run *run, const struct node *node)
{
	const struct prop *interrupts = prop_find(node, "interrupts");
	const struct node *parent;
	uint32_t cells;

	if (!interrupts || prop_find(node, "interrupts-extended"))
		return;
	parent = interrupt_parent(node);
	cells = parent ? interrupt_cells(parent) : 0;
	if (cells && (!interrupts->value.size || interrupts->value.size % ((size_t)cells * 4) != 0))
		report(run, at_prop(node, interrupts),
			"%zu bytes are no interrupts of %" PRIu32 " cells, as #interrupt-cells of "
			"%s says",
			interrupts->value.size, cells, call_node(run, parent));
}

/* Are all rows of so many cells, one of them a phandle (msi-map)? */
static bool has_even_rows(const struct binding *binding)
{
	return *binding->layout != '?' && strchr(binding->layout, 'p') && !binding->cells;
}

static void report_cut(struct check_run *run, const struct value *value)
{
	const char *name = value->binding->cells;
	uint32_t cells = 0;

	prop_u32(value->target, name, &cells);
	report(run, at_prop(value->node, value->prop),
		"the last entry is cut short: %" PRIu32 " cell%s belong behind its phandle, as %s "
		"of %s says",
		cells, cells == 1 ? "" : "s", name, call_node(run, value->target));
}

/* Lists whose rows hold a phandle: clocks, interrupts-extended, iommus, msi-map. */
static void check_rows(struct check_run *run, struct node *node, const struct prop *prop)
{
	struct value value;
	struct item item;

	if (prop->dangling || !name_facts(run, prop->name)->refers)
		return;
	value_open(&value, node, prop, run->values);
	if (value.kind != VALUE_CELLS || !value.binding)
		return;
	if (!value.layout && has_even_rows(value.binding))
		report(run, at_prop(node, prop), "%zu bytes are no rows of %zu cells",
			prop->value.size, strlen(value.binding->layout));
	if (!value_refers(&value) || !value.binding->cells)
		return;
	while (value_next(&value, &item))
		continue;
	if (value_is_cut(&value))
		report_cut(run, &value);
}

static void report_recast(struct check_run *run)
{
	const struct recast *recast = &run->facts->recast;
	const struct prop *prop = prop_find(recast->node, recast->name);
	const char *is = prop ? arena_format(run->arena, "is %" PRIu32, load_be32(prop->value.data))
			      : "is gone";

	report(run, prop ? at_prop(recast->node, prop) : at_absence(recast->node, recast->name),
		"%s of %s %s, the nodes of the description are written for %" PRIu32, recast->name,
		recast->node->parent ? call_node(run, recast->node) : "the root", is,
		recast->meant);
	report_help(run, "under \"machine\": \"none\" the raw tree has the choice; other rules "
			 "wait until the cells agree");
}

void check_cell_width(struct check_run *run, struct node *node)
{
	const struct recast *recast = &run->facts->recast;

	if (run->facts->overlay)
		return;
	if (recast->node) {
		/* root-cells tells of what the root lacks. */
		if (!node->parent && !(recast->node == node && !prop_find(node, recast->name)))
			report_recast(run);
		return;
	}
	check_count(run, node, "#address-cells");
	check_count(run, node, "#size-cells");
	check_reg(run, node);
	check_ranges(run, node, "ranges");
	check_ranges(run, node, "dma-ranges");
	check_interrupts(run, node);
	for (const struct prop *prop = node->prop; prop; prop = prop->next)
		check_rows(run, node, prop);
}
