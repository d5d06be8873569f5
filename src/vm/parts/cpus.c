/* CPUs (DTSpec 3.7, 3.8; Linux's arm/cpus binding) and their topology (cpu-map). */
#include "vm/parts/caches.h"
#include "vm/parts/parts.h"

#include <inttypes.h>

enum {
	CPUS_AT_MOST = 16 * 256 * 256, /* what 24 bits of MPIDR tell apart */
	CLUSTER_GICV2 = 8,
	CLUSTER_GICV3 = 16, /* the SGI target list of GICv3 has 16 bits */
};

static const struct field topology_fields[] = {
	{NUMBER(struct topology, sockets), .min = 1, .max = CPUS_AT_MOST, .preset = true,
		.value = 1, .help = "packages"},
	{NUMBER(struct topology, clusters), .min = 1, .max = CPUS_AT_MOST, .preset = true,
		.value = 1, .help = "clusters of a socket"},
	{NUMBER(struct topology, cores), .min = 1, .max = CPUS_AT_MOST,
		.help = "cores of a cluster; left out: what makes the count"},
	{NUMBER(struct topology, threads), .min = 1, .max = CPUS_AT_MOST, .preset = true,
		.value = 1, .help = "threads of a core"},
	{.kind = KIND_END},
};
static const struct record topology_record = {
	.name = "topology", .size = sizeof(struct topology), .fields = topology_fields};

static const struct field cpu_fields[] = {
	{NUMBER(struct cpu, mpidr), .address = true, .max = 0xff00ffffff,
		.help = "the affinity fields of MPIDR_EL1"},
	{TEXT(struct cpu, compatible), .help = "of this cpu"},
	{TEXT(struct cpu, enable_method), .help = "of this cpu"},
	{NUMBER(struct cpu, numa_node), .max = UINT32_MAX, .help = "the node that the cpu is in"},
	{NUMBER(struct cpu, capacity_dmips_mhz), .max = UINT32_MAX,
		.help = "capacity relative to the other cpus"},
	{NUMBER(struct cpu, dynamic_power_coefficient), .max = UINT32_MAX,
		.help = "microwatts for each MHz and square of a volt"},
	{.kind = KIND_END},
};
static const struct record cpu_record = {
	.name = "cpu", .size = sizeof(struct cpu), .fields = cpu_fields};

static const struct field cpus_fields[] = {
	{NUMBER(struct cpus, count), .min = 1, .max = CPUS_AT_MOST, .help = "how many"},
	{TEXT(struct cpus, compatible), .aside = true,
		.help = "of every cpu; \"arm,armv8\" when left out"},
	{TEXT(struct cpus, enable_method),
		.help = "of every cpu; \"psci\" when left out and there is a psci node"},
	{NUMBERS(struct cpus, mpidr), .address = true, .max = 0xff00ffffff,
		.help = "the affinity of each cpu; left out: 16 to a cluster, 8 with GICv2"},
	{RECORD(struct cpus, topology, topology), .aside = true, .help = "makes a cpu-map"},
	{RECORD(struct cpus, caches, caches), .aside = true,
		.help = "what the guest is told of the caches"},
	{LIST(struct cpus, list, cpu), .help = "what is particular to each cpu, in order"},
	{.kind = KIND_END},
};
static const struct record cpus_record = {.name = "cpus",
	.size = sizeof(struct cpus),
	.fields = cpus_fields,
	.scalar = "count",
	.flag = true};

static const struct field part_fields[] = {
	{RECORD(struct vm, cpus, cpus), .help = "a count, or more about the cpus"},
	{.kind = KIND_END},
};
static const struct record part_record = {
	.name = "cpus_part", .size = sizeof(struct vm), .fields = part_fields};

/* 24 bits: Aff2, Aff1, Aff0 (cpus binding). */
static uint64_t usual_mpidr(const struct vm *vm, uint64_t index)
{
	uint64_t cluster = vm->gic.version.value == 2 ? CLUSTER_GICV2 : CLUSTER_GICV3;

	return index % cluster | index / cluster % 256 << 8 | index / cluster / 256 << 16;
}

