#include "check/facts.h"
#include "check/rules.h"

#include "tree/address.h"

#include <stdlib.h>

/* Regions of memory and registers one by one, and what is reserved of memory. */

/* Is the region on a bus that the CPU sees? */
static bool is_seen(const struct node *node, const struct region *region)
{
	uint64_t address = region->base;

	return address_translate(node->parent, region->space, 1, &address) == TRANSLATED;
}

void check_zero_size(struct check_run *run, struct node *node)
{
	struct regions walk;
	struct region region;

	if (!node->parent || run->facts->overlay || !regions_open(&walk, node, "reg") ||
		!walk.size_cells || walk.pci)
		return;
	while (regions_next(&walk, &region))
		if (!region.size && is_seen(node, &region))
			report(run, at_prop(node, walk.prop),
				"the region at 0x%" PRIx64 " has a size of 0", region.base);
}

/* Does a span of so many bytes go over the end of what so many cells can say? */
static bool wraps(uint64_t base, uint64_t size, uint32_t cells)
{
	uint64_t last = cells == 1 ? UINT32_MAX : UINT64_MAX;

	return size && (base > last || size - 1 > last - base);
}

/* The bus whose window ends before the region does, or NULL. */
static const struct node *find_cutter(const struct node *node, const struct region *region)
{
	uint64_t address = region->base;
	const struct node *cutter;

	(void)address_trace(node->parent, region->space, region->size, &address, &cutter);
	return cutter;
}

/* Does a bus above have windows, and none for it? */
static bool is_outside(const struct node *node, const struct region *region)
{
	uint64_t address = region->base;

	return region->size && address_translate(node->parent, region->space, region->size,
				       &address) == TRANSLATION_OUTSIDE;
}

static void check_end(struct check_run *run, const struct node *node)
{
	struct regions walk;
	struct region region;

	if (!regions_open(&walk, node, "reg") || walk.pci || walk.address_cells > 2)
		return;
	while (regions_next(&walk, &region)) {
		const struct node *cutter = find_cutter(node, &region);

		if (wraps(region.base, region.size, walk.address_cells))
			report(run, at_prop(node, walk.prop),
				"0x%" PRIx64 " bytes at 0x%" PRIx64
				" reach over the end of the %s address space",
				region.size, region.base,
				walk.address_cells == 1 ? "32-bit" : "64-bit");
		else if (cutter)
			report(run, at_prop(node, walk.prop),
				"0x%" PRIx64 " bytes at 0x%" PRIx64
				" reach over the end of the window of %s",
				region.size, region.base, call_node(run, cutter));
		else if (is_outside(node, &region))
			report(run, at_prop(node, walk.prop),
				"0x%" PRIx64 " bytes at 0x%" PRIx64
				" are in no window of the buses above, so no cpu sees them",
				region.size, region.base);
	}
}

static void check_rows(struct check_run *run, const struct node *node, const char *name)
{
	struct ranges walk;
	struct range range;

	if (!ranges_open(&walk, node, name))
		return;
	while (ranges_next(&walk, &range))
		if ((!walk.pci && wraps(range.child, range.size, walk.child_cells)) ||
			(!walk.parent_pci && wraps(range.parent, range.size, walk.parent_cells)))
			report(run, at_prop(node, walk.prop),
				"a window of 0x%" PRIx64 " bytes, 0x%" PRIx64 " to 0x%" PRIx64
				", reaches over the end of the address space",
				range.size, range.child, range.parent);
}

void check_address_wraps(struct check_run *run, struct node *node)
{
	if (!node->parent || run->facts->overlay)
		return;
	check_end(run, node);
	check_rows(run, node, "ranges");
}

void check_memory_alignment(struct check_run *run)
{
	static const uint64_t step = 2 * 1024 * 1024;
	const struct facts *facts = run->facts;

	for (size_t i = 0; i < facts->claim_count; i++) {
		const struct claim *claim = &facts->claims[i];
		uint64_t size = claim->last - claim->base + 1;

		if (claim->kind != CLAIM_MEMORY)
			continue;
		if (claim->base % step)
			report(run, at_prop(claim->node, claim->prop),
				"memory begins at 0x%" PRIx64 ", no multiple of 2 MiB",
				claim->base);
		else if (size % step)
			report(run, at_prop(claim->node, claim->prop),
				"memory of 0x%" PRIx64 " bytes is no multiple of 2 MiB", size);
		else
			continue;
		if (size < step)
			report_help(
				run, "a number without a unit counts bytes: 512 MiB are \"512M\"");
		else
			report_help(run, "arm64 maps memory in blocks of 2 MiB; firmware wants at "
					 "least whole pages");
	}
}

/* --- /reserved-memory (DTSpec 3.5) --- */

