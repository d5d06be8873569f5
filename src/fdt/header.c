#include "fdt/header.h"

#include "base/text.h"
#include "fdt/layout.h"
#include "fdt/token.h"

#include <inttypes.h>
#include <stdio.h>

/* What stands in the structure block, as far as it can be walked. */
struct census {
	size_t size; /* bytes up to FDT_END, or to where the walk stopped */
	size_t nodes, props, nops;
	size_t depth, deepest; /* the root has depth 1 */
	uint8_t *named;	       /* for every byte of the strings block: a name begins there */
};

/* How the strings block is used. */
struct use {
	size_t names;  /* different offsets that properties name */
	size_t tails;  /* those that begin inside another one's string */
	size_t used;   /* bytes, with their NULs */
	size_t unused; /* bytes that no property names */
};

static struct cursor strings_of(const struct header *h, struct bytes blob)
{
	return cursor_at(blob, h->off_dt_strings, h->size_dt_strings);
}

static struct cursor structure_of(const struct header *h, struct bytes blob)
{
	size_t room = header_room(h, blob, h->off_dt_struct);

	return cursor_at(
		blob, h->off_dt_struct, h->size_dt_struct > room ? h->size_dt_struct : room);
}

static void count_token(struct census *census, const struct token *token, size_t strings)
{
	switch (token->kind) {
	case FDT_BEGIN_NODE:
		census->nodes++;
		if (++census->depth > census->deepest)
			census->deepest = census->depth;
		break;
	case FDT_END_NODE:
		census->depth -= census->depth > 0;
		break;
	case FDT_PROP:
		census->props++;
		if (token->nameoff < strings)
			census->named[token->nameoff] = 1;
		break;
	default:
		census->nops += token->kind == FDT_NOP;
	}
}

static struct census take_census(const struct header *h, struct bytes blob, struct arena *scratch)
{
	struct cursor left = structure_of(h, blob);
	size_t size = left.left, strings = strings_of(h, blob).left;
	struct census census = {.named = arena_alloc(scratch, strings)};
	struct token token;

	while (token_next(&left, size, &token) == TOKEN_WHOLE) {
		census.size = size - left.left;
		count_token(&census, &token, strings);
		if (token.kind == FDT_END)
			break;
	}
	return census;
}

/* One string after the other: what is used of it begins at the first name in it. */
static struct use measure_use(struct cursor strings, const uint8_t *named)
{
	struct use use = {0};
	size_t first = 0, names = 0; /* of the string so far: unused bytes, names */

	for (size_t i = 0, start = 0; i < strings.left; i++) {
		if (named[i] && !names++)
			first = i;
		if (strings.at[i] && i + 1 < strings.left)
			continue;
		if (!names)
			first = i + 1;
		use.names += names;
		use.tails += names ? names - 1 : 0;
		use.unused += first - start;
		use.used += i + 1 - first;
		start = i + 1;
		names = 0;
	}
	return use;
}

static void print_size(struct out *out, uint64_t size)
{
	char room[32];

	out_format(out, "%-10s", text_size(room, size));
}

/* --- fields --- */

enum form { FORM_MAGIC, FORM_OFFSET, FORM_SIZE, FORM_NUMBER, FORM_ID };

struct field {
	const char *name;
	enum form form;
	const char *meaning;
};

static const struct field fields[] = {
	{"magic", FORM_MAGIC, NULL},
	{"totalsize", FORM_SIZE, "the whole blob"},
	{"off_dt_struct", FORM_OFFSET, "where the structure block begins"},
	{"off_dt_strings", FORM_OFFSET, "where the strings block begins"},
	{"off_mem_rsvmap", FORM_OFFSET, "where the reservation block begins"},
	{"version", FORM_NUMBER, "of the format"},
	{"last_comp_version", FORM_NUMBER, "the oldest one whose readers understand the blob"},
	{"boot_cpuid_phys", FORM_ID, "reg of the cpu that boots"},
	{"size_dt_strings", FORM_SIZE, "the strings block"},
	{"size_dt_struct", FORM_SIZE, "the structure block"},
};

static const char *magic_meaning(uint32_t magic)
{
	if (magic == FDT_MAGIC)
		return "a device tree blob";
	return magic == FDT_MAGIC_SWAPPED ? "that of a blob, byte-swapped" : "not that of a blob";
}

static void print_field(struct out *out, const struct field *field, uint32_t value)
{
	const char *meaning = field->form == FORM_MAGIC ? magic_meaning(value) : field->meaning;
	char room[32], number[16];

	snprintf(number, sizeof(number), field->form == FORM_NUMBER ? "%" PRIu32 : "0x%" PRIx32,
		value);
	out_format(out, "  %-18s %-11s ", field->name, number);
	if (field->form == FORM_SIZE && value >= 1024)
		out_format(
			out, "%s: %" PRIu32 " bytes, %s\n", meaning, value, text_size(room, value));
	else if (field->form == FORM_SIZE)
		out_format(out, "%s: %" PRIu32 " bytes\n", meaning, value);
	else
		out_format(out, "%s\n", meaning);
}

