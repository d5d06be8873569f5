#ifndef MKFDT_FDT_LAYOUT_H
#define MKFDT_FDT_LAYOUT_H

#include "base/bytes.h"

/* The header's fields, under their names in DTSpec 5.2, and what they say about the layout. */
struct header {
	uint32_t magic, totalsize;
	uint32_t off_dt_struct, off_dt_strings, off_mem_rsvmap;
	uint32_t version, last_comp_version;
	uint32_t boot_cpuid_phys;
	uint32_t size_dt_strings;
	uint32_t size_dt_struct; /* 0 in version 16, which has no such field */
};

/* False when the content ends before the header does; the fields behind its end are 0 then. */
bool header_load(struct header *header, struct bytes content);

/* 40 bytes, or 36 before version 17. */
size_t header_size(const struct header *header);

/* Is it a version that is read: 16, 17, or a later one that is compatible with 17? */
bool header_is_readable(const struct header *header);

/*
 * The part of the content that is the blob: totalsize bytes, or all there is when totalsize is
 * larger than that or too small to be true.
 */
struct bytes header_trim(const struct header *header, struct bytes content);

/*
 * How far a block that begins at offset may reach in the blob: up to the next block or the end of
 * the blob, for blocks whose size the header does not tell or may tell wrongly.
 */
size_t header_room(const struct header *header, struct bytes blob, size_t offset);

#endif
