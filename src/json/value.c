#include "json/json.h"

struct json *json_new(struct arena *arena, enum json_kind kind, struct origin at)
{
	struct json *value = arena_alloc(arena, sizeof(*value));

	value->kind = kind;
	value->source = at.source;
	value->offset = at.offset;
	return value;
}

struct json *json_copy(struct arena *arena, const struct json *value)
{
	struct json *copy = arena_alloc(arena, sizeof(*copy));

	*copy = *value;
	copy->next = NULL;
	return copy;
}

bool json_is_comment(const struct json *member)
{
	return member->key && member->key[0] == '/' && member->key[1] == '/';
}

struct json *json_member(const struct json *object, const char *key)
{
	if (!object || object->kind != JSON_OBJECT)
		return NULL;
	for (struct json *member = object->child; member; member = member->next)
		if (strcmp(member->key, key) == 0)
			return member;
	return NULL;
}

void json_append(struct json *container, const char *key, struct json *value)
{
	struct json **end = &container->child;

	while (*end)
		end = &(*end)->next;
	value->key = container->kind == JSON_OBJECT ? key : NULL;
	value->next = NULL;
	*end = value;
}

const char *json_kind_name(enum json_kind kind)
{
	static const char *const names[] = {
		[JSON_NULL] = "null",
		[JSON_FALSE] = "false",
		[JSON_TRUE] = "true",
		[JSON_NUMBER] = "a number",
		[JSON_STRING] = "a string",
		[JSON_ARRAY] = "a list",
		[JSON_OBJECT] = "an object",
	};

	return names[kind];
}
