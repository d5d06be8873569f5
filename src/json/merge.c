#include "json/index.h"

/* A node of its own, since it gets siblings of its own; what lies below is shared. */
static struct json *copy_of(struct arena *arena, const struct json *value)
{
	struct json *copy = arena_alloc(arena, sizeof(*copy));

	*copy = *value;
	copy->next = NULL;
	return copy;
}

static struct json *merge(struct arena *arena, const struct json *base, const struct json *patch);

/* base: anything or NULL; what is no object counts as an empty one (RFC 7396, section 2). */
static struct json *merge_object(
	struct arena *arena, const struct json *base, const struct json *patch)
{
	struct json *result = copy_of(arena, patch), **end = &result->child;
	struct json_index old = json_index(arena, base), new = json_index(arena, patch);

	*end = NULL;
	for (const struct json *m = old.object ? old.object->child : NULL; m; m = m->next) {
		const struct json *said = json_index_find(&new, m->key);

		if (!said)
			json_put(&end, m->key, copy_of(arena, m));
		else if (said->kind != JSON_NULL)
			json_put(&end, m->key, merge(arena, m, said));
	}
	for (const struct json *m = patch->child; m; m = m->next) {
		if (m->kind == JSON_NULL || json_index_find(&old, m->key))
			continue;
		json_put(&end, m->key, merge(arena, NULL, m));
	}
	return result;
}

/* As deep as the texts are: at most JSON_DEPTH_LIMIT. */
static struct json *merge(struct arena *arena, const struct json *base, const struct json *patch)
{
	if (patch->kind != JSON_OBJECT)
		return copy_of(arena, patch);
	return merge_object(arena, base, patch);
}

struct json *json_merge(struct arena *arena, const struct json *base, const struct json *patch)
{
	return merge(arena, base, patch);
}
