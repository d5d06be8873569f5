#include "json/fault.h"

#include "base/text.h"

#include <ctype.h>

static bool begins(const struct scan *scan, const char *prefix)
{
	return left(scan) >= strlen(prefix) && memcmp(rest(scan), prefix, strlen(prefix)) == 0;
}

/* A text in another encoding fails at its first or second byte; Windows editors save such. */
bool fault_encoding(struct scan *scan)
{
	const uint8_t *text = (const uint8_t *)scan->text;
	bool marked, utf16;

	if (scan->at > 1)
		return false;
	if (scan->size >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) {
		fault(scan, 0, 3, "the text begins with a byte order mark");
		fault_help(scan, "save it as UTF-8 without a BOM");
		return true;
	}
	marked = scan->size >= 2 &&
		 ((text[0] == 0xff && text[1] == 0xfe) || (text[0] == 0xfe && text[1] == 0xff));
	utf16 = marked || (scan->size >= 4 && !text[0] && text[1] && !text[2] && text[3]) ||
		(scan->size >= 4 && text[0] && !text[1] && text[2] && !text[3]);
	if (!utf16)
		return false;
	fault(scan, 0, marked ? 2 : 1, "this is UTF-16; JSON is UTF-8");
	fault_help(scan, "save it as UTF-8, or convert it: iconv -f UTF-16 -t UTF-8");
	return true;
}

bool fault_byte(struct scan *scan)
{
	uint8_t byte = (uint8_t)*rest(scan);

	fault(scan, scan->at, 1, "byte 0x%02x is not UTF-8 here", byte);
	fault_help(scan, "save the text as UTF-8");
	return false;
}

static bool fault_comment(struct scan *scan)
{
	size_t size = line_length(scan, scan->at);

	if (begins(scan, "/dts-v1/") && scan->state == SCAN_BEGIN) {
		fault(scan, scan->at, size, "this is device tree source, not JSON");
		fault_help(scan, "compile it with dtc -I dts -O dtb; blobs are read as they are");
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
	fault_help(scan, "a member is ignored when its key begins with //: \"//\": \"text\"");
	return true;
}

/* 'text' where "text" is meant. */
static bool fault_single_quotes(struct scan *scan)
{
	size_t line = line_length(scan, scan->at), size = 1;

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
		fault_help(scan, "write \"%.*s\"", (int)size - 1, rest(scan) + 1);
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
			fault_help(scan, "replace it by %s", table[i].instead);
		else
			fault_help(scan, "delete it");
		return true;
	}
	return false;
}

bool fault_slip(struct scan *scan)
{
	return fault_comment(scan) || fault_single_quotes(scan) || fault_lookalike(scan);
}

bool same_word(const char *a, size_t n, const char *b)
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
bool fault_word(struct scan *scan)
{
	const char *word = rest(scan);
	size_t n = word_length(scan, scan->at);
	int shown = n > QUOTED_AT_MOST ? QUOTED_AT_MOST : (int)n;
	const char *literal = meant_literal(word, n);

	if (word[0] == '+' || word[0] == '.') {
		fault(scan, scan->at, n, "a number begins with a digit or '-', not with '%c'",
			*word);
		if (n > 1 && isdigit((unsigned char)word[1]) && n <= QUOTED_AT_MOST)
			fault_help(scan, "write %s%.*s", word[0] == '.' ? "0." : "", shown - 1,
				word + 1);
		return false;
	}
	if (same_word(word, n, "nan") || same_word(word, n, "inf") ||
		same_word(word, n, "infinity"))
		return fault(scan, scan->at, n, "JSON has no %.*s", shown, word);
	fault(scan, scan->at, n, "unknown word %.*s", shown, word);
	if (literal)
		fault_help(scan, "JSON writes %s", literal);
	else if (n <= QUOTED_AT_MOST)
		fault_help(scan, "strings take double quotes: \"%.*s\"", shown, word);
	return false;
}
