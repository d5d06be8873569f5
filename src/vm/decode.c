#include "vm/decode.h"
#include "base/text.h"

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

static void help_with_keys(struct decoder *decoder, const struct record *record)
{
	const char *const *keys = field_keys(decoder->arena, record);
	struct out list;

	out_init(&list, -1);
	for (size_t i = 0; keys[i]; i++)
		out_format(&list, "%s%s", i ? ", " : "", keys[i]);
	diag_help(decoder->diag, "the keys here are %.*s; a comment's key begins with \"//\"",
		(int)list.used, (const char *)list.data);
	out_release(&list);
}

static void report_unknown(
	struct decoder *decoder, const struct record *record, const struct json *member)
{
	const char *near;

	diag_error(decoder->diag, json_key_at(member), "unknown key \"%s\"", member->key);
	if (!diag_keeps(decoder->diag))
		return;
	near = text_suggest(member->key, field_keys(decoder->arena, record));
	if (near)
		diag_help(decoder->diag, "did you mean \"%s\"?", near);
	else
		help_with_keys(decoder, record);
}

/* null and false take away what is an object or a list; anything else they must suit. */
static bool is_removal(const struct field *field, const struct json *value)
{
	if (value->kind == JSON_NULL)
		return true;
	return value->kind == JSON_FALSE &&
	       (field->kind == KIND_RECORD || field->kind == KIND_LIST ||
		       field->kind == KIND_NAMES);
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

		field = find_row(record, member->key, &holder);
		if (!field)
			report_unknown(decoder, record, member);
		else if (!is_removal(field, member))
			decode_value(decoder, field, member, holder);
	}
}

/* Does an unknown key of the object most likely stand for that one? */
static bool is_misspelt(struct decoder *decoder, const struct record *record, const char *key,
	const struct json *object)
{
	const char *const *keys = field_keys(decoder->arena, record);

	for (const struct json *member = object->child; member; member = member->next) {
		const char *near =
			field_find(record, member->key) ? NULL : text_suggest(member->key, keys);

		if (near && strcmp(near, key) == 0)
			return true;
	}
	return false;
}

static void require(struct decoder *decoder, const struct record *record, const struct field *field,
	const struct json *object)
{
	const struct json *member = json_member(object, field->key);

	if (member ? is_removal(field, member) : !is_misspelt(decoder, record, field->key, object))
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
			require(decoder, record, field, object);
		if (field->preset)
			apply_preset(field, into);
	}
	if (record->finish && !decoder->patch)
		record->finish(decoder, into);
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
	json_append(object, record->scalar, json_copy(arena, value));
	return object;
}

/* The forms that a record may have. */
static const char *call_forms(struct decoder *decoder, const struct record *record)
{
	if (record->flag)
		return "an object or true";
	if (!record->scalar)
		return "an object";
	return arena_format(decoder->arena, "an object, or \"%s\" alone,", record->scalar);
}

void decode_record(
	struct decoder *decoder, const struct record *record, const struct json *value, void *into)
{
	const struct json *object = value;

	if (value->kind != JSON_OBJECT)
		object = expand_scalar(decoder->arena, record, value);
	if (!object) {
		report_kind(decoder, value, call_forms(decoder, record));
		help_with_keys(decoder, record);
		return;
	}
	decode_members(decoder, record, object, into);
	complete_record(decoder, record, object, into);
}

void decode_nulls(struct decoder *decoder, const struct record *record, const struct json *layer)
{
	for (const struct json *member = layer->child; member; member = member->next) {
		const struct field *field = field_find(record, member->key);

		if (!field && member->kind == JSON_NULL)
			report_unknown(decoder, record, member);
		else if (field && field->synonym && json_member(layer, field->synonym))
			diag_error(decoder->diag, json_at(member),
				"\"%s\" and \"%s\" are one: give one of them", field->key,
				field->synonym);
		else if (field && member->kind == JSON_OBJECT &&
			 (field->kind == KIND_RECORD || field->single))
			decode_nulls(decoder, field->record, member);
	}
}

static struct json *expand_bare(
	struct arena *arena, const struct record *record, const struct json *value)
{
	struct json *object = NULL;

	if (value->kind != JSON_NULL && value->kind != JSON_FALSE && value->kind != JSON_ARRAY)
		object = expand_scalar(arena, record, value);
	return object ? object : json_copy(arena, value);
}

struct json *expand_layer(
	struct arena *arena, const struct record *record, const struct json *layer)
{
	struct json *object, **end;

	if (layer->kind != JSON_OBJECT)
		return expand_bare(arena, record, layer);
	object = json_new(arena, JSON_OBJECT, json_at(layer));
	end = &object->child;
	for (const struct json *member = layer->child; member; member = member->next) {
		const struct field *field = field_find(record, member->key);
		bool nested = field && (field->kind == KIND_RECORD || field->single);

		json_put(&end, field && field->synonym ? field->synonym : member->key,
			nested ? expand_layer(arena, field->record, member)
			       : json_copy(arena, member));
	}
	return object;
}
