#include "check/facts.h"
#include "check/rules.h"

/* Claims are spans, sorted by base: one sweep finds all that overlap. */
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

	if (choose_blamed(&other, &blamed)) {
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
