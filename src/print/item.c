#include "print/item.h"

#include "base/text.h"
#include "tree/interrupt.h"

static void print_bytes(struct out *out, const struct item *item)
{
	for (size_t i = 0; i < item->size; i++)
		out_format(out, i ? " %02x" : "%02x", item->data[i]);
}

static void print_cells(struct out *out, const struct item *item, size_t cells)
{
	for (size_t i = 0; i < cells; i++) {
		if (i)
			out_char(out, ' ');
		out_hex(out, load_be32(item->data + i * 4));
	}
}

static void print_address(struct out *out, const struct item *item)
{
	for (size_t i = 0; i + 8 < item->size; i += 4) {
		out_hex(out, load_be32(item->data + i));
		out_char(out, ':');
	}
	out_hex(out, item->number);
}

static void print_string(struct out *out, const struct item *item)
{
	size_t n = item->size;

	while (n && !item->data[n - 1])
		n--;
	out_char(out, '"');
	text_visible(out, (const char *)item->data, n);
	out_char(out, '"');
}

static void print_target(struct out *out, const struct item *item)
{
	struct arena scratch = {0};
	const char *path;

	if (!item->target) {
		print_cells(out, item, item->size / 4);
		return;
	}
	path = node_path(&scratch, item->target);
	text_visible(out, path, strlen(path));
	arena_release(&scratch);
}

/* "SPI 16 edge-rising" for a GIC, cells for all others. */
static void print_interrupt(struct out *out, const struct item *item)
{
	struct gic_interrupt decoded;
	uint32_t cells[3];
	const char *trigger;

	if (!item->target || !node_is_gic(item->target) || item->size < sizeof(cells)) {
		print_cells(out, item, item->size / 4);
		return;
	}
	for (size_t i = 0; i < 3; i++)
		cells[i] = load_be32(item->data + i * 4);
	trigger = gic_decode(cells, &decoded) ? trigger_name(decoded.trigger) : NULL;
	if (!trigger || item->size > sizeof(cells)) {
		print_cells(out, item, item->size / 4);
		return;
	}
	out_format(out, "%s %u %s", interrupt_type_name(decoded.type), (unsigned)decoded.number,
		trigger);
	if (decoded.cpus)
		out_format(out, " cpus 0x%x", (unsigned)decoded.cpus);
}

void print_item(struct out *out, const struct item *item)
{
	char room[32];

	switch (item->role) {
	case ITEM_STRING:
		print_string(out, item);
		break;
	case ITEM_BYTES:
		print_bytes(out, item);
		break;
	case ITEM_NUMBER:
		out_hex(out, item->number);
		break;
	case ITEM_ADDRESS:
		print_address(out, item);
		break;
	case ITEM_SIZE:
		out_text(out, text_size(room, item->number));
		break;
	case ITEM_PHANDLE:
		print_target(out, item);
		break;
	case ITEM_INTERRUPT:
		print_interrupt(out, item);
		break;
	case ITEM_CELL:
	case ITEM_ARGUMENT:
		print_cells(out, item, item->size / 4);
		break;
	}
}
