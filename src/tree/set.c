#include "tree/set.h"

#include <inttypes.h>

static struct prop *set_copy(struct node *node, const char *name, const void *data, size_t size)
{
	uint8_t *copy = arena_alloc(node->tree->arena, size);

	if (size)
		memcpy(copy, data, size);
	return prop_set(node, name, (struct bytes){copy, size});
}

struct prop *set_flag(struct node *node, const char *name)
{
	return prop_set(node, name, (struct bytes){(const uint8_t *)"", 0});
}

struct prop *set_u32(struct node *node, const char *name, uint32_t value)
{
	return set_cells(node, name, 1, &value);
}

struct prop *set_u64(struct node *node, const char *name, uint64_t value)
{
	const uint32_t cells[] = {(uint32_t)(value >> 32), (uint32_t)value};

	return set_cells(node, name, 2, cells);
}

struct prop *set_cells(struct node *node, const char *name, size_t count, const uint32_t *cells)
{
	uint8_t *raw = arena_array(node->tree->arena, count, 4);

	for (size_t i = 0; i < count; i++)
		store_be32(raw + i * 4, cells[i]);
	return prop_set(node, name, (struct bytes){raw, count * 4});
}

struct prop *set_string(struct node *node, const char *name, const char *text)
{
	return set_copy(node, name, text, strlen(text) + 1);
}

struct prop *set_strings(
	struct node *node, const char *name, size_t count, const char *const *texts)
{
	struct prop *prop;
	size_t size = 0;
	uint8_t *raw;

	for (size_t i = 0; i < count; i++)
		size += strlen(texts[i]) + 1;
	raw = arena_alloc(node->tree->arena, size);
	prop = prop_set(node, name, (struct bytes){raw, size});
	for (size_t i = 0; i < count; i++) {
		size_t n = strlen(texts[i]) + 1;

		memcpy(raw, texts[i], n);
		raw += n;
	}
	return prop;
}

struct prop *set_bytes(struct node *node, const char *name, struct bytes bytes)
{
	return set_copy(node, name, bytes.data, bytes.size);
}

void store_wide(uint8_t *data, uint64_t value, uint32_t cells, const struct node *node,
	const struct prop *prop)
{
	struct tree *tree = node->tree;

	if (cells == 0 ? value != 0 : cells == 1 && value > UINT32_MAX) {
		diag_report(tree->diag, SEVERITY_ERROR, "cell-width", prop->origin,
			prop_path(tree->arena, node, prop),
			"0x%" PRIx64 " does not fit the %" PRIu32 " cell%s that %s gives it", value,
			cells, cells == 1 ? "" : "s",
			node_path(tree->arena, node->parent ? node->parent : node));
		diag_help(tree->diag, "set #address-cells and #size-cells there to 2");
	}
	if (cells > 2)
		memset(data, 0, ((size_t)cells - 2) * 4);
	if (cells >= 2)
		store_be64(data + ((size_t)cells - 2) * 4, value);
	else if (cells == 1)
		store_be32(data, (uint32_t)value);
}

/* The first span that the user gave, else the first that anything did, else where we are. */
static struct origin choose_origin(struct origin here, size_t count, const struct span *spans)
{
	struct origin chosen = here;

	for (size_t i = count; i--;)
		if (spans[i].origin.source)
			chosen = spans[i].origin;
	for (size_t i = count; i--;)
		if (spans[i].origin.source && !spans[i].origin.source->builtin)
			chosen = spans[i].origin;
	return chosen;
}

struct prop *set_reg(struct node *node, size_t count, const struct span *spans)
{
	enum { CELLS_AT_MOST = 4 }; /* what Linux reads; a hostile blob may say anything */
	uint32_t address_cells = node_address_cells(node->parent);
	uint32_t size_cells = node_size_cells(node->parent);
	struct prop *prop = set_flag(node, "reg");
	uint8_t *data;

	prop->origin = choose_origin(prop->origin, count, spans);
	if (address_cells > CELLS_AT_MOST || size_cells > CELLS_AT_MOST) {
		diag_report(node->tree->diag, SEVERITY_ERROR, "cell-width", prop->origin,
			prop_path(node->tree->arena, node, prop),
			"%s gives its children more than %d cells for an address or a size",
			node_path(node->tree->arena, node->parent), CELLS_AT_MOST);
		return prop;
	}
	data = arena_array(node->tree->arena, count, ((size_t)address_cells + size_cells) * 4);
	prop->value = (struct bytes){data, count * ((size_t)address_cells + size_cells) * 4};
	for (size_t i = 0; i < count; i++) {
		store_wide(data, spans[i].base, address_cells, node, prop);
		data += (size_t)address_cells * 4;
		store_wide(data, spans[i].size, size_cells, node, prop);
		data += (size_t)size_cells * 4;
		if (count > 1)
			tree_note_detail(node->tree, prop, DETAIL_ENTRY, i, spans[i].origin);
	}
	return prop;
}
