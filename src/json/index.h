#ifndef MKFDT_JSON_INDEX_H
#define MKFDT_JSON_INDEX_H

#include "json/json.h"

/*
 * Finds members by key. A small object is searched as it is; a large one is sorted first, so that
 * many look-ups stay cheap whatever its keys are (sorting, unlike hashing, has no bad input).
 */
struct json_index {
	const struct json *object;
	const struct json **sorted; /* by key, equal keys in document order; NULL: small */
	size_t count;
};

/* Comments are left out. object may be NULL or no object: then nothing is found. */
struct json_index json_index(struct arena *arena, const struct json *object);

/* The first member with that key, or NULL. */
const struct json *json_index_find(const struct json_index *index, const char *key);

#endif
