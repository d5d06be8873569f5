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

static bool are_objects(const struct json *all)
{
	bool good = all->kind == JSON_OBJECT;

	for (const struct json *member = all->child; good && member; member = member->next)
		good = member->kind == JSON_OBJECT;
	return good;
}

static void check_variants(struct checking *run, const struct json *variants)
{
	if (!are_objects(variants)) {
		diag_error(run->diag, json_at(variants), "variants are objects in an object");
		diag_help(run->diag, "{\"gic.version\": {\"2\": {what is merged then}}}");
		return;
	}
	for (const struct json *key = variants->child; key; key = key->next)
		check_condition(run, key);
}

static void check_offers(struct checking *run, const struct json *offers)
{
	struct decoder decoder = {.arena = run->arena, .diag = run->diag, .patch = true};

	if (!are_objects(offers)) {
		diag_error(run->diag, json_at(offers), "offers are objects in an object");
		diag_help(run->diag, "{\"rtc\": {what is merged under an rtc that is asked for}}");
		return;
	}
	for (const struct json *offer = offers->child; offer; offer = offer->next)
		if (find_key(run, offer))
			decode_record(&decoder, run->top, unfold_offer(run->arena, offer),
				arena_alloc(run->arena, run->top->size));
}

void check_layer(
	struct arena *arena, struct diag *diag, const struct record *top, const struct json *layer)
{
	struct checking run = {arena, diag, top};
	struct decoder decoder = {.arena = arena, .diag = diag, .patch = true};
	const struct json *variants = json_member(layer, "variants");
	const struct json *offers = json_member(layer, "offers");

	decode_nulls(&decoder, top, layer);
	if (variants && variants->kind != JSON_NULL)
		check_variants(&run, variants);
	if (offers && offers->kind != JSON_NULL)
		check_offers(&run, offers);
}
