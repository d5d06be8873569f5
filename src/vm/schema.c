/* The JSON schema (draft-07) of a description, from the same rows that decode it. */
#include "base/text.h"
#include "vm/field.h"
#include "vm/machine.h"

#include <inttypes.h>

#define LARGEST_JSON_NUMBER "9007199254740991"

/*
 * Numbers are integers or strings in one schema with two types, not in anyOf: an editor then
 * names the pattern, instead of the first alternative that did not fit.
 */
#define NUMBER_PATTERN "^(0x[0-9A-Fa-f]+(_[0-9A-Fa-f]+)*|(0|[1-9][0-9]*(_[0-9]+)*))([KMGT](iB)?)?$"

struct schema {
	struct out *out;
	unsigned depth;
};

static void line(struct schema *schema, const char *text)
{
	out_char(schema->out, '\n');
	out_repeat(schema->out, ' ', (size_t)schema->depth * 2);
	out_text(schema->out, text);
}

static void open_object(struct schema *schema, const char *key)
{
	line(schema, "");
	if (key) {
		text_json(schema->out, key, strlen(key));
		out_text(schema->out, ": ");
	}
	out_char(schema->out, '{');
	schema->depth++;
}

static void close_object(struct schema *schema)
{
	schema->depth--;
	line(schema, "}");
}

static void put_text(struct schema *schema, const char *key, const char *text)
{
	line(schema, "");
	text_json(schema->out, key, strlen(key));
	out_text(schema->out, ": ");
	text_json(schema->out, text, strlen(text));
}

static void put_properties(struct schema *schema, const struct record *record);

/* A pattern of words and numbers, for what may be either. */
static void put_number(struct schema *schema, const struct field *field)
{
	if (field->word)
		out_format(schema->out, ", \"pattern\": \"^%s$|%s\"", field->word, NUMBER_PATTERN);
	else
		out_text(schema->out, ", \"pattern\": \"" NUMBER_PATTERN "\"");
	out_format(schema->out, ", \"minimum\": %" PRIu64 ", \"maximum\": ", field->min);
	if (field->max && field->max >> 53 == 0)
		out_decimal(schema->out, field->max);
	else
		out_text(schema->out, LARGEST_JSON_NUMBER);
}

static void put_words(struct schema *schema, const struct field *field)
{
	out_text(schema->out, ", \"enum\": [");
	for (size_t i = 0; field->words[i]; i++) {
		text_json(schema->out, field->words[i], strlen(field->words[i]));
		out_text(schema->out, ", ");
	}
	out_text(schema->out, "null]");
}

/* What a bare value in an object's stead may be. */
static const struct field *scalar_field(const struct record *record)
{
	return record->scalar ? field_find(record, record->scalar) : NULL;
}

static void put_scalar_types(struct schema *schema, const struct record *record)
{
	const struct field *scalar = scalar_field(record);

	out_text(schema->out, "\"object\"");
	if (scalar)
		out_text(schema->out,
			scalar->kind == KIND_NUMBER ? ", \"integer\", \"string\"" : ", \"string\"");
}

static void put_object(struct schema *schema, const struct record *record)
{
	const struct field *scalar = scalar_field(record);

	if (scalar && scalar->kind == KIND_NUMBER)
		put_number(schema, scalar);
	if (!record->flag)
		out_text(schema->out, ", \"not\": {\"const\": true}");
	out_char(schema->out, ',');
	put_properties(schema, record);
}

static void put_item(struct schema *schema, const struct record *record)
{
	out_text(schema->out, ", \"items\": {\"type\": [");
	put_scalar_types(schema, record);
	out_text(schema->out, ", \"boolean\", \"null\"]");
	put_object(schema, record);
	line(schema, "}");
}

static void put_machines(struct schema *schema)
{
	out_text(schema->out, "\"type\": [\"string\", \"null\"], \"enum\": [");
	for (size_t i = 0; i < machine_count; i++) {
		text_json(schema->out, machines[i].name, strlen(machines[i].name));
		out_text(schema->out, ", ");
	}
	out_text(schema->out, "null], \"default\": \"minimal\"");
}

