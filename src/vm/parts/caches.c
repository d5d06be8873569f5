/* Caches: those of one cpu are properties of its node, the others are nodes (DTSpec 3.8, 3.9). */
#include "vm/parts/caches.h"

#include <inttypes.h>

static const struct field cache_fields[] = {
	{NUMBER(struct cache, size), .required = true, .min = 1, .max = UINT32_MAX,
		.help = "bytes"},
	{NUMBER(struct cache, line_size), .min = 1, .max = UINT32_MAX, .help = "bytes of a line"},
	{NUMBER(struct cache, sets), .min = 1, .max = UINT32_MAX, .help = "how many sets it has"},
	{.kind = KIND_END},
};
static const struct record cache_record = {
	.name = "cache", .size = sizeof(struct cache), .fields = cache_fields, .scalar = "size"};

static const struct field shared_cache_fields[] = {
	{INLINE(struct shared_cache, cache, cache)},
	{NUMBER(struct shared_cache, cpus), .min = 1, .max = UINT32_MAX,
		.help = "how many cpus in a row have one together; left out: 1 on level 2, "
			"else those of a socket"},
	{.kind = KIND_END},
};
static const struct record shared_cache_record = {.name = "shared_cache",
	.size = sizeof(struct shared_cache),
	.fields = shared_cache_fields,
	.scalar = "size"};

static const struct field caches_fields[] = {
	{RECORD(struct caches, l1d, cache), .help = "level 1, data"},
	{RECORD(struct caches, l1i, cache), .help = "level 1, instructions"},
	{RECORD(struct caches, l2, shared_cache), .help = "level 2"},
	{RECORD(struct caches, l3, shared_cache), .help = "level 3"},
	{.kind = KIND_END},
};
const struct record caches_record = {
	.name = "caches", .size = sizeof(struct caches), .fields = caches_fields};

static uint64_t socket_cpus(const struct cpus *cpus)
{
	uint64_t sockets = given(cpus->topology.at) ? cpus->topology.sockets.value : 1;

	return cpus->count.value > sockets ? cpus->count.value / sockets : 1;
}

void plan_caches(struct vm *vm)
{
	struct caches *caches = &vm->cpus.caches;

	if (!given(caches->at))
		return;
	if (given(caches->l3.at) && !given(caches->l2.at)) {
		diag_error(vm->diag, caches->l3.at, "a cache of level 3 is behind one of level 2");
		return;
	}
	if (given(caches->l2.at) && !caches->l2.cpus.set)
		caches->l2.cpus = planned(1, caches->l2.at);
	if (given(caches->l3.at) && !caches->l3.cpus.set)
		caches->l3.cpus = planned(socket_cpus(&vm->cpus), caches->l3.at);
	/* One that all cpus have is everybody's, however they share the others. */
	if (given(caches->l3.at) && caches->l3.cpus.value < vm->cpus.count.value &&
		caches->l3.cpus.value % caches->l2.cpus.value)
		diag_error(vm->diag, caches->l3.cpus.at,
			"cpus that share a cache of level 2 share that of level 3 as well: %" PRIu64
			" is no multiple of %" PRIu64,
			caches->l3.cpus.value, caches->l2.cpus.value);
}

static void set_cache(struct node *node, const char *prefix, const struct cache *cache)
{
	struct arena *arena = node->tree->arena;

	if (!given(cache->at))
		return;
	set_number(node, arena_format(arena, "%scache-size", prefix), &cache->size);
	set_number(node, arena_format(arena, "%scache-line-size", prefix), &cache->line_size);
	set_number(node, arena_format(arena, "%scache-sets", prefix), &cache->sets);
}

/* The node of the cache that a cpu has on that level; made when its first cpu asks. */
static struct node *shared_node(
	struct node *parent, const struct shared_cache *cache, uint32_t level, size_t cpu)
{
	const char *name = arena_format(
		parent->tree->arena, "l%" PRIu32 "-cache-%" PRIu64, level, cpu / cache->cpus.value);
	struct node *node = node_child(parent, name);

	if (node)
		return node;
	parent->tree->at = cache->at;
	node = node_append(parent, name);
	set_string(node, "compatible", "cache");
	set_u32(node, "cache-level", level);
	set_flag(node, "cache-unified");
	set_cache(node, "", &cache->cache);
	return node;
}

void build_caches(struct vm *vm, struct node *parent, struct node *const *cpus)
{
	const struct caches *caches = &vm->cpus.caches;

	if (!given(caches->at))
		return;
	for (size_t i = 0; i < vm->cpus.count.value; i++) {
		struct node *l2;

		parent->tree->at = caches->at;
		set_cache(cpus[i], "d-", &caches->l1d);
		set_cache(cpus[i], "i-", &caches->l1i);
		if (!given(caches->l2.at))
			continue;
		l2 = shared_node(parent, &caches->l2, 2, i);
		set_phandle(cpus[i], "next-level-cache", l2);
		if (given(caches->l3.at))
			set_phandle(l2, "next-level-cache", shared_node(parent, &caches->l3, 3, i));
	}
}
