#include "fdt/scan.h"

#include "fdt/cursor.h"
#include "fdt/format.h"
#include "fdt/layout.h"

#include <inttypes.h>

static bool lies_inside(const struct header *h, uint32_t offset, uint32_t size)
{
	return offset >= header_size(h) && offset <= h->totalsize && size <= h->totalsize - offset;
}

/* A few loads, however large the blob says it is: that keeps a scan linear. */
static bool begins_blob(struct bytes content, struct header *h)
{
	struct cursor structure;
	const uint8_t *raw;

	if (!header_load(h, content) || h->magic != FDT_MAGIC || !header_is_readable(h) ||
		h->last_comp_version > h->version || h->totalsize > content.size ||
		h->totalsize < header_size(h))
		return false;
	if (!lies_inside(h, h->off_mem_rsvmap, FDT_RESERVATION) || h->off_mem_rsvmap % 8 ||
		!lies_inside(h, h->off_dt_struct, h->size_dt_struct) || h->off_dt_struct % 4 ||
		!lies_inside(h, h->off_dt_strings, h->size_dt_strings))
		return false;
	structure = cursor_at(content, h->off_dt_struct, 4);
	raw = take(&structure, 4);
	return raw && (load_be32(raw) == FDT_BEGIN_NODE || load_be32(raw) == FDT_NOP);
}

bool fdt_find(struct bytes content, size_t from, struct bytes *blob)
{
	struct cursor left = cursor_at(content, from, SIZE_MAX);

	while (left.left) {
		const uint8_t *hit = memchr(left.at, FDT_MAGIC >> 24, left.left);
		struct header header;
		struct bytes rest;

		if (!hit)
			return false;
		take(&left, (size_t)(hit - left.at));
		rest = (struct bytes){left.at, left.left};
		if (begins_blob(rest, &header)) {
			*blob = header_trim(&header, rest);
			return true;
		}
		take(&left, 1);
	}
	return false;
}

size_t fdt_scan(struct out *out, struct bytes content)
{
	struct bytes blob;
	size_t from = 0, count = 0;

	for (; fdt_find(content, from, &blob); count++) {
		size_t offset = (size_t)(blob.data - content.data);

		out_hex(out, offset);
		out_format(out, " %zu\n", blob.size);
		from = offset + 1;
	}
	return count;
}

bool fdt_at(const struct source *source, uint64_t offset, struct bytes *blob, struct diag *diag)
{
	struct bytes content = source->content;
	struct header header;

	if (offset >= content.size) {
		diag_fail(diag, "%s has only %zu bytes, so there is no blob at 0x%" PRIx64,
			source->name, content.size, offset);
		return false;
	}
	*blob = (struct bytes){content.data + offset, content.size - (size_t)offset};
	if (header_load(&header, *blob) && header.magic == FDT_MAGIC)
		*blob = header_trim(&header, *blob);
	return true;
}
