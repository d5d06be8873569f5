#include "print/space.h"

#include "tree/address.h"

#include <stdlib.h>

struct list {
	struct tree *tree;
	struct arena *arena;
	struct claim *claims;
	size_t count;
};

static void add(struct list *list, enum claim_kind kind, uint64_t base, uint64_t size,
	struct node *node, const char *meaning)
{
	struct claim *claim;

	if (!size)
		return;
	list->claims = arena_more(list->arena, list->claims, list->count, sizeof(*list->claims));
	claim = &list->claims[list->count];
	*claim = (struct claim){.kind = kind, .base = base, .node = node, .meaning = meaning};
	claim->wraps = size - 1 > UINT64_MAX - base;
	claim->last = claim->wraps ? UINT64_MAX : base + (size - 1);
	claim->off = node && is_switched_off(node);
	claim->first = !list->count || claim[-1].node != node || claim[-1].kind != kind;
	claim->order = list->count++;
}

/* --- who claims --- */

bool is_switched_off(const struct node *node)
{
	for (; node; node = node->parent) {
		const char *status = prop_text(node, "status");

		if (status && strcmp(status, "okay") != 0 && strcmp(status, "ok") != 0)
			return true;
	}
	return false;
}

static bool is_memory(const struct node *node)
{
	const char *type = prop_text(node, "device_type");

	return node->parent && (type ? strcmp(type, "memory") == 0
				     : node_is(node, "memory") && !node->parent->parent);
}

static void add_memory(struct list *list, struct node *node)
{
	struct regions walk;
	struct region region;
	uint32_t numa;
	const char *meaning = "RAM";

	if (prop_u32(node, "numa-node-id", &numa))
		meaning = arena_format(list->arena, "RAM, numa node %u", (unsigned)numa);
	if (regions_open(&walk, node, "reg"))
		while (regions_next(&walk, &region))
			add(list, CLAIM_RAM, region.base, region.size, node, meaning);
}

static void add_reserved(struct list *list, struct node *node)
{
	struct regions walk;
	struct region region;
	const char *meaning = prop_find(node, "no-map")	    ? "reserved, no-map"
			      : prop_find(node, "reusable") ? "reserved, reusable"
							    : "reserved";

	if (regions_open(&walk, node, "reg"))
		while (regions_next(&walk, &region))
			add(list, CLAIM_RESERVED, region.base, region.size, node, meaning);
}

static void add_device(struct list *list, struct node *node)
{
	size_t count = 0;
	struct regions walk;
	struct region region;

	if (!regions_open(&walk, node, "reg"))
		return;
	while (regions_next(&walk, &region))
		count++;
	regions_open(&walk, node, "reg");
	for (size_t i = 0; regions_next(&walk, &region); i++) {
		enum translation found =
			address_translate(node->parent, region.space, region.size, &region.base);

		if (region.size && (found == TRANSLATED || found == TRANSLATION_CUT))
			add(list, CLAIM_DEVICE, region.base, region.size, node,
				region_meaning(node, i, count, region.size));
	}
}

static const char *window_meaning(const struct ranges *walk, const struct range *range)
{
	if (!walk->pci)
		return "bus window";
	switch (pci_space(range->space)) {
	case PCI_CONFIG:
		return "PCI configuration space";
	case PCI_IO:
		return "PCI I/O";
	case PCI_MEMORY32:
		return range->space >> 30 & 1 ? "PCI memory, 32 bits, prefetchable"
					      : "PCI memory, 32 bits";
	default:
		return range->space >> 30 & 1 ? "PCI memory, 64 bits, prefetchable"
					      : "PCI memory, 64 bits";
	}
}

static void add_windows(struct list *list, struct node *bus)
{
	struct ranges walk;
	struct range range;

	if (!ranges_open(&walk, bus, "ranges"))
		return;
	while (ranges_next(&walk, &range)) {
		enum translation found = address_translate(
			bus->parent, range.parent_space, range.size, &range.parent);

		if (found == TRANSLATED || found == TRANSLATION_CUT)
			add(list, walk.pci ? CLAIM_WINDOW : CLAIM_BUS, range.parent, range.size,
				bus, window_meaning(&walk, &range));
	}
}

/* A number of one or two cells, as /chosen writes addresses. */
static bool prop_wide(const struct node *node, const char *name, uint64_t *value)
{
	const struct prop *prop = node ? prop_find(node, name) : NULL;

	if (!prop || (prop->value.size != 4 && prop->value.size != 8))
		return false;
	*value = prop->value.size == 4 ? load_be32(prop->value.data) : load_be64(prop->value.data);
	return true;
}