/* Both factors are at most CPUS_AT_MOST or the result of this, so 64 bits hold the product. */
static uint64_t times(uint64_t a, uint64_t b)
{
	return a * b > UINT32_MAX ? UINT32_MAX : a * b;
}

/* Cores that are left out are one here: without a count there is nothing to make them from. */
static uint64_t topology_count(const struct topology *topology)
{
	uint64_t cores = topology->cores.set ? topology->cores.value : 1;

	return times(times(topology->sockets.value, topology->clusters.value),
		times(cores, topology->threads.value));
}

/* As many as are listed, or as the topology has. */
static uint64_t implied_count(const struct cpus *cpus)
{
	if (cpus->list.count || cpus->mpidr.count)
		return cpus->list.count ? cpus->list.count : cpus->mpidr.count;
	return given(cpus->topology.at) ? topology_count(&cpus->topology) : 1;
}

static void plan_count(struct vm *vm)
{
	struct cpus *cpus = &vm->cpus;

	if (!cpus->count.set)
		cpus->count = planned(implied_count(cpus), cpus->at);
	if (cpus->count.value > CPUS_AT_MOST) {
		diag_error(vm->diag, cpus->topology.at,
			"these are %" PRIu64 " cpus, there can be %d", cpus->count.value,
			CPUS_AT_MOST);
		cpus->count.value = CPUS_AT_MOST;
	}
	if (cpus->list.count > cpus->count.value) {
		diag_error(vm->diag, cpus->list.at,
			"the list has %zu cpus, but the count is %" PRIu64, cpus->list.count,
			cpus->count.value);
		cpus->list.count = (size_t)cpus->count.value;
	}
	if (cpus->mpidr.count && cpus->mpidr.count != cpus->count.value)
		diag_error(vm->diag, cpus->mpidr.at, "there are %zu numbers for %" PRIu64 " cpus",
			cpus->mpidr.count, cpus->count.value);
}

static void plan_mpidr(struct vm *vm)
{
	struct cpus *cpus = &vm->cpus;
	size_t count = (size_t)cpus->count.value;
	uint64_t *values = arena_array(vm->arena, count, sizeof(*values));
	struct origin *places = arena_array(vm->arena, count, sizeof(*places));
	struct origin counted = given(cpus->count.at) ? cpus->count.at : cpus->at;

	for (size_t i = 0; i < count; i++) {
		places[i] = i < cpus->mpidr.count   ? cpus->mpidr.places[i]
			    : given(cpus->mpidr.at) ? cpus->mpidr.at
						    : counted;
		if (i < cpus->list.count && cpus->list.items[i].mpidr.set)
			values[i] = cpus->list.items[i].mpidr.value;
		else if (i < cpus->mpidr.count)
			values[i] = cpus->mpidr.values[i];
		else
			values[i] = usual_mpidr(vm, i);
	}
	cpus->mpidr.values = values;
	cpus->mpidr.places = places;
	cpus->mpidr.count = count;
}

static void plan_topology(struct vm *vm)
{
	struct topology *topology = &vm->cpus.topology;
	uint64_t count = vm->cpus.count.value, others;

	if (!given(topology->at))
		return;
	others = times(
		times(topology->sockets.value, topology->clusters.value), topology->threads.value);
	if (!topology->cores.set)
		topology->cores = planned(count / others ? count / others : 1, topology->at);
	if (times(others, topology->cores.value) != count)
		diag_error(vm->diag, topology->at,
			"%" PRIu64 " sockets of %" PRIu64 " clusters of %" PRIu64
			" cores of %" PRIu64 " threads are %" PRIu64
			" cpus, but the count is %" PRIu64,
			topology->sockets.value, topology->clusters.value, topology->cores.value,
			topology->threads.value, times(others, topology->cores.value), count);
}

static void cpus_plan(struct vm *vm)
{
	struct cpus *cpus = &vm->cpus;

	if (!given(cpus->at))
		return;
	plan_count(vm);
	if (has_failed(vm))
		return;
	plan_mpidr(vm);
	plan_topology(vm);
	plan_caches(vm);
	if (!cpus->compatible.value)
		cpus->compatible.value = "arm,armv8";
	if (!cpus->enable_method.value && given(vm->psci.at))
		cpus->enable_method.value = "psci";
}

