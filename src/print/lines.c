#include "print/lines.h"

#include "print/space.h"
#include "tree/address.h"

#include <stdlib.h>

enum {
	SPI_BASE = 32,	     /* the INTID of SPI 0 */
	MSIS_AT_MOST = 1024, /* more SPIs than a GIC has are damage */
};

struct list {
	struct tree *tree;
	struct arena *arena;
	struct line *lines;
	size_t count;
	const struct node *controller; /* the last one, and its path */
	const char *path;
};

static const char *controller_path(struct list *list, const struct node *controller)
{
	if (list->controller != controller) {
		list->controller = controller;
		list->path = node_path(list->arena, controller);
	}
	return list->path;
}

static void add(struct list *list, const struct interrupt *interrupt, const char *name)
{
	struct line *line;

	if (!interrupt->controller)
		return;
	list->lines = arena_more(list->arena, list->lines, list->count, sizeof(*list->lines));
	line = &list->lines[list->count];
	*line = (struct line){.interrupt = *interrupt, .name = name, .span = 1};
	line->controller = controller_path(list, interrupt->controller);
	line->off = is_switched_off(interrupt->owner);
	line->order = list->count++;
}

/* The names that the timer's binding gives by order (arm,arch_timer). */
static const char *timer_name(const struct node *node, uint32_t i)
{
	static const char *const names[] = {
		"secure", "physical", "virtual", "hypervisor", "hypervisor virtual"};

	if (i >= sizeof(names) / sizeof(*names) ||
		(!prop_lists(node, "compatible", "arm,armv8-timer") &&
			!prop_lists(node, "compatible", "arm,armv7-timer")))
		return NULL;
	return names[i];
}

static void add_own(struct list *list, struct node *node)
{
	const char *names = prop_text(node, "interrupt-names");
	const struct prop *prop = names ? prop_find(node, "interrupt-names") : NULL;
	const char *end = prop ? names + prop->value.size : NULL;
	struct interrupts walk;
	struct interrupt interrupt;

	if (!interrupts_open(&walk, node))
		return;
	while (interrupts_next(&walk, &interrupt)) {
		const char *stop = names ? memchr(names, 0, (size_t)(end - names)) : NULL;

		add(list, &interrupt, stop && *names ? names : timer_name(node, interrupt.index));
		names = stop && stop + 1 < end ? stop + 1 : NULL;
	}
}

/* What comes out of a nexus (INTx of a PCI host). */
static void add_mapped(struct list *list, struct node *nexus)
{
	struct interrupt_map map;
	struct map_row row;
	struct interrupt interrupt;

	if (!interrupt_map_open(&map, nexus))
		return;
	while (interrupt_map_next(&map, &row))
		if (interrupt_map_follow(&map, &row, nexus, &interrupt))
			add(list, &interrupt, node_is_pci(nexus) ? "INTx" : "mapped");
}

/* The lines that MSIs arrive on: count SPIs from number on. */
static void add_msis(struct list *list, struct node *owner, const struct prop *prop,
	struct node *controller, uint32_t number, uint32_t count)
{
	struct interrupt interrupt = {.owner = owner,
		.prop = prop,
		.parent = controller,
		.controller = controller,
		.cells = {0, number, TRIGGER_EDGE_RISING},
		.count = 3,
		.gic = true};

	if (!count || count > MSIS_AT_MOST || !gic_decode(interrupt.cells, &interrupt.decoded))
		return;
	add(list, &interrupt, "MSI");
	list->lines[list->count - 1].span = count;
}

static void add_frames(struct list *list, struct node *node)
{
	const struct prop *base = prop_find(node, "arm,msi-base-spi");
	const struct prop *ranges = prop_find(node, "mbi-ranges");
	uint32_t first, count;

	/* Both bindings count as the GIC does: INTIDs. */
	if (base && node->parent && node_is_gic(node->parent) &&
		prop_u32(node, "arm,msi-base-spi", &first) &&
		prop_u32(node, "arm,msi-num-spis", &count) && first >= SPI_BASE)
		add_msis(list, node, base, node->parent, first - SPI_BASE, count);
	if (!ranges || !node_is_gic(node))
		return;
	for (size_t at = 0; at + 8 <= ranges->value.size; at += 8) {
		first = load_be32(ranges->value.data + at);
		count = load_be32(ranges->value.data + at + 4);
		if (first >= SPI_BASE)
			add_msis(list, node, ranges, node, first - SPI_BASE, count);
	}
}

