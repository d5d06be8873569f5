#include "fdt/layout.h"

#include "fdt/cursor.h"
#include "fdt/format.h"

bool header_load(struct header *header, struct bytes content)
{
	uint32_t *const fields[] = {&header->magic, &header->totalsize, &header->off_dt_struct,
		&header->off_dt_strings, &header->off_mem_rsvmap, &header->version,
		&header->last_comp_version, &header->boot_cpuid_phys, &header->size_dt_strings,
		&header->size_dt_struct};
	struct cursor left = {content.data, content.size};

	*header = (struct header){0};
	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++) {
		const uint8_t *raw;

		if (i == FDT_SIZE_DT_STRUCT_AT / 4 && header_size(header) == FDT_HEADER_16)
			break;
		raw = take(&left, 4);
		if (!raw)
			return false;
		*fields[i] = load_be32(raw);
	}
	return true;
}

size_t header_size(const struct header *header)
{
	return header->version < FDT_VERSION ? FDT_HEADER_16 : FDT_HEADER_SIZE;
}

bool header_is_readable(const struct header *header)
{
	return header->version >= FDT_OLDEST && header->last_comp_version <= FDT_VERSION;
}

struct bytes header_trim(const struct header *header, struct bytes content)
{
	if (header->totalsize >= header_size(header) && header->totalsize < content.size)
		content.size = header->totalsize;
	return content;
}

size_t header_room(const struct header *header, struct bytes blob, size_t offset)
{
	const uint32_t starts[] = {
		header->off_mem_rsvmap,
		header->off_dt_struct,
		header->size_dt_strings ? header->off_dt_strings : 0,
	};
	size_t end = blob.size;

	for (size_t i = 0; i < sizeof(starts) / sizeof(*starts); i++)
		if (starts[i] > offset && starts[i] < end)
			end = starts[i];
	return offset < end ? end - offset : 0;
}