/* What a key holds that is kept as JSON. Beside a $ref nothing counts, so it stands in allOf. */
static void put_raw(struct schema *schema, const char *key)
{
	if (strcmp(key, "machine") == 0)
		put_machines(schema);
	else if (strcmp(key, "/") == 0)
		out_text(schema->out, "\"allOf\": [{\"$ref\": \"#/definitions/raw\"}]");
	else if (strcmp(key, "variants") == 0 || strcmp(key, "offers") == 0)
		out_format(schema->out, "\"allOf\": [{\"$ref\": \"#/definitions/%s\"}]", key);
	else
		out_text(schema->out, "\"type\": [\"string\", \"null\"]");
}

/* What holds when the key is left out, as far as that is the same for every machine. */
static void put_default(struct schema *schema, const struct field *field)
{
	if (!field->preset)
		return;
	out_text(schema->out, ", \"default\": ");
	if (field->kind == KIND_FLAG)
		out_text(schema->out, field->value ? "true" : "false");
	else if (field->kind == KIND_CHOICE)
		text_json(schema->out, field->words[field->value],
			strlen(field->words[field->value]));
	else if (field->address && field->value > 9)
		out_format(schema->out, "\"0x%" PRIx64 "\"", field->value);
	else
		out_decimal(schema->out, field->value);
}

static void put_type(struct schema *schema, const struct field *field)
{
	struct out *out = schema->out;

	switch (field->kind) {
	case KIND_FLAG:
		out_text(out, "\"type\": [\"boolean\", \"null\"]");
		break;
	case KIND_NUMBER:
		out_text(out, "\"type\": [\"integer\", \"string\", \"null\"]");
		put_number(schema, field);
		break;
	case KIND_TEXT:
		out_text(out, "\"type\": [\"string\", \"null\"]");
		break;
	case KIND_TEXTS:
		out_text(out, "\"type\": [\"string\", \"array\", \"null\"], "
			      "\"items\": {\"type\": \"string\"}");
		break;
	case KIND_NUMBERS:
		out_text(out, "\"type\": [\"array\", \"null\"], "
			      "\"items\": {\"type\": [\"integer\", \"string\"]");
		put_number(schema, field);
		out_char(out, '}');
		break;
	case KIND_MATRIX:
		out_text(out, "\"type\": [\"array\", \"null\"], "
			      "\"items\": {\"type\": \"array\", "
			      "\"items\": {\"type\": [\"integer\", \"string\"]");
		put_number(schema, field);
		out_text(out, "}}");
		break;
	case KIND_CHOICE:
		out_text(out, "\"type\": [\"string\", \"null\"]");
		put_words(schema, field);
		break;
	case KIND_HEX:
		out_text(out, "\"type\": [\"string\", \"null\"], \"pattern\": \"^");
		if (field->word)
			out_format(out, "%s$|^", field->word);
		out_text(out, "(0x)?([0-9A-Fa-f]{2}[ _]*)*$\"");
		break;
	case KIND_NAMES:
		out_text(out, "\"type\": [\"object\", \"boolean\", \"null\"], "
			      "\"not\": {\"const\": true}, "
			      "\"patternProperties\": {\"^//\": true}, "
			      "\"additionalProperties\": {\"type\": [\"string\", \"null\"]}");
		break;
	case KIND_RECORD:
		out_text(out, "\"type\": [");
		put_scalar_types(schema, field->record);
		out_text(out, ", \"boolean\", \"null\"]");
		put_object(schema, field->record);
		break;
	case KIND_LIST:
		out_text(out, "\"type\": [\"array\", \"boolean\", \"null\"");
		if (field->single) {
			out_text(out, ", ");
			put_scalar_types(schema, field->record);
			out_char(out, ']');
			put_object(schema, field->record);
		} else {
			out_text(out, "], \"not\": {\"const\": true}");
		}
		put_item(schema, field->record);
		break;
	case KIND_RAW:
		put_raw(schema, field->key);
		break;
	case KIND_INLINE:
	case KIND_REFUSED:
	case KIND_END:
		break;
	}
}

