#ifndef MKFDT_TREE_ADDRESS_H
#define MKFDT_TREE_ADDRESS_H

#include "tree/tree.h"

/*
 * Addresses (DTSpec 2.3.5 to 2.3.9): what do reg and ranges say, and where does the CPU see it?
 *
 * Of addresses of more than two cells the low two count; on a PCI bus (three cells) the first one
 * is the space: bits 25:24 say configuration, I/O, 32-bit or 64-bit memory, bit 30 prefetchable.
 */
enum { ADDRESS_CELLS = 4 }; /* more than Linux takes are taken for damaged */

enum pci_space { PCI_CONFIG, PCI_IO, PCI_MEMORY32, PCI_MEMORY64 };

/* Is this a PCI bus, whose addresses have three cells (IEEE 1275 PCI binding)? */
bool node_is_pci(const struct node *bus);

static inline enum pci_space pci_space(uint32_t high)
{
	return (enum pci_space)(high >> 24 & 3);
}

/* One (address, size) of a node. */
struct region {
	uint64_t base, size; /* size 0 where #size-cells is 0 */
	uint32_t space;	     /* the first cell of a PCI address, else 0 */
	size_t offset;	     /* of the tuple in the value */
};

/* A walk over reg, or another property of the same form. */
struct regions {
	const struct prop *prop;
	uint32_t address_cells, size_cells;
	bool pci;
	size_t at;
};

/*
 * False when node has no such property, or its value is no sequence of tuples in the cells of
 * the parent.
 */
bool regions_open(struct regions *walk, const struct node *node, const char *name);
bool regions_next(struct regions *walk, struct region *region);

/* A row of ranges: size bytes at child on this bus are at parent on the bus above. */
struct range {
	uint64_t child, parent, size;
	uint32_t space;	       /* the first cell of the child's PCI address, else 0 */
	uint32_t parent_space; /* the same of the parent's */
	size_t offset;	       /* of the row in the value */
};

/* A walk over ranges or dma-ranges. */
struct ranges {
	const struct prop *prop;
	uint32_t child_cells, parent_cells, size_cells;
	bool pci, parent_pci;
	size_t at;
};

/*
 * False when bus has no such property, or its value makes no rows. An empty one opens and has no
 * rows: addresses are the same on both sides.
 */
bool ranges_open(struct ranges *walk, const struct node *bus, const char *name);
bool ranges_next(struct ranges *walk, struct range *range);

enum translation {
	TRANSLATED,
	TRANSLATION_NONE,    /* no address of the CPU: a bus without ranges, or PCI configuration */
	TRANSLATION_OUTSIDE, /* a bus has no window for it */
	TRANSLATION_CUT,     /* a window ends before the region does; the base is translated */
};

/*
 * Where the CPU sees a region of a child of bus: from bus up to the root through every ranges.
 * space: the first cell of a PCI address. More than 64 buses are none (Linux drops such nodes).
 */
enum translation address_translate(
	const struct node *bus, uint32_t space, uint64_t size, uint64_t *address);

/* The same, and for a region that is cut the lowest bus whose window is too short for it. */
enum translation address_trace(const struct node *bus, uint32_t space, uint64_t size,
	uint64_t *address, const struct node **cutter);

#endif