/* One cell for Aff2..Aff0; a second in front as soon as any cpu has an Aff3. */
static uint32_t reg_cells(const struct cpus *cpus)
{
	for (size_t i = 0; i < cpus->mpidr.count; i++)
		if (cpus->mpidr.values[i] > UINT32_MAX)
			return 2;
	return 1;
}

static void set_text(
	struct node *node, const char *name, const struct text *own, const struct text *common)
{
	const struct text *text = own && own->value ? own : common;

	struct prop *prop;

	if (!text->value)
		return;
	prop = set_string(node, name, text->value);
	/* What the machine says is as the user's count made it: that is where to look. */
	if (given(text->at) && !from_machine(text->at))
		prop->origin = text->at;
}

static struct node *build_cpu(struct vm *vm, struct node *parent, size_t index)
{
	const struct cpus *cpus = &vm->cpus;
	const struct cpu *own = index < cpus->list.count ? &cpus->list.items[index] : NULL;
	uint64_t mpidr = cpus->mpidr.values[index];
	struct node *node;

	parent->tree->at = own ? own->at : cpus->mpidr.places[index];
	node = new_node_at(parent, "cpu", mpidr);
	set_string(node, "device_type", "cpu");
	set_text(node, "compatible", own ? &own->compatible : NULL, &cpus->compatible);
	set_reg(node, 1, &(struct span){.base = mpidr});
	set_text(node, "enable-method", own ? &own->enable_method : NULL, &cpus->enable_method);
	if (own && own->capacity_dmips_mhz.set)
		set_u32(node, "capacity-dmips-mhz", (uint32_t)own->capacity_dmips_mhz.value);
	if (own)
		set_number(node, "dynamic-power-coefficient", &own->dynamic_power_coefficient);
	if (vm->numa.of_cpu[index] != NO_NODE)
		set_u32(node, "numa-node-id", (uint32_t)vm->numa.of_cpu[index]);
	return node;
}

static struct node *numbered(struct node *parent, const char *name, uint64_t n)
{
	return node_get(parent, arena_format(parent->tree->arena, "%s%" PRIu64, name, n));
}

/* socketN/clusterN/coreN[/threadN]{cpu} (Linux's cpu-topology binding). */
static void build_map(struct vm *vm, struct node *parent, struct node *const *nodes)
{
	const struct topology *topology = &vm->cpus.topology;
	uint64_t threads = topology->threads.value, cores = topology->cores.value;
	uint64_t clusters = topology->clusters.value;
	struct node *map;

	parent->tree->at = topology->at;
	map = node_get(parent, "cpu-map");
	for (uint64_t i = 0; i < vm->cpus.count.value; i++) {
		uint64_t core = i / threads, cluster = core / cores;
		struct node *leaf = numbered(map, "socket", cluster / clusters);

		leaf = numbered(leaf, "cluster", cluster % clusters);
		leaf = numbered(leaf, "core", core % cores);
		if (threads > 1)
			leaf = numbered(leaf, "thread", i % threads);
		set_phandle(leaf, "cpu", nodes[i]);
	}
}

static void cpus_build(struct vm *vm, struct node *root)
{
	const struct cpus *cpus = &vm->cpus;
	struct node *node, **nodes;

	if (!given(cpus->at))
		return;
	root->tree->at = cpus->at;
	node = node_get(root, "cpus");
	/* The cpus of a blob are written in its width, which is often more than they need. */
	if (!prop_find(node, "#address-cells") || node_address_cells(node) < reg_cells(cpus))
		set_u32(node, "#address-cells", reg_cells(cpus));
	set_u32(node, "#size-cells", 0);
	nodes = arena_array(vm->arena, (size_t)cpus->count.value, sizeof(struct node *));
	for (size_t i = 0; i < cpus->count.value; i++)
		nodes[i] = build_cpu(vm, node, i);
	build_caches(vm, node, nodes);
	if (given(cpus->topology.at))
		build_map(vm, node, nodes);
}

const struct part cpus_part = {.record = &part_record,
	.gap = GAP_CPUS,
	.nodes = "cpus",
	.plan = cpus_plan,
	.build = cpus_build};
