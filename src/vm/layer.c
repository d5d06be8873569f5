#include "vm/layer.h"

#include "base/text.h"
#include "vm/machine.h"

/* One run of merge_layers. */
struct merging {
	struct arena *arena;
	struct diag *diag;
	const struct record *top;
	const struct json **documents; /* expanded, the machine first */
	size_t count;
	const struct layer *layers;
	size_t layer_count;
	bool *refused;	  /* of each layer: an assignment, or cases, that cannot be applied; it was
			     said */
	bool has_machine; /* it is the first document */
	struct keys doubts; /* see struct merged */
};

static const struct json *empty(struct merging *run)
{
	return json_new(run->arena, JSON_OBJECT, (struct origin){0});
}

static bool names_machine(const struct source *assignment)
{
	static const char key[] = "machine=";

	return strncmp((const char *)assignment->content.data, key, strlen(key)) == 0;
}

/* Can it be applied now? While the machine is not known, only what names it can. */
static bool is_due(const struct merging *run, size_t i)
{
	const struct source *assignment = run->layers[i].assignment;

	if (!assignment || is_raw_assignment(assignment) || run->refused[i])
		return false;
	return run->has_machine || names_machine(assignment);
}

/* One that is wrong is left out, so that the mistakes in the others are told as well. */
static const struct json *apply_assignments(struct merging *run, const struct json *description)
{
	for (size_t i = 0; i < run->layer_count; i++) {
		const struct json *changed;

		if (!is_due(run, i))
			continue;
		changed = assign(
			run->arena, run->diag, run->top, description, run->layers[i].assignment);
		run->refused[i] = !changed;
		if (changed)
			description = changed;
	}
	return description;
}

/* Without variants: what decides which of them apply. */
static const struct json *merge_plainly(struct merging *run)
{
	const struct json *all = empty(run);

	for (size_t i = 0; i < run->count; i++)
		all = json_merge(run->arena, all, run->documents[i]);
	return apply_assignments(run, all);
}

const struct json *layer_value(struct arena *arena, const struct json *object, const char *key)
{
	while (object && *key) {
		size_t n = strcspn(key, ".");

		object = json_member(object, arena_text(arena, key, n));
		key += n + (key[n] == '.');
	}
	return object;
}

/* Is the value what a variant's key says? Numbers may be written in several ways. */
static bool is_value(const struct json *value, const char *text)
{
	const struct json key = {.kind = JSON_STRING, .text = text};
	uint64_t a, b;

	if (!value || !text)
		return false;
	if (value->kind == JSON_TRUE || value->kind == JSON_FALSE)
		return strcmp(json_kind_name(value->kind), text) == 0;
	if (!value->text)
		return false;
	return strcmp(value->text, text) == 0 ||
	       (!json_number(value, &a) && !json_number(&key, &b) && a == b);
}

static const struct json *merge_variant(struct merging *run, const struct json *so_far,
	const struct json *patches, const struct json *value)
{
	for (const struct json *patch = patches->child; patch; patch = patch->next)
		if (is_value(value, patch->key))
			so_far = json_merge(
				run->arena, so_far, expand_layer(run->arena, run->top, patch));
	return so_far;
}

/* What a layer's variants add to it, given the values that all layers make together. */
static const struct json *merge_variants(struct merging *run, const struct json *so_far,
	const struct json *document, const struct json *decided)
{
	const struct json *variants = json_member(document, "variants");

	for (const struct json *key = variants ? variants->child : NULL; key; key = key->next)
		so_far =
			merge_variant(run, so_far, key, layer_value(run->arena, decided, key->key));
	return so_far;
}

/* below: what lies under all of them, or NULL. */
static const struct json *merge_documents(
	struct merging *run, const struct json *decided, const struct json *below)
{
	const struct json *all = below ? below : empty(run);

	for (size_t i = 0; i < run->count; i++) {
		all = json_merge(run->arena, all, run->documents[i]);
		all = merge_variants(run, all, run->documents[i], decided);
	}
	return apply_assignments(run, all);
}

/* The last layer that names a machine wins; with a blob underneath there is none by default. */
static const struct json *find_machine(struct merging *run, bool has_blob, bool *lenient)
{
	const char *name = has_blob ? "none" : "minimal";
	const struct json *all = merge_plainly(run), *named;

	named = json_member(all, "machine");
	if (named && named->kind != JSON_STRING) {
		diag_error(run->diag, json_at(named), "a machine is a name, not %s",
			json_kind_name(named->kind));
		return NULL;
	}
	if (named)
		name = named->text;
	*lenient = strcmp(name, "none") == 0;
	return machine_load(
		run->arena, run->diag, name, named ? json_at(named) : (struct origin){0});
}

static void doubt_key(struct merging *run, const char *key)
{
	const char *known = field_find(run->top, key)
				    ? key
				    : text_suggest(key, field_keys(run->arena, run->top));

	if (known)
		keys_add(run->arena, &run->doubts, known);
}

static void doubt_members(struct merging *run, const struct json *patch)
{
	for (const struct json *member = patch->child; member; member = member->next)
		doubt_key(run, member->key);
}

