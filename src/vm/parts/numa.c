/* Which memory is near which cpu (Linux's numa binding). */
#include "vm/parts/parts.h"

#include <inttypes.h>

enum {
	LOCAL_DISTANCE = 10,
	REMOTE_DISTANCE = 20, /* what Linux takes where nothing is said */
	FARTHEST = 255,
	NODES_AT_MOST = 1024, /* what arm64 Linux can be built for */
};

static const struct field numa_fields[] = {
	{MATRIX(struct numa, distances), .min = LOCAL_DISTANCE, .max = FARTHEST,
		.help = "from each node (a row) to each; 10 to itself, 20 to the others when left "
			"out"},
	{TEXTS(struct numa, cpus), .help = "the cpus of each node, such as [\"0-3,8\", \"4-7\"]"},
	{.kind = KIND_END},
};
static const struct record numa_record = {
	.name = "numa", .size = sizeof(struct numa), .fields = numa_fields, .flag = true};

static const struct field part_fields[] = {
	{RECORD(struct vm, numa, numa),
		.help = "makes a distance-map of the nodes that memory and cpus are in"},
	{.kind = KIND_END},
};
static const struct record part_record = {
	.name = "numa_part", .size = sizeof(struct vm), .fields = part_fields};

static bool read_index(const char **text, uint64_t *value)
{
	const char *digits = *text;

	for (*value = 0; **text >= '0' && **text <= '9' && *value < UINT32_MAX; ++*text)
		*value = *value * 10 + (uint64_t)(**text - '0');
	return *text > digits;
}

/* "4" or "0-3"; leaves text behind it. */
static bool read_span(const char **text, uint64_t *first, uint64_t *last)
{
	if (!read_index(text, first))
		return false;
	*last = *first;
	if (**text != '-')
		return true;
	++*text;
	return read_index(text, last) && *last >= *first;
}

/* The cpus of one node, as Linux writes lists of cpus. */
static void plan_node_cpus(struct vm *vm, const char *list, uint64_t node)
{
	struct numa *numa = &vm->numa;
	uint64_t count = vm->cpus.count.value, first, last;
	const char *text = list;

	while (*text) {
		if (!read_span(&text, &first, &last) || (*text && *text != ',') ||
			strcmp(text, ",") == 0) {
			diag_error(vm->diag, numa->cpus.at,
				"\"%s\" is no list of cpus such as \"0-3,8\"", list);
			return;
		}
		if (last >= count) {
			diag_error(vm->diag, numa->cpus.at,
				"there is no cpu %" PRIu64 ": they are 0 to %" PRIu64, last,
				count ? count - 1 : 0);
			follows_from(vm, "cpus");
			return;
		}
		for (uint64_t i = first; i <= last; i++) {
			if (numa->of_cpu[i] != NO_NODE && numa->of_cpu[i] != node) {
				diag_error(vm->diag, numa->cpus.at,
					"cpu %" PRIu64 " is in node %" PRIu64
					" and in node %" PRIu64,
					i, numa->of_cpu[i], node);
				return;
			}
			numa->of_cpu[i] = node;
		}
		text += *text == ',';
	}
}

static void plan_cpus(struct vm *vm)
{
	struct numa *numa = &vm->numa;
	const struct cpus *cpus = &vm->cpus;

	numa->of_cpu = arena_array(vm->arena, (size_t)cpus->count.value, sizeof(*numa->of_cpu));
	for (size_t i = 0; i < cpus->count.value; i++)
		numa->of_cpu[i] = NO_NODE;
	for (size_t i = 0; i < numa->cpus.count; i++)
		plan_node_cpus(vm, numa->cpus.values[i], i);
	for (size_t i = 0; i < cpus->list.count; i++)
		if (cpus->list.items[i].numa_node.set)
			numa->of_cpu[i] = cpus->list.items[i].numa_node.value;
}

static uint64_t count_nodes(const struct vm *vm)
{
	uint64_t nodes = vm->numa.cpus.count > 1 ? vm->numa.cpus.count : 1;

	for (size_t i = 0; i < vm->memory.count; i++)
		if (vm->memory.items[i].numa_node.set &&
			vm->memory.items[i].numa_node.value >= nodes)
			nodes = vm->memory.items[i].numa_node.value + 1;
	for (size_t i = 0; i < vm->cpus.count.value; i++)
		if (vm->numa.of_cpu[i] != NO_NODE && vm->numa.of_cpu[i] >= nodes)
			nodes = vm->numa.of_cpu[i] + 1;
	return nodes;
}

/* A node may have neither memory nor cpus, and still be in the matrix. */
static void check_distances(struct vm *vm)
{
	struct numa *numa = &vm->numa;
	const struct matrix *matrix = &numa->distances;

	if (matrix->count > numa->nodes)
		numa->nodes = matrix->count;
	if (matrix->count < numa->nodes) {
		diag_error(vm->diag, matrix->at,
			"there are %" PRIu64 " nodes, but distances from %zu of them", numa->nodes,
			matrix->count);
		follows_from(vm, "cpus");
		follows_from(vm, "memory");
	}
	for (size_t i = 0; i < matrix->count; i++) {
		const struct numbers *row = &matrix->rows[i];

		if (row->count != matrix->count)
			diag_error(vm->diag, row->at,
				"a row has the distances to all %zu nodes, not %zu", matrix->count,
				row->count);
		for (size_t j = 0; j < row->count; j++)
			if ((i == j) != (row->values[j] == LOCAL_DISTANCE))
				diag_error(vm->diag, row->at,
					"the distance from %zu to %zu is %" PRIu64
					": it is 10 to the node itself, and more to others",
					i, j, row->values[j]);
	}
}

static void numa_plan(struct vm *vm)
{
	struct numa *numa = &vm->numa;

	plan_cpus(vm);
	numa->nodes = count_nodes(vm);
	if (!given(numa->at))
		return;
	if (given(numa->distances.at))
		check_distances(vm);
	if (numa->nodes > NODES_AT_MOST)
		diag_error(vm->diag, numa->at,
			"there are %" PRIu64 " nodes: Linux knows at most %d", numa->nodes,
			NODES_AT_MOST);
}

static uint64_t distance(const struct numa *numa, uint64_t from, uint64_t to)
{
	if (numa->distances.count)
		return numa->distances.rows[from].values[to];
	return from == to ? LOCAL_DISTANCE : REMOTE_DISTANCE;
}

static void numa_build(struct vm *vm, struct node *root)
{
	const struct numa *numa = &vm->numa;
	struct node *node;
	struct prop *prop;

	if (!given(numa->at))
		return;
	root->tree->at = numa->at;
	node = node_get(root, "distance-map");
	set_string(node, "compatible", "numa-distance-map-v1");
	prop = prop_begin(node, "distance-matrix");
	for (uint64_t from = 0; from < numa->nodes; from++) {
		for (uint64_t to = 0; to < numa->nodes; to++) {
			add_u32(node, prop, (uint32_t)from);
			add_u32(node, prop, (uint32_t)to);
			add_u32(node, prop, (uint32_t)distance(numa, from, to));
		}
	}
	prop_end(prop);
}

const struct part numa_part = {.record = &part_record,
	.gap = GAP_NUMA,
	.nodes = "distance-map",
	.plan = numa_plan,
	.build = numa_build};