/* The same line of the same controller gives 0. */
static int compare_lines(const struct line *a, const struct line *b)
{
	const struct interrupt *x = &a->interrupt, *y = &b->interrupt;
	/* The flags behind a GIC's number do not make another line. */
	uint32_t cells = x->gic ? 2 : x->count;

	if (x->controller != y->controller)
		return strcmp(a->controller, b->controller);
	if (x->gic != y->gic)
		return x->gic ? -1 : 1;
	if (x->gic && x->decoded.intid != y->decoded.intid)
		return x->decoded.intid < y->decoded.intid ? -1 : 1;
	if (!x->gic && x->count != y->count)
		return x->count < y->count ? -1 : 1;
	for (uint32_t i = 0; i < cells; i++)
		if (x->cells[i] != y->cells[i])
			return x->cells[i] < y->cells[i] ? -1 : 1;
	return 0;
}

static int compare(const void *left, const void *right)
{
	const struct line *a = left, *b = right;
	int order = compare_lines(a, b);

	return order ? order : a->order < b->order ? -1 : a->order > b->order;
}

/* A nexus sends many slots to one line: once is enough. */
static void merge_rows(struct list *list)
{
	size_t kept = 0;

	for (size_t i = 0; i < list->count; i++) {
		const struct line *line = &list->lines[i];

		if (kept && compare_lines(&list->lines[kept - 1], line) == 0 &&
			list->lines[kept - 1].interrupt.owner == line->interrupt.owner &&
			strcmp(line->interrupt.prop->name, "interrupt-map") == 0)
			continue;
		list->lines[kept++] = *line;
	}
	list->count = kept;
}

/*
 * Who uses the line: devices on PCI share the lines of their host, as PCI's INTx are made for, so
 * the host counts for all of them. NULL: a row of another nexus, which is there for its users.
 */
static const struct node *user_of(const struct line *line)
{
	enum { LEVELS = 64 };
	const struct interrupt *interrupt = &line->interrupt;
	const struct node *nexus = interrupt->owner;

	if (strcmp(interrupt->prop->name, "interrupt-map") != 0)
		nexus = interrupt->parent;
	else if (!node_is_pci(nexus))
		return NULL;
	if (!nexus || !node_is_pci(nexus))
		return interrupt->owner;
	for (int i = 0; i < LEVELS && nexus->parent && node_is_pci(nexus->parent); i++)
		nexus = nexus->parent;
	return nexus;
}

static void count_users(struct list *list)
{
	for (size_t i = 0, end; i < list->count; i = end) {
		const struct node *last = NULL;
		unsigned users = 0;
		bool shared = true;

		for (end = i; end < list->count; end++) {
			const struct line *line = &list->lines[end];
			const struct node *user = user_of(line);

			if (compare_lines(&list->lines[i], line) != 0)
				break;
			if (line->off || !user || user == last)
				continue;
			last = user;
			users++;
			shared = shared && interrupt_is_shared(&line->interrupt);
		}
		for (size_t j = i; j < end; j++) {
			list->lines[j].users = users;
			list->lines[j].shared = shared && users > 1;
		}
	}
}

/* A line that a device uses is none that MSIs may arrive on. */
static void mark_frames(struct list *list)
{
	struct line *frame = NULL; /* the one that reaches farthest */

	for (size_t i = 0; i < list->count; i++) {
		struct line *line = &list->lines[i];
		uint64_t intid = line->interrupt.decoded.intid;

		if (!line->interrupt.gic || line->off)
			continue;
		if (frame && frame->interrupt.controller == line->interrupt.controller &&
			intid < (uint64_t)frame->interrupt.decoded.intid + frame->span) {
			frame->users += frame->users < 2;
			line->users += line->users < 2;
		}
		if (line->span > 1)
			frame = line;
	}
}

bool line_clashes(const struct line *line)
{
	return !line->off && line->users > 1 && !line->shared;
}

void lines_collect(struct lines *lines, struct tree *tree)
{
	struct list list = {.tree = tree, .arena = tree->arena};

	for (struct node *node = tree->root; node; node = node_next(tree->root, node)) {
		add_own(&list, node);
		add_mapped(&list, node);
		add_frames(&list, node);
	}
	if (list.count)
		qsort(list.lines, list.count, sizeof(*list.lines), compare);
	merge_rows(&list);
	count_users(&list);
	mark_frames(&list);
	*lines = (struct lines){list.lines, list.count};
}
