#include "json/index.h"
#include "json/scan.h"

#include <cjson/cJSON.h>

/*
 * The scanner lays out the nodes (kind, place, siblings), cJSON decodes the text behind it, and
 * both trees are walked in step to give each node its strings. The walks recurse as deep as the
 * text is nested, which the scanner bounds.
 */
enum { KEYS_KNOWN = 256 }; /* a power of two */

struct document {
	struct arena *arena;
	const struct source *source;
	struct diag *diag; /* NULL: say nothing */
	const char *keys[KEYS_KNOWN];
	struct bytes text; /* for cJSON: the source's content, or copy */
	uint8_t *copy;
	bool duplicates;
};

/*
 * Memory for cJSON, given back at once when its tree has been read: much quicker than malloc.
 * Its hooks pass no context, hence a static; it holds nothing between calls of json_parse.
 * A free only counts for the newest block, the temporary copy that cJSON makes of each number.
 */
static struct {
	struct arena arena;
	void *newest, *spare;
	size_t newest_size, spare_size;
} pool;

static void *CJSON_CDECL pool_malloc(size_t size)
{
	if (pool.spare && size <= pool.spare_size) {
		pool.newest = pool.spare;
		pool.newest_size = pool.spare_size;
		pool.spare = NULL;
	} else {
		pool.newest = arena_alloc(&pool.arena, size);
		pool.newest_size = size;
	}
	return pool.newest;
}

static void CJSON_CDECL pool_free(void *block)
{
	if (!block || block != pool.newest)
		return;
	pool.spare = pool.newest;
	pool.spare_size = pool.newest_size;
	pool.newest = NULL;
}

static void pool_release(void)
{
	arena_release(&pool.arena);
	pool.newest = pool.spare = NULL;
}

static cJSON *decode(struct bytes text)
{
	cJSON_Hooks hooks = {.malloc_fn = pool_malloc, .free_fn = pool_free};
	const char *end;
	cJSON *tree;

	cJSON_InitHooks(&hooks);
	/* The length counts the NUL that stands behind the text. */
	tree = cJSON_ParseWithLengthOpts((const char *)text.data, text.size + 1, &end, 1);
	cJSON_InitHooks(NULL);
	return tree;
}

static void report_fault(struct document *document, const struct scan_fault *fault)
{
	struct origin at = {.source = document->source, .offset = (uint32_t)fault->offset};
	struct origin other = {.source = document->source, .offset = (uint32_t)fault->note_offset};

	if (!document->diag)
		return;
	diag_error(document->diag, at, "%s", fault->message);
	if (fault->note)
		diag_note(document->diag, other, NULL, "%s", fault->note);
	if (*fault->help)
		diag_help(document->diag, "%s", fault->help);
}

/* Escapes that cJSON refuses or misreads become others of the same length: nobody reads them. */
static void blunt(uint8_t *text, size_t offset, size_t size)
{
	for (size_t i = offset; size && i < offset + size - 1; i++) {
		if (text[i] != '\\')
			continue;
		if (text[++i] == 'u')
			text[i] = '/';
	}
}

/* What cJSON is to read: the text, but for what only a comment may hold. The comment's own key
 * stays. */
static void blunt_comment(
	struct document *document, const struct scan_value *value, unsigned comment)
{
	struct bytes *text = &document->text;

	if (text->data == document->source->content.data) {
		uint8_t *copy = arena_alloc(document->arena, text->size + 1);

		memcpy(copy, text->data, text->size);
		document->copy = copy;
		text->data = copy;
	}
	if (value->depth > comment)
		blunt(document->copy, value->key_offset, value->key_size);
	if (value->kind == JSON_STRING)
		blunt(document->copy, value->offset, value->size);
}

/* All values with their kinds and places and the digits of numbers. NULL after a message. */
static struct json *lay_out(struct document *document)
{
	struct json *newest[JSON_DEPTH_LIMIT + 1] = {0}; /* at each depth */
	struct scan_value value;
	struct scan scan;

	scan_init(&scan, document->source->content);
	while (scan_next(&scan, &value)) {
		struct json *node = arena_alloc(document->arena, sizeof(*node));
		struct json *parent, *before;

		node->kind = value.kind;
		node->source = document->source;
		node->offset = (uint32_t)value.offset;
		if (scan.odd)
			blunt_comment(document, &value, scan.comment);
		scan.odd = false;
		if (value.kind == JSON_NUMBER)
			node->text =
				arena_text(document->arena, scan.text + value.offset, value.size);
		parent = value.depth ? newest[value.depth - 1] : NULL;
		before = newest[value.depth];
		if (parent && !parent->child)
			parent->child = node;
		else if (parent && before)
			before->next = node;
		newest[value.depth] = node;
	}
	if (!scan.failed)
		return newest[0];
	report_fault(document, &scan.fault);
	return NULL;
}

