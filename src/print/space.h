#ifndef MKFDT_PRINT_SPACE_H
#define MKFDT_PRINT_SPACE_H

#include "tree/tree.h"

/* Who says so decides what may lie in what. In the order in which equal spans nest. */
enum claim_kind {
	CLAIM_RAM,
	CLAIM_BUS, /* ranges of a bus: a way to what lies behind, which claims nothing itself */
	CLAIM_RESERVED, /* a child of /reserved-memory: a device may have all of it */
	CLAIM_WINDOW,	/* ranges of a PCI host */
	CLAIM_DEVICE,	/* reg of a device */
	CLAIM_ENTRY,	/* of the reservation block: may cover whatever is in memory */
	CLAIM_IMAGE,	/* initrd, kernel, the blob */
	CLAIM_FREE,
};

/* A span of the CPU's address space and what is there. */
struct claim {
	enum claim_kind kind;
	uint64_t base, last; /* inclusive, so that the end of the space is no special case */
	bool wraps;	     /* it would go on beyond the end */
	bool first;	     /* of the node's regions */
	bool off;	     /* of a device that is switched off: it clashes with nobody */
	struct node *node;   /* NULL: no node tells */
	const char *meaning;
	size_t order;		      /* in the tree */
	unsigned depth;		      /* how many others it lies in */
	const struct claim *around;   /* the nearest one around it that is no bus, or itself */
	const struct claim *overlaps; /* what it may not share its addresses with, or NULL */
};

struct space {
	struct claim *claims; /* sorted, outer ones first */
	size_t count;
};

/* Everything that claims addresses, and the holes in between; in the tree's arena. */
void space_collect(struct space *space, struct tree *tree);

/* Is the node, or one above it, switched off by its status (DTSpec 2.3.4)? */
bool is_switched_off(const struct node *node);

/* What region number i of a device is for: "distributor", "flash bank 1"; NULL: nothing special. */
const char *region_meaning(struct node *node, size_t i, size_t count, uint64_t size);

#endif
