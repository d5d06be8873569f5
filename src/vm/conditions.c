/*
 * What a layer says for some cases only: its variants, and what it offers. All of it must be right,
 * whether the case is there or not.
 */
#include "base/text.h"
#include "vm/decode.h"
#include "vm/layer.h"
#include "vm/machine.h"

/* One layer being looked at. */
struct checking {
	struct arena *arena;
	struct diag *diag;
	const struct record *top;
};

static void check_patch(struct checking *run, const struct json *patch)
{
	struct decoder decoder = {.arena = run->arena, .diag = run->diag, .patch = true};
	static const char *const early[] = {"machine", "variants"};

	decode_record(&decoder, run->top, patch, arena_alloc(run->arena, run->top->size));
	for (size_t i = 0; i < sizeof(early) / sizeof(*early); i++) {
		const struct json *member = json_member(patch, early[i]);

		if (member)
			diag_error(run->diag, json_key_at(member),
				"\"%s\" is read before variants are chosen", early[i]);
	}
}

/* The row of a dotted key; NULL after a message. */
static const struct field *find_key(struct checking *run, const struct json *member)
{
	const struct record *record = run->top;
	const struct field *field = NULL;

	for (const char *key = member->key; *key && record;) {
		size_t n = strcspn(key, ".");
		const char *name = arena_text(run->arena, key, n), *near;

		field = field_find(record, name);
		if (!field) {
			near = text_suggest(name, field_keys(run->arena, record));
			diag_error(run->diag, json_key_at(member), "unknown key \"%s\"", name);
			if (near)
				diag_help(run->diag, "did you mean \"%.*s%s\"?",
					(int)(key - member->key), member->key, near);
			return NULL;
		}
		record = field->record;
		key += n + (key[n] == '.');
	}
	return field;
}

/* Can the key ever have that value? */
static void check_value(struct checking *run, const struct field *field, const struct json *patch)
{
	struct decoder decoder = {.arena = run->arena, .diag = run->diag};
	struct json value = {.kind = JSON_STRING,
		.text = patch->key,
		.source = patch->source,
		.offset = patch->offset};

	if (strcmp(field->key, "machine") == 0) {
		machine_check(run->arena, run->diag, patch->key, json_key_at(patch));
		return;
	}
	if (field->kind == KIND_FLAG)
		value.kind = strcmp(patch->key, "true") == 0	? JSON_TRUE
			     : strcmp(patch->key, "false") == 0 ? JSON_FALSE
								: JSON_STRING;
	decode_value(
		&decoder, field, &value, arena_alloc(run->arena, field->offset + run->top->size));
}

static bool is_scalar(const struct field *field)
{
	return field->kind == KIND_NUMBER || field->kind == KIND_CHOICE ||
	       field->kind == KIND_TEXT || field->kind == KIND_FLAG ||
	       strcmp(field->key, "machine") == 0;
}

static void check_condition(struct checking *run, const struct json *patches)
{
	const struct field *field = find_key(run, patches);

	if (field && !is_scalar(field)) {
		diag_error(run->diag, json_key_at(patches),
			"a variant is chosen by a number, a string or a flag, and this is none");
		field = NULL;
	}
	for (const struct json *patch = patches->child; patch; patch = patch->next) {
		if (field)
			check_value(run, field, patch);
		check_patch(run, patch);
	}
}

/* A key that holds objects by name, and what it looks like. */
struct shape {
	const char *what, *example;
};

static bool is_object(struct checking *run, const struct shape *shape, const struct json *value)
{
	if (value->kind == JSON_OBJECT)
		return true;
	diag_error(run->diag, json_at(value), "%s are objects in an object, and this is %s",
		shape->what, json_kind_name(value->kind));
	diag_help(run->diag, "%s", shape->example);
	return false;
}

static void check_variants(struct checking *run, const struct json *variants)
{
	static const struct shape shape = {
		"variants", "{\"gic.version\": {\"2\": {what is merged then}}}"};

	if (!is_object(run, &shape, variants))
		return;
	for (const struct json *key = variants->child; key; key = key->next)
		if (is_object(run, &shape, key))
			check_condition(run, key);
}

static void check_offers(struct checking *run, const struct json *offers)
{
	static const struct shape shape = {
		"offers", "{\"rtc\": {what is merged under an rtc that is asked for}}"};
	struct decoder decoder = {.arena = run->arena, .diag = run->diag, .patch = true};

	if (!is_object(run, &shape, offers))
		return;
	for (const struct json *offer = offers->child; offer; offer = offer->next)
		if (find_key(run, offer) && is_object(run, &shape, offer))
			decode_record(&decoder, run->top, unfold_offer(run->arena, offer),
				arena_alloc(run->arena, run->top->size));
}

bool check_layer(
	struct arena *arena, struct diag *diag, const struct record *top, const struct json *layer)
{
	struct checking run = {arena, diag, top};
	struct decoder decoder = {.arena = arena, .diag = diag, .patch = true};
	const struct json *variants = json_member(layer, "variants");
	const struct json *offers = json_member(layer, "offers");

	unsigned earlier;

	decode_nulls(&decoder, top, layer);
	earlier = diag->errors;
	if (variants && variants->kind != JSON_NULL)
		check_variants(&run, variants);
	if (offers && offers->kind != JSON_NULL)
		check_offers(&run, offers);
	return diag->errors == earlier;
}
