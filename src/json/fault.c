/*
 * What is wrong where the scanner stopped, said for the person who wrote it: the frequent slips
 * first, then what the state of the scanner expected.
 */
#include "base/text.h"
#include "json/scan.h"

#include <ctype.h>
#include <stdio.h>

static const char hex_digits[] = "0123456789abcdefABCDEF";

enum { QUOTED_AT_MOST = 40 }; /* bytes of the text that a message repeats */

static bool fault(struct scan *scan, size_t offset, size_t size, const char *format, ...)
	PRINTF_LIKE(4, 5);
static void help(struct scan *scan, const char *format, ...) PRINTF_LIKE(2, 3);

static bool fault(struct scan *scan, size_t offset, size_t size, const char *format, ...)
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

static void help(struct scan *scan, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(scan->fault.help, sizeof(scan->fault.help), format, arguments);
	va_end(arguments);
}

static void note(struct scan *scan, size_t offset, const char *text)
{
	scan->fault.note = text;
	scan->fault.note_offset = offset;
}

static const char *rest(const struct scan *scan)
{
	return scan->text + scan->at;
}

static size_t left(const struct scan *scan)
{
	return scan->size - scan->at;
}

static bool begins(const struct scan *scan, const char *prefix)
{
	return left(scan) >= strlen(prefix) && memcmp(rest(scan), prefix, strlen(prefix)) == 0;
}

static size_t word_length(const struct scan *scan, size_t from)
{
	size_t at = from;

	while (at < scan->size && scan_is_word(scan->text[at]))
		at++;
	return at - from;
}

static size_t to_line_end(const struct scan *scan, size_t from)
{
	size_t at = from;

	while (at < scan->size && scan->text[at] != '\n' && scan->text[at] != '\r')
		at++;
	return at - from;
}

/* The innermost open bracket; only where one is open. */
static size_t bracket(const struct scan *scan)
{
	return scan->open[scan->depth - 1];
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

/* A text in another encoding fails at its first or second byte; Windows editors save such. */
static bool fault_encoding(struct scan *scan)
{
	const uint8_t *text = (const uint8_t *)scan->text;
	bool marked, utf16;

	if (scan->at > 1)
		return false;
	if (scan->size >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) {
		fault(scan, 0, 3, "the text begins with a byte order mark");
		help(scan, "save it as UTF-8 without a BOM");
		return true;
	}
	marked = scan->size >= 2 &&
		 ((text[0] == 0xff && text[1] == 0xfe) || (text[0] == 0xfe && text[1] == 0xff));
	utf16 = marked || (scan->size >= 4 && !text[0] && text[1] && !text[2] && text[3]) ||
		(scan->size >= 4 && text[0] && !text[1] && text[2] && !text[3]);
	if (!utf16)
		return false;
	fault(scan, 0, marked ? 2 : 1, "this is UTF-16; JSON is UTF-8");
	help(scan, "save it as UTF-8, or convert it: iconv -f UTF-16 -t UTF-8");
	return true;
}

static bool fault_byte(struct scan *scan)
{
	uint8_t byte = (uint8_t)*rest(scan);

	fault(scan, scan->at, 1, "byte 0x%02x is not UTF-8 here", byte);
	help(scan, "save the text as UTF-8");
	return false;
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
		help(scan, "the smallest description is {}");
		return false;
	}
	fault(scan, scan->end, 1, "the text ends here, but %s must follow", expected(scan));
	note(scan, bracket(scan), "this bracket is still open");
	return false;
}

static bool fault_comment(struct scan *scan)
{
	size_t size = to_line_end(scan, scan->at);

	if (begins(scan, "/dts-v1/") && scan->state == SCAN_BEGIN) {
		fault(scan, scan->at, size, "this is device tree source, not JSON");
		help(scan, "compile it with dtc -I dts -O dtb; blobs are read as they are");
		return true;
	}
	if (!begins(scan, "//") && !begins(scan, "/*") && !begins(scan, "#"))
		return false;
	if (begins(scan, "/*")) {
		for (size_t i = 2; i + 1 < size; i++)
			if (memcmp(rest(scan) + i, "*/", 2) == 0)
				size = i + 2;
	}
	fault(scan, scan->at, size, "JSON has no comments");
	help(scan, "a member is ignored when its key begins with //: \"//\": \"text\"");
	return true;
}

