#include "check/facts.h"
#include "check/rules.h"

#include "tree/address.h"

#include <stdlib.h>

enum { BLOB_AT_MOST = 2 * 1024 * 1024 }; /* bytes that arm64 Linux maps of it */

/*
 * What lies in memory when the guest starts: the initrd, which /chosen tells of, reserved memory,
 * and the images that the loader puts there.
 */
struct payload {
	const char *name;
	uint64_t base, last;
	struct where where;
	size_t order;
};

/* A number in one or two cells. */
static bool read_number(const struct prop *prop, uint64_t *number)
{
	if (!prop || (prop->value.size != 4 && prop->value.size != 8))
		return false;
	*number = prop->value.size == 4 ? load_be32(prop->value.data) : load_be64(prop->value.data);
	return true;
}

/* The initrd, where it has a start and an end behind it. */
static bool find_initrd(const struct check_run *run, struct payload *initrd)
{
	const struct node *chosen = run->facts->chosen;
	const struct prop *start = chosen ? prop_find(chosen, "linux,initrd-start") : NULL;
	uint64_t end;

	if (!start || !read_number(start, &initrd->base) ||
		!read_number(prop_find(chosen, "linux,initrd-end"), &end) || end <= initrd->base)
		return false;
	initrd->name = "initrd";
	initrd->last = end - 1;
	initrd->where = at_prop(chosen, start);
	return true;
}

static void check_pair(struct check_run *run, const struct prop *start, const struct prop *end)
{
	const struct node *chosen = run->facts->chosen;
	uint64_t from, to;

	if (!start || !end)
		report(run, at_prop(chosen, start ? start : end), "there is no linux,initrd-%s",
			start ? "end" : "start");
	else if (!read_number(start, &from))
		report(run, at_prop(chosen, start), "an address has 4 or 8 bytes, not %zu",
			start->value.size);
	else if (!read_number(end, &to))
		report(run, at_prop(chosen, end), "an address has 4 or 8 bytes, not %zu",
			end->value.size);
	else if (to <= from) {
		report(run, at_prop(chosen, end),
			"the initrd's end 0x%" PRIx64 " is not above its start 0x%" PRIx64, to,
			from);
		report_help(run, "linux,initrd-end is the address of the first byte behind it");
	}
}

void check_initrd_range(struct check_run *run)
{
	const struct node *chosen = run->facts->chosen;
	const struct prop *start = chosen ? prop_find(chosen, "linux,initrd-start") : NULL;
	const struct prop *end = chosen ? prop_find(chosen, "linux,initrd-end") : NULL;

	if (start || end)
		check_pair(run, start, end);
}

static void report_outside(struct check_run *run, const struct payload *payload)
{
	const struct spans *memory = &run->facts->memory;
	const struct stretch *near = &memory->items[0];

	if (is_memory(run->facts, payload->base, payload->last))
		return;
	for (size_t i = 0; i < memory->count; i++)
		if (memory->items[i].base <= payload->base)
			near = &memory->items[i];
	report(run, payload->where,
		"the %s 0x%" PRIx64 "-0x%" PRIx64 " is not in memory, which is 0x%" PRIx64
		"-0x%" PRIx64,
		payload->name, payload->base, payload->last, near->base, near->last);
	if (payload->last - payload->base <= near->last - near->base)
		report_help(run, "its start may be 0x%" PRIx64 " at most",
			near->last - (payload->last - payload->base));
}

void check_initrd_outside_memory(struct check_run *run)
{
	struct payload payload;

	if (find_initrd(run, &payload))
		report_outside(run, &payload);
	for (const struct image *image = run->tree->images; image; image = image->next) {
		if (!image->size)
			continue;
		payload = (struct payload){.name = image->name,
			.base = image->base,
			.last = image->base + (image->size - 1),
			.where = {.origin = image->origin}};
		if (payload.last < payload.base)
			payload.last = UINT64_MAX;
		report_outside(run, &payload);
	}
}

