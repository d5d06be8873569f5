/* --set KEY=VALUE. */
#include "base/text.h"
#include "vm/layer.h"

#include <inttypes.h>
#include <stdlib.h>

/* One assignment being applied. */
struct assigning {
	struct arena *arena;
	struct diag *diag;
	struct source *source;
	const char *key, *text;
};

static bool is_utf8(struct bytes text)
{
	size_t at = 0, n = 1;

	while (n && at < text.size) {
		n = utf8_length((const char *)text.data + at, text.size - at);
		at += n;
	}
	return n != 0;
}

/* Neither keys nor the names of nodes and properties hold a "=", so the first one cuts. */
static bool split(struct assigning *run)
{
	const char *all = (const char *)run->source->content.data;
	const char *equals = strchr(all, '=');

	if (!is_utf8(run->source->content)) {
		diag_error(run->diag, (struct origin){.source = run->source}, "this is not UTF-8");
		diag_help(run->diag, "bytes are written as {\"$bytes\": \"de ad be ef\"}");
		return false;
	}
	if (!equals || equals == all) {
		diag_fail(run->diag, "--set wants KEY=VALUE, not \"%s\"", all);
		return false;
	}
	run->key = arena_text(run->arena, all, (size_t)(equals - all));
	run->text = equals + 1;
	return true;
}

static const char *pointer_of(struct arena *arena, const char *key)
{
	char *pointer = arena_format(arena, "/%s", key);

	for (char *p = pointer; *p; p++)
		if (*p == '.')
			*p = '/';
	return pointer;
}

/* The value as a source of its own, so that messages about it name the assignment. */
static struct source *value_source(struct assigning *run, const char *pointer)
{
	struct source *source = arena_alloc(run->arena, sizeof(*source));

	*source = *run->source;
	source->root = pointer;
	source->content = (struct bytes){(const uint8_t *)run->text, strlen(run->text)};
	return source;
}

static struct json *string_value(struct assigning *run, struct source *source)
{
	struct json *value = json_new(run->arena, JSON_STRING, (struct origin){.source = source});

	value->text = run->text;
	return value;
}

static struct json *read_value(struct assigning *run, const char *pointer, bool wants_string)
{
	struct source *source = value_source(run, pointer);
	struct json *value = wants_string ? NULL : json_try(run->arena, source);

	return value ? value : string_value(run, source);
}

static bool is_string_field(const struct field *field, const char *text)
{
	switch (field->kind) {
	case KIND_TEXT:
	case KIND_CHOICE:
	case KIND_HEX:
		return true;
	case KIND_TEXTS:
		return *text != '[';
	default:
		return false;
	}
}

static const struct json *set_in(struct assigning *run, const struct record *record,
	const struct field *field, const struct json *old, const char *key, bool list);

static struct json *shallow_copy(struct assigning *run, const struct json *value)
{
	struct json *copy = arena_alloc(run->arena, sizeof(*copy));

	*copy = *value;
	copy->next = NULL;
	return copy;
}

/* The container with one member or item replaced, or added at the end when there was none. */
static const struct json *with(struct assigning *run, const struct json *container,
	const struct json *old, const char *key, const struct json *value)
{
	struct json *copy = shallow_copy(run, container), **end = &copy->child;

	copy->child = NULL;
	for (const struct json *item = container->child; item; item = item->next)
		json_put(&end, item->key, shallow_copy(run, item == old ? value : item));
	if (!old)
		json_put(&end, key, shallow_copy(run, value));
	return copy;
}

static const struct json *set_item(struct assigning *run, const struct record *record,
	const struct json *list, const char *key, size_t n)
{
	const struct json *item = list->child, *value;
	bool append = n == 1 && *key == '-';
	char *end = NULL;
	unsigned long index = append ? 0 : strtoul(key, &end, 10);
	size_t count = 0;

	for (const struct json *i = list->child; i; i = i->next)
		count++;
	if (!append && (end != key + n || n == 0 || index >= count)) {
		diag_error(run->diag, (struct origin){.source = run->source},
			"\"%.*s\" is not an index of a list of %zu; \"-\" appends", (int)n, key,
			count);
		return NULL;
	}
	for (; !append && index; index--)
		item = item->next;
	if (append)
		item = NULL;
	value = set_in(run, record, NULL, item, key + n + (key[n] == '.'), false);
	return value ? with(run, list, item, NULL, value) : NULL;
}

static void report_key(struct assigning *run, const struct record *record, const char *name)
{
	const char *near = text_suggest(name, field_keys(run->arena, record));

	diag_error(run->diag, (struct origin){.source = run->source}, "unknown key \"%s\"", name);
	if (near)
		diag_help(run->diag, "did you mean \"%s\"?", near);
}

static const struct json *set_member(struct assigning *run, const struct record *record,
	const struct json *object, const char *key, size_t n)
{
	const char *name = arena_text(run->arena, key, n);
	const struct field *field = field_find(record, name);
	const struct json *old, *value;

	if (!field) {
		report_key(run, record, name);
		return NULL;
	}
	if (field->synonym)
		field = field_find(record, field->synonym);
	old = json_member(object, field->key);
	value = set_in(run, field->record, field, old, key + n + (key[n] == '.'),
		field->kind == KIND_LIST);
	return value ? with(run, object, old, field->key, value) : NULL;
}