/* 'text' where "text" is meant. */
static bool fault_single_quotes(struct scan *scan)
{
	size_t line = to_line_end(scan, scan->at), size = 1;

	if (!begins(scan, "'"))
		return false;
	while (size < line && rest(scan)[size] != '\'')
		size++;
	if (size == line) {
		fault(scan, scan->at, 1, "JSON takes double quotes, not single ones");
		return true;
	}
	fault(scan, scan->at, size + 1, "JSON takes double quotes, not single ones");
	if (size <= QUOTED_AT_MOST && !memchr(rest(scan), '"', size) &&
		!memchr(rest(scan), '\\', size))
		help(scan, "write \"%.*s\"", (int)size - 1, rest(scan) + 1);
	return true;
}

/* What word processors, web pages and input methods put in place of ASCII. */
static bool fault_lookalike(struct scan *scan)
{
	static const struct {
		uint32_t first, last;
		const char *name, *instead;
	} table[] = {
		{0x201c, 0x201f, "a typographic quote", "the straight one: \""},
		{0x2018, 0x201b, "a typographic quote", "the straight double one: \""},
		{0x00ab, 0x00ab, "a typographic quote", "the straight one: \""},
		{0x00bb, 0x00bb, "a typographic quote", "the straight one: \""},
		{0xff02, 0xff02, "a fullwidth quote", "the ASCII one: \""},
		{0xff0c, 0xff0c, "a fullwidth comma", "the ASCII one: ,"},
		{0xff1a, 0xff1a, "a fullwidth colon", "the ASCII one: :"},
		{0xff5b, 0xff5b, "a fullwidth bracket", "the ASCII one: {"},
		{0xff5d, 0xff5d, "a fullwidth bracket", "the ASCII one: }"},
		{0x2010, 0x2015, "a typographic dash", "the ASCII minus: -"},
		{0x2212, 0x2212, "a typographic minus", "the ASCII one: -"},
		{0x0085, 0x0085, "an unusual line break", "a plain one"},
		{0x00a0, 0x00a0, "a no-break space", "a plain space"},
		{0x2000, 0x200a, "an unusual space", "a plain one"},
		{0x202f, 0x202f, "an unusual space", "a plain one"},
		{0x205f, 0x205f, "an unusual space", "a plain one"},
		{0x3000, 0x3000, "an unusual space", "a plain one"},
		{0x2028, 0x2029, "an unusual line break", "a plain one"},
		{0x200b, 0x200f, "an invisible character", NULL},
		{0x00ad, 0x00ad, "an invisible character", NULL},
		{0x2060, 0x2064, "an invisible character", NULL},
		{0xfeff, 0xfeff, "an invisible character", NULL},
	};
	size_t length = utf8_length(rest(scan), left(scan));
	uint32_t code;

	if (length < 2)
		return false;
	code = utf8_decode(rest(scan), length);
	for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++) {
		if (code < table[i].first || code > table[i].last)
			continue;
		fault(scan, scan->at, length, "%s (U+%04X), which is no part of JSON",
			table[i].name, (unsigned)code);
		if (table[i].instead)
			help(scan, "replace it by %s", table[i].instead);
		else
			help(scan, "delete it");
		return true;
	}
	return false;
}

static bool same_word(const char *a, size_t n, const char *b)
{
	if (strlen(b) != n)
		return false;
	for (size_t i = 0; i < n; i++)
		if (tolower((unsigned char)a[i]) != b[i])
			return false;
	return true;
}

/* Words of other languages; NULL when there is nothing to propose. */
static const char *meant_literal(const char *word, size_t n)
{
	static const char *const literals[] = {"true", "false", "null", NULL};
	static const struct {
		const char *word, *literal;
	} others[] = {
		{"yes", "true"},
		{"on", "true"},
		{"no", "false"},
		{"off", "false"},
		{"none", "null"},
		{"nil", "null"},
		{"undefined", "null"},
	};
	char copy[16];

	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		if (same_word(word, n, others[i].word))
			return others[i].literal;
	if (n >= sizeof(copy))
		return NULL;
	memcpy(copy, word, n);
	copy[n] = '\0';
	return text_suggest(copy, literals);
}

