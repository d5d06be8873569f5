#include "fdt/fdt.h"
#include "fdt/format.h"
#include "fdt/intern.h"

enum {
	BLOCK_ALIGNMENT = 8, /* more than the strings block needs; loaders copy in words */
	END_ALIGNMENT = 8,   /* of totalsize, so that blobs can stand one behind the other */
};

struct writer {
	struct out *out;
	struct intern names;
	uint32_t struct_at, struct_size, strings_at;
};

static void write_zeroes(struct out *out, size_t n)
{
	static const uint8_t zeroes[4096];

	for (; n > sizeof(zeroes); n -= sizeof(zeroes))
		out_write(out, zeroes, sizeof(zeroes));
	out_write(out, zeroes, n);
}

/* Zeroes up to a multiple of alignment, a power of two. */
static void align(struct out *out, size_t alignment)
{
	write_zeroes(out, (alignment - out->used % alignment) % alignment);
}

static void write_reservations(struct out *out, const struct tree *tree)
{
	for (const struct reservation *entry = tree->reservations; entry; entry = entry->next) {
		/* An entry of zeroes would end the list. */
		if (!entry->base && !entry->size)
			continue;
		out_be64(out, entry->base);
		out_be64(out, entry->size);
	}
	write_zeroes(out, FDT_RESERVATION);
}

/* Could so many more bytes still be part of a blob? */
static bool has_room(const struct writer *w, size_t size)
{
	return size < FDT_MAX && w->out->used < FDT_MAX - size &&
	       w->names.block.used < FDT_MAX - size - w->out->used;
}

static bool write_prop(struct writer *w, const struct prop *prop)
{
	uint8_t head[12];

	if (!has_room(w, prop->value.size))
		return false;
	store_be32(head, FDT_PROP);
	store_be32(head + 4, (uint32_t)prop->value.size);
	store_be32(head + 8, intern_name(&w->names, prop->name));
	out_write(w->out, head, sizeof(head));
	out_write(w->out, prop->value.data, prop->value.size);
	align(w->out, 4);
	return true;
}

static bool begin_node(struct writer *w, const struct node *node)
{
	size_t length = strlen(node->name);

	if (!has_room(w, length))
		return false;
	out_be32(w->out, FDT_BEGIN_NODE);
	out_write(w->out, node->name, length + 1);
	align(w->out, 4);
	for (const struct prop *prop = node->prop; prop; prop = prop->next)
		if (!write_prop(w, prop))
			return false;
	return true;
}

/* Ends node and those of its parents that end with it. What comes next, NULL at the end. */
static const struct node *end_nodes(struct writer *w, const struct node *node)
{
	for (; node; node = node->parent) {
		out_be32(w->out, FDT_END_NODE);
		if (node->next)
			return node->next;
	}
	return NULL;
}

static bool write_structure(struct writer *w, const struct node *root)
{
	for (const struct node *node = root; node;) {
		if (!begin_node(w, node))
			return false;
		node = node->child ? node->child : end_nodes(w, node);
	}
	out_be32(w->out, FDT_END);
	return true;
}

static uint64_t round_up(uint64_t size, uint64_t alignment)
{
	return (size + alignment - 1) / alignment * alignment;
}

/* What the layout makes of a blob that needs so many bytes. */
static uint64_t total_size(const struct fdt_layout *layout, uint64_t needed)
{
	uint64_t total = needed + layout->padding;

	if (total < layout->size)
		total = layout->size;
	return round_up(total, layout->alignment ? layout->alignment : END_ALIGNMENT);
}

static void fill_header(const struct writer *w, uint32_t boot_cpu)
{
	uint8_t *header = w->out->data;

	store_be32(header + FDT_MAGIC_AT, FDT_MAGIC);
	store_be32(header + FDT_TOTALSIZE_AT, (uint32_t)w->out->used);
	store_be32(header + FDT_OFF_DT_STRUCT_AT, w->struct_at);
	store_be32(header + FDT_OFF_DT_STRINGS_AT, w->strings_at);
	store_be32(header + FDT_OFF_MEM_RSVMAP_AT, FDT_HEADER_SIZE);
	store_be32(header + FDT_VERSION_AT, FDT_VERSION);
	store_be32(header + FDT_LAST_COMP_VERSION_AT, FDT_LAST_COMP);
	store_be32(header + FDT_BOOT_CPUID_PHYS_AT, boot_cpu);
	store_be32(header + FDT_SIZE_DT_STRINGS_AT, (uint32_t)w->names.block.used);
	store_be32(header + FDT_SIZE_DT_STRUCT_AT, w->struct_size);
}

static void warn_of_size(struct tree *tree, const struct fdt_layout *layout, uint64_t needed)
{
	diag_report(tree->diag, SEVERITY_WARNING, NULL, (struct origin){0}, NULL,
		"the blob needs %llu bytes, more than the %lu it was to have",
		(unsigned long long)needed, (unsigned long)layout->size);
}

static bool write_blob(
	struct tree *tree, const struct fdt_layout *layout, struct writer *w, struct out *out)
{
	uint64_t needed, total;

	write_zeroes(out, FDT_HEADER_SIZE);
	write_reservations(out, tree);
	w->struct_at = (uint32_t)out->used;
	if (!write_structure(w, tree->root))
		return false;
	w->struct_size = (uint32_t)(out->used - w->struct_at);
	align(out, BLOCK_ALIGNMENT);
	w->strings_at = (uint32_t)out->used;
	out_write(out, w->names.block.data, w->names.block.used);
	needed = out->used;
	total = total_size(layout, needed);
	if (total > FDT_MAX)
		return false;
	if (layout->size && needed > layout->size)
		warn_of_size(tree, layout, needed);
	write_zeroes(out, (size_t)(total - needed));
	fill_header(w, tree->boot_cpu);
	return true;
}

bool fdt_write(struct tree *tree, const struct fdt_layout *layout, struct out *out)
{
	struct writer w = {.out = out};
	bool good;

	intern_init(&w.names, tree->arena);
	good = write_blob(tree, layout, &w, out);
	intern_release(&w.names);
	if (!good)
		diag_error(tree->diag, (struct origin){0},
			"the blob would be larger than 2 GiB, the most that one can be");
	return good;
}
