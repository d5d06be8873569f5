#include "json/fault.h"

#include "base/text.h"

#include <ctype.h>

static const char hex_digits[] = "0123456789abcdefABCDEF";

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
			fault_help(scan, "write a string: \"0x%.*s\"", shown - 2, word + 2);
	} else if (word[0] == '0' && (second == 'b' || second == 'o')) {
		fault(scan, start, size, "JSON has no %s numbers",
			second == 'b' ? "binary" : "octal");
		fault_help(scan, "write it in decimal, or as a string in hexadecimal: \"0x10\"");
	} else if (is_size(word, n)) {
		int digits = (int)count_digits(word, n);

		fault(scan, start, size, "a number with a unit must be a string");
		fault_help(scan, "write \"%.*s%c\"", digits, word,
			toupper((unsigned char)word[digits]));
	} else if (all_in(word, n, "0123456789_")) {
		fault(scan, start, size, "JSON numbers have no '_'");
		if (n <= QUOTED_AT_MOST)
			fault_help(scan, "write a string: \"%.*s\"", shown, word);
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
			fault_help(scan, "write %s%.*s", word > scan->text + start ? "-" : "",
				(int)(n - zeros), word + zeros);
		return false;
	}
	if (fault_foreign_number(scan, start, word, n)) {
		if (word > scan->text + start)
			fault_help(scan, "and no number is below 0 here");
		return false;
	}
	if (zeros)
		return fault(scan, start, size, "a number must not begin with 0");
	if (word[digits] == '.' && (digits + 1 == n || !isdigit((unsigned char)word[digits + 1])))
		return fault(scan, start, size, "a digit must follow the point");
	if ((word[digits] == 'e' || word[digits] == 'E') && strchr("eE+-", word[n - 1]))
		return fault(scan, start, size, "digits are missing in the exponent");
	fault(scan, start, size, "this is not a number");
	if (size <= QUOTED_AT_MOST && word[digits] != '.')
		fault_help(scan, "strings take double quotes: \"%.*s\"", (int)size,
			scan->text + start);
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
			fault_help(scan, "write \\u00%.2s", text + 2);
		else if (known && to[known - from])
			fault_help(scan, "write %s", to[known - from]);
		else if (text[1] != '0')
			fault_help(scan, "a backslash itself is written \\\\");
		return false;
	}
	while (digits < 4 && 2 + digits < n && isxdigit((unsigned char)text[2 + digits]))
		digits++;
	if (digits < 4) {
		fault(scan, scan->at, 2 + digits, "four hexadecimal digits must follow \\u");
		if (n > 2 && text[2] == '{')
			fault_help(scan, "above U+FFFF two \\u make a character: \\ud83d\\ude00");
		return false;
	}
	if (memcmp(text + 2, "0000", 4) == 0)
		return fault(scan, scan->at, 6, "a string cannot hold the character NUL");
	fault(scan, scan->at, 6, "%.6s is half of a character", text);
	fault_help(scan, "above U+FFFF two \\u make a character: \\ud83d\\ude00");
	return false;
}

bool scan_fault_string(struct scan *scan, size_t start)
{
	uint8_t c = scan->at < scan->size ? (uint8_t)*rest(scan) : '\n';

	if (fault_encoding(scan))
		return false;
	if (c == '\n' || c == '\r') {
		fault(scan, start, line_length(scan, start), "this string is not closed");
		if (scan->at < scan->size)
			fault_help(scan, "close it with a \", or write a line break as \\n");
		if (scan->depth && scan->at >= scan->size)
			fault_note(scan, bracket(scan), "this bracket is still open");
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
		fault_help(scan, "a tab is written \\t");
	else
		fault_help(scan, "it is written \\u%04x", c);
	return false;
}
