#include "check/facts.h"
#include "check/rules.h"

#include "tree/address.h"

#include <stdlib.h>

/*
 * Who claims which part of the CPU's address space? Every claim is a span; sorted by base, one
 * sweep finds all that overlap.
 */
struct gathering {
	struct check_run *run;
	struct facts *facts;
	size_t room;
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
	facts->claims = grow(all->run->arena, facts->claims, facts->claim_count, &all->room,
		sizeof(*facts->claims));
	facts->claims[facts->claim_count++] = claim;
}

static void add_reg(struct gathering *all, const struct node *node)
{
	struct regions walk;
	struct region region;

	/* The reg of a plain bus is the window of its children. */
	if (prop_lists(node, "compatible", "simple-bus") || !regions_open(&walk, node, "reg"))
		return;
	while (regions_next(&walk, &region)) {
		struct claim claim = {.base = region.base, .node = node, .prop = walk.prop};
		enum translation seen =
			address_translate(node->parent, region.space, region.size, &claim.base);

		claim.kind = is_memory_node(node) ? CLAIM_MEMORY : CLAIM_DEVICE;
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
	while (ranges_next(&walk, &range)) {
		struct claim claim = {.base = range.parent,
			.kind = CLAIM_WINDOW,
			.node = node,
			.prop = walk.prop};

		if (address_translate(node->parent, range.parent_space, range.size, &claim.base) ==
			TRANSLATED)
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

static void hold(
	struct check_run *run, struct spans *held, size_t *room, uint64_t base, uint64_t size)
{
	if (!size)
		return;
	held->items = grow(run->arena, held->items, held->count, room, sizeof(*held->items));
	held->items[held->count++] = (struct stretch){base, last_of(base, size)};
}

static void gather_held(struct check_run *run, struct facts *facts)
{
	const struct node *node = facts->reserved ? facts->reserved->child : NULL;
	struct regions walk;
	struct region region;
	size_t room = 0;

	for (; node; node = node->next)
		for (bool open = regions_open(&walk, node, "reg");
			open && regions_next(&walk, &region);)
			hold(run, &facts->held, &room, region.base, region.size);
	for (const struct reservation *entry = run->tree->reservations; entry; entry = entry->next)
		hold(run, &facts->held, &room, entry->base, entry->size);
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

void gather_claims(struct check_run *run, struct facts *facts)
{
	struct gathering all = {.run = run, .facts = facts};
	const struct node *root = run->tree->root, *node = root;

	while (!facts->overlay && (node = next_used(root, node))) {
		/* What is reserved is memory; what is in /chosen uses it. */
		if (is_top_level(node, "reserved-memory") || is_top_level(node, "chosen") ||
			(node->parent && node->parent != root &&
				(is_top_level(node->parent, "reserved-memory") ||
					is_top_level(node->parent, "chosen"))))
			continue;
		add_reg(&all, node);
		add_windows(&all, node);
	}
	if (facts->claim_count)
		qsort(facts->claims, facts->claim_count, sizeof(*facts->claims), compare_claims);
	gather_memory(run, facts);
	gather_held(run, facts);
}

/* --- overlaps --- */

enum { LOOK_BACK = 16 }; /* nested claims that are looked at for one more */

/* Claims that reach over the base of those to come, the newest last. */
struct sweep {
	const struct claim **open;
	size_t count;
};

static void close_claims(struct sweep *sweep, uint64_t base)
{
	while (sweep->count && sweep->open[sweep->count - 1]->last < base)
		sweep->count--;
}

typedef bool (*conflict)(const struct check_run *run, const struct claim *a, const struct claim *b);

/* The open claim that this one conflicts with. */
static const struct claim *find_conflict(const struct check_run *run, const struct sweep *sweep,
	const struct claim *claim, conflict is_conflict)
{
	size_t looked = 0;

	for (size_t i = sweep->count; i-- > 0 && looked < LOOK_BACK; looked++)
		if (sweep->open[i]->last >= claim->base && is_conflict(run, sweep->open[i], claim))
			return sweep->open[i];
	return NULL;
}

/* Where a device of that size would fit behind an address: at a multiple of its size. */
static uint64_t find_room(const struct facts *facts, uint64_t address, uint64_t size)
{
	uint64_t step = 1;

	while (step < size && step < (uint64_t)1 << 62)
		step *= 2;
	address = (address + step - 1) & ~(step - 1);
	for (size_t i = 0; i < facts->claim_count; i++) {
		const struct claim *claim = &facts->claims[i];

		if (claim->last < address || claim->base > address + (size - 1))
			continue;
		if (claim->last > UINT64_MAX - step)
			return 0;
		address = (claim->last + step) & ~(step - 1);
	}
	return address;
}

static struct where claim_at(const struct claim *claim)
{
	return at_prop(claim->node, claim->prop);
}

static const char *kind_of(const struct claim *claim)
{
	if (claim->kind == CLAIM_MEMORY)
		return "memory";
	return claim->kind == CLAIM_WINDOW ? "window" : "range";
}

static void report_overlap(struct check_run *run, const struct claim *a, const struct claim *b)
{
	const struct claim *first = a->order < b->order ? a : b, *second = a == first ? b : a;
	struct where other = claim_at(first), blamed = claim_at(second);
	uint64_t size, free;

	choose_blamed(&other, &blamed);
	if (blamed.node != second->node || blamed.prop != second->prop) {
		const struct claim *swap = first;

		first = second;
		second = swap;
	}
	size = second->last - second->base + 1;
	report(run, blamed,
		"the %s 0x%" PRIx64 "-0x%" PRIx64 " overlaps 0x%" PRIx64 "-0x%" PRIx64 " of %s",
		kind_of(second), second->base, second->last, first->base, first->last,
		first->node == second->node ? "the same node" : call_node(run, first->node));
	report_other(run, other, "0x%" PRIx64 "-0x%" PRIx64 " (%s) taken here", first->base,
		first->last, call_size(run, first->last - first->base + 1));
	if (second->kind == CLAIM_MEMORY || !is_early(run))
		return;
	free = size ? find_room(run->facts, second->base, size) : 0;
	if (free)
		report_help(run, "the next free place for %s is 0x%" PRIx64, call_size(run, size),
			free);
}

static void sweep_claims(struct check_run *run, conflict is_conflict)
{
	const struct facts *facts = run->facts;
	struct sweep sweep = {0};

	sweep.open = arena_array(run->arena, facts->claim_count, sizeof(*sweep.open));
	for (size_t i = 0; i < facts->claim_count; i++) {
		const struct claim *claim = &facts->claims[i], *other;

		close_claims(&sweep, claim->base);
		other = find_conflict(run, &sweep, claim, is_conflict);
		if (other)
			report_overlap(run, other, claim);
		sweep.open[sweep.count++] = claim;
	}
}

static bool memory_conflict(
	const struct check_run *run, const struct claim *a, const struct claim *b)
{
	if (a->kind != CLAIM_MEMORY && b->kind != CLAIM_MEMORY)
		return false;
	if (a->kind == b->kind)
		return true;
	/* A device in reserved memory is meant to be there (a frame buffer, a shared page). */
	if (a->kind == CLAIM_MEMORY)
		a = b;
	return !is_within(&run->facts->held, a->base, a->last);
}

void check_memory_overlap(struct check_run *run)
{
	sweep_claims(run, memory_conflict);
}

/* System controllers are made of registers that other nodes know as their own. */
static bool is_shared_block(const struct node *node)
{
	for (; node->parent; node = node->parent)
		if (prop_lists(node, "compatible", "syscon") ||
			prop_lists(node, "compatible", "simple-mfd"))
			return true;
	return false;
}

static bool device_conflict(
	const struct check_run *run, const struct claim *a, const struct claim *b)
{
	(void)run;
	if (a->kind == CLAIM_MEMORY || b->kind == CLAIM_MEMORY)
		return false;
	if (a->node == b->node)
		return a->prop == b->prop;
	return !is_kin(a->node, b->node) && !is_shared_block(a->node) && !is_shared_block(b->node);
}

void check_mmio_overlap(struct check_run *run)
{
	sweep_claims(run, device_conflict);
}

/* What a device's base should be a multiple of: small or odd blocks lie where they may. */
static uint64_t natural_step(uint64_t size)
{
	enum { SMALL = 512, PAGE = 4096 };

	if (size >= PAGE)
		return PAGE;
	return size >= SMALL && (size & (size - 1)) == 0 ? size : 1;
}

void check_mmio_alignment(struct check_run *run)
{
	const struct facts *facts = run->facts;

	for (size_t i = 0; i < facts->claim_count; i++) {
		const struct claim *claim = &facts->claims[i];
		uint64_t size = claim->last - claim->base + 1, step = natural_step(size);

		if (claim->kind != CLAIM_DEVICE || claim->base % step == 0)
			continue;
		report(run, claim_at(claim),
			"0x%" PRIx64 " is no multiple of 0x%" PRIx64 ", for registers of %s",
			claim->base, step, call_size(run, size));
		report_help(run, "a page of 4 KiB or more can be given to a guest as a whole");
	}
}