static bool put_fields(struct schema *schema, const struct record *record, bool first)
{
	for (const struct field *field = record->fields; field->kind != KIND_END; field++) {
		if (field->kind == KIND_INLINE) {
			first = put_fields(schema, field->record, first);
			continue;
		}
		if (field->kind == KIND_REFUSED)
			continue;
		out_text(schema->out, first ? "" : ",");
		first = false;
		open_object(schema, field->key);
		put_text(schema, "description", field->help);
		out_char(schema->out, ',');
		line(schema, "");
		put_type(schema, field);
		put_default(schema, field);
		close_object(schema);
	}
	return first;
}

static void put_properties(struct schema *schema, const struct record *record)
{
	line(schema, "\"additionalProperties\": false,");
	line(schema, "\"patternProperties\": {\"^//\": true},");
	open_object(schema, "properties");
	put_fields(schema, record, true);
	close_object(schema);
}

/* The raw tree: an object whose keys begin with "$" is a value, any other a node. */
static const char raw_definitions[] =
	"\n  \"definitions\": {\n"
	"    \"variants\": {\"type\": [\"object\", \"null\"],\n"
	"      \"patternProperties\": {\"^//\": true},\n"
	"      \"additionalProperties\": {\"type\": \"object\",\n"
	"        \"patternProperties\": {\"^//\": true},\n"
	"        \"additionalProperties\": {\"$ref\": \"#\"}}},\n"
	"    \"offers\": {\"type\": [\"object\", \"null\"],\n"
	"      \"patternProperties\": {\"^//\": true},\n"
	"      \"additionalProperties\": {\"type\": \"object\"}},\n"
	"    \"raw\": {\"type\": [\"object\", \"array\", \"null\"],\n"
	"      \"patternProperties\": {\"^//\": true},\n"
	"      \"additionalProperties\": {\"$ref\": \"#/definitions/entry\"},\n"
	"      \"items\": {\"$ref\": \"#/definitions/raw\"}},\n"
	"    \"number\": {\"type\": [\"integer\", \"string\"], \"pattern\": \"" NUMBER_PATTERN
	"\",\n"
	"      \"minimum\": 0, \"maximum\": " LARGEST_JSON_NUMBER "},\n"
	"    \"numbers\": {\"type\": [\"integer\", \"string\", \"array\"],\n"
	"      \"pattern\": \"" NUMBER_PATTERN "\", \"minimum\": 0,\n"
	"      \"maximum\": " LARGEST_JSON_NUMBER ",\n"
	"      \"items\": {\"$ref\": \"#/definitions/number\"}},\n"
	"    \"entry\": {\"type\": [\"object\", \"array\", \"string\", \"integer\", \"boolean\",\n"
	"      \"null\"], \"not\": {\"const\": false}, \"minimum\": 0, \"maximum\": 4294967295,\n"
	"      \"items\": {\"$ref\": \"#/definitions/entry\"},\n"
	"      \"properties\": {\n"
	"        \"$u64\": {\"$ref\": \"#/definitions/numbers\"},\n"
	"        \"$u32\": {\"$ref\": \"#/definitions/numbers\"},\n"
	"        \"$u16\": {\"$ref\": \"#/definitions/numbers\"},\n"
	"        \"$u8\": {\"$ref\": \"#/definitions/numbers\"},\n"
	"        \"$bytes\": {\"type\": \"string\", \"pattern\": \"^(\\\\s*[0-9A-Fa-f]{2})*\\\\s*$\"},\n"
	"        \"$phandle\": {\"type\": \"string\"},\n"
	"        \"$path\": {\"type\": \"string\"}},\n"
	"      \"patternProperties\": {\"^//\": true},\n"
	"      \"additionalProperties\": {\"$ref\": \"#/definitions/entry\"}}\n"
	"  }";

void schema_print(struct out *out, const struct record *top)
{
	struct schema schema = {out, 1};

	out_text(out, "{\n  \"$schema\": \"http://json-schema.org/draft-07/schema#\",");
	put_text(&schema, "$id", "https://mkfdt.invalid/mkfdt-1.schema.json");
	out_char(out, ',');
	put_text(&schema, "title", "mkfdt description of a virtual machine");
	out_text(out, ",\n  \"type\": \"object\",");
	put_properties(&schema, top);
	out_char(out, ',');
	out_text(out, raw_definitions);
	out_text(out, "\n}\n");
}
