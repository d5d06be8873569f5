#include "check/facts.h"
#include "check/rules.h"

#include <stdlib.h>

/*
 * The distances between NUMA nodes (Linux numa.txt, numa-distance-map-v1): a list of <from to
 * distance>. A pair may be said in one direction alone; it then holds for both.
 */
enum { LOCAL = 10, FARTHEST = 255, ROW = 12 };

struct pair {
	uint32_t low, high; /* numa-node-ids */
};

struct distances {
	const struct node *map;
	const struct prop *prop;
	struct pair *pairs; /* sorted, each once */
	size_t pair_count;
	uint32_t *ids; /* the nodes that the list names; sorted, each once */
	size_t id_count;
};

static int compare_ids(const void *left, const void *right)
{
	const uint32_t *a = left, *b = right;

	return *a < *b ? -1 : *a > *b;
}

static int compare_pairs(const void *left, const void *right)
{
	const struct pair *a = left, *b = right;
	int low = compare_ids(&a->low, &b->low);

	return low ? low : compare_ids(&a->high, &b->high);
}

/* Sorts and drops repetitions; gives how many are left. */
static size_t sort_unique(
	void *items, size_t count, size_t size, int (*compare)(const void *, const void *))
{
	uint8_t *all = items;
	size_t n = 0;

	if (count)
		qsort(items, count, size, compare);
	for (size_t i = 0; i < count; i++)
		if (!n || compare(all + (n - 1) * size, all + i * size) != 0)
			memmove(all + n++ * size, all + i * size, size);
	return n;
}

static const struct node *find_map(const struct node *root)
{
	for (const struct node *node = root; node; node = next_used(root, node))
		if (prop_lists(node, "compatible", "numa-distance-map-v1"))
			return node;
	return NULL;
}

static void check_row(struct check_run *run, const struct distances *all, const uint8_t *row)
{
	uint32_t from = load_be32(row), to = load_be32(row + 4), distance = load_be32(row + 8);

	if (from == to && distance != LOCAL)
		report(run, at_prop(all->map, all->prop),
			"the distance of node %" PRIu32 " to itself is %" PRIu32 ", not %d", from,
			distance, LOCAL);
	else if (from != to && (distance <= LOCAL || distance > FARTHEST))
		report(run, at_prop(all->map, all->prop),
			"the distance from node %" PRIu32 " to %" PRIu32 " is %" PRIu32
			", it can be %d to %d",
			from, to, distance, LOCAL + 1, FARTHEST);
}

static void read_rows(struct check_run *run, struct distances *all)
{
	size_t rows = all->prop->value.size / ROW;

	all->pairs = arena_array(run->arena, rows, sizeof(*all->pairs));
	all->ids = arena_array(run->arena, rows * 2, sizeof(*all->ids));
	for (size_t i = 0; i < rows; i++) {
		const uint8_t *row = all->prop->value.data + i * ROW;
		uint32_t from = load_be32(row), to = load_be32(row + 4);

		check_row(run, all, row);
		all->pairs[i] = (struct pair){from < to ? from : to, from < to ? to : from};
		all->ids[i * 2] = from;
		all->ids[i * 2 + 1] = to;
	}
	all->pair_count = sort_unique(all->pairs, rows, sizeof(*all->pairs), compare_pairs);
	all->id_count = sort_unique(all->ids, rows * 2, sizeof(*all->ids), compare_ids);
}

/* The first pair of nodes without a distance; what a node is to itself may be left out. */
static void check_missing_pair(struct check_run *run, const struct distances *all)
{
	size_t at = 0;

	for (size_t i = 0; i < all->id_count; i++) {
		for (size_t j = i; j < all->id_count; j++) {
			struct pair pair = {all->ids[i], all->ids[j]};
			bool there =
				at < all->pair_count && compare_pairs(&all->pairs[at], &pair) == 0;

			at += there;
			if (there || i == j)
				continue;
			report(run, at_prop(all->map, all->prop),
				"there is no distance from node %" PRIu32 " to %" PRIu32, pair.low,
				pair.high);
			report_help(run, "Linux takes 20 for it");
			return;
		}
	}
}

static void check_id(struct check_run *run, const struct distances *all, const struct node *node)
{
	uint32_t id;

	if (!prop_u32(node, "numa-node-id", &id) ||
		bsearch(&id, all->ids, all->id_count, sizeof(id), compare_ids))
		return;
	report(run, at_named(node, "numa-node-id"), "node %" PRIu32 " has no distances in %s", id,
		call_node(run, all->map));
}

void check_numa_distance(struct check_run *run)
{
	const struct node *root = run->tree->root;
	struct distances all = {.map = find_map(root)};

	if (!all.map || run->facts->overlay)
		return;
	all.prop = prop_find(all.map, "distance-matrix");
	if (!all.prop)
		return;
	if (!all.prop->value.size || all.prop->value.size % ROW) {
		report(run, at_prop(all.map, all.prop),
			"%zu bytes are no rows of three cells (from, to, distance)",
			all.prop->value.size);
		return;
	}
	read_rows(run, &all);
	check_missing_pair(run, &all);
	for (const struct node *node = root; node; node = next_used(root, node))
		check_id(run, &all, node);
}

/* Memory that is in no node makes Linux forget all of them (arm64's numa_init). */
void check_numa_memory(struct check_run *run)
{
	const struct node *inside = NULL, *outside = NULL;

	for (const struct node *node = run->tree->root->child; node; node = node->next) {
		const struct node **first = prop_find(node, "numa-node-id") ? &inside : &outside;

		if (is_memory_node(node) && !node_is_off(node) && !*first)
			*first = node;
	}
	if (!inside || !outside)
		return;
	report(run, at_node(outside), "this memory has no numa-node-id, other memory has one");
	report_other(run, at_node(inside), "this one");
	report_help(run, "Linux then takes all memory and cpus for one node");
}