/* A bare word, a number that begins like none, where a value is expected. */
static bool fault_word(struct scan *scan)
{
	const char *word = rest(scan);
	size_t n = word_length(scan, scan->at);
	int shown = n > QUOTED_AT_MOST ? QUOTED_AT_MOST : (int)n;
	const char *literal = meant_literal(word, n);

	if (word[0] == '+' || word[0] == '.') {
		fault(scan, scan->at, n, "a number begins with a digit or '-', not with '%c'",
			*word);
		if (n > 1 && isdigit((unsigned char)word[1]) && n <= QUOTED_AT_MOST)
			help(scan, "write %s%.*s", word[0] == '.' ? "0." : "", shown - 1, word + 1);
		return false;
	}
	if (same_word(word, n, "nan") || same_word(word, n, "inf") ||
		same_word(word, n, "infinity"))
		return fault(scan, scan->at, n, "JSON has no %.*s", shown, word);
	fault(scan, scan->at, n, "unknown word %.*s", shown, word);
	if (literal)
		help(scan, "JSON writes %s", literal);
	else if (n <= QUOTED_AT_MOST)
		help(scan, "strings take double quotes: \"%.*s\"", shown, word);
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
		note(scan, bracket(scan), "opened here");
		return false;
	}
	if (scan->state == SCAN_COLON || scan->state == SCAN_MEMBER)
		return fault(scan, scan->end, 1, "the value of this key is missing");
	fault(scan, scan->end - 1, 1, "trailing comma before '%c'", c);
	help(scan, "remove the comma");
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
			help(scan, "write \"%.*s\"", (int)n, rest(scan));
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
		fault(scan, scan->at, begins(scan, "=>") ? 2 : 1,
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
		help(scan, "members with keys stand in { }");
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
	if (fault_comment(scan) || fault_single_quotes(scan) || fault_lookalike(scan))
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

static bool all_in(const char *text, size_t n, const char *set)
{
	for (size_t i = 0; i < n; i++)
		if (!text[i] || !strchr(set, text[i]))
			return false;
	return n > 0;
}

static size_t count_digits(const char *text, size_t n)
{
	size_t i = 0;

	while (i < n && isdigit((unsigned char)text[i]))
		i++;
	return i;
}

/* 512M and its kin: digits, then a unit of one to three letters. */
static bool is_size(const char *word, size_t n)
{
	size_t digits = count_digits(word, n);
	char unit = digits < n ? (char)toupper((unsigned char)word[digits]) : '\0';
	size_t behind = n - digits;

	if (!digits || behind == 0 || behind > 3 || !unit || !strchr("KMGT", unit))
		return false;
	return behind == 1 || all_in(word + digits + 1, behind - 1, "iIbB");
}

/* Numbers of other languages: said with the way to write them here. */
static bool fault_foreign_number(struct scan *scan, size_t start, const char *word, size_t n)
{
	size_t size = scan->at - start;
	int shown = n > QUOTED_AT_MOST ? QUOTED_AT_MOST : (int)n;
	char second = n > 1 ? (char)tolower((unsigned char)word[1]) : '\0';

	if (word[0] == '0' && second == 'x') {
		fault(scan, start, size, "JSON has no hexadecimal numbers");
		if (n > 2 && n <= QUOTED_AT_MOST &&
			all_in(word + 2, n - 2, "_0123456789abcdefABCDEF"))
			help(scan, "write a string: \"0x%.*s\"", shown - 2, word + 2);
	} else if (word[0] == '0' && (second == 'b' || second == 'o')) {
		fault(scan, start, size, "JSON has no %s numbers",
			second == 'b' ? "binary" : "octal");
		help(scan, "write it in decimal, or as a string in hexadecimal: \"0x10\"");
	} else if (is_size(word, n)) {
		int digits = (int)count_digits(word, n);

		fault(scan, start, size, "a number with a unit must be a string");
		help(scan, "write \"%.*s%c\"", digits, word, toupper((unsigned char)word[digits]));
	} else if (all_in(word, n, "0123456789_")) {
		fault(scan, start, size, "JSON numbers have no '_'");
		if (n <= QUOTED_AT_MOST)
			help(scan, "write a string: \"%.*s\"", shown, word);
	} else {
		return false;
	}
	return true;
}

bool scan_fault_number(struct scan *scan, size_t start)
{
	const char *word = scan->text + start;
	size_t size = word_length(scan, start), n = size, digits, zeros = 0;

	scan->at = start + size;
	if (*word == '-') {
		word++;
		n--;
	}
	digits = count_digits(word, n);
	if (!digits && (same_word(word, n, "infinity") || same_word(word, n, "inf")))
		return fault(scan, start, size, "JSON has no infinity");
	if (!digits)
		return fault(scan, start, size, "a digit must follow '-'");
	while (zeros + 1 < digits && word[zeros] == '0')
		zeros++;
	if (zeros && digits == n) {
		fault(scan, start, size, "a number must not begin with 0");
		if (size <= QUOTED_AT_MOST)
			help(scan, "write %s%.*s", word > scan->text + start ? "-" : "",
				(int)(n - zeros), word + zeros);
		return false;
	}
	if (fault_foreign_number(scan, start, word, n))
		return false;
	if (zeros)
		return fault(scan, start, size, "a number must not begin with 0");
	if (word[digits] == '.' && (digits + 1 == n || !isdigit((unsigned char)word[digits + 1])))
		return fault(scan, start, size, "a digit must follow the point");
	if ((word[digits] == 'e' || word[digits] == 'E') && strchr("eE+-", word[n - 1]))
		return fault(scan, start, size, "digits are missing in the exponent");
	fault(scan, start, size, "this is not a number");
	if (size <= QUOTED_AT_MOST && word[digits] != '.')
		help(scan, "strings take double quotes: \"%.*s\"", (int)size, scan->text + start);
	return false;
}

/* A backslash is at scan->at. */
static bool fault_escape(struct scan *scan)
{
	static const char from[] = "0aev'", *const to[] = {
						    NULL, "\\u0007", "\\u001b", "\\u000b", "'"};
	const char *text = rest(scan), *known;
	size_t n = left(scan), length = n > 1 ? utf8_length(text + 1, n - 1) : 0, digits = 0;

	if (length != 1 || text[1] != 'u') {
		if (!length || (uint8_t)text[1] < ' ')
			return fault(scan, scan->at, 1, "nothing to escape behind this backslash");
		fault(scan, scan->at, 1 + length, "unknown escape \\%.*s", (int)length, text + 1);
		known = strchr(from, text[1]);
		if (text[1] == 'x' && n >= 4 && all_in(text + 2, 2, hex_digits))
			help(scan, "write \\u00%.2s", text + 2);
		else if (known && to[known - from])
			help(scan, "write %s", to[known - from]);
		else if (text[1] != '0')
			help(scan, "a backslash itself is written \\\\");
		return false;
	}
	while (digits < 4 && 2 + digits < n && isxdigit((unsigned char)text[2 + digits]))
		digits++;
	if (digits < 4) {
		fault(scan, scan->at, 2 + digits, "four hexadecimal digits must follow \\u");
		if (n > 2 && text[2] == '{')
			help(scan, "above U+FFFF two \\u make a character: \\ud83d\\ude00");
		return false;
	}
	if (memcmp(text + 2, "0000", 4) == 0)
		return fault(scan, scan->at, 6, "a string cannot hold the character NUL");
	fault(scan, scan->at, 6, "%.6s is half of a character", text);
	help(scan, "above U+FFFF two \\u make a character: \\ud83d\\ude00");
	return false;
}

bool scan_fault_string(struct scan *scan, size_t start)
{
	uint8_t c = scan->at < scan->size ? (uint8_t)*rest(scan) : '\n';

	if (fault_encoding(scan))
		return false;
	if (c == '\n' || c == '\r') {
		fault(scan, start, to_line_end(scan, start), "this string is not closed");
		if (scan->at < scan->size)
			help(scan, "a line break in a string is written \\n");
		if (scan->depth && scan->at >= scan->size)
			note(scan, bracket(scan), "this bracket is still open");
		return false;
	}
	if (c == '\\')
		return fault_escape(scan);
	if (c >= ' ')
		return fault_byte(scan);
	if (!c)
		return fault(scan, scan->at, 1, "a NUL byte in a string");
	fault(scan, scan->at, 1, "control character 0x%02x in a string", c);
	if (c == '\t')
		help(scan, "a tab is written \\t");
	else
		help(scan, "it is written \\u%04x", c);
	return false;
}
