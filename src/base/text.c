#include "base/text.h"

#include <ctype.h>
#include <stdio.h>

int text_hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

size_t utf8_length(const char *text, size_t n)
{
	const uint8_t *p = (const uint8_t *)text;
	uint8_t low = 0x80, high = 0xbf;
	size_t length;

	if (!n)
		return 0;
	if (p[0] < 0x80)
		return 1;
	if (p[0] < 0xc2 || p[0] > 0xf4)
		return 0;
	length = p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;
	if (n < length)
		return 0;
	/* The second byte's range shuts out overlong forms, surrogates and what is too large. */
	if (p[0] == 0xe0)
		low = 0xa0;
	else if (p[0] == 0xed)
		high = 0x9f;
	else if (p[0] == 0xf0)
		low = 0x90;
	else if (p[0] == 0xf4)
		high = 0x8f;
	if (p[1] < low || p[1] > high)
		return 0;
	for (size_t i = 2; i < length; i++)
		if ((p[i] & 0xc0) != 0x80)
			return 0;
	return length;
}

uint32_t utf8_decode(const char *text, size_t length)
{
	const uint8_t *p = (const uint8_t *)text;
	uint32_t code = length == 1 ? p[0] : p[0] & (0xffu >> (length + 1));

	for (size_t i = 1; i < length; i++)
		code = code << 6 | (p[i] & 0x3f);
	return code;
}

bool text_is_deceptive(uint32_t code)
{
	return (code >= 0x80 && code < 0xa0) || code == 0xad || code == 0x61c || code == 0x180e ||
	       (code >= 0x200b && code <= 0x200f) || (code >= 0x2028 && code <= 0x202e) ||
	       (code >= 0x2060 && code <= 0x206f) || code == 0xfeff ||
	       (code >= 0xfff9 && code <= 0xfffb) || (code >= 0xe0000 && code <= 0xe007f);
}

static size_t visible_byte(struct out *out, uint8_t byte)
{
	static const char digits[] = "0123456789abcdef";

	out_write(out, "\\x", 2);
	out_char(out, digits[byte >> 4]);
	out_char(out, digits[byte & 15]);
	return 4;
}

static size_t visible_code(struct out *out, uint32_t code)
{
	char text[16];
	int n = snprintf(text, sizeof(text), "<U+%04X>", (unsigned)code);

	out_write(out, text, (size_t)n);
	return (size_t)n;
}

/* How many columns terminals give a character: CJK and emoji two, combining marks none. */
static size_t columns_of(uint32_t code)
{
	static const struct {
		uint32_t first, last;
		size_t columns;
	} table[] = {
		{0x0300, 0x036f, 0},
		{0x1100, 0x115f, 2},
		{0x2e80, 0x303e, 2},
		{0x3041, 0xa4cf, 2},
		{0xac00, 0xd7a3, 2},
		{0xf900, 0xfaff, 2},
		{0xfe00, 0xfe0f, 0},
		{0xfe30, 0xfe6f, 2},
		{0xff00, 0xff60, 2},
		{0xffe0, 0xffe6, 2},
		{0x1f300, 0x1f64f, 2},
		{0x1f900, 0x1f9ff, 2},
		{0x20000, 0x3fffd, 2},
	};

	if (code < table[0].first)
		return 1;
	for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++)
		if (code >= table[i].first && code <= table[i].last)
			return table[i].columns;
	return 1;
}

size_t text_visible(struct out *out, const char *text, size_t n)
{
	size_t columns = 0;

	while (n) {
		size_t length = utf8_length(text, n);
		uint32_t code = length ? utf8_decode(text, length) : 0;

		if (!length || code < 0x20 || code == 0x7f) {
			columns += visible_byte(out, (uint8_t)*text);
			length = 1;
		} else if (text_is_deceptive(code)) {
			columns += visible_code(out, code);
		} else {
			out_write(out, text, length);
			columns += columns_of(code);
		}
		text += length;
		n -= length;
	}
	return columns;
}

static void json_control(struct out *out, uint8_t c)
{
	static const char from[] = "\b\f\n\r\t", to[] = "bfnrt";
	const char *known = c ? strchr(from, c) : NULL;

	if (known) {
		out_char(out, '\\');
		out_char(out, to[known - from]);
		return;
	}
	out_format(out, "\\u%04x", c);
}

/* A character that is better not shown, as UTF-16 escapes. */
static void json_code(struct out *out, uint32_t code)
{
	if (code > 0xffff)
		out_format(out, "\\u%04x\\u%04x", (unsigned)(0xd7c0 + (code >> 10)),
			(unsigned)(0xdc00 | (code & 0x3ff)));
	else
		out_format(out, "\\u%04x", (unsigned)code);
}

