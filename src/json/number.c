#include "json/json.h"

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The digit's value, or 16 for anything else. */
static unsigned digit_value(char c)
{
	if (is_digit(c))
		return (unsigned)(c - '0');
	if (c >= 'a' && c <= 'f')
		return (unsigned)(c - 'a') + 10;
	if (c >= 'A' && c <= 'F')
		return (unsigned)(c - 'A') + 10;
	return 16;
}

/*
 * Digits with single "_" between them, from *text on, which is left behind them. NULL when they
 * fit 64 bits.
 */
static const char *read_digits(const char **text, unsigned base, uint64_t *number)
{
	const char *p = *text;

	*number = 0;
	for (;; p++) {
		unsigned digit = digit_value(*p);

		if (digit >= base)
			return "'_' may stand between digits only";
		if (*number > (UINT64_MAX - digit) / base)
			return "it does not fit 64 bits";
		*number = *number * base + digit;
		if (p[1] == '_')
			p++;
		else if (digit_value(p[1]) >= base)
			break;
	}
	*text = p + 1;
	return NULL;
}

/* What stands behind the digits where a unit should be. */
static const char *unit_fault(const char *unit, bool hex)
{
	static const char *const ambiguous[] = {
		"KB", "kB", "kb", "Kb", "MB", "Mb", "mb", "GB", "Gb", "gb", "TB", "Tb", "tb"};

	if (strchr(unit, '.'))
		return "fractions are not allowed; a smaller unit may do";
	if (!hex && (*unit | 0x20) == 'e' &&
		(is_digit(unit[1]) || unit[1] == '-' || unit[1] == '+'))
		return "exponents are not allowed";
	for (size_t i = 0; i < sizeof(ambiguous) / sizeof(*ambiguous); i++)
		if (strcmp(unit, ambiguous[i]) == 0)
			return "KB, MB, GB and TB are ambiguous: K, M, G, T or KiB, MiB, GiB, TiB are "
			       "powers of 1024";
	if (strcmp(unit, "B") == 0 || strcmp(unit, "b") == 0)
		return "bytes take no unit";
	if (strchr("kmgt", *unit) || strchr("KMGT", *unit))
		return "units are written K, M, G, T or KiB, MiB, GiB, TiB";
	if (digit_value(*unit) < 16)
		return "a hexadecimal number begins with 0x";
	return "only a unit may follow the digits: K, M, G, T or KiB, MiB, GiB, TiB";
}

/* text is empty or a unit; makes the number as much larger. */
static const char *apply_unit(const char *text, bool hex, uint64_t *number)
{
	static const char units[] = "KMGT";
	const char *unit = *text ? strchr(units, *text) : NULL;
	unsigned shift;

	if (!*text)
		return NULL;
	if (!unit || (text[1] && strcmp(text + 1, "iB") != 0))
		return unit_fault(text, hex);
	shift = 10 * (unsigned)(unit - units + 1);
	if (*number > UINT64_MAX >> shift)
		return "it does not fit 64 bits";
	*number <<= shift;
	return NULL;
}

static const char *parse_text(const char *text, uint64_t *number)
{
	bool hex = text[0] == '0' && text[1] == 'x';
	const char *fault;

	if (!*text)
		return "an empty string is no number";
	if (strpbrk(text, " \t\n\r"))
		return "blanks are not allowed";
	if (*text == '-')
		return "negative numbers are not allowed";
	if (*text == '+')
		return "it takes no sign";
	if (*text == '_')
		return "'_' may stand between digits only";
	if (text[0] == '0' && text[1] == 'X')
		return "the x of 0x is lower case";
	if (text[0] == '.' && is_digit(text[1]))
		return "fractions are not allowed; a smaller unit may do";
	if (hex)
		text += 2;
	if (hex && !*text)
		return "digits are missing behind 0x";
	if (digit_value(*text) >= (hex ? 16 : 10))
		return hex ? "hexadecimal digits must follow 0x" : "it does not begin with a digit";
	if (!hex && text[0] == '0' && (is_digit(text[1]) || text[1] == '_'))
		return "a leading zero is not allowed: octal is not read, hexadecimal begins with 0x";
	fault = read_digits(&text, hex ? 16 : 10, number);
	return fault ? fault : apply_unit(text, hex, number);
}

/* What the scanner takes as a number; only integers count. */
static const char *parse_digits(const char *text, uint64_t *number)
{
	const uint64_t exact = (UINT64_C(1) << 53) - 1;
	const char *fault;

	if (*text == '-')
		return "negative numbers are not allowed";
	if (strpbrk(text, "eE"))
		return "exponents are not allowed";
	if (strchr(text, '.'))
		return "fractions are not allowed";
	fault = read_digits(&text, 10, number);
	if (fault)
		return fault;
	if (*number > exact)
		return "above 2^53-1 (9007199254740991) many programs round a JSON number: write it as "
		       "a string";
	return NULL;
}

const char *json_number(const struct json *value, uint64_t *number)
{
	uint64_t result;
	const char *fault;

	if (value->kind == JSON_NUMBER)
		fault = parse_digits(value->text, &result);
	else if (value->kind == JSON_STRING)
		fault = parse_text(value->text, &result);
	else
		fault = "expected a number, or a string such as \"0x4000_0000\" or \"512M\"";
	if (!fault)
		*number = result;
	return fault;
}
