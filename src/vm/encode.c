/* The resolved description: what the rows hold, as JSON that decodes to the same. */
#include "base/text.h"
#include "vm/field.h"

enum { LARGEST_JSON_NUMBER_BITS = 53 };

/* Where the printing is: members are separated by commas, on lines of their own. */
struct encoder {
	struct out *out;
	unsigned depth;
	bool first;
};

static void next_line(struct encoder *encoder)
{
	out_text(encoder->out, encoder->first ? "\n" : ",\n");
	out_repeat(encoder->out, ' ', (size_t)encoder->depth * 2);
	encoder->first = false;
}

static void put_text(struct out *out, const char *text)
{
	text_json(out, text, strlen(text));
}

static void put_key(struct encoder *encoder, const char *key)
{
	next_line(encoder);
	put_text(encoder->out, key);
	out_text(encoder->out, ": ");
}

static void put_number(struct out *out, uint64_t value, bool address)
{
	if (!address && value >> LARGEST_JSON_NUMBER_BITS == 0) {
		out_decimal(out, value);
		return;
	}
	out_char(out, '"');
	out_hex(out, value);
	out_char(out, '"');
}

static void put_hex(struct out *out, struct bytes bytes)
{
	out_char(out, '"');
	for (size_t i = 0; i < bytes.size; i++)
		out_format(out, "%02x", bytes.data[i]);
	out_char(out, '"');
}

static void put_texts(struct out *out, const struct texts *texts)
{
	out_char(out, '[');
	for (size_t i = 0; i < texts->count; i++) {
		out_text(out, i ? ", " : "");
		put_text(out, texts->values[i]);
	}
	out_char(out, ']');
}

static void put_numbers(struct out *out, const struct numbers *numbers, bool address)
{
	out_char(out, '[');
	for (size_t i = 0; i < numbers->count; i++) {
		out_text(out, i ? ", " : "");
		put_number(out, numbers->values[i], address);
	}
	out_char(out, ']');
}

static void put_matrix(struct out *out, const struct matrix *matrix, bool address)
{
	out_char(out, '[');
	for (size_t i = 0; i < matrix->count; i++) {
		out_text(out, i ? ", " : "");
		put_numbers(out, &matrix->rows[i], address);
	}
	out_char(out, ']');
}

static void put_names(struct out *out, const struct names *names)
{
	out_char(out, '{');
	for (size_t i = 0; i < names->count; i++) {
		out_text(out, i ? ", " : "");
		put_text(out, names->values[i].name);
		out_text(out, ": ");
		put_text(out, names->values[i].text);
	}
	out_char(out, '}');
}

static void encode_fields(struct encoder *encoder, const struct record *record, const void *from);

static void put_record(struct encoder *encoder, const struct record *record, const void *from)
{
	struct encoder inner = {encoder->out, encoder->depth + 1, true};

	out_char(encoder->out, '{');
	encode_fields(&inner, record, from);
	if (!inner.first) {
		out_char(encoder->out, '\n');
		out_repeat(encoder->out, ' ', (size_t)encoder->depth * 2);
	}
	out_char(encoder->out, '}');
}

static void put_list(struct encoder *encoder, const struct field *field, const void *member)
{
	LIST_OF(unsigned char) list;
	struct encoder inner = {encoder->out, encoder->depth + 1, true};

	memcpy(&list, member, sizeof(list));
	out_char(encoder->out, '[');
	for (size_t i = 0; i < list.count; i++) {
		next_line(&inner);
		put_record(&inner, field->record, list.items + i * field->record->size);
	}
	if (list.count) {
		out_char(encoder->out, '\n');
		out_repeat(encoder->out, ' ', (size_t)encoder->depth * 2);
	}
	out_char(encoder->out, ']');
}

/* Does the member hold anything that would have to be written? */
static bool holds(const struct field *field, const void *member)
{
	LIST_OF(unsigned char) list;

	switch (field->kind) {
	case KIND_FLAG:
		return ((const struct flag *)member)->set;
	case KIND_NUMBER:
		return ((const struct number *)member)->set;
	case KIND_TEXT:
		return ((const struct text *)member)->value != NULL;
	case KIND_TEXTS:
		return ((const struct texts *)member)->count != 0;
	case KIND_NUMBERS:
		return ((const struct numbers *)member)->count != 0;
	case KIND_MATRIX:
		return ((const struct matrix *)member)->count != 0;
	case KIND_CHOICE:
		return ((const struct choice *)member)->set;
	case KIND_HEX:
		return ((const struct hex *)member)->set;
	case KIND_NAMES:
		return ((const struct names *)member)->count != 0;
	case KIND_RECORD:
		return given(*(const struct origin *)member);
	case KIND_LIST:
		memcpy(&list, member, sizeof(list));
		return list.count != 0;
	case KIND_INLINE:
		return true;
	case KIND_RAW:
	case KIND_REFUSED:
	case KIND_END:
		break;
	}
	return false;
}

static void put_value(struct encoder *encoder, const struct field *field, const void *member)
{
	struct out *out = encoder->out;

	switch (field->kind) {
	case KIND_FLAG:
		out_text(out, ((const struct flag *)member)->value ? "true" : "false");
		break;
	case KIND_NUMBER:
		put_number(out, ((const struct number *)member)->value, field->address);
		break;
	case KIND_TEXT:
		put_text(out, ((const struct text *)member)->value);
		break;
	case KIND_TEXTS:
		put_texts(out, member);
		break;
	case KIND_NUMBERS:
		put_numbers(out, member, field->address);
		break;
	case KIND_MATRIX:
		put_matrix(out, member, field->address);
		break;
	case KIND_CHOICE:
		put_text(out, field->words[((const struct choice *)member)->value]);
		break;
	case KIND_HEX:
		put_hex(out, ((const struct hex *)member)->value);
		break;
	case KIND_NAMES:
		put_names(out, member);
		break;
	case KIND_RECORD:
		put_record(encoder, field->record, member);
		break;
	case KIND_LIST:
		put_list(encoder, field, member);
		break;
	case KIND_INLINE:
	case KIND_RAW:
	case KIND_REFUSED:
	case KIND_END:
		break;
	}
}

static void encode_fields(struct encoder *encoder, const struct record *record, const void *from)
{
	for (const struct field *field = record->fields; field->kind != KIND_END; field++) {
		const unsigned char *member = (const unsigned char *)from + field->offset;

		if (field->kind == KIND_INLINE) {
			encode_fields(encoder, field->record, member);
		} else if (holds(field, member)) {
			put_key(encoder, field->key);
			put_value(encoder, field, member);
		}
	}
}

void encode_fields_at(
	struct out *out, const struct record *record, const void *from, unsigned depth)
{
	struct encoder encoder = {out, depth, false};

	encode_fields(&encoder, record, from);
}
