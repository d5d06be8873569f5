/* One value of each kind. */
#include "base/text.h"
#include "vm/decode.h"

#include <inttypes.h>

void report_kind(struct decoder *decoder, const struct json *value, const char *wanted)
{
	diag_error(decoder->diag, json_at(value), "%s is wanted here, not %s", wanted,
		json_kind_name(value->kind));
}

static bool is_word(const struct field *field, const struct json *value)
{
	return field->word && value->kind == JSON_STRING && strcmp(value->text, field->word) == 0;
}

static bool read_number(struct decoder *decoder, const struct field *field,
	const struct json *value, uint64_t *number)
{
	uint64_t max = field->ruled ? UINT32_MAX : field->max;
	const char *why = json_number(value, number);

	if (why) {
		if (value->kind == JSON_STRING)
			diag_error(decoder->diag, json_at(value), "\"%s\" is no number: %s",
				value->text, why);
		else
			diag_error(decoder->diag, json_at(value), "%s", why);
		if (field->word)
			diag_help(decoder->diag, "a number, or the word \"%s\"", field->word);
		return false;
	}
	if (*number >= field->min && (!max || *number <= max))
		return true;
	if (max)
		diag_error(decoder->diag, json_at(value),
			"%" PRIu64 " is out of range: it must be %" PRIu64 " to %" PRIu64, *number,
			field->min, max);
	else
		diag_error(decoder->diag, json_at(value),
			"%" PRIu64 " is too small: it must be at least %" PRIu64, *number,
			field->min);
	return false;
}

static void decode_number(struct decoder *decoder, const struct field *field,
	const struct json *value, struct number *number)
{
	number->at = json_at(value);
	number->word = is_word(field, value);
	if (number->word)
		return;
	number->set = read_number(decoder, field, value, &number->value);
}

static void decode_flag(struct decoder *decoder, const struct json *value, struct flag *flag)
{
	if (value->kind != JSON_TRUE && value->kind != JSON_FALSE) {
		report_kind(decoder, value, "true or false");
		return;
	}
	*flag = (struct flag){value->kind == JSON_TRUE, true, json_at(value)};
}

static void decode_text(struct decoder *decoder, const struct json *value, struct text *text)
{
	if (value->kind != JSON_STRING) {
		report_kind(decoder, value, "a string");
		return;
	}
	*text = (struct text){value->text, json_at(value)};
}

static size_t count_items(const struct json *list)
{
	size_t count = 0;

	for (const struct json *item = list->child; item; item = item->next)
		count++;
	return count;
}

static void decode_texts(struct decoder *decoder, const struct json *value, struct texts *texts)
{
	bool list = value->kind == JSON_ARRAY;
	const struct json *item = list ? value->child : value;

	texts->at = json_at(value);
	texts->values =
		arena_array(decoder->arena, list ? count_items(value) : 1, sizeof(*texts->values));
	for (; item; item = list ? item->next : NULL) {
		if (item->kind == JSON_STRING)
			texts->values[texts->count++] = item->text;
		else
			report_kind(
				decoder, item, list ? "a string" : "a string or a list of strings");
	}
}

static void decode_numbers(struct decoder *decoder, const struct field *field,
	const struct json *value, struct numbers *numbers)
{
	if (value->kind != JSON_ARRAY) {
		report_kind(decoder, value, "a list of numbers");
		return;
	}
	numbers->at = json_at(value);
	numbers->values = arena_array(decoder->arena, count_items(value), sizeof(uint64_t));
	numbers->places = arena_array(decoder->arena, count_items(value), sizeof(struct origin));
	for (const struct json *item = value->child; item; item = item->next) {
		numbers->places[numbers->count] = json_at(item);
		if (read_number(decoder, field, item, &numbers->values[numbers->count]))
			numbers->count++;
	}
}

static void decode_matrix(struct decoder *decoder, const struct field *field,
	const struct json *value, struct matrix *matrix)
{
	if (value->kind != JSON_ARRAY) {
		report_kind(decoder, value, "a list of lists of numbers");
		return;
	}
	matrix->at = json_at(value);
	matrix->rows = arena_array(decoder->arena, count_items(value), sizeof(*matrix->rows));
	for (const struct json *row = value->child; row; row = row->next)
		decode_numbers(decoder, field, row, &matrix->rows[matrix->count++]);
}

