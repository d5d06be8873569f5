#include "base/text.h"
#include "json/scan.h"

/* The way from the document's value to the newest one. */
struct step {
	size_t key_offset, key_size; /* 0, 0 in an array */
	size_t index;
};

static unsigned hex_unit(const char *digits)
{
	unsigned unit = 0;

	for (size_t i = 0; i < 4; i++) {
		unsigned c = (unsigned char)digits[i];

		unit = unit << 4 | (c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
	}
	return unit;
}

static void put_utf8(struct out *out, uint32_t code)
{
	if (code < 0x80) {
		out_char(out, (char)code);
	} else if (code < 0x800) {
		out_char(out, (char)(0xc0 | code >> 6));
		out_char(out, (char)(0x80 | (code & 0x3f)));
	} else if (code < 0x10000) {
		out_char(out, (char)(0xe0 | code >> 12));
		out_char(out, (char)(0x80 | (code >> 6 & 0x3f)));
		out_char(out, (char)(0x80 | (code & 0x3f)));
	} else {
		out_char(out, (char)(0xf0 | code >> 18));
		out_char(out, (char)(0x80 | (code >> 12 & 0x3f)));
		out_char(out, (char)(0x80 | (code >> 6 & 0x3f)));
		out_char(out, (char)(0x80 | (code & 0x3f)));
	}
}

/* What a pointer's token is made of: '~' and '/' have names of their own (RFC 6901, 3). */
static void put_pointer_char(struct out *out, uint32_t code)
{
	if (code == '~')
		out_text(out, "~0");
	else if (code == '/')
		out_text(out, "~1");
	else
		put_utf8(out, code);
}

/* An escape of a string that the scanner found good; returns its length. */
static size_t put_escape(struct out *out, const char *text)
{
	static const char from[] = "bfnrt", to[] = "\b\f\n\r\t";
	const char *known = strchr(from, text[1]);
	unsigned unit;

	if (text[1] != 'u') {
		put_pointer_char(out, (unsigned char)(known ? to[known - from] : text[1]));
		return 2;
	}
	unit = hex_unit(text + 2);
	if (unit < 0xd800 || unit > 0xdfff) {
		put_pointer_char(out, unit);
		return 6;
	}
	put_utf8(out, 0x10000 + ((unit - 0xd800) << 10) + (hex_unit(text + 8) - 0xdc00));
	return 12;
}

static void put_key(struct out *out, const char *text, size_t n)
{
	/* Without the quotes. */
	for (size_t i = 1; i + 1 < n;) {
		if (text[i] == '\\') {
			i += put_escape(out, text + i);
		} else if (text[i] == '~' || text[i] == '/') {
			put_pointer_char(out, (unsigned char)text[i++]);
		} else {
			out_char(out, text[i++]);
		}
	}
}

static const char *pointer_text(
	struct arena *arena, const char *text, const struct step *steps, unsigned depth)
{
	struct bytes bytes;
	struct out out;
	const char *pointer;

	out_init(&out, -1);
	for (unsigned i = 1; i <= depth; i++) {
		out_char(&out, '/');
		if (steps[i].key_size)
			put_key(&out, text + steps[i].key_offset, steps[i].key_size);
		else
			out_decimal(&out, steps[i].index);
	}
	bytes = out_bytes(&out);
	pointer = arena_text(arena, (const char *)bytes.data, bytes.size);
	out_release(&out);
	return pointer;
}

bool scan_locate(const struct source *source, size_t offset, bool key, struct arena *arena,
	struct place *place)
{
	struct step steps[JSON_DEPTH_LIMIT + 1] = {0};
	struct scan_value value;
	struct scan scan;
	unsigned depth = 0;

	scan_init(&scan, source->content);
	while (scan_next(&scan, &value)) {
		struct step *step = &steps[value.depth];

		step->index = value.depth > depth ? 0 : step->index + 1;
		if (!value.depth)
			step->index = 0;
		depth = value.depth;
		step->key_offset = value.key_offset;
		step->key_size = value.key_size;
		if (value.offset != offset)
			continue;
		place->offset = key && value.key_size ? value.key_offset : value.offset;
		place->size = key && value.key_size ? value.key_size : value.size;
		place->pointer = pointer_text(arena, scan.text, steps, value.depth);
		return true;
	}
	if (!scan.failed || scan.fault.offset != offset)
		return false;
	place->offset = scan.fault.offset;
	place->size = scan.fault.size;
	return true;
}
