#include "base/text.h"
#include "vm/field.h"

#include <inttypes.h>

/*
 * The row of a key; *holder moves on to the record that holds it, when that is an inlined one,
 * whose keys are looked for where its holder's are.
 */
static const struct field *find_row(
	const struct record *record, const char *key, unsigned char **holder)
{
	for (const struct field *field = record->fields; field->kind != KIND_END; field++) {
		unsigned char *inner = *holder ? *holder + field->offset : NULL;
		const struct field *found;

		if (field->kind != KIND_INLINE) {
			if (strcmp(field->key, key) == 0)
				return field;
			continue;
		}
		found = find_row(field->record, key, &inner);
		if (found) {
			*holder = inner;
			return found;
		}
	}
	return NULL;
}

const struct field *field_find(const struct record *record, const char *key)
{
	unsigned char *none = NULL;

	return find_row(record, key, &none);
}

static size_t collect_keys(const struct record *record, const char **keys)
{
	size_t count = 0;

	for (const struct field *field = record->fields; field->kind != KIND_END; field++) {
		if (field->kind == KIND_INLINE)
			count += collect_keys(field->record, keys ? keys + count : NULL);
		else if (field->kind == KIND_REFUSED)
			continue;
		else if (keys)
			keys[count++] = field->key;
		else
			count++;
	}
	return count;
}

const char *const *field_keys(struct arena *arena, const struct record *record)
{
	size_t count = collect_keys(record, NULL);
	const char **keys = arena_array(arena, count + 1, sizeof(*keys));

	collect_keys(record, keys);
	return keys;
}

static void report_unknown(
	struct decoder *decoder, const struct record *record, const struct json *member)
{
	const char *const *keys = field_keys(decoder->arena, record);
	const char *near = text_suggest(member->key, keys);
	struct out list;

	diag_error(decoder->diag, json_key_at(member), "unknown key \"%s\"", member->key);
	if (near) {
		diag_help(decoder->diag, "did you mean \"%s\"?", near);
		return;
	}
	out_init(&list, -1);
	for (size_t i = 0; keys[i]; i++)
		out_format(&list, "%s%s", i ? ", " : "", keys[i]);
	diag_help(decoder->diag, "the keys here are %.*s; a comment's key begins with \"//\"",
		(int)list.used, (const char *)list.data);
	out_release(&list);
}

static void report_kind(struct decoder *decoder, const struct json *value, const char *wanted)
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
	if (*number >= field->min && (!field->max || *number <= field->max))
		return true;
	if (field->max)
		diag_error(decoder->diag, json_at(value),
			"%" PRIu64 " is out of range: it must be %" PRIu64 " to %" PRIu64, *number,
			field->min, field->max);
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
	for (const struct json *item = value->child; item; item = item->next)
		if (read_number(decoder, field, item, &numbers->values[numbers->count]))
			numbers->count++;
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
		if (json_is_comment(member) || member->kind == JSON_NULL)
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

static void decode_value(struct decoder *decoder, const struct field *field,
	const struct json *value, unsigned char *into)
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
		diag_error(decoder->diag, json_key_at(value), "\"%s\" says too little", field->key);
		diag_help(decoder->diag, "%s", field->help);
		break;
	case KIND_INLINE:
	case KIND_END:
		break;
	}
}

/* null and false take away what is an object or a list; anything else they must suit. */
static bool is_removal(const struct field *field, const struct json *value)
{
	if (value->kind == JSON_NULL)
		return true;
	return value->kind == JSON_FALSE && field->kind != KIND_FLAG && field->kind != KIND_RAW;
}

static void apply_preset(const struct field *field, unsigned char *into)
{
	struct number *number = (void *)(into + field->offset);
	struct choice *choice = (void *)(into + field->offset);
	struct flag *flag = (void *)(into + field->offset);

	if (field->kind == KIND_NUMBER && !number->set && !number->word) {
		number->value = field->value;
		number->set = true;
	} else if (field->kind == KIND_CHOICE && !choice->set) {
		choice->value = (unsigned)field->value;
		choice->set = true;
	} else if (field->kind == KIND_FLAG && !flag->set) {
		flag->value = field->value != 0;
		flag->set = true;
	}
}

