#ifndef MKFDT_FDT_FDT_H
#define MKFDT_FDT_FDT_H

#include "tree/tree.h"

/* What a blob's end looks like (dtc -p, -S, -a): zeroes behind the strings block. */
struct fdt_layout {
	uint32_t padding;   /* so many bytes more */
	uint32_t size;	    /* totalsize at least this; a warning when the tree needs more */
	uint32_t alignment; /* then totalsize up to a multiple of this power of two; 0: of 8 */
};

/*
 * Writes the tree as a blob of version 17 (last compatible version 16): header, reservation
 * block, structure block, strings block, in this order (DTSpec chapter 5). Every block begins
 * at a multiple of 8, padding is zero, a property name stands in the strings block once.
 * References must be resolved (tree_resolve). A reservation of 0 bytes at 0 is left out: it would
 * end the list.
 * out: an empty one in memory (fd -1), so that nothing leaves before all is known.
 * False after a message: 2 GiB or more.
 */
bool fdt_write(struct tree *tree, const struct fdt_layout *layout, struct out *out);

/* Does the content begin like a blob? What decides between JSON and blob, never the name. */
bool fdt_is_blob(struct bytes content);

/*
 * Reads a blob into an empty tree. Names and values point into the source's content, which must
 * outlive the tree; origins are offsets into it. Versions 16 and 17 and later ones that are
 * compatible with 17; any order of blocks; NOPs anywhere. Lenient: what can be walked is in the
 * tree, faults are reported as errors with offset, path and rule. True when the walk came to the
 * end of the tree; false when it stopped at a fault, the tree then holds what came before (the
 * root has no origin when not even that was found). A walk that comes to the end may have left out
 * what cannot be shown, such as a property whose name is missing: then the tree is incomplete.
 */
bool fdt_read(struct tree *tree, const struct source *source);

#endif
