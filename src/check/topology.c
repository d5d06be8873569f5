#include "check/facts.h"
#include "check/rules.h"

#include <stdlib.h>

/*
 * The topology of the cpus (DTSpec and Linux cpu-topology.txt): /cpus/cpu-map names each cpu once,
 * by its phandle.
 */
static const struct node *find_map(const struct facts *facts)
{
	return facts->cpus && !facts->overlay ? node_child(facts->cpus, "cpu-map") : NULL;
}

/* "cpu" alone does not say that it is a phandle, but here it is. */
void check_dangling_cpu(struct check_run *run)
{
	const struct node *map = has_all_nodes(run) ? find_map(run->facts) : NULL;
	uint32_t phandle;

	for (const struct node *node = map; node; node = node_next(map, node))
		if (prop_u32(node, "cpu", &phandle) && phandle && !tree_phandle(run->tree, phandle))
			report(run, at_named(node, "cpu"),
				"0x%" PRIx32 " is the phandle of no node", phandle);
}

/* A leaf of the map and the cpu it names. */
struct seat {
	const struct node *leaf, *cpu;
	size_t order;
};

static int compare_seats(const void *left, const void *right)
{
	const struct seat *a = left, *b = right;

	if (a->cpu != b->cpu)
		return (uintptr_t)a->cpu < (uintptr_t)b->cpu ? -1 : 1;
	return a->order < b->order ? -1 : a->order > b->order;
}

static struct seat *gather_seats(struct check_run *run, const struct node *map, size_t *count)
{
	struct seat *seats = NULL;
	uint32_t phandle;

	*count = 0;
	for (const struct node *node = map; node; node = node_next(map, node)) {
		struct seat seat = {.leaf = node, .order = *count};

		if (!prop_u32(node, "cpu", &phandle))
			continue;
		seat.cpu = tree_phandle(run->tree, phandle);
		if (!seat.cpu)
			continue;
		if (seat.cpu->parent != run->facts->cpus) {
			report(run, at_named(node, "cpu"), "%s is no cpu",
				call_node(run, seat.cpu));
			continue;
		}
		seats = arena_more(run->arena, seats, *count, sizeof(*seats));
		seats[(*count)++] = seat;
	}
	return seats;
}

static bool is_named(const struct seat *seats, size_t count, const struct node *cpu)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (seats[middle].cpu == cpu)
			return true;
		if ((uintptr_t)seats[middle].cpu < (uintptr_t)cpu)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

void check_cpu_map(struct check_run *run)
{
	const struct facts *facts = run->facts;
	const struct node *map = find_map(facts);
	struct seat *seats;
	size_t count;

	if (!map)
		return;
	seats = gather_seats(run, map, &count);
	if (count)
		qsort(seats, count, sizeof(*seats), compare_seats);
	for (size_t i = 1; i < count; i++) {
		if (seats[i].cpu != seats[i - 1].cpu)
			continue;
		report(run, at_named(seats[i].leaf, "cpu"), "%s has a place already",
			call_node(run, seats[i].cpu));
		report_other(run, at_named(seats[i - 1].leaf, "cpu"), "the first one");
	}
	for (size_t i = 0; i < facts->cpu_count; i++) {
		if (node_is_off(facts->cpu[i]) || is_named(seats, count, facts->cpu[i]))
			continue;
		report(run, at_node(facts->cpu[i]), "the cpu has no place in %s",
			call_node(run, map));
		report_help(run, "Linux then forgets the whole map");
		return;
	}
}
