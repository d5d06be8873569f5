#include "fdt/blob.h"

#include "fdt/format.h"
#include "fdt/rules.h"

#include <inttypes.h>

struct origin blob_origin(const struct blob *blob, size_t offset)
{
	return (struct origin){.source = blob->source, .offset = (uint32_t)offset};
}

static bool judge_magic(const struct blob *blob)
{
	uint32_t magic = blob->header.magic;

	if (magic == FDT_MAGIC)
		return true;
	if (blob->source->content.size < 4)
		diag_report(blob->diag, SEVERITY_ERROR, BLOB_HEADER, blob_origin(blob, 0), NULL,
			"not a blob: %zu bytes are too few to begin one",
			blob->source->content.size);
	else if (magic == FDT_MAGIC_SWAPPED)
		diag_report(blob->diag, SEVERITY_ERROR, BLOB_HEADER, blob_origin(blob, 0), NULL,
			"the magic number 0xd00dfeed is byte-swapped: "
			"numbers in a blob are big-endian");
	else
		diag_report(blob->diag, SEVERITY_ERROR, BLOB_HEADER, blob_origin(blob, 0), NULL,
			"not a blob: it begins with 0x%08" PRIx32 ", not 0xd00dfeed%s", magic,
			magic ? "" : " (zeroes: an erased or empty region?)");
	return false;
}

static bool judge_version(const struct blob *blob)
{
	const struct header *h = &blob->header;

	if (h->version < FDT_OLDEST) {
		diag_report(blob->diag, SEVERITY_ERROR, BLOB_HEADER,
			blob_origin(blob, FDT_VERSION_AT), NULL,
			"version %" PRIu32 " is older than %d, the oldest that is read", h->version,
			FDT_OLDEST);
		diag_help(blob->diag, "dtc -I dtb -O dtb -V 17 converts it");
		return false;
	}
	if (!header_is_readable(h)) {
		diag_report(blob->diag, SEVERITY_ERROR, BLOB_HEADER,
			blob_origin(blob, FDT_LAST_COMP_VERSION_AT), NULL,
			"version %" PRIu32 " is for readers of version %" PRIu32
			" and later; the latest that is read is %d",
			h->version, h->last_comp_version, FDT_VERSION);
		return false;
	}
	if (h->last_comp_version > h->version)
		diag_report(blob->diag, SEVERITY_ERROR, BLOB_HEADER,
			blob_origin(blob, FDT_LAST_COMP_VERSION_AT), NULL,
			"last_comp_version %" PRIu32 " is later than the version, %" PRIu32,
			h->last_comp_version, h->version);
	else if (h->version <= FDT_VERSION && h->last_comp_version != FDT_LAST_COMP)
		diag_report(blob->diag, SEVERITY_WARNING, BLOB_HEADER,
			blob_origin(blob, FDT_LAST_COMP_VERSION_AT), NULL,
			"last_comp_version is %" PRIu32 ", where version %" PRIu32 " has %d",
			h->last_comp_version, h->version, FDT_LAST_COMP);
	return true;
}

static void judge_totalsize(const struct blob *blob)
{
	uint32_t totalsize = blob->header.totalsize;
	size_t size = blob->source->content.size;

	if (totalsize < header_size(&blob->header))
		diag_report(blob->diag, SEVERITY_ERROR, BLOB_HEADER,
			blob_origin(blob, FDT_TOTALSIZE_AT), NULL,
			"totalsize is %" PRIu32 " bytes, less than the header's %zu", totalsize,
			header_size(&blob->header));
	else if (totalsize > size)
		diag_report(blob->diag, SEVERITY_ERROR, BLOB_HEADER,
			blob_origin(blob, FDT_TOTALSIZE_AT), NULL,
			"truncated: %zu of %" PRIu32 " bytes", size, totalsize);
}

bool blob_open(struct blob *blob, const struct source *source, struct diag *diag)
{
	bool whole = header_load(&blob->header, source->content);

	blob->source = source;
	blob->diag = diag;
	if (!judge_magic(blob))
		return false;
	if (!whole) {
		diag_report(diag, SEVERITY_ERROR, BLOB_HEADER,
			blob_origin(blob, source->content.size), NULL,
			"truncated: %zu of the header's %zu bytes", source->content.size,
			header_size(&blob->header));
		return false;
	}
	if (!judge_version(blob))
		return false;
	judge_totalsize(blob);
	blob->bytes = header_trim(&blob->header, source->content);
	return true;
}

bool blob_judge_block(const struct blob *blob, const char *name, uint32_t offset, uint32_t size,
	uint32_t alignment)
{
	size_t end = blob->header.totalsize;

	if (end < header_size(&blob->header))
		end = blob->bytes.size;
	if (offset % alignment)
		diag_report(blob->diag, SEVERITY_ERROR, BLOB_LAYOUT, blob_origin(blob, offset),
			NULL, "the %s block begins at 0x%" PRIx32 ", not at a multiple of %" PRIu32,
			name, offset, alignment);
	if (offset <= end && size <= end - offset)
		return true;
	diag_report(blob->diag, SEVERITY_ERROR, BLOB_LAYOUT, blob_origin(blob, offset), NULL,
		"the %s block (0x%" PRIx32 " bytes at 0x%" PRIx32
		") reaches over the end of the blob at 0x%zx",
		name, size, offset, end);
	return false;
}

struct block {
	const char *name;
	size_t offset, size;
};

void blob_judge_overlaps(const struct blob *blob)
{
	const struct header *h = &blob->header;
	struct block blocks[] = {
		{"header", 0, header_size(h)},
		{"reservation block", h->off_mem_rsvmap, blob->reservations},
		{"structure block", h->off_dt_struct,
			h->size_dt_struct ? h->size_dt_struct : blob->structure},
		{"strings block", h->off_dt_strings, h->size_dt_strings},
	};
	enum { BLOCKS = sizeof(blocks) / sizeof(*blocks) };

	for (size_t i = 0; i < BLOCKS; i++) {
		for (size_t j = 0; j < BLOCKS; j++) {
			const struct block *a = &blocks[i], *b = &blocks[j];

			/* b begins inside a; of two that begin together, the later in the list. */
			if (i == j || b->offset < a->offset || b->offset - a->offset >= a->size ||
				!b->size || (b->offset == a->offset && j < i))
				continue;
			diag_report(blob->diag, SEVERITY_ERROR, BLOB_LAYOUT,
				blob_origin(blob, b->offset), NULL,
				"the %s (0x%zx bytes at 0x%zx) begins inside the %s "
				"(0x%zx bytes at 0x%zx)",
				b->name, b->size, b->offset, a->name, a->size, a->offset);
		}
	}
}
