#ifndef MKFDT_FDT_BLOB_H
#define MKFDT_FDT_BLOB_H

#include "base/diag.h"
#include "fdt/layout.h"

/* A blob as far as its header goes, and who is told what is wrong with it. */
struct blob {
	const struct source *source;
	struct diag *diag;
	struct header header;
	struct bytes bytes;  /* totalsize, or what there is of it */
	size_t reservations; /* bytes of the reservation block, once they are known */
	size_t structure;    /* bytes of the structure block, up to FDT_END */
};

struct origin blob_origin(const struct blob *blob, size_t offset);

/*
 * Loads and judges the header (rule blob-header). False when nothing behind it can be read: no
 * magic number, a version of another layout, the header itself cut off. A wrong totalsize is
 * reported and the blob taken as far as it goes.
 */
bool blob_open(struct blob *blob, const struct source *source, struct diag *diag);

/*
 * Is the block inside of the blob and aligned (rule blob-layout)? False when some of it is not
 * inside totalsize. What a truncated file lacks has been reported by blob_open.
 */
bool blob_judge_block(const struct blob *blob, const char *name, uint32_t offset, uint32_t size,
	uint32_t alignment);

/* Do blocks share bytes (rule blob-layout)? After the walk, which tells how long two of them are.
 */
void blob_judge_overlaps(const struct blob *blob);

#endif