/* Free names below a field: aliases.serial1=/path. */
static const struct json *set_name(
	struct assigning *run, const struct json *object, const char *key)
{
	struct json *value = read_value(run, pointer_of(run->arena, run->key), true);

	return with(run, object, json_member(object, key), key, value);
}

static const struct json *empty(struct assigning *run, enum json_kind kind)
{
	return json_new(run->arena, kind, (struct origin){.source = run->source});
}

/* The end of the key: the value merges over what was there, as any layer does. */
static const struct json *set_whole(struct assigning *run, const struct record *record,
	const struct field *field, const struct json *old)
{
	const struct json *value = read_value(
		run, pointer_of(run->arena, run->key), field && is_string_field(field, run->text));

	if (record && value->kind != JSON_ARRAY)
		value = expand_layer(run->arena, record, value);
	return old && value->kind == JSON_OBJECT ? json_merge(run->arena, old, value) : value;
}

/* No field's key looks like this. */
static bool is_index(const char *key, size_t n)
{
	return n && (strspn(key, "0123456789") == n || (n == 1 && *key == '-'));
}

/* An object in a list's stead is a list of one; whatever else there is, or nothing, is none. */
static const struct json *as_list(struct assigning *run, const struct json *old)
{
	struct json *list;

	if (old && old->kind == JSON_ARRAY)
		return old;
	list = json_new(run->arena, JSON_ARRAY, (struct origin){.source = run->source});
	if (old && old->kind == JSON_OBJECT)
		json_append(list, NULL, shallow_copy(run, old));
	return list;
}

/* What old becomes when the rest of the key is followed into it. */
static const struct json *set_in(struct assigning *run, const struct record *record,
	const struct field *field, const struct json *old, const char *key, bool list)
{
	size_t n = strcspn(key, ".");

	if (!*key)
		return set_whole(run, record, field, old);
	if (field && field->kind == KIND_NAMES)
		return set_name(run, old ? old : empty(run, JSON_OBJECT), key);
	if (!record) {
		diag_error(run->diag, (struct origin){.source = run->source},
			"\"%s\" has no members", field ? field->key : "the value");
		return NULL;
	}
	if (list && ((old && old->kind == JSON_ARRAY) || is_index(key, n)))
		return set_item(run, record, as_list(run, old), key, n);
	if (!old || old->kind != JSON_OBJECT)
		old = empty(run, JSON_OBJECT);
	return set_member(run, record, old, key, n);
}

const struct json *assign(struct arena *arena, struct diag *diag, const struct record *top,
	const struct json *description, struct source *assignment)
{
	struct assigning run = {.arena = arena, .diag = diag, .source = assignment};

	if (!split(&run))
		return NULL;
	run.source->root = pointer_of(arena, run.key);
	return set_in(&run, top, NULL, description, run.key, false);
}

/* One level of a raw tree: {"name/": value}. */
static struct json *wrap(struct assigning *run, const char *name, struct json *value)
{
	struct json *object =
		json_new(run->arena, JSON_OBJECT, (struct origin){.source = run->source});

	json_append(object, name, value);
	return object;
}

/* A string, as whatever is no JSON; but it looks as if it were to be some. */
static void warn_of_text(struct assigning *run, const struct json *value)
{
	if (value->kind != JSON_STRING || value->text != run->text ||
		!strchr("[{\"", *value->text) || !*value->text)
		return;
	diag_report(run->diag, SEVERITY_WARNING, NULL, json_at(value), NULL,
		"this is no JSON, so it is taken as a string");
	diag_help(
		run->diag, "look at its commas, quotes and brackets; the shell takes quotes away");
}

/* Only a node can be meant; most likely the property of that name is. */
static bool is_for_node(struct assigning *run, const struct json *value)
{
	const char *path = run->key, *name = strrchr(path, '/') + 1;
	bool good = value->kind == JSON_OBJECT || value->kind == JSON_NULL ||
		    (value->kind == JSON_ARRAY && !*name);

	if (good)
		return true;
	diag_error(run->diag, (struct origin){.source = run->source}, "this is a node, not %s",
		json_kind_name(value->kind));
	if (*name)
		diag_help(run->diag, "a property stands behind a \":\": %.*s:%s",
			name - 1 == path ? 1 : (int)(name - 1 - path), path, name);
	return false;
}

const struct json *assign_raw(struct arena *arena, struct diag *diag, struct source *assignment)
{
	struct assigning run = {.arena = arena, .diag = diag, .source = assignment};
	const char *colon, *path, *end;
	struct json *value;

	if (!split(&run))
		return NULL;
	path = run.key;
	colon = strrchr(path, ':');
	end = colon ? colon : path + strlen(path);
	value = read_value(&run, path, false);
	warn_of_text(&run, value);
	if (colon)
		value = wrap(&run, colon + 1, value);
	else if (!is_for_node(&run, value))
		return NULL;
	/* From the leaf to the root. */
	while (end > path) {
		const char *start = end;

		while (start > path && start[-1] != '/')
			start--;
		if (start < end)
			value = wrap(&run, arena_format(arena, "%.*s/", (int)(end - start), start),
				value);
		end = start - (start > path);
	}
	return value;
}
