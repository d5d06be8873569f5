#include "json/fault.h"

#include "base/text.h"

#include <stdio.h>

bool fault(struct scan *scan, size_t offset, size_t size, const char *format, ...)
{
	struct scan_fault *f = &scan->fault;
	va_list arguments;

	scan->failed = true;
	f->offset = offset;
	f->size = size;
	f->note = NULL;
	f->help[0] = '\0';
	va_start(arguments, format);
	vsnprintf(f->message, sizeof(f->message), format, arguments);
	va_end(arguments);
	return false;
}

void fault_help(struct scan *scan, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(scan->fault.help, sizeof(scan->fault.help), format, arguments);
	va_end(arguments);
}

void fault_note(struct scan *scan, size_t offset, const char *text)
{
	scan->fault.note = text;
	scan->fault.note_offset = offset;
}

size_t word_length(const struct scan *scan, size_t from)
{
	size_t at = from;

	while (at < scan->size && scan_is_word(scan->text[at]))
		at++;
	return at - from;
}

size_t line_length(const struct scan *scan, size_t from)
{
	size_t at = from;

	while (at < scan->size && scan->text[at] != '\n' && scan->text[at] != '\r')
		at++;
	return at - from;
}

static bool in_object(const struct scan *scan)
{
	return scan->depth && scan->text[bracket(scan)] == '{';
}

static const char *expected(const struct scan *scan)
{
	switch (scan->state) {
	case SCAN_FIRST_KEY:
	case SCAN_KEY:
		return "a key in double quotes";
	case SCAN_COLON:
		return "':'";
	case SCAN_NEXT:
		return in_object(scan) ? "',' or '}'" : "',' or ']'";
	default:
		return "a value";
	}
}

static bool fault_control(struct scan *scan)
{
	uint8_t byte = (uint8_t)*rest(scan);

	if (!byte)
		return fault(scan, scan->at, 1, "a NUL byte in the text");
	return fault(scan, scan->at, 1, "control character 0x%02x between the tokens", byte);
}

static bool fault_end(struct scan *scan)
{
	if (scan->state == SCAN_BEGIN) {
		fault(scan, 0, 1, scan->size ? "the text holds no value" : "the text is empty");
		fault_help(scan, "the smallest description is {}");
		return false;
	}
	fault(scan, scan->end, 1, "the text ends here, but %s must follow", expected(scan));
	fault_note(scan, bracket(scan), "this bracket is still open");
	return false;
}

static bool fault_unexpected(struct scan *scan)
{
	size_t length = utf8_length(rest(scan), left(scan));
	const char *where = scan->state == SCAN_END ? "the end of the text" : expected(scan);

	return fault(scan, scan->at, length, "unexpected '%.*s', expected %s", (int)length,
		rest(scan), where);
}

/* A ']' or '}' that does not fit. */
static bool fault_closer(struct scan *scan)
{
	char c = *rest(scan), fitting = in_object(scan) ? '}' : ']';

	if (!scan->depth && scan->state == SCAN_END)
		return fault(scan, scan->at, 1, "'%c' closes nothing: no bracket is open", c);
	if (!scan->depth)
		return fault_unexpected(scan);
	if (c != fitting) {
		fault(scan, scan->at, 1, "'%c' cannot close '%c'", c, scan->text[bracket(scan)]);
		fault_note(scan, bracket(scan), "opened here");
		return false;
	}
	if (scan->state == SCAN_COLON || scan->state == SCAN_MEMBER)
		return fault(scan, scan->end, 1, "the value of this key is missing");
	fault(scan, scan->end - 1, 1, "trailing comma before '%c'", c);
	fault_help(scan, "remove the comma");
	return false;
}

static bool is_value_start(char c)
{
	return (c && strchr("\"[{", c)) || scan_is_word(c);
}

static bool fault_key(struct scan *scan)
{
	size_t n = word_length(scan, scan->at);

	if (n) {
		fault(scan, scan->at, n, "keys take double quotes");
		if (n <= QUOTED_AT_MOST)
			fault_help(scan, "write \"%.*s\"", (int)n, rest(scan));
		return false;
	}
	if (*rest(scan) == ',')
		return fault(scan, scan->at, 1, "a member is missing before this comma");
	return fault_unexpected(scan);
}

static bool fault_colon(struct scan *scan)
{
	char c = *rest(scan);

	if (c == '=') {
		fault(scan, scan->at, left(scan) > 1 && rest(scan)[1] == '>' ? 2 : 1,
			"a key and its value are joined by ':', not by '='");
		return false;
	}
	if (c == ',')
		return fault(scan, scan->end, 1, "the value of this key is missing");
	if (is_value_start(c))
		return fault(scan, scan->end, 1, "missing ':' between the key and its value");
	return fault_unexpected(scan);
}

static bool fault_next(struct scan *scan)
{
	char c = *rest(scan);

	if (is_value_start(c))
		return fault(scan, scan->end, 1, "missing ',' between %s",
			in_object(scan) ? "members" : "values");
	if (c == ';')
		return fault(scan, scan->at, 1, "%s are separated by ',', not by ';'",
			in_object(scan) ? "members" : "values");
	if (c == ':' && !in_object(scan)) {
		fault(scan, scan->at, 1, "a list holds values without keys");
		fault_help(scan, "members with keys stand in { }");
		return false;
	}
	return fault_unexpected(scan);
}

static bool fault_value(struct scan *scan)
{
	char c = *rest(scan);

	if (scan_is_word(c))
		return fault_word(scan);
	if (c == ',' && scan->state == SCAN_MEMBER)
		return fault(scan, scan->end, 1, "the value of this key is missing");
	if (c == ',' && scan->depth)
		return fault(scan, scan->at, 1, "a value is missing before this comma");
	if (c == '=' && scan->state == SCAN_MEMBER)
		return fault(scan, scan->at, 1, "':' alone joins a key and its value");
	return fault_unexpected(scan);
}

static bool fault_after_end(struct scan *scan)
{
	if (!is_value_start(*rest(scan)))
		return fault_unexpected(scan);
	return fault(scan, scan->at, 1, "a second value; a text holds one");
}

bool scan_fault_token(struct scan *scan)
{
	uint8_t c;

	if (fault_encoding(scan))
		return false;
	if (scan->at >= scan->size)
		return fault_end(scan);
	c = (uint8_t)*rest(scan);
	if (c < ' ' || c == 0x7f)
		return fault_control(scan);
	if (!utf8_length(rest(scan), left(scan)))
		return fault_byte(scan);
	if (fault_slip(scan))
		return false;
	if (c == ']' || c == '}')
		return fault_closer(scan);
	switch (scan->state) {
	case SCAN_FIRST_KEY:
	case SCAN_KEY:
		return fault_key(scan);
	case SCAN_COLON:
		return fault_colon(scan);
	case SCAN_NEXT:
		return fault_next(scan);
	case SCAN_END:
		return fault_after_end(scan);
	default:
		return fault_value(scan);
	}
}

bool scan_fault_depth(struct scan *scan)
{
	return fault(scan, scan->at, 1, "nested deeper than %d levels", JSON_DEPTH_LIMIT);
}
