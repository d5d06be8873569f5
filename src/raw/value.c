#include "raw/value.h"

#include "base/text.h"
#include "tree/refer.h"
#include "tree/set.h"

#include <inttypes.h>

/* The property that is being put together. */
struct target {
	struct node *node;
	struct prop *prop;
	struct diag *diag;
};

/* One way to write bytes: the key that selects it. */
struct kind {
	const char *key;
	void (*add)(const struct target *target, const struct json *value, unsigned bits);
	unsigned bits;
};

static void add_numbers(const struct target *target, const struct json *value, unsigned bits);
static void add_hex(const struct target *target, const struct json *value, unsigned bits);
static void add_phandle_to(const struct target *target, const struct json *value, unsigned bits);
static void add_path_to(const struct target *target, const struct json *value, unsigned bits);

static const struct kind kinds[] = {
	{"$u64", add_numbers, 64},
	{"$u32", add_numbers, 32},
	{"$u16", add_numbers, 16},
	{"$u8", add_numbers, 8},
	{"$bytes", add_hex, 0},
	{"$phandle", add_phandle_to, 0},
	{"$path", add_path_to, 0},
};

enum { KINDS = sizeof(kinds) / sizeof(*kinds) };

static void report_width(
	const struct target *target, const struct json *value, uint64_t number, unsigned bits)
{
	diag_error(target->diag, json_at(value),
		"%" PRIu64 " (0x%" PRIx64 ") is more than %u bits "
		"hold",
		number, number, bits);
	if (bits == 32)
		diag_help(target->diag, "write two cells as {\"$u64\": \"0x%" PRIx64 "\"}", number);
}

static void add_number(const struct target *target, const struct json *value, unsigned bits)
{
	const char *wrong;
	uint64_t number = 0;
	uint8_t raw[8];

	wrong = json_number(value, &number);
	if (wrong) {
		diag_error(target->diag, json_at(value), "%s", wrong);
		return;
	}
	if (bits < 64 && number >> bits) {
		report_width(target, value, number, bits);
		return;
	}
	store_be64(raw, number);
	add_bytes(
		target->node, target->prop, (struct bytes){raw + sizeof(raw) - bits / 8, bits / 8});
}

static void add_numbers(const struct target *target, const struct json *value, unsigned bits)
{
	if (value->kind != JSON_ARRAY) {
		add_number(target, value, bits);
		return;
	}
	for (const struct json *item = value->child; item; item = item->next)
		add_number(target, item, bits);
}

static bool is_text(const struct target *target, const struct json *value, const char *what)
{
	if (value->kind == JSON_STRING)
		return true;
	diag_error(target->diag, json_at(value), "%s is a string, not %s", what,
		json_kind_name(value->kind));
	return false;
}

static void add_hex(const struct target *target, const struct json *value, unsigned bits)
{
	(void)bits;
	if (!is_text(target, value, "\"$bytes\""))
		return;
	for (const char *c = value->text; *c; c++) {
		int high, low;
		uint8_t byte;

		if (strchr(" \t\n\r", *c))
			continue;
		high = text_hex_digit(c[0]);
		low = high < 0 ? -1 : text_hex_digit(c[1]);
		if (low < 0) {
			diag_error(target->diag, json_at(value),
				"\"$bytes\" is pairs of hex digits, not \"%.8s\"", c);
			diag_help(target->diag, "two digits for each byte: \"de ad 00 01\"");
			return;
		}
		byte = (uint8_t)(high << 4 | low);
		add_bytes(target->node, target->prop, (struct bytes){&byte, 1});
		c++;
	}
}

static void add_phandle_to(const struct target *target, const struct json *value, unsigned bits)
{
	(void)bits;
	if (is_text(target, value, "\"$phandle\""))
		add_phandle_of(target->node, target->prop, value->text, json_at(value));
}

static void add_path_to(const struct target *target, const struct json *value, unsigned bits)
{
	(void)bits;
	if (is_text(target, value, "\"$path\""))
		add_path_of(target->node, target->prop, value->text, json_at(value));
}

static bool begins_with_dollar(const struct json *member)
{
	return member->key[0] == '$';
}

bool raw_is_value(const struct json *value)
{
	if (value->kind != JSON_OBJECT)
		return true;
	for (const struct json *member = value->child; member; member = member->next)
		if (begins_with_dollar(member))
			return true;
	return false;
}

static void report_kind(const struct target *target, const struct json *member)
{
	const char *words[KINDS + 1] = {0};
	const char *suggestion;

	for (size_t i = 0; i < KINDS; i++)
		words[i] = kinds[i].key;
	suggestion = text_suggest(member->key, words);
	diag_error(
		target->diag, json_key_at(member), "there is no kind of value \"%s\"", member->key);
	if (suggestion)
		diag_help(target->diag, "did you mean \"%s\"?", suggestion);
	else
		diag_help(target->diag,
			"there are $u64, $u32, $u16, $u8, $bytes, $phandle and $path");
}

static void add_object(const struct target *target, const struct json *object)
{
	const struct json *member = object->child;

	if (!member || !begins_with_dollar(member)) {
		diag_error(target->diag, json_at(object), "%s",
			member && raw_is_value(object)
				? "this is half a node, half a value: a key that begins with \"$\" stands alone"
				: "a node has no place in a list");
		return;
	}
	if (member->next) {
		diag_error(target->diag, json_at(object),
			"\"%s\" stands alone: a value has one key", member->key);
		diag_help(
			target->diag, "a list puts values together: [{\"$u32\": 1}, {\"$u8\": 2}]");
		return;
	}
	for (size_t i = 0; i < KINDS; i++) {
		if (strcmp(member->key, kinds[i].key) == 0) {
			kinds[i].add(target, member, kinds[i].bits);
			return;
		}
	}
	report_kind(target, member);
}

/* Adds a value's bytes. Recursion is bounded by the depth of a JSON text (JSON_DEPTH_LIMIT). */
static void add_value(const struct target *target, const struct json *value)
{
	switch (value->kind) {
	case JSON_NUMBER:
		add_number(target, value, 32);
		break;
	case JSON_STRING:
		add_text(target->node, target->prop, value->text);
		break;
	case JSON_ARRAY:
		for (const struct json *item = value->child; item; item = item->next)
			add_value(target, item);
		break;
	case JSON_OBJECT:
		add_object(target, value);
		break;
	case JSON_TRUE:
	case JSON_FALSE:
	case JSON_NULL:
		diag_error(target->diag, json_at(value), "%s has no place in a list",
			json_kind_name(value->kind));
		diag_help(target->diag,
			"lists hold strings, numbers and values such as {\"$u64\": 1}");
		break;
	}
}

static void add_whole(const struct target *target, const struct json *value)
{
	if (value->kind == JSON_FALSE) {
		diag_error(target->diag, json_at(value), "a property cannot be false");
		diag_help(target->diag, "true makes a flag, null deletes it");
	} else if (value->kind != JSON_TRUE) {
		add_value(target, value);
	}
}

bool raw_set(struct node *node, const char *name, const struct json *value)
{
	struct target target = {.node = node, .diag = node->tree->diag};
	unsigned earlier = target.diag->errors;

	target.prop = prop_begin(node, name);
	add_whole(&target, value);
	prop_end(target.prop);
	if (target.diag->errors == earlier)
		return true;
	/* Half a value would be taken for another. */
	set_flag(node, name)->broken = true;
	node->broken = true;
	return false;
}
