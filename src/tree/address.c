#include "tree/address.h"

enum { LEVELS = 64 };

bool node_is_pci(const struct node *bus)
{
	const char *type = prop_text(bus, "device_type");

	if (node_address_cells(bus) != 3)
		return false;
	return (type && (strcmp(type, "pci") == 0 || strcmp(type, "pciex") == 0)) ||
	       node_is(bus, "pcie") || node_is(bus, "pci");
}

/* An address or size of so many cells; of more than two the low ones count. */
static uint64_t load_cells(const uint8_t *data, uint32_t cells)
{
	if (cells == 0)
		return 0;
	return cells == 1 ? load_be32(data) : load_be64(data + (size_t)(cells - 2) * 4);
}

bool regions_open(struct regions *walk, const struct node *node, const char *name)
{
	const struct node *bus = node->parent;
	size_t tuple;

	*walk = (struct regions){.prop = prop_find(node, name)};
	if (!walk->prop || !bus)
		return false;
	walk->address_cells = node_address_cells(bus);
	walk->size_cells = node_size_cells(bus);
	if (!walk->address_cells || walk->address_cells > ADDRESS_CELLS ||
		walk->size_cells > ADDRESS_CELLS)
		return false;
	walk->pci = walk->address_cells == 3 && node_is_pci(bus);
	tuple = (size_t)(walk->address_cells + walk->size_cells) * 4;
	return walk->prop->value.size && walk->prop->value.size % tuple == 0;
}

bool regions_next(struct regions *walk, struct region *region)
{
	const uint8_t *data = walk->prop->value.data + walk->at;
	size_t address = (size_t)walk->address_cells * 4, size = (size_t)walk->size_cells * 4;

	if (walk->at >= walk->prop->value.size)
		return false;
	*region = (struct region){
		.base = load_cells(data, walk->address_cells),
		.size = load_cells(data + address, walk->size_cells),
		.space = walk->pci ? load_be32(data) : 0,
		.offset = walk->at,
	};
	walk->at += address + size;
	return true;
}

bool ranges_open(struct ranges *walk, const struct node *bus, const char *name)
{
	const struct node *above = bus->parent;
	size_t row;

	*walk = (struct ranges){.prop = prop_find(bus, name)};
	if (!walk->prop || !above)
		return false;
	walk->child_cells = node_address_cells(bus);
	walk->size_cells = node_size_cells(bus);
	walk->parent_cells = node_address_cells(above);
	if (!walk->prop->value.size)
		return true;
	if (walk->child_cells > ADDRESS_CELLS || walk->size_cells > ADDRESS_CELLS ||
		walk->parent_cells > ADDRESS_CELLS)
		return false;
	walk->pci = walk->child_cells == 3 && node_is_pci(bus);
	walk->parent_pci = walk->parent_cells == 3 && node_is_pci(above);
	row = (size_t)(walk->child_cells + walk->parent_cells + walk->size_cells) * 4;
	return row && walk->prop->value.size % row == 0;
}

bool ranges_next(struct ranges *walk, struct range *range)
{
	const uint8_t *child = walk->prop->value.data + walk->at, *parent, *size;

	if (walk->at >= walk->prop->value.size)
		return false;
	parent = child + (size_t)walk->child_cells * 4;
	size = parent + (size_t)walk->parent_cells * 4;
	*range = (struct range){
		.child = load_cells(child, walk->child_cells),
		.parent = load_cells(parent, walk->parent_cells),
		.size = load_cells(size, walk->size_cells),
		.space = walk->pci ? load_be32(child) : 0,
		.parent_space = walk->parent_pci ? load_be32(parent) : 0,
		.offset = walk->at,
	};
	walk->at = (size_t)(size - walk->prop->value.data) + (size_t)walk->size_cells * 4;
	return true;
}

/* Do two PCI addresses lie in one space? The two kinds of memory are one. */
static bool same_space(uint32_t a, uint32_t b)
{
	enum pci_space x = pci_space(a), y = pci_space(b);

	return x == y || (x >= PCI_MEMORY32 && y >= PCI_MEMORY32);
}

/* What one bus makes of a span of its addresses. */
struct passage {
	uint32_t space;
	uint64_t address, size;
};

/* Does the window, or others that go on where it ends on both sides, hold the span? */
static bool is_whole(const struct node *bus, const struct range *first, const struct passage *span)
{
	uint64_t held = first->size - (span->address - first->child);
	struct range end = *first, range;
	struct ranges walk;

	for (bool more = true; more && held < span->size;) {
		more = false;
		for (bool open = ranges_open(&walk, bus, "ranges");
			open && !more && ranges_next(&walk, &range);) {
			if (!tree_may_look(bus->tree))
				return false;
			more = range.size && range.child - end.child == end.size &&
			       range.parent - end.parent == end.size &&
			       (!walk.pci || same_space(range.space, first->space));
		}
		if (!more)
			break;
		if (range.size > UINT64_MAX - held)
			return true;
		held += range.size;
		end = range;
	}
	return held >= span->size;
}

/* One bus up. */
static enum translation translate_once(const struct node *bus, struct passage *span)
{
	struct ranges walk;
	struct range range, found = {0};
	enum translation result = TRANSLATION_OUTSIDE;

	if (!ranges_open(&walk, bus, "ranges"))
		return TRANSLATION_NONE;
	if (!walk.prop->value.size)
		return TRANSLATED;
	if (walk.pci && pci_space(span->space) == PCI_CONFIG)
		return TRANSLATION_NONE;
	while (result != TRANSLATED && ranges_next(&walk, &range)) {
		if (!tree_may_look(bus->tree))
			return TRANSLATION_NONE;
		if (walk.pci && !same_space(span->space, range.space))
			continue;
		if (span->address < range.child || span->address - range.child >= range.size)
			continue;
		if (span->size <= range.size - (span->address - range.child))
			result = TRANSLATED;
		else if (result == TRANSLATION_CUT)
			continue;
		else
			result = TRANSLATION_CUT;
		found = range;
	}
	if (result == TRANSLATION_OUTSIDE)
		return result;
	if (result == TRANSLATION_CUT && is_whole(bus, &found, span))
		result = TRANSLATED;
	span->address = found.parent + (span->address - found.child);
	span->space = found.parent_space;
	return result;
}

enum translation address_translate(
	const struct node *bus, uint32_t space, uint64_t size, uint64_t *address)
{
	const struct node *cutter;

	return address_trace(bus, space, size, address, &cutter);
}

enum translation address_trace(const struct node *bus, uint32_t space, uint64_t size,
	uint64_t *address, const struct node **cutter)
{
	struct passage span = {space, *address, size};
	enum translation result = TRANSLATED;

	*cutter = NULL;
	for (int level = 0; bus && bus->parent; bus = bus->parent, level++) {
		enum translation once =
			level < LEVELS ? translate_once(bus, &span) : TRANSLATION_NONE;

		*address = span.address;
		if (once == TRANSLATION_NONE || once == TRANSLATION_OUTSIDE)
			return once;
		if (once != TRANSLATION_CUT)
			continue;
		result = once;
		if (!*cutter)
			*cutter = bus;
	}
	return result;
}
