#include "json/scan.h"

#include "base/text.h"

void scan_init(struct scan *scan, struct bytes text)
{
	/* Not zeroed as a whole: the stack of brackets is written before it is read. */
	scan->text = (const char *)text.data;
	scan->size = text.size;
	scan->at = scan->end = 0;
	scan->state = SCAN_BEGIN;
	scan->depth = 0;
	scan->comment = 0;
	scan->odd = false;
	scan->failed = false;
}

bool scan_is_word(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       c == '_' || c == '.' || c == '+' || c == '-';
}

/* The byte at an offset; a NUL, which is never part of a token, behind the end. */
static char byte_at(const struct scan *scan, size_t offset)
{
	return offset < scan->size ? scan->text[offset] : '\0';
}

static char next_byte(const struct scan *scan)
{
	return byte_at(scan, scan->at);
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static void skip_blanks(struct scan *scan)
{
	for (; scan->at < scan->size; scan->at++) {
		char c = scan->text[scan->at];

		if (c != ' ' && c != '\n' && c != '\t' && c != '\r')
			return;
	}
}

static bool hex_value(char c, unsigned *value)
{
	if (is_digit(c))
		*value = (unsigned)(c - '0');
	else if (c >= 'a' && c <= 'f')
		*value = (unsigned)(c - 'a') + 10;
	else if (c >= 'A' && c <= 'F')
		*value = (unsigned)(c - 'A') + 10;
	else
		return false;
	return true;
}

/* \uXXXX at scan->at; leaves it behind. */
static bool scan_unit(struct scan *scan, unsigned *unit)
{
	if (next_byte(scan) != '\\' || byte_at(scan, scan->at + 1) != 'u')
		return false;
	*unit = 0;
	for (size_t i = 2; i < 6; i++) {
		unsigned digit;

		if (!hex_value(byte_at(scan, scan->at + i), &digit))
			return false;
		*unit = *unit << 4 | digit;
	}
	scan->at += 6;
	return true;
}

/* A backslash is next; on a fault scan->at stays there. */
static bool scan_escape(struct scan *scan)
{
	size_t start = scan->at;
	unsigned unit;
	char c = byte_at(scan, start + 1);

	if (c && strchr("\"\\/bfnrt", c)) {
		scan->at += 2;
		return true;
	}
	if (scan_unit(scan, &unit)) {
		if (unit && (unit < 0xd800 || unit > 0xdfff))
			return true;
		if (unit >= 0xd800 && unit < 0xdc00 && scan_unit(scan, &unit) && unit >= 0xdc00 &&
			unit <= 0xdfff)
			return true;
		/* Of a comment only the grammar counts, and that knows of no pairs. */
		if (scan->comment) {
			scan->odd = true;
			scan->at = start + 6;
			return true;
		}
	}
	scan->at = start;
	return false;
}

/* Behind the characters of a string that stand for themselves and are one byte long. */
static size_t skip_plain(const struct scan *scan)
{
	const uint8_t *text = (const uint8_t *)scan->text;
	size_t at = scan->at;

	while (at < scan->size && text[at] >= ' ' && text[at] < 0x80 && text[at] != '"' &&
		text[at] != '\\')
		at++;
	return at;
}

/* A quote is next; leaves the scanner behind the closing one. */
static bool scan_string(struct scan *scan)
{
	size_t start = scan->at++;

	for (;;) {
		size_t length;
		uint8_t c;

		scan->at = skip_plain(scan);
		c = (uint8_t)next_byte(scan);
		if (c == '"')
			break;
		if (c == '\\') {
			if (scan_escape(scan))
				continue;
			return scan_fault_string(scan, start);
		}
		length = c < ' ' ? 0 : utf8_length(scan->text + scan->at, scan->size - scan->at);
		if (!length)
			return scan_fault_string(scan, start);
		scan->at += length;
	}
	scan->end = ++scan->at;
	return true;
}

static bool scan_digits(struct scan *scan)
{
	size_t start = scan->at;

	while (is_digit(next_byte(scan)))
		scan->at++;
	return scan->at > start;
}

static bool number_fits(struct scan *scan)
{
	if (next_byte(scan) == '-')
		scan->at++;
	if (next_byte(scan) == '0')
		scan->at++;
	else if (!scan_digits(scan))
		return false;
	if (next_byte(scan) == '.') {
		scan->at++;
		if (!scan_digits(scan))
			return false;
	}
	if (next_byte(scan) == 'e' || next_byte(scan) == 'E') {
		scan->at++;
		if (next_byte(scan) == '+' || next_byte(scan) == '-')
			scan->at++;
		if (!scan_digits(scan))
			return false;
	}
	return !scan_is_word(next_byte(scan));
}

static bool scan_number(struct scan *scan)
{
	size_t start = scan->at;

	if (!number_fits(scan))
		return scan_fault_number(scan, start);
	scan->end = scan->at;
	return true;
}

static bool scan_literal(struct scan *scan, const char *literal)
{
	size_t n = strlen(literal);

	if (scan->size - scan->at < n || memcmp(scan->text + scan->at, literal, n) != 0 ||
		scan_is_word(byte_at(scan, scan->at + n)))
		return scan_fault_token(scan);
	scan->end = scan->at += n;
	return true;
}

static bool scan_open(struct scan *scan, enum scan_state inside)
{
	if (scan->depth == JSON_DEPTH_LIMIT)
		return scan_fault_depth(scan);
	scan->open[scan->depth++] = (uint32_t)scan->at++;
	scan->end = scan->at;
	scan->state = inside;
	return true;
}

static void after_value(struct scan *scan)
{
	scan->state = scan->depth ? SCAN_NEXT : SCAN_END;
}

static bool scan_scalar(struct scan *scan, struct scan_value *value)
{
	bool good;

	switch (next_byte(scan)) {
	case '"':
		value->kind = JSON_STRING;
		good = scan_string(scan);
		break;
	case 't':
		value->kind = JSON_TRUE;
		good = scan_literal(scan, "true");
		break;
	case 'f':
		value->kind = JSON_FALSE;
		good = scan_literal(scan, "false");
		break;
	case 'n':
		value->kind = JSON_NULL;
		good = scan_literal(scan, "null");
		break;
	default:
		value->kind = JSON_NUMBER;
		if (next_byte(scan) != '-' && !is_digit(next_byte(scan)))
			return scan_fault_token(scan);
		good = scan_number(scan);
	}
	after_value(scan);
	return good;
}

static bool scan_value(struct scan *scan, struct scan_value *value)
{
	bool good;

	value->offset = scan->at;
	value->depth = scan->depth;
	if (next_byte(scan) == '{') {
		value->kind = JSON_OBJECT;
		good = scan_open(scan, SCAN_FIRST_KEY);
	} else if (next_byte(scan) == '[') {
		value->kind = JSON_ARRAY;
		good = scan_open(scan, SCAN_FIRST_ITEM);
	} else {
		good = scan_scalar(scan, value);
	}
	value->size = scan->at - value->offset;
	return good;
}

/* One "/" in a string, in whichever way it is written; 0: something else. */
static size_t slash_length(const struct scan *scan, size_t at)
{
	static const char *const ways[] = {"/", "\\/", "\\u002f", "\\u002F"};

	for (size_t i = 0; i < sizeof(ways) / sizeof(*ways); i++) {
		size_t n = strlen(ways[i]);

		if (at < scan->size && scan->size - at >= n &&
			memcmp(scan->text + at, ways[i], n) == 0)
			return n;
	}
	return 0;
}

static bool is_comment_key(const struct scan *scan, size_t quote)
{
	size_t first = slash_length(scan, quote + 1);

	return first && slash_length(scan, quote + 1 + first);
}

static bool scan_key(struct scan *scan, struct scan_value *value)
{
	if (scan->depth <= scan->comment)
		scan->comment = 0;
	if (next_byte(scan) != '"')
		return scan_fault_token(scan);
	value->key_offset = scan->at;
	if (!scan_string(scan))
		return false;
	value->key_size = scan->at - value->key_offset;
	if (!scan->comment && is_comment_key(scan, value->key_offset))
		scan->comment = scan->depth;
	scan->state = SCAN_COLON;
	skip_blanks(scan);
	if (next_byte(scan) != ':')
		return scan_fault_token(scan);
	scan->end = ++scan->at;
	scan->state = SCAN_MEMBER;
	return true;
}

static void step_over(struct scan *scan, enum scan_state state)
{
	scan->end = ++scan->at;
	scan->state = state;
}

static void scan_close(struct scan *scan)
{
	scan->depth--;
	if (scan->depth < scan->comment)
		scan->comment = 0;
	step_over(scan, scan->depth ? SCAN_NEXT : SCAN_END);
}

bool scan_next(struct scan *scan, struct scan_value *value)
{
	if (scan->failed)
		return false;
	*value = (struct scan_value){.kind = JSON_NULL};
	for (;;) {
		bool in_object = scan->depth && scan->text[scan->open[scan->depth - 1]] == '{';
		char c;

		skip_blanks(scan);
		c = next_byte(scan);
		switch (scan->state) {
		case SCAN_FIRST_ITEM:
		case SCAN_FIRST_KEY:
			if (c == (in_object ? '}' : ']'))
				scan_close(scan);
			else
				scan->state = in_object ? SCAN_KEY : SCAN_ITEM;
			break;
		case SCAN_KEY:
			if (!scan_key(scan, value))
				return false;
			break;
		case SCAN_NEXT:
			if (c == ',')
				step_over(scan, in_object ? SCAN_KEY : SCAN_ITEM);
			else if (c == (in_object ? '}' : ']'))
				scan_close(scan);
			else
				return scan_fault_token(scan);
			break;
		case SCAN_END:
			return scan->at < scan->size ? scan_fault_token(scan) : false;
		default:
			return scan_value(scan, value);
		}
	}
}