static void print_fields(struct out *out, struct bytes content, const struct header *h)
{
	struct cursor left = {content.data, content.size};
	size_t count = h->magic == FDT_MAGIC ? header_size(h) / 4 : 1;

	out_text(out, "header\n");
	for (size_t i = 0; i < count; i++) {
		const uint8_t *raw = take(&left, 4);

		if (raw)
			print_field(out, &fields[i], load_be32(raw));
		else
			out_format(out, "  %-18s cut off\n", fields[i].name);
	}
}

/* --- blocks --- */

struct block {
	const char *name;
	size_t offset, size;
};

static void print_block(struct out *out, struct block block, const char *note)
{
	out_format(out, "  0x%08zx  ", block.offset);
	print_size(out, block.size);
	out_format(out, " %s%s\n", block.name, note);
}

/* Bytes that belong to no block. */
static void print_gap(
	struct out *out, struct bytes content, const char *name, size_t from, size_t to)
{
	struct cursor gap = cursor_at(content, from, to - from);
	bool zero = true;

	for (size_t i = 0; i < gap.left && zero; i++)
		zero = gap.at[i] == 0;
	print_block(out, (struct block){name, from, to - from}, zero ? "" : " (not all zero)");
}

static size_t reservations_size(const struct tree *tree)
{
	size_t size = FDT_RESERVATION;

	for (const struct reservation *entry = tree->reservations; entry; entry = entry->next)
		size += FDT_RESERVATION;
	return size;
}

static void sort_blocks(struct block *blocks, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		for (size_t j = i; j > 0 && blocks[j].offset < blocks[j - 1].offset; j--) {
			struct block block = blocks[j];

			blocks[j] = blocks[j - 1];
			blocks[j - 1] = block;
		}
	}
}

static void print_blocks(struct out *out, struct bytes content, const struct header *h,
	const struct tree *tree, const struct census *census)
{
	struct block blocks[] = {
		{"header", 0, header_size(h)},
		{"reservation block", h->off_mem_rsvmap, reservations_size(tree)},
		{"structure block", h->off_dt_struct,
			h->size_dt_struct ? h->size_dt_struct : census->size},
		{"strings block", h->off_dt_strings, h->size_dt_strings},
	};
	size_t count = sizeof(blocks) / sizeof(*blocks), end = 0;

	out_text(out, "\nblocks\n");
	sort_blocks(blocks, count);
	for (size_t i = 0; i < count; i++) {
		const struct block *block = &blocks[i];
		const char *note = "";

		if (block->offset > end)
			print_gap(out, content, "gap", end, block->offset);
		if (block->size && block->offset < end)
			note = " (overlaps)";
		else if (block->offset > content.size || block->size > content.size - block->offset)
			note = " (not all there)";
		print_block(out, *block, note);
		if (block->size > SIZE_MAX - block->offset)
			end = SIZE_MAX;
		else if (block->offset + block->size > end)
			end = block->offset + block->size;
	}
	if (h->totalsize > end)
		print_gap(out, content, "slack", end, h->totalsize);
	if (content.size > h->totalsize)
		print_block(out,
			(struct block){
				"behind the blob", h->totalsize, content.size - h->totalsize},
			"");
	if (content.size < h->totalsize)
		print_block(out,
			(struct block){"missing", content.size, h->totalsize - content.size}, "");
}

/* --- what is in them --- */

static void print_reservations(struct out *out, const struct tree *tree)
{
	char room[32];

	out_text(out, "\nreservations\n");
	if (!tree->reservations)
		out_text(out, "  none\n");
	for (const struct reservation *entry = tree->reservations; entry; entry = entry->next)
		out_format(out, "  0x%016" PRIx64 "  0x%016" PRIx64 "  %s\n", entry->base,
			entry->size, text_size(room, entry->size));
}

static void print_count(struct out *out, const char *name, size_t count)
{
	out_format(out, "  %-18s %zu\n", name, count);
}

static void print_contents(struct out *out, const struct census *census, const struct use *use)
{
	out_text(out, "\nstructure\n");
	print_count(out, "nodes", census->nodes);
	print_count(out, "properties", census->props);
	print_count(out, "NOPs", census->nops);
	print_count(out, "depth", census->deepest);
	out_text(out, "\nstrings\n");
	print_count(out, "names", use->names);
	print_count(out, "shared tails", use->tails);
	print_count(out, "bytes used", use->used);
	print_count(out, "bytes unused", use->unused);
}

void fdt_print_header(struct out *out, const struct source *source, const struct tree *tree)
{
	struct arena scratch = {0};
	struct census census;
	struct header header;
	struct bytes blob;
	struct use use;
	bool whole = header_load(&header, source->content);

	print_fields(out, source->content, &header);
	if (!whole || header.magic != FDT_MAGIC || !header_is_readable(&header))
		return;
	blob = header_trim(&header, source->content);
	census = take_census(&header, blob, &scratch);
	use = measure_use(strings_of(&header, blob), census.named);
	print_blocks(out, source->content, &header, tree, &census);
	print_reservations(out, tree);
	print_contents(out, &census, &use);
	arena_release(&scratch);
}