static void add_initrd(struct list *list)
{
	struct node *chosen = node_child(list->tree->root, "chosen");
	uint64_t start, end;

	if (prop_wide(chosen, "linux,initrd-start", &start) &&
		prop_wide(chosen, "linux,initrd-end", &end) && start < end)
		add(list, CLAIM_IMAGE, start, end - start, chosen, "initrd");
}

static void add_all(struct list *list)
{
	struct tree *tree = list->tree;
	struct node *reserved = node_child(tree->root, "reserved-memory");

	for (struct node *node = tree->root; node; node = node_next(tree->root, node)) {
		if (is_memory(node))
			add_memory(list, node);
		else if (reserved && node->parent == reserved)
			add_reserved(list, node);
		else
			add_device(list, node);
		if (node != reserved)
			add_windows(list, node);
	}
	for (struct reservation *r = tree->reservations; r; r = r->next)
		add(list, CLAIM_ENTRY, r->base, r->size, NULL, "memreserve");
	for (struct image *image = tree->images; image; image = image->next)
		add(list, CLAIM_IMAGE, image->base, image->size, NULL, image->name);
	add_initrd(list);
}

/* --- what lies in what --- */

static int compare(const void *left, const void *right)
{
	const struct claim *a = left, *b = right;

	if (a->base != b->base)
		return a->base < b->base ? -1 : 1;
	if (a->last != b->last)
		return a->last > b->last ? -1 : 1;
	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	return a->order < b->order ? -1 : a->order > b->order;
}

static bool is_below(const struct node *node, const struct node *top)
{
	while (node && node != top)
		node = node->parent;
	return node != NULL;
}

static bool in_memory(enum claim_kind kind)
{
	return kind == CLAIM_RESERVED || kind == CLAIM_ENTRY || kind == CLAIM_IMAGE;
}

/* May they have addresses in common? inner lies in outer, or reaches beyond its end. */
static bool may_share(const struct claim *outer, const struct claim *inner)
{
	bool inside = inner->last <= outer->last;

	if (outer->off || inner->off)
		return true;
	if (outer->kind == CLAIM_ENTRY || inner->kind == CLAIM_ENTRY)
		return in_memory(outer->kind) || (outer->kind == CLAIM_RAM && inside);
	switch (outer->kind) {
	case CLAIM_RAM:
		return inside && in_memory(inner->kind);
	case CLAIM_RESERVED:
		return inside &&
		       (inner->kind == CLAIM_DEVICE || is_below(inner->node, outer->node));
	case CLAIM_WINDOW:
	case CLAIM_DEVICE:
		return inside && is_below(inner->node, outer->node);
	default:
		return false;
	}
}

/* What a claim that begins within outer has to share its addresses with, or NULL. */
static const struct claim *find_other(const struct claim *outer, const struct claim *claim)
{
	const struct claim *other = outer ? outer->around : NULL;

	if (!other || claim->kind == CLAIM_BUS || other->last < claim->base)
		return NULL;
	return may_share(other, claim) ? NULL : other;
}

/* Every claim learns how deep it lies, and the nearest one that it clashes with. */
static void nest(struct list *list)
{
	struct claim **open = arena_array(list->arena, list->count, sizeof(*open));
	size_t depth = 0;

	for (size_t i = 0; i < list->count; i++) {
		struct claim *claim = &list->claims[i];
		const struct claim *outer;

		while (depth && open[depth - 1]->last < claim->base)
			depth--;
		outer = depth ? open[depth - 1] : NULL;
		if (outer)
			claim->depth = outer->depth + (claim->last <= outer->last);
		claim->overlaps = find_other(outer, claim);
		claim->around = claim->kind != CLAIM_BUS ? claim : outer ? outer->around : NULL;
		open[depth++] = claim;
	}
}

/* The holes: what no claim covers, up to the last one. */
static void add_holes(struct list *list)
{
	size_t claims = list->count;
	uint64_t next = 0;

	for (size_t i = 0; i < claims; i++) {
		const struct claim claim = list->claims[i];

		if (claim.base > next)
			add(list, CLAIM_FREE, next, claim.base - next, NULL, "free");
		if (claim.last == UINT64_MAX)
			break;
		if (claim.last >= next)
			next = claim.last + 1;
	}
}

void space_collect(struct space *space, struct tree *tree)
{
	struct list list = {.tree = tree, .arena = tree->arena};

	add_all(&list);
	if (list.count)
		qsort(list.claims, list.count, sizeof(*list.claims), compare);
	add_holes(&list);
	if (list.count)
		qsort(list.claims, list.count, sizeof(*list.claims), compare);
	nest(&list);
	*space = (struct space){list.claims, list.count};
}