static void decode_choice(struct decoder *decoder, const struct field *field,
	const struct json *value, struct choice *choice)
{
	const char *text = value->text ? value->text : "";
	const char *near;
	struct out list;

	for (unsigned i = 0; field->words[i]; i++) {
		if (value->kind == JSON_STRING && strcmp(text, field->words[i]) == 0) {
			*choice = (struct choice){i, true, json_at(value)};
			return;
		}
	}
	out_init(&list, -1);
	for (unsigned i = 0; field->words[i]; i++)
		out_format(&list, "%s\"%s\"", i ? ", " : "", field->words[i]);
	diag_error(decoder->diag, json_at(value), "must be one of %.*s", (int)list.used,
		(const char *)list.data);
	out_release(&list);
	near = text_suggest(text, field->words);
	if (near)
		diag_help(decoder->diag, "did you mean \"%s\"?", near);
}

/* Digits in pairs; blanks and "_" may stand between pairs, and 0x in front. */
static void decode_hex(struct decoder *decoder, const struct field *field, const struct json *value,
	struct hex *hex)
{
	const char *text = value->kind == JSON_STRING ? value->text : NULL;
	uint8_t *data;
	size_t size = 0;

	hex->at = json_at(value);
	hex->word = is_word(field, value);
	if (hex->word)
		return;
	if (!text) {
		report_kind(decoder, value, "a string of hexadecimal digits");
		return;
	}
	data = arena_alloc(decoder->arena, strlen(text));
	if (strncmp(text, "0x", 2) == 0)
		text += 2;
	while (*text) {
		if (*text == ' ' || *text == '_') {
			text++;
			continue;
		}
		if (text_hex_digit(text[0]) < 0 || text_hex_digit(text[1]) < 0) {
			diag_error(decoder->diag, json_at(value),
				"hexadecimal digits are wanted in pairs, such as \"de ad be ef\"");
			if (field->word)
				diag_help(decoder->diag, "or the word \"%s\"", field->word);
			return;
		}
		data[size++] = (uint8_t)(text_hex_digit(text[0]) << 4 | text_hex_digit(text[1]));
		text += 2;
	}
	hex->value = (struct bytes){data, size};
	hex->set = true;
}

static void decode_names(struct decoder *decoder, const struct json *value, struct names *names)
{
	if (value->kind != JSON_OBJECT) {
		report_kind(decoder, value, "an object");
		return;
	}
	names->at = json_at(value);
	names->values = arena_array(decoder->arena, count_items(value), sizeof(*names->values));
	for (const struct json *member = value->child; member; member = member->next) {
		if (member->kind == JSON_NULL)
			continue;
		if (member->kind != JSON_STRING) {
			report_kind(decoder, member, "a string");
			continue;
		}
		names->values[names->count++] =
			(struct name){member->key, member->text, json_at(member)};
	}
}

/* A list's memory, whatever its elements are. */
struct list {
	void *items;
	size_t count;
	struct origin at;
};

static void decode_list(
	struct decoder *decoder, const struct field *field, const struct json *value, void *into)
{
	const struct record *record = field->record;
	bool several = value->kind == JSON_ARRAY;
	const struct json *item = several ? value->child : value;
	struct list list = {.at = json_at(value)};

	if (!several && !field->single) {
		report_kind(decoder, value, "a list");
		return;
	}
	list.items = arena_array(decoder->arena, several ? count_items(value) : 1, record->size);
	for (; item; item = several ? item->next : NULL) {
		if (item->kind == JSON_NULL || item->kind == JSON_FALSE)
			continue;
		decode_record(decoder, record, item,
			(unsigned char *)list.items + record->size * list.count++);
	}
	memcpy(into, &list, sizeof(list));
}

void decode_value(struct decoder *decoder, const struct field *field, const struct json *value,
	unsigned char *into)
{
	void *member = into + field->offset;

	switch (field->kind) {
	case KIND_FLAG:
		decode_flag(decoder, value, member);
		break;
	case KIND_NUMBER:
		decode_number(decoder, field, value, member);
		break;
	case KIND_TEXT:
		decode_text(decoder, value, member);
		break;
	case KIND_TEXTS:
		decode_texts(decoder, value, member);
		break;
	case KIND_NUMBERS:
		decode_numbers(decoder, field, value, member);
		break;
	case KIND_MATRIX:
		decode_matrix(decoder, field, value, member);
		break;
	case KIND_CHOICE:
		decode_choice(decoder, field, value, member);
		break;
	case KIND_HEX:
		decode_hex(decoder, field, value, member);
		break;
	case KIND_NAMES:
		decode_names(decoder, value, member);
		break;
	case KIND_RECORD:
		decode_record(decoder, field->record, value, member);
		break;
	case KIND_LIST:
		decode_list(decoder, field, value, member);
		break;
	case KIND_RAW:
		memcpy(member, &value, sizeof(value));
		break;
	case KIND_REFUSED:
		diag_error(decoder->diag, json_key_at(value), "\"%s\" %s", field->key, field->word);
		diag_help(decoder->diag, "%s", field->help);
		break;
	case KIND_INLINE:
	case KIND_END:
		break;
	}
}
