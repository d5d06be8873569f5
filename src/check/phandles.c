#include "check/facts.h"
#include "check/name.h"
#include "check/rules.h"

#include "tree/value.h"

#include <stdlib.h>

/* The numbers that nodes are referred to by (DTSpec 2.3.3). */
struct owner {
	uint32_t phandle;
	const struct node *node;
	const struct prop *prop;
	size_t order;
};

static bool is_phandle(const struct prop *prop)
{
	return strcmp(prop->name, "phandle") == 0 || strcmp(prop->name, "linux,phandle") == 0;
}

static const char *fault_of_phandle(const struct prop *prop)
{
	uint32_t phandle;

	if (prop->value.size != 4)
		return "a phandle is one cell of 4 bytes";
	phandle = load_be32(prop->value.data);
	if (phandle == 0)
		return "0 is no phandle: references of 0 mean nothing";
	if (phandle == UINT32_MAX)
		return "0xffffffff is no phandle: overlays use it for what is not linked yet";
	return NULL;
}

static void compare_names(struct check_run *run, const struct node *node)
{
	struct where old = at_named(node, "linux,phandle");
	uint32_t value, old_value;

	if (!old.prop || !prop_u32(node, "phandle", &value) ||
		!prop_u32(node, "linux,phandle", &old_value) || value == old_value)
		return;
	report(run, old, "linux,phandle is 0x%" PRIx32 ", phandle is 0x%" PRIx32, old_value, value);
}

void check_phandle_value(struct check_run *run, struct node *node)
{
	for (const struct prop *prop = node->prop; prop; prop = prop->next) {
		const char *fault = is_phandle(prop) ? fault_of_phandle(prop) : NULL;

		if (fault)
			report(run, at_prop(node, prop), "%s", fault);
	}
	compare_names(run, node);
}

static int compare_owners(const void *left, const void *right)
{
	const struct owner *a = left, *b = right;

	if (a->phandle != b->phandle)
		return a->phandle < b->phandle ? -1 : 1;
	return a->order < b->order ? -1 : a->order > b->order;
}

static struct owner *gather_owners(struct check_run *run, size_t *count)
{
	const struct node *root = run->tree->root;
	struct owner *owners = NULL;

	*count = 0;
	for (const struct node *node = root; node; node = node_next(root, node)) {
		struct owner owner = {.phandle = node_phandle(node), .node = node, .order = *count};

		if (!owner.phandle)
			continue;
		owner.prop = prop_find(node, "phandle");
		if (!owner.prop)
			owner.prop = prop_find(node, "linux,phandle");
		owners = arena_more(run->arena, owners, *count, sizeof(*owners));
		owners[(*count)++] = owner;
	}
	return owners;
}

void check_duplicate_phandle(struct check_run *run)
{
	size_t count;
	struct owner *owners = gather_owners(run, &count);

	if (count)
		qsort(owners, count, sizeof(*owners), compare_owners);
	for (size_t i = 1; i < count; i++) {
		const struct owner *a = &owners[i - 1], *b = &owners[i];
		struct where other = at_prop(a->node, a->prop), blamed = at_prop(b->node, b->prop);

		if (a->phandle != b->phandle)
			continue;
		choose_blamed(&other, &blamed);
		report(run, blamed, "0x%" PRIx32 " is the phandle of %s already", b->phandle,
			call_node(run, other.node));
		report_other(run, other, "the first node of this phandle");
		report_help(run, "name targets by path, and leave \"phandle\" out: one is given");
	}
}

/* A value that lists phandles, and one of them belongs to no node. */
static void check_references(struct check_run *run, struct node *node, const struct prop *prop)
{
	struct value value;
	struct item item;

	if (!name_facts(run, prop->name)->refers)
		return;
	value_open(&value, node, prop, run->values);
	if (!value_refers(&value))
		return;
	while (value_next(&value, &item)) {
		if (item.role != ITEM_PHANDLE || item.target || item.number == 0 ||
			item.number == UINT32_MAX)
			continue;
		report(run, at_prop(node, prop), "0x%" PRIx64 " is the phandle of no node",
			item.number);
		if (!source_is_tree(prop->origin.source))
			report_help(run, "refer to a node by its path: {\"$phandle\": \"%s\"}",
				node_path(run->arena,
					run->facts->gic ? run->facts->gic : run->tree->root));
		return;
	}
}

/* Such a property need not be there: none stands for 0 cells. */
static bool is_optional(const char *cells)
{
	return strcmp(cells, "#msi-cells") == 0 || strcmp(cells, "#nvmem-cell-cells") == 0 ||
	       strcmp(cells, "#trigger-source-cells") == 0;
}

static void check_providers(struct check_run *run, struct node *node, const struct prop *prop)
{
	const char *cells;
	struct value value;
	struct item item;

	if (!name_facts(run, prop->name)->refers)
		return;
	value_open(&value, node, prop, run->values);
	if (!value_refers(&value) || !value.binding->cells || is_optional(value.binding->cells))
		return;
	cells = value.binding->cells;
	while (value_next(&value, &item)) {
		if (item.role != ITEM_PHANDLE || !item.target || prop_find(item.target, cells))
			continue;
		report(run, at_prop(node, prop),
			"%s has no %s, so nobody knows what follows its phandle",
			call_node(run, item.target), cells);
		return;
	}
}

void check_provider_cells(struct check_run *run, struct node *node)
{
	if (run->facts->overlay)
		return;
	for (const struct prop *prop = node->prop; prop; prop = prop->next)
		check_providers(run, node, prop);
}

/* A number may be meant for a node that is missing. */
void check_dangling_phandle(struct check_run *run, struct node *node)
{
	if (run->facts->overlay || !has_all_nodes(run))
		return;
	for (const struct prop *prop = node->prop; prop; prop = prop->next)
		check_references(run, node, prop);
}