/* What variants with mistakes would have changed, as far as they apply. */
static void doubt_variants(
	struct merging *run, const struct json *variants, const struct json *decided)
{
	for (const struct json *key = variants->child; key; key = key->next) {
		const struct json *value = layer_value(run->arena, decided, key->key);

		for (const struct json *patch = key->child; patch; patch = patch->next)
			if (!value || is_value(value, patch->key))
				doubt_members(run, patch);
	}
}

static void doubt_offers(struct merging *run, const struct json *offers)
{
	for (const struct json *offer = offers->child; offer; offer = offer->next)
		doubt_key(run, arena_text(run->arena, offer->key, strcspn(offer->key, ".")));
}

/* Without the variants and offers: mistakes in them were told, and are not told twice. */
static struct json *drop_cases(struct merging *run, const struct json *document)
{
	struct json *rest = json_new(run->arena, JSON_OBJECT, json_at(document));
	struct json **end = &rest->child;

	for (const struct json *member = document->child; member; member = member->next) {
		if (strcmp(member->key, "variants") != 0 && strcmp(member->key, "offers") != 0)
			json_put(&end, member->key, json_copy(run->arena, member));
	}
	return rest;
}

static void doubt_cases(struct merging *run, const struct json *decided)
{
	for (size_t i = 0; i < run->layer_count; i++) {
		const struct json *document = run->layers[i].document, *variants, *offers;

		if (!run->refused[i] || !document)
			continue;
		variants = json_member(document, "variants");
		offers = json_member(document, "offers");
		if (variants)
			doubt_variants(run, variants, decided);
		if (offers)
			doubt_offers(run, offers);
	}
}

static void expand_documents(struct merging *run)
{
	for (size_t i = 0; i < run->layer_count; i++) {
		const struct json *document = run->layers[i].document;

		if (!document)
			continue;
		if (document->kind != JSON_OBJECT) {
			diag_error(run->diag, json_at(document),
				"a description is an object, not %s",
				json_kind_name(document->kind));
			continue;
		}
		run->refused[i] = !check_layer(run->arena, run->diag, run->top, document);
		if (run->refused[i])
			document = drop_cases(run, document);
		run->documents[run->count++] = expand_layer(run->arena, run->top, document);
	}
}

static void add_raw(struct merging *run, struct merged *merged, const struct json *raw)
{
	if (raw->kind != JSON_OBJECT) {
		diag_error(run->diag, json_at(raw), "a raw tree is an object, not %s",
			json_kind_name(raw->kind));
		return;
	}
	merged->raw = arena_more(run->arena, merged->raw, merged->raw_count, sizeof(*merged->raw));
	merged->raw[merged->raw_count++] = raw;
}

/* What one layer says of the raw tree; a list is as many layers. */
static void add_layer_raw(struct merging *run, struct merged *merged, const struct layer *layer)
{
	const struct json *raw = NULL;

	if (layer->document)
		raw = json_member(layer->document, "/");
	else if (is_raw_assignment(layer->assignment))
		raw = assign_raw(run->arena, run->diag, layer->assignment);
	if (raw && raw->kind == JSON_ARRAY)
		for (const struct json *item = raw->child; item; item = item->next)
			add_raw(run, merged, item);
	else if (raw && raw->kind != JSON_NULL)
		add_raw(run, merged, raw);
}

static bool takes_away(const struct json *value)
{
	return value->kind == JSON_NULL || value->kind == JSON_FALSE ||
	       (value->kind == JSON_ARRAY && !value->child);
}

/* For messages about what is not there then. */
static void collect_taken(struct merging *run, struct merged *merged)
{
	for (size_t i = 0; i < run->layer_count; i++) {
		const struct json *document = run->layers[i].document;

		for (const struct json *key =
				document && document->kind == JSON_OBJECT ? document->child : NULL;
			key; key = key->next) {
			if (!takes_away(key))
				continue;
			merged->taken = arena_more(run->arena, merged->taken, merged->taken_count,
				sizeof(*merged->taken));
			merged->taken[merged->taken_count++] = key;
		}
	}
}

static void collect_raw(struct merging *run, struct merged *merged)
{
	for (size_t i = 0; i < run->layer_count; i++)
		add_layer_raw(run, merged, &run->layers[i]);
}

void merge_layers(struct arena *arena, struct diag *diag, const struct record *top,
	const struct layer *layers, size_t count, bool has_blob, struct merged *merged)
{
	struct merging run = {
		.arena = arena, .diag = diag, .top = top, .layers = layers, .layer_count = count};
	const struct json **room = arena_array(arena, count + 1, sizeof(*room));
	const struct json *machine, *decided, *offered;

	/* The machine is known only when the layers are, but it stands in front of them. */
	run.documents = room + 1;
	run.refused = arena_array(arena, count, sizeof(*run.refused));
	*merged = (struct merged){0};
	expand_documents(&run);
	machine = find_machine(&run, has_blob, &merged->lenient);
	merged->partial = !machine;
	room[0] = machine ? expand_layer(arena, top, machine) : empty(&run);
	run.documents = room;
	run.count++;
	run.has_machine = true;
	decided = merge_plainly(&run);
	merged->description = merge_documents(&run, decided, NULL);
	offered = wanted_offers(arena, top, merged->description);
	if (offered)
		merged->description = merge_documents(&run, decided, offered);
	collect_raw(&run, merged);
	collect_taken(&run, merged);
	doubt_cases(&run, decided);
	merged->doubts = run.doubts;
	merged->gic = json_member(room[0], "gic");
}
