#include "query/change.h"

#include "base/text.h"
#include "print/item.h"

enum {
	LOOKED_AT = 512, /* items of each value from the first difference on */
	SHOWN = 16,	 /* items of each value in a line */
};

/* Do two nodes of two trees have one path? */
static bool same_path(const struct node *a, const struct node *b)
{
	while (a->parent && b->parent && strcmp(a->name, b->name) == 0) {
		a = a->parent;
		b = b->parent;
	}
	return !a->parent && !b->parent;
}

static bool same_item(const struct item *a, const struct item *b)
{
	if (a->role == ITEM_PHANDLE && b->role == ITEM_PHANDLE && a->target && b->target)
		return same_path(a->target, b->target);
	return bytes_equal((struct bytes){a->data, a->size}, (struct bytes){b->data, b->size});
}

static void open_both(
	const struct subject *a, const struct subject *b, struct value *va, struct value *vb)
{
	value_open(va, a->node, a->prop, a->memo);
	value_open(vb, b->node, b->prop, b->memo);
}

bool same_value(const struct subject *a, const struct subject *b)
{
	struct value va, vb;
	struct item ia, ib;

	open_both(a, b, &va, &vb);
	if (!value_refers(&va) || !value_refers(&vb))
		return bytes_equal(a->prop->value, b->prop->value);
	while (value_next(&va, &ia)) {
		if (!value_next(&vb, &ib) || !same_item(&ia, &ib))
			return false;
	}
	return !value_next(&vb, &ib);
}

/* The items of a value one by one; plain bytes come singly. */
struct reader {
	struct value value;
	struct item whole; /* of VALUE_BYTES */
	size_t at;
};

static void reader_open(struct reader *reader, const struct subject *subject)
{
	*reader = (struct reader){0};
	value_open(&reader->value, subject->node, subject->prop, subject->memo);
	if (reader->value.kind == VALUE_BYTES && !value_next(&reader->value, &reader->whole))
		reader->whole.size = 0;
}

static bool reader_next(struct reader *reader, struct item *item)
{
	if (reader->value.kind != VALUE_BYTES)
		return value_next(&reader->value, item);
	if (reader->at == reader->whole.size)
		return false;
	*item = reader->whole;
	item->data += reader->at++;
	item->size = 1;
	item->first = true;
	return true;
}

/* A stretch of a value's items. */
struct window {
	struct item items[LOOKED_AT];
	size_t count;
	bool more; /* items follow that were not looked at */
	bool strings;
};

static void window_fill(struct window *window, struct reader *reader)
{
	struct item item;

	window->count = 0;
	window->strings = reader->value.kind == VALUE_STRINGS;
	while (window->count < LOOKED_AT && reader_next(reader, &window->items[window->count]))
		window->count++;
	window->more = reader_next(reader, &item);
}

static void print_items(struct out *out, const struct window *window, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		const struct item *item = &window->items[i];
		bool new_tuple = item->first && item->role != ITEM_BYTES && item->role != ITEM_CELL;

		if (i > from)
			out_text(out, window->strings || new_tuple ? ", " : " ");
		if (i - from == SHOWN) {
			out_text(out, "...");
			return;
		}
		print_item(out, item);
	}
	if (to == window->count && window->more)
		out_text(out, " ...");
}

void print_brief(struct out *out, const struct subject *subject)
{
	struct reader reader;
	struct window window;

	if (!subject->prop->value.size) {
		out_text(out, "(flag)");
		return;
	}
	reader_open(&reader, subject);
	window_fill(&window, &reader);
	print_items(out, &window, 0, window.count);
}

/* Leaves both readers at the first tuple that is not the same; true if any was passed. */
static bool skip_common(struct reader *a, struct reader *b)
{
	struct reader tuple_a = *a, tuple_b = *b;
	size_t passed = 0;

	for (;;) {
		struct reader next_a = *a, next_b = *b;
		struct item ia, ib;
		bool more_a = reader_next(&next_a, &ia), more_b = reader_next(&next_b, &ib);

		if ((!more_a || ia.first) && (!more_b || ib.first)) {
			tuple_a = *a;
			tuple_b = *b;
			passed++;
		}
		if (!more_a || !more_b || !same_item(&ia, &ib))
			break;
		*a = next_a;
		*b = next_b;
	}
	*a = tuple_a;
	*b = tuple_b;
	return passed > 1;
}

/* How many items at the end, whole tuples, are the same. */
static size_t common_end(const struct window *a, const struct window *b)
{
	size_t n = 0, whole = 0;

	if (a->more || b->more)
		return 0;
	while (n < a->count && n < b->count) {
		const struct item *ia = &a->items[a->count - 1 - n];
		const struct item *ib = &b->items[b->count - 1 - n];

		if (!same_item(ia, ib))
			break;
		n++;
		if (ia->first && ib->first)
			whole = n;
	}
	return whole;
}

/* How many items both begin with, where each is a single tuple. */
static size_t common_start(const struct window *a, size_t na, const struct window *b, size_t nb)
{
	size_t n = 0;

	for (size_t i = 1; i < na; i++)
		if (a->items[i].first)
			return 0;
	for (size_t i = 1; i < nb; i++)
		if (b->items[i].first)
			return 0;
	while (n < na && n < nb && same_item(&a->items[n], &b->items[n]))
		n++;
	return n < na && n < nb ? n : 0;
}

/* The two sides of a change as they are printed. */
struct sides {
	struct out a, b;
};

/* What is different, or where one of the two has more: both as a whole, to see that. */
static void print_sides(struct sides *sides, const struct subject *a, const struct subject *b)
{
	struct reader ra, rb;
	struct window wa, wb;
	size_t start, end;
	bool passed;

	reader_open(&ra, a);
	reader_open(&rb, b);
	passed = ra.value.kind == rb.value.kind && skip_common(&ra, &rb);
	window_fill(&wa, &ra);
	window_fill(&wb, &rb);
	end = common_end(&wa, &wb);
	if (ra.value.kind != rb.value.kind || end == wa.count || end == wb.count) {
		print_brief(&sides->a, a);
		print_brief(&sides->b, b);
		return;
	}
	start = common_start(&wa, wa.count - end, &wb, wb.count - end);
	out_text(&sides->a, passed ? "... " : "");
	print_items(&sides->a, &wa, 0, start);
	out_text(&sides->a, start ? " " : "");
	print_items(&sides->a, &wa, start, wa.count - end);
	print_items(&sides->b, &wb, start, wb.count - end);
	out_text(&sides->b, end ? " ..." : "");
}

static void print_size(struct out *out, const struct subject *subject)
{
	size_t size = subject->prop->value.size;

	out_format(out, " (%zu byte%s)", size, size == 1 ? "" : "s");
}

void print_change(struct out *out, const struct subject *a, const struct subject *b)
{
	struct sides sides;
	bool alike;

	out_init(&sides.a, -1);
	out_init(&sides.b, -1);
	print_sides(&sides, a, b);
	/* One number in one cell or in two looks the same: then the bytes tell them apart. */
	alike = bytes_equal(out_bytes(&sides.a), out_bytes(&sides.b));
	out_write(out, sides.a.data, sides.a.used);
	if (alike)
		print_size(out, a);
	out_text(out, " -> ");
	out_write(out, sides.b.data, sides.b.used);
	if (alike)
		print_size(out, b);
	out_release(&sides.a);
	out_release(&sides.b);
}