static bool same_kind(enum json_kind kind, const cJSON *item)
{
	switch (kind) {
	case JSON_NULL:
		return cJSON_IsNull(item);
	case JSON_FALSE:
		return cJSON_IsFalse(item);
	case JSON_TRUE:
		return cJSON_IsTrue(item);
	case JSON_NUMBER:
		return cJSON_IsNumber(item);
	case JSON_STRING:
		return cJSON_IsString(item);
	case JSON_ARRAY:
		return cJSON_IsArray(item);
	case JSON_OBJECT:
		return cJSON_IsObject(item);
	}
	return false;
}

/* A copy of a key. Keys repeat from device to device; the newest ones are shared. */
static const char *known_key(struct document *document, const char *key)
{
	uint32_t hash = 2166136261u; /* FNV-1a */
	const char **slot;
	size_t n = 0;

	for (; key[n]; n++)
		hash = (hash ^ (uint8_t)key[n]) * 16777619u;
	slot = &document->keys[hash % KEYS_KNOWN];
	if (!*slot || strcmp(*slot, key) != 0)
		*slot = arena_text(document->arena, key, n);
	return *slot;
}

/* False when the two trees disagree. */
static bool name_members(struct document *document, struct json *object, const cJSON *items)
{
	const cJSON *item = items->child;

	for (struct json *member = object->child; member; member = member->next) {
		if (!item || !item->string)
			return false;
		member->key = known_key(document, item->string);
		item = item->next;
	}
	return !item;
}

static void check_duplicates(struct document *document, const struct json *object)
{
	struct json_index index = json_index(document->arena, object);

	for (const struct json *member = object->child; member; member = member->next) {
		const struct json *first;

		if (json_is_comment(member))
			continue;
		first = json_index_find(&index, member->key);
		if (first == member)
			continue;
		document->duplicates = true;
		if (!document->diag)
			return;
		diag_error(document->diag, json_key_at(member), "duplicate key");
		diag_note(document->diag, json_key_at(first), NULL, "first given here");
	}
}

/*
 * Gives the children of a container their keys and strings; drops comments, below which nothing
 * is looked at but that the trees agree. False when they do not.
 */
static bool join(struct document *document, struct json *node, const cJSON *items, bool comment)
{
	struct json **link = &node->child;
	const cJSON *item = items->child;

	if (node->kind == JSON_OBJECT) {
		if (!name_members(document, node, items))
			return false;
		if (!comment)
			check_duplicates(document, node);
	}
	for (; *link && item; item = item->next) {
		struct json *child = *link;
		bool dropped = json_is_comment(child);

		if (!same_kind(child->kind, item))
			return false;
		if (child->kind == JSON_STRING)
			child->text = arena_text(
				document->arena, item->valuestring, strlen(item->valuestring));
		if (!join(document, child, item, comment || dropped))
			return false;
		if (dropped)
			*link = child->next;
		else
			link = &child->next;
	}
	return !*link && !item;
}

/* NULL for a duplicate key, and (never seen) when scanner and cJSON read different values. */
static struct json *join_document(struct document *document, struct json *root)
{
	struct json holder = {.kind = JSON_ARRAY, .child = root};
	cJSON items = {.type = cJSON_Array, .child = decode(document->text)};
	bool agreed = join(document, &holder, &items, false);

	pool_release();
	if (!agreed && document->diag)
		diag_fail(document->diag, "internal error: %s is read in two ways",
			document->source->name);
	return agreed && !document->duplicates ? root : NULL;
}

static struct json *parse(struct document *document)
{
	struct json *root;

	if (document->source->content.size > JSON_TEXT_LIMIT) {
		if (document->diag)
			diag_error(document->diag, (struct origin){.source = document->source},
				"the text is larger than 64 MiB");
		return NULL;
	}
	root = lay_out(document);
	return root ? join_document(document, root) : NULL;
}

struct json *json_parse(struct arena *arena, struct source *source, struct diag *diag)
{
	struct document document = {
		.arena = arena, .source = source, .diag = diag, .text = source->content};

	if (source->kind == SOURCE_TEXT)
		source->locate = scan_locate;
	return parse(&document);
}

struct json *json_try(struct arena *arena, struct source *source)
{
	return json_parse(arena, source, NULL);
}