void text_json(struct out *out, const char *text, size_t n)
{
	out_char(out, '"');
	while (n) {
		size_t length = utf8_length(text, n);

		if (length > 1 && text_is_deceptive(utf8_decode(text, length))) {
			json_code(out, utf8_decode(text, length));
		} else if (!length) {
			out_text(out, "\xef\xbf\xbd");
			length = 1;
		} else if (*text == '"' || *text == '\\') {
			out_char(out, '\\');
			out_char(out, *text);
		} else if ((uint8_t)*text < 0x20 || *text == 0x7f) {
			json_control(out, (uint8_t)*text);
		} else {
			out_write(out, text, length);
		}
		text += length;
		n -= length;
	}
	out_char(out, '"');
}

const char *text_size(char room[32], uint64_t size)
{
	static const char units[][5] = {" B", " KiB", " MiB", " GiB", " TiB", " PiB", " EiB"};
	size_t unit = 0, n = 32, bits;
	uint64_t whole, rest, tenths;

	while (size >> 10 * unit >= 1024)
		unit++;
	bits = 10 * unit;
	whole = size >> bits;
	rest = size - (whole << bits);
	tenths = rest ? (rest * 10 + (UINT64_C(1) << bits) / 2) >> bits : 0;
	whole += tenths / 10;
	tenths %= 10;
	/* From the end, so that the first digit is where the text begins. */
	n -= sizeof(units[unit]);
	memcpy(room + n, units[unit], sizeof(units[unit]));
	if (rest) {
		room[--n] = (char)('0' + tenths);
		room[--n] = '.';
	}
	do {
		room[--n] = (char)('0' + whole % 10);
		whole /= 10;
	} while (whole);
	return room + n;
}

enum { SUGGEST_LONGEST = 40 };

static int fold(char c)
{
	return tolower((unsigned char)c);
}

/* Optimal string alignment distance; both words are at most SUGGEST_LONGEST long. */
static unsigned edits(const char *a, size_t m, const char *b, size_t n)
{
	unsigned row[3][SUGGEST_LONGEST + 1] = {{0}};

	for (unsigned j = 0; j <= n; j++)
		row[0][j] = j;
	for (unsigned i = 1; i <= m; i++) {
		unsigned *now = row[i % 3], *above = row[(i - 1) % 3], *higher = row[(i + 1) % 3];

		now[0] = i;
		for (size_t j = 1; j <= n; j++) {
			bool same = fold(a[i - 1]) == fold(b[j - 1]);
			unsigned best = above[j - 1] + !same;

			if (above[j] + 1 < best)
				best = above[j] + 1;
			if (now[j - 1] + 1 < best)
				best = now[j - 1] + 1;
			if (i > 1 && j > 1 && fold(a[i - 1]) == fold(b[j - 2]) &&
				fold(a[i - 2]) == fold(b[j - 1]) && higher[j - 2] + 1 < best)
				best = higher[j - 2] + 1;
			now[j] = best;
		}
	}
	return row[m % 3][n];
}

/* The shortest of the words that begin with what was typed: "mem" for "memory". */
static const char *complete(const char *word, size_t m, const char *const *words)
{
	const char *best = NULL;

	for (; m >= 3 && *words; words++)
		if (strncmp(*words, word, m) == 0 && (!best || strlen(*words) < strlen(best)))
			best = *words;
	return best;
}

/* The only word that ends with what was typed, behind a hyphen: "bar" for "foo-bar". */
static const char *find_end(const char *word, size_t m, const char *const *words)
{
	const char *only = NULL;

	for (; m >= 3 && *words; words++) {
		size_t n = strlen(*words);

		if (n <= m || strcmp(*words + n - m, word) != 0 || (*words)[n - m - 1] != '-')
			continue;
		if (only)
			return NULL;
		only = *words;
	}
	return only;
}

const char *text_shorten(struct arena *arena, const char *text)
{
	enum { LONGEST = 256, KEPT = 120 };
	size_t n = strlen(text);

	if (n <= LONGEST)
		return text;
	return arena_format(arena, "%.*s...%s", KEPT, text, text + n - KEPT);
}

const char *text_suggest(const char *word, const char *const *words)
{
	size_t m = strlen(word);
	unsigned limit = m < 3 ? 1 : 2;
	const char *best = complete(word, m, words);

	if (best || m > SUGGEST_LONGEST)
		return best;
	for (const char *const *near = words; *near; near++) {
		size_t n = strlen(*near);
		unsigned distance;

		if (n > SUGGEST_LONGEST)
			continue;
		distance = edits(word, m, *near, n);
		if (distance <= limit && distance * 2 <= m) {
			best = *near;
			limit = distance ? distance - 1 : 0;
			if (!distance)
				break;
		}
	}
	return best ? best : find_end(word, m, words);
}