static void check_reserved_parent(struct check_run *run, const struct node *reserved)
{
	const struct node *root = run->tree->root;

	if (!reserved->child)
		return;
	if (node_address_cells(reserved) != node_address_cells(root) ||
		node_size_cells(reserved) != node_size_cells(root)) {
		report(run, at_named(reserved, "#address-cells"),
			"the cells are %" PRIu32 "+%" PRIu32 ", those of the root %" PRIu32
			"+%" PRIu32,
			node_address_cells(reserved), node_size_cells(reserved),
			node_address_cells(root), node_size_cells(root));
		report_help(run, "Linux reserves nothing where they differ");
	}
	if (!prop_find(reserved, "ranges")) {
		report(run, at_node(reserved), "the node has no ranges");
		report_help(run, "Linux reserves nothing without an empty \"ranges\"");
	} else if (prop_find(reserved, "ranges")->value.size) {
		report(run, at_named(reserved, "ranges"), "ranges is not empty");
		report_help(run, "Linux takes the children's addresses as they are");
	}
}

static bool is_zero(struct bytes value)
{
	for (size_t i = 0; i < value.size; i++)
		if (value.data[i])
			return false;
	return true;
}

static void check_reserved_child(struct check_run *run, const struct node *node)
{
	const struct prop *reg = prop_find(node, "reg"), *size = prop_find(node, "size");

	if (!reg && !size)
		report(run, at_node(node), "neither reg nor size says what is reserved");
	if (reg && size)
		report(run, at_prop(node, size),
			"reg says where the region is, so size cannot leave it open");
	if (size && is_zero(size->value))
		report(run, at_prop(node, size), "a size of 0 reserves nothing");
	if (prop_find(node, "no-map") && prop_find(node, "reusable"))
		report(run, at_named(node, "reusable"),
			"no-map and reusable exclude each other: nobody can use what is not mapped");
}

void check_reserved_memory(struct check_run *run)
{
	const struct node *reserved = run->facts->reserved;

	if (!reserved || run->facts->overlay)
		return;
	check_reserved_parent(run, reserved);
	for (const struct node *node = reserved->child; node; node = node->next)
		if (!node_is_off(node))
			check_reserved_child(run, node);
}

/* --- the memory reservation block (DTSpec 5.3) --- */

static int compare_bases(const void *left, const void *right)
{
	const struct reservation *const *a = left, *const *b = right;

	if ((*a)->base != (*b)->base)
		return (*a)->base < (*b)->base ? -1 : 1;
	return (*a)->origin.offset < (*b)->origin.offset ? -1 : 1;
}

static uint64_t last_byte(const struct reservation *entry)
{
	return wraps(entry->base, entry->size, 2) ? UINT64_MAX : entry->base + (entry->size - 1);
}

static struct where entry_at(const struct reservation *entry)
{
	return (struct where){.origin = entry->origin};
}

static bool check_entry(struct check_run *run, const struct reservation *entry)
{
	if (!entry->size)
		report(run, entry_at(entry),
			"the reservation at 0x%" PRIx64
			" is empty; some readers take it for the end of the list",
			entry->base);
	else if (wraps(entry->base, entry->size, 2))
		report(run, entry_at(entry),
			"the reservation of 0x%" PRIx64 " bytes at 0x%" PRIx64
			" reaches over the end of the address space",
			entry->size, entry->base);
	return entry->size != 0;
}

void check_reservation(struct check_run *run)
{
	const struct reservation **sorted, *widest = NULL;
	size_t count = 0, n = 0;

	for (const struct reservation *entry = run->tree->reservations; entry; entry = entry->next)
		count++;
	sorted = arena_array(run->arena, count, sizeof(*sorted));
	for (const struct reservation *entry = run->tree->reservations; entry; entry = entry->next)
		if (check_entry(run, entry))
			sorted[n++] = entry;
	if (n)
		qsort(sorted, n, sizeof(*sorted), compare_bases);
	for (size_t i = 0; i < n; i++) {
		if (widest && sorted[i]->base <= last_byte(widest)) {
			report(run, entry_at(sorted[i]),
				"the reservation of 0x%" PRIx64 " bytes at 0x%" PRIx64
				" overlaps another one",
				sorted[i]->size, sorted[i]->base);
			report_other(run, entry_at(widest), "0x%" PRIx64 " bytes at 0x%" PRIx64,
				widest->size, widest->base);
		}
		if (!widest || last_byte(sorted[i]) > last_byte(widest))
			widest = sorted[i];
	}
}

/* Regions of /reserved-memory may be no memory as a whole, but not at one end. */
static void check_reserved_ends(struct check_run *run)
{
	const struct facts *facts = run->facts;

	for (size_t i = 0; i < facts->claim_count; i++) {
		const struct claim *claim = &facts->claims[i];

		if (claim->kind != CLAIM_RESERVED || is_memory(facts, claim->base, claim->last) ||
			(!is_memory(facts, claim->base, claim->base) &&
				!is_memory(facts, claim->last, claim->last)))
			continue;
		report(run, at_prop(claim->node, claim->prop),
			"the region 0x%" PRIx64 "-0x%" PRIx64 " reaches over the end of memory",
			claim->base, claim->last);
	}
}

void check_reservation_outside(struct check_run *run)
{
	for (const struct reservation *entry = run->tree->reservations; entry; entry = entry->next)
		if (entry->size && !is_memory(run->facts, entry->base, last_byte(entry)))
			report(run, entry_at(entry),
				"the reservation 0x%" PRIx64 "-0x%" PRIx64 " is not in memory",
				entry->base, last_byte(entry));
	check_reserved_ends(run);
}
