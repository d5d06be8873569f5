#include "check/facts.h"
#include "check/rules.h"

#include "tree/gap.h"
#include "tree/interrupt.h"

/* Claims are spans, sorted by base: one sweep finds all that overlap. */
enum { OPEN_AT_MOST = 32 }; /* claims within each other that one more is compared with */

/* Claims that reach over the base of those to come. */
struct sweep {
	const struct claim *open[OPEN_AT_MOST];
	size_t count;
};

/* Drops what has ended, and what ends first where there are too many. */
static void close_claims(struct sweep *sweep, uint64_t base)
{
	size_t n = 0, first = 0;

	for (size_t i = 0; i < sweep->count; i++)
		if (sweep->open[i]->last >= base)
			sweep->open[n++] = sweep->open[i];
	sweep->count = n;
	if (n < OPEN_AT_MOST)
		return;
	for (size_t i = 1; i < n; i++)
		if (sweep->open[i]->last < sweep->open[first]->last)
			first = i;
	sweep->open[first] = sweep->open[--sweep->count];
}

typedef bool (*conflict)(const struct check_run *run, const struct claim *a, const struct claim *b);

/* The newest open claim that this one conflicts with. */
static const struct claim *find_conflict(const struct check_run *run, const struct sweep *sweep,
	const struct claim *claim, conflict is_conflict)
{
	for (size_t i = sweep->count; i-- > 0;)
		if (is_conflict(run, sweep->open[i], claim))
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

static struct where claim_at(const struct check_run *run, const struct claim *claim)
{
	return at_detail(run, claim->node, claim->prop, DETAIL_ENTRY, claim->index);
}

static const char *kind_of(const struct claim *claim)
{
	static const char *const names[] = {
		[CLAIM_MEMORY] = "memory",
		[CLAIM_DEVICE] = "range",
		[CLAIM_WINDOW] = "window",
		[CLAIM_RESERVED] = "reserved memory",
	};

	return names[claim->kind];
}

/* Firmware leaves its picture where the display is: in a window of PCI, mostly. */
static bool is_picture(const struct claim *claim)
{
	return prop_lists(claim->node, "compatible", "simple-framebuffer");
}

/* Who is in the way of whom: second is blamed, but rather the user than the machine. */
struct encounter {
	const struct claim *first, *second;
	struct where other, blamed;
};

static struct encounter meet(
	const struct check_run *run, const struct claim *a, const struct claim *b)
{
	bool later = a->order < b->order;
	struct encounter met;

	/* A picture is put into memory, wherever /chosen stands in the tree. */
	if (a->kind == CLAIM_MEMORY || b->kind == CLAIM_MEMORY)
		later = is_picture(b) || (later && !is_picture(a));
	met.first = later ? a : b;
	met.second = later ? b : a;
	met.other = claim_at(run, met.first);
	met.blamed = claim_at(run, met.second);
	if (choose_blamed(&met.other, &met.blamed)) {
		const struct claim *swap = met.first;

		met.first = met.second;
		met.second = swap;
	}
	return met;
}

static void suggest_room(
	struct check_run *run, const struct claim *first, const struct claim *second)
{
	uint64_t size = second->last - second->base + 1, free;

	if (second->kind == CLAIM_MEMORY || second->kind == CLAIM_RESERVED || second->moved ||
		!is_early(run))
		return;
	if (is_picture(second) && first->kind == CLAIM_MEMORY) {
		report_help(run,
			"a region of /reserved-memory over all of it keeps it for the picture");
		return;
	}
	if (!has_all_nodes(run))
		return;
	free = size ? find_room(run->facts, second->base, size) : 0;
	if (free)
		report_help(run, "the next free place for %s is 0x%" PRIx64, call_size(run, size),
			free);
}

static void report_overlap(struct check_run *run, const struct claim *a, const struct claim *b)
{
	struct encounter met = meet(run, a, b);
	const struct claim *first = met.first, *second = met.second;

	report(run, met.blamed,
		"the %s 0x%" PRIx64 "-0x%" PRIx64 " overlaps 0x%" PRIx64 "-0x%" PRIx64 " of %s",
		kind_of(second), second->base, second->last, first->base, first->last,
		first->node == second->node ? "the same node" : call_node(run, first->node));
	report_other(run, met.other, "0x%" PRIx64 "-0x%" PRIx64 " (%s) taken here", first->base,
		first->last, call_size(run, first->last - first->base + 1));
	suggest_room(run, first, second);
}

static void sweep_claims(struct check_run *run, conflict is_conflict)
{
	const struct facts *facts = run->facts;
	struct sweep sweep = {0};

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
	if (a->kind == CLAIM_RESERVED || b->kind == CLAIM_RESERVED)
		return false;
	if (a->kind == b->kind)
		return true;
	/* A device in reserved memory is meant to be there (a frame buffer, a shared page). */
	if (run->tree->gaps & GAP_RESERVED)
		return false;
	if (a->kind == CLAIM_MEMORY)
		a = b;
	return !is_held(run->facts, a->base, a->last);
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

/* A bus may have its devices among its registers; an interrupt controller is no bus. */
static bool is_bus_of(const struct node *bus, const struct node *node)
{
	return is_below(node, bus) && !node_is_gic(bus);
}

/* A device in reserved memory is meant to be there, but what is no memory cannot be reserved. */
static bool is_meant(const struct check_run *run, const struct claim *a, const struct claim *b)
{
	const struct claim *reserved = a->kind == CLAIM_RESERVED ? a : b;

	return a->kind == b->kind || is_memory(run->facts, reserved->base, reserved->last);
}

static bool device_conflict(
	const struct check_run *run, const struct claim *a, const struct claim *b)
{
	if (a->kind == CLAIM_MEMORY || b->kind == CLAIM_MEMORY)
		return false;
	if (a->kind == CLAIM_RESERVED || b->kind == CLAIM_RESERVED)
		return !is_meant(run, a, b);
	if (a->node == b->node)
		return true;
	if ((a->kind == CLAIM_WINDOW && is_picture(b)) ||
		(b->kind == CLAIM_WINDOW && is_picture(a)))
		return false;
	return !is_bus_of(a->node, b->node) && !is_bus_of(b->node, a->node) &&
	       !is_shared_block(a->node) && !is_shared_block(b->node);
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
		report(run, claim_at(run, claim),
			"0x%" PRIx64 " is no multiple of 0x%" PRIx64 ", for registers of %s",
			claim->base, step, call_size(run, size));
		report_help(run, "a page of 4 KiB or more can be given to a guest as a whole");
	}
}
