#ifndef MKFDT_FDT_SCAN_H
#define MKFDT_FDT_SCAN_H

#include "base/diag.h"

/*
 * Finds blobs at any byte of larger content: kernels with one appended, FIT images, flash dumps,
 * memory. A magic number alone is not enough: the header must be of a version that is read, its
 * blocks must lie inside of totalsize and that inside of the content, and the structure block must
 * begin with a node. Blobs inside of blobs are found as well.
 *
 * The first one at offset from or behind it: its bytes, totalsize of them, into blob (data points
 * into content). False when there is none. Linear in the content: to go on, ask again from the
 * found offset + 1.
 */
bool fdt_find(struct bytes content, size_t from, struct bytes *blob);

/*
 * Prints every blob, one a line: its offset in hex and totalsize in decimal ("0x2000 7681").
 * Returns how many.
 */
size_t fdt_scan(struct out *out, struct bytes content);

/*
 * The blob that begins at offset of the source's content, for fdt_read to judge: totalsize bytes,
 * or what is there when the header cannot be believed. False after a message (wrong usage) when
 * the content does not reach so far.
 */
bool fdt_at(const struct source *source, uint64_t offset, struct bytes *blob, struct diag *diag);

#endif