/* Linux and libfdt read the blob by words of 8 bytes (DTSpec 5.6; Linux booting.rst). */
void check_fdt_alignment(struct check_run *run)
{
	for (const struct image *image = run->tree->images; image; image = image->next) {
		if (strcmp(image->name, "fdt") != 0 || image->base % 8 == 0)
			continue;
		report(run, (struct where){.origin = image->origin},
			"0x%" PRIx64 " is no multiple of 8", image->base);
	}
}

/* --- overlaps --- */

struct list {
	struct payload *items;
	size_t count;
};

static void add(struct check_run *run, struct list *list, struct payload payload)
{
	list->items = arena_more(run->arena, list->items, list->count, sizeof(*list->items));
	payload.order = list->count;
	list->items[list->count++] = payload;
}

static void add_span(struct check_run *run, struct list *list, const char *name, uint64_t base,
	uint64_t size, struct where where)
{
	struct payload payload = {.name = name, .base = base, .where = where};

	if (!size)
		return;
	payload.last = size - 1 > UINT64_MAX - base ? UINT64_MAX : base + (size - 1);
	add(run, list, payload);
}

static void add_reserved(struct check_run *run, struct list *list)
{
	const struct node *reserved = run->facts->reserved;
	struct regions walk;
	struct region region;

	for (const struct node *node = reserved ? reserved->child : NULL; node; node = node->next)
		for (bool open = !node_is_off(node) && regions_open(&walk, node, "reg");
			open && regions_next(&walk, &region);)
			add_span(run, list, node->name, region.base, region.size,
				at_prop(node, walk.prop));
}

static int compare_payloads(const void *left, const void *right)
{
	const struct payload *a = left, *b = right;

	if (a->base != b->base)
		return a->base < b->base ? -1 : 1;
	return a->order < b->order ? -1 : a->order > b->order;
}

static void report_overlap(
	struct check_run *run, const struct payload *first, const struct payload *second)
{
	struct where other, blamed;

	if (second->order < first->order) {
		const struct payload *swap = first;

		first = second;
		second = swap;
	}
	other = first->where;
	blamed = second->where;
	report(run, blamed,
		"the %s 0x%" PRIx64 "-0x%" PRIx64 " overlaps the %s 0x%" PRIx64 "-0x%" PRIx64,
		second->name, second->base, second->last, first->name, first->base, first->last);
	report_other(run, other, "the %s", first->name);
	if (first->last < UINT64_MAX - 0xfff)
		report_help(run, "begin at 0x%" PRIx64 " or above",
			(first->last + 0x1000) & ~(uint64_t)0xfff);
}

void check_payload_overlap(struct check_run *run)
{
	struct list list = {0};
	struct payload initrd;
	size_t widest = 0;

	add_reserved(run, &list);
	for (const struct image *image = run->tree->images; image; image = image->next)
		add_span(run, &list, image->name, image->base, image->size,
			(struct where){.origin = image->origin});
	if (find_initrd(run, &initrd))
		add(run, &list, initrd);
	if (list.count)
		qsort(list.items, list.count, sizeof(*list.items), compare_payloads);
	for (size_t i = 1; i < list.count; i++) {
		if (list.items[i].base <= list.items[widest].last)
			report_overlap(run, &list.items[widest], &list.items[i]);
		if (list.items[i].last > list.items[widest].last)
			widest = i;
	}
}

/* --- the blob --- */

void check_blob_size(struct check_run *run, struct origin at, uint64_t size)
{
	const uint64_t limit = BLOB_AT_MOST;

	if (size <= limit)
		return;
	report(run, (struct where){.origin = at},
		"the blob has %" PRIu64 " bytes, arm64 Linux maps %" PRIu64, size, limit);
	report_help(run, "bytes behind the tree count as well: -p 0 and -S 0 leave none");
}

/* The description may say how much room there is for it. */
void check_blob_room(struct check_run *run, struct origin at, uint64_t size)
{
	(void)at;
	for (const struct image *image = run->tree->images; image; image = image->next) {
		if (strcmp(image->name, "fdt") != 0 || !image->size || size <= image->size)
			continue;
		report(run, (struct where){.origin = image->origin},
			"the blob has %" PRIu64 " bytes, there is room for %" PRIu64, size,
			image->size);
		report_help(run, "leave \"size\" out to have %d MiB kept free for it",
			BLOB_AT_MOST / 1024 / 1024);
	}
}
