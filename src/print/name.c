#include "print/name.h"

#include "base/text.h"

/* What the lexer of dtc takes for a name (DTSpec 2.2.1 and 2.2.4, and `*`). */
static bool is_name_byte(uint8_t c)
{
	if (c >= 'a' && c <= 'z')
		return true;
	/* "#*+,-." and "0" to "9", "?@" and "A" to "Z", "_": a bit for each of 0x20 to 0x5f */
	return c - 0x20u < 64 && (0x87ffffff83ff7c08 >> (c - 0x20u) & 1);
}

size_t print_name(struct out *out, const char *name)
{
	size_t n = 0, columns = 0;

	while (is_name_byte((uint8_t)name[n]))
		n++;
	if (!name[n]) {
		out_write(out, name, n);
		return n;
	}
	for (; *name; name += n) {
		n = utf8_length(name, strlen(name));
		if (n == 1 && *name > 0x20 && !is_name_byte((uint8_t)*name) && *name < 0x7f) {
			out_format(out, "\\x%02x", (unsigned)*name);
			columns += 4;
			continue;
		}
		n = n ? n : 1;
		columns += text_visible(out, name, n);
	}
	return columns;
}

static void print_escaped(struct out *out, uint8_t c)
{
	static const char digits[] = "0123456789abcdef";

	out_char(out, '\\');
	switch (c) {
	case '\n':
		out_char(out, 'n');
		break;
	case '\t':
		out_char(out, 't');
		break;
	case '\r':
		out_char(out, 'r');
		break;
	case '"':
	case '\\':
		out_char(out, (char)c);
		break;
	default: /* always two digits: dtc reads no more */
		out_char(out, 'x');
		out_char(out, digits[c >> 4]);
		out_char(out, digits[c & 15]);
	}
}

static bool is_plain(uint8_t c)
{
	return c >= 0x20 && c < 0x7f && c != '"' && c != '\\';
}

void print_quoted(struct out *out, const uint8_t *text, size_t n)
{
	out_char(out, '"');
	for (size_t i = 0, length; i < n; i += length) {
		size_t run = i;

		while (run < n && is_plain(text[run]))
			run++;
		out_write(out, text + i, run - i);
		i = run;
		if (i == n)
			break;
		length = utf8_length((const char *)text + i, n - i);
		if (length > 1 && !text_is_deceptive(utf8_decode((const char *)text + i, length))) {
			out_write(out, text + i, length);
			continue;
		}
		length = length ? length : 1;
		for (size_t k = 0; k < length; k++)
			print_escaped(out, text[i + k]);
	}
	out_char(out, '"');
}