/* The members that are there, each into its row's place. */
static void decode_members(struct decoder *decoder, const struct record *record,
	const struct json *object, unsigned char *into)
{
	for (const struct json *member = object->child; member; member = member->next) {
		unsigned char *holder = into;
		const struct field *field;

		if (json_is_comment(member))
			continue;
		field = find_row(record, member->key, &holder);
		if (!field)
			report_unknown(decoder, record, member);
		else if (!is_removal(field, member))
			decode_value(decoder, field, member, holder);
	}
}

static void require(struct decoder *decoder, const struct field *field, const struct json *object)
{
	const struct json *member = json_member(object, field->key);

	if (!member || is_removal(field, member))
		diag_error(decoder->diag, json_at(object), "\"%s\" is missing here: %s", field->key,
			field->help);
}

/* What the members did not say: the record's place, defaults, what must be there. */
static void complete_record(struct decoder *decoder, const struct record *record,
	const struct json *object, unsigned char *into)
{
	struct origin at = json_at(object);

	memcpy(into, &at, sizeof(at));
	for (const struct field *field = record->fields; field->kind != KIND_END; field++) {
		if (field->kind == KIND_INLINE)
			complete_record(decoder, field->record, object, into + field->offset);
		else if (field->required && !decoder->patch)
			require(decoder, field, object);
		if (field->preset)
			apply_preset(field, into);
	}
	if (record->finish && !decoder->patch)
		record->finish(decoder, into);
}

static struct json *copy_value(struct arena *arena, const struct json *value)
{
	struct json *copy = arena_alloc(arena, sizeof(*copy));

	*copy = *value;
	return copy;
}

/* What a bare value stands for, as an object with one member; NULL if it may not stand here. */
static struct json *expand_scalar(
	struct arena *arena, const struct record *record, const struct json *value)
{
	struct json *object;

	if (value->kind == JSON_TRUE ? !record->flag : !record->scalar)
		return NULL;
	object = json_new(arena, JSON_OBJECT, json_at(value));
	if (value->kind == JSON_TRUE)
		return object;
	json_append(object, record->scalar, copy_value(arena, value));
	return object;
}

void decode_record(
	struct decoder *decoder, const struct record *record, const struct json *value, void *into)
{
	const struct json *object = value;

	if (value->kind != JSON_OBJECT)
		object = expand_scalar(decoder->arena, record, value);
	if (!object) {
		report_kind(decoder, value, record->flag ? "an object or true" : "an object");
		return;
	}
	decode_members(decoder, record, object, into);
	complete_record(decoder, record, object, into);
}

void decode_unused(struct arena *arena, struct diag *diag, const struct record *record,
	const struct json *patch)
{
	struct decoder decoder = {.arena = arena, .diag = diag, .patch = true};
	const struct source *source = json_at(patch).source;

	if (!source || !source->builtin)
		decode_record(&decoder, record, patch, arena_alloc(arena, record->size));
}

static struct json *expand_bare(
	struct arena *arena, const struct record *record, const struct json *value)
{
	struct json *object = NULL;

	if (value->kind != JSON_NULL && value->kind != JSON_FALSE && value->kind != JSON_ARRAY)
		object = expand_scalar(arena, record, value);
	return object ? object : copy_value(arena, value);
}

struct json *expand_layer(
	struct arena *arena, const struct record *record, const struct json *layer)
{
	struct json *object;

	if (layer->kind != JSON_OBJECT)
		return expand_bare(arena, record, layer);
	object = json_new(arena, JSON_OBJECT, json_at(layer));
	for (const struct json *member = layer->child; member; member = member->next) {
		const struct field *field = field_find(record, member->key);
		bool nested = field && (field->kind == KIND_RECORD || field->single);

		if (!json_is_comment(member))
			json_append(object, member->key,
				nested ? expand_layer(arena, field->record, member)
				       : copy_value(arena, member));
	}
	return object;
}
