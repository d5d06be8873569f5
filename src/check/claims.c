#include "check/facts.h"

#include "tree/address.h"

#include <stdlib.h>

/* Gathers who claims which part of the CPU's address space, and what of it is memory. */
struct gathering {
	struct check_run *run;
	struct facts *facts;
};

static uint64_t last_of(uint64_t base, uint64_t size)
{
	return size - 1 > UINT64_MAX - base ? UINT64_MAX : base + (size - 1);
}

static void add_claim(struct gathering *all, struct claim claim, uint64_t size)
{
	struct facts *facts = all->facts;

	if (!size)
		return;
	claim.last = last_of(claim.base, size);
	claim.order = facts->claim_count;
	facts->claims = arena_more(
		all->run->arena, facts->claims, facts->claim_count, sizeof(*facts->claims));
	facts->claims[facts->claim_count++] = claim;
}

static enum claim_kind kind_of(const struct node *node)
{
	if (is_memory_node(node))
		return CLAIM_MEMORY;
	return node->parent && is_top_level(node->parent, "reserved-memory") ? CLAIM_RESERVED
									     : CLAIM_DEVICE;
}

static void add_reg(struct gathering *all, const struct node *node)
{
	struct regions walk;
	struct region region;

	/* The reg of a plain bus is the window of its children. */
	if (prop_lists(node, "compatible", "simple-bus") || !regions_open(&walk, node, "reg"))
		return;
	for (size_t i = 0; regions_next(&walk, &region); i++) {
		struct claim claim = {
			.base = region.base, .node = node, .prop = walk.prop, .index = i};
		enum translation seen =
			address_translate(node->parent, region.space, region.size, &claim.base);

		claim.kind = kind_of(node);
		claim.moved = claim.base != region.base;
		if (seen == TRANSLATED || seen == TRANSLATION_CUT)
			add_claim(all, claim, region.size);
	}
}

/* The windows of buses whose devices are not in the tree. */
static void add_windows(struct gathering *all, const struct node *node)
{
	struct ranges walk;
	struct range range;

	if (!node_is_pci(node) && !prop_lists(node, "compatible", "qemu,platform"))
		return;
	if (!ranges_open(&walk, node, "ranges"))
		return;
	for (size_t i = 0; ranges_next(&walk, &range); i++) {
		struct claim claim = {.base = range.parent,
			.kind = CLAIM_WINDOW,
			.node = node,
			.prop = walk.prop,
			.index = i};

		if (address_translate(node->parent, range.parent_space, range.size, &claim.base) !=
			TRANSLATED)
			continue;
		claim.moved = claim.base != range.parent;
		add_claim(all, claim, range.size);
	}
}

static int compare_claims(const void *left, const void *right)
{
	const struct claim *a = left, *b = right;

	if (a->base != b->base)
		return a->base < b->base ? -1 : 1;
	if (a->last != b->last)
		return a->last > b->last ? -1 : 1;
	return a->order < b->order ? -1 : a->order > b->order;
}

static int compare_stretches(const void *left, const void *right)
{
	const struct stretch *a = left, *b = right;

	return a->base < b->base ? -1 : a->base > b->base;
}

/* Sorts, and merges what touches. */
static void tidy(struct spans *spans)
{
	size_t n = 0;

	if (spans->count)
		qsort(spans->items, spans->count, sizeof(*spans->items), compare_stretches);
	for (size_t i = 0; i < spans->count; i++) {
		struct stretch *before = n ? &spans->items[n - 1] : NULL, next = spans->items[i];

		if (!before || (before->last != UINT64_MAX && next.base > before->last + 1))
			spans->items[n++] = next;
		else if (next.last > before->last)
			before->last = next.last;
	}
	spans->count = n;
}

static void gather_memory(struct check_run *run, struct facts *facts)
{
	struct spans *memory = &facts->memory;

	memory->items = arena_array(run->arena, facts->claim_count, sizeof(*memory->items));
	for (size_t i = 0; i < facts->claim_count; i++)
		if (facts->claims[i].kind == CLAIM_MEMORY)
			memory->items[memory->count++] =
				(struct stretch){facts->claims[i].base, facts->claims[i].last};
	tidy(memory);
}

static void hold(struct check_run *run, struct spans *held, uint64_t base, uint64_t size)
{
	if (!size)
		return;
	held->items = arena_more(run->arena, held->items, held->count, sizeof(*held->items));
	held->items[held->count++] = (struct stretch){base, last_of(base, size)};
}

static void gather_held(struct check_run *run, struct facts *facts)
{
	const struct node *node = facts->reserved ? facts->reserved->child : NULL;
	struct regions walk;
	struct region region;
	for (; node; node = node->next)
		for (bool open = regions_open(&walk, node, "reg");
			open && regions_next(&walk, &region);)
			hold(run, &facts->held, region.base, region.size);
	for (const struct reservation *entry = run->tree->reservations; entry; entry = entry->next)
		hold(run, &facts->held, entry->base, entry->size);
	tidy(&facts->held);
}

static bool is_within(const struct spans *spans, uint64_t base, uint64_t last)
{
	size_t low = 0, high = spans->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (spans->items[middle].last < base)
			low = middle + 1;
		else
			high = middle;
	}
	return low < spans->count && spans->items[low].base <= base &&
	       last <= spans->items[low].last;
}

bool is_memory(const struct facts *facts, uint64_t base, uint64_t last)
{
	return facts->memory.count == 0 || is_within(&facts->memory, base, last);
}

bool is_held(const struct facts *facts, uint64_t base, uint64_t last)
{
	return is_within(&facts->held, base, last);
}

/* What is in /chosen lies in memory, but a picture is on a bus as well. */
static bool is_payload(const struct node *node)
{
	return node->parent && is_top_level(node->parent, "chosen") &&
	       !prop_lists(node, "compatible", "simple-framebuffer");
}

void gather_claims(struct check_run *run, struct facts *facts)
{
	struct gathering all = {.run = run, .facts = facts};
	const struct node *root = run->tree->root, *node = root;

	while (!facts->overlay && (node = next_used(root, node))) {
		if (is_payload(node))
			continue;
		add_reg(&all, node);
		add_windows(&all, node);
	}
	if (facts->claim_count)
		qsort(facts->claims, facts->claim_count, sizeof(*facts->claims), compare_claims);
	gather_memory(run, facts);
	gather_held(run, facts);
}
