/*
 * What is left of a description that has mistakes. The entries and keys that they are in are taken
 * out, and the rest is read anew, in silence, so that rules can be told of as well in the same run.
 */
#include "vm/part.h"

#include <stdlib.h>

enum { ROUNDS = 4 }; /* what planning finds in the rest makes less of it */

/* The places of mistakes, sorted; of several messages about one place each is there. */
struct wounds {
	struct origin *items;
	size_t count;
};

static void add_wound(struct arena *arena, struct wounds *wounds, struct origin at)
{
	wounds->items = arena_more(arena, wounds->items, wounds->count, sizeof(*wounds->items));
	wounds->items[wounds->count++] = at;
}

static void add_wounds(struct arena *arena, struct wounds *wounds, const struct diag *diag)
{
	size_t count = 0;
	const struct origin *places = diag_places(diag, arena, &count);

	for (size_t i = 0; i < count; i++) {
		wounds->items =
			arena_more(arena, wounds->items, wounds->count, sizeof(*wounds->items));
		wounds->items[wounds->count++] = places[i];
	}
	if (wounds->count)
		qsort(wounds->items, wounds->count, sizeof(*wounds->items), origin_compare);
}

static const struct origin *find_wound(const struct wounds *wounds, const struct json *value)
{
	struct origin at = json_at(value);

	return wounds->count
		       ? bsearch(&at, wounds->items, wounds->count, sizeof(at), origin_compare)
		       : NULL;
}

/* Is there one in the value? Recursion is as deep as texts are (JSON_DEPTH_LIMIT). */
static bool is_hurt(const struct wounds *wounds, const struct json *value)
{
	if (find_wound(wounds, value))
		return true;
	for (const struct json *child = value->child; child; child = child->next)
		if (is_hurt(wounds, child))
			return true;
	return false;
}

/* Adds those in the value. */
static void gather_inside(struct arena *arena, const struct wounds *wounds,
	const struct json *value, struct wounds *inside)
{
	const struct origin *wound = find_wound(wounds, value);

	if (wound)
		add_wound(arena, inside, *wound);
	for (const struct json *child = value->child; child; child = child->next)
		gather_inside(arena, wounds, child, inside);
}

static struct json *copy_of(struct arena *arena, const struct json *value)
{
	struct json *copy = arena_alloc(arena, sizeof(*copy));

	*copy = *value;
	copy->next = NULL;
	return copy;
}

/* The entries of a list that have no mistake in them. */
static struct json *sound_entries(
	struct arena *arena, const struct wounds *wounds, const struct json *list)
{
	struct json *copy = copy_of(arena, list), **end = &copy->child;

	copy->child = NULL;
	for (const struct json *item = list->child; item; item = item->next)
		if (!is_hurt(wounds, item))
			json_put(&end, NULL, copy_of(arena, item));
	return copy;
}

/* An unknown key made nothing, so nothing is missing without it. */
static bool is_unknown_key(const struct wounds *wounds, const struct json *member)
{
	const struct origin *wound = find_wound(wounds, member);

	return wound && wound->key;
}

/* *whole becomes false when a key is left out whose value others may count on. */
static struct json *sound_members(struct arena *arena, const struct wounds *wounds,
	const struct json *description, bool *whole)
{
	struct json *copy = copy_of(arena, description), **end = &copy->child;

	copy->child = NULL;
	for (const struct json *member = description->child; member; member = member->next) {
		bool list = member->kind == JSON_ARRAY && !find_wound(wounds, member);

		if (list)
			json_put(&end, member->key, sound_entries(arena, wounds, member));
		else if (!is_hurt(wounds, member))
			json_put(&end, member->key, copy_of(arena, member));
		else
			*whole = *whole && is_unknown_key(wounds, member);
	}
	return copy;
}

/* The places of mistakes in the entries of lists: what they say is of their own. */
static struct wounds entry_wounds(
	struct arena *arena, const struct wounds *wounds, const struct json *description)
{
	struct wounds inside = {0};

	for (const struct json *list = description->child; list; list = list->next)
		for (const struct json *item = list->kind == JSON_ARRAY ? list->child : NULL; item;
			item = item->next)
			gather_inside(arena, wounds, item, &inside);
	if (inside.count)
		qsort(inside.items, inside.count, sizeof(*inside.items), origin_compare);
	return inside;
}

/* What planning finds in the sound entries, when other mistakes had kept it from looking. */
static void tell_of_entries(struct arena *arena, struct diag *diag, const struct diag *silent,
	const struct json *description)
{
	struct wounds found = {0}, inside;

	add_wounds(arena, &found, silent);
	inside = entry_wounds(arena, &found, description);
	diag_adopt_faults(diag, silent, inside.items, inside.count);
}

struct description *vm_rest(
	struct arena *arena, struct diag *diag, const struct description *broken)
{
	struct wounds wounds = {0};
	const struct json *left = broken->merged;
	bool whole = true; /* so far */

	if (!left || diag->system_failed)
		return NULL;
	add_wounds(arena, &wounds, diag);
	for (int round = 0; round < ROUNDS; round++) {
		struct diag *silent = arena_alloc(arena, sizeof(*silent));
		struct description *rest;

		left = sound_members(arena, &wounds, left, &whole);
		diag_init(silent, arena);
		rest = vm_read(arena, silent, left);
		if (!rest->broken) {
			rest->lenient = broken->lenient;
			return rest;
		}
		if (silent->system_failed)
			return NULL;
		if (whole)
			tell_of_entries(arena, diag, silent, left);
		add_wounds(arena, &wounds, silent);
	}
	return NULL;
}
