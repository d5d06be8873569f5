#include "json/index.h"

#include <stdlib.h>

enum { SMALL = 16 }; /* members that are quicker looked through than sorted */

static int compare(const void *a, const void *b)
{
	const struct json *x = *(const struct json *const *)a, *y = *(const struct json *const *)b;
	int order = strcmp(x->key, y->key);

	if (order)
		return order;
	return (x->offset > y->offset) - (x->offset < y->offset);
}

struct json_index json_index(struct arena *arena, const struct json *object)
{
	struct json_index index = {.object = object};
	size_t n = 0;

	if (!object || object->kind != JSON_OBJECT)
		return (struct json_index){0};
	for (const struct json *member = object->child; member; member = member->next)
		index.count += !json_is_comment(member);
	if (index.count <= SMALL)
		return index;
	index.sorted = arena_array(arena, index.count, sizeof(struct json *));
	for (const struct json *member = object->child; member; member = member->next)
		if (!json_is_comment(member))
			index.sorted[n++] = member;
	qsort(index.sorted, n, sizeof(struct json *), compare);
	return index;
}

const struct json *json_index_find(const struct json_index *index, const char *key)
{
	size_t low = 0, high = index->count;

	if (!index->object)
		return NULL;
	if (!index->sorted)
		return json_member(index->object, key);
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(index->sorted[middle]->key, key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == index->count || strcmp(index->sorted[low]->key, key) != 0)
		return NULL;
	return index->sorted[low];
}
