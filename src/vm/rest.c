/*
 * What is left of a description that has mistakes. The entries and keys that they are in are taken
 * out, and the rest is read anew, in silence, so that rules can be told of as well in the same run.
 */
#include "base/text.h"
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

/* An unknown key inside of an object made nothing, so what is around it may stay. */
static bool is_unknown_key(const struct wounds *wounds, const struct json *member)
{
	const struct origin *wound = find_wound(wounds, member);

	return wound && wound->key;
}

/* One look for what is sound. */
struct mending {
	struct arena *arena;
	struct wounds wounds; /* all, so far */
	struct wounds mended; /* entries that an unknown key was taken out of */
	const char **doubts;  /* keys that are left out, although nothing is wrong in them */
	size_t doubt_count;
	bool whole; /* no key is left out whose value others may count on */
};

/* Is there one in the value, besides unknown keys? As deep as texts are (JSON_DEPTH_LIMIT). */
static bool is_hurt(const struct mending *run, const struct json *value)
{
	const struct origin *wound = find_wound(&run->wounds, value);

	if (wound)
		return !wound->key;
	for (const struct json *child = value->child; child; child = child->next)
		if (is_hurt(run, child))
			return true;
	return false;
}

static bool has_unknown_key(const struct mending *run, const struct json *value)
{
	for (const struct json *child = value->child; child; child = child->next)
		if (is_unknown_key(&run->wounds, child) || has_unknown_key(run, child))
			return true;
	return false;
}

/* A copy, since it gets other siblings; what is below is the same, but for unknown keys. */
static struct json *copy_sound(struct mending *run, const struct json *value, bool *changed)
{
	struct json *copy = arena_alloc(run->arena, sizeof(*copy)), **end = &copy->child;

	*copy = *value;
	copy->next = NULL;
	if (!has_unknown_key(run, value))
		return copy;
	*changed = true;
	copy->child = NULL;
	for (const struct json *child = value->child; child; child = child->next)
		if (!is_unknown_key(&run->wounds, child))
			json_put(&end, child->key, copy_sound(run, child, changed));
	return copy;
}

static bool loses_entries(const struct mending *run, const struct json *list)
{
	for (const struct json *item = list->child; item; item = item->next)
		if (is_hurt(run, item))
			return true;
	return false;
}

/* Others are given a place by what stands before them. */
static bool has_place(const struct json *item)
{
	return json_member(item, "base") || json_member(item, "end");
}

/* The entries of a list that have no mistake in them, and no place because of one that has. */
static struct json *sound_entries(struct mending *run, const struct json *list)
{
	struct json *copy = arena_alloc(run->arena, sizeof(*copy)), **end = &copy->child;

	bool loses = loses_entries(run, list);

	*copy = *list;
	copy->next = copy->child = NULL;
	for (const struct json *item = list->child; item; item = item->next) {
		bool changed = false;

		if (loses && (is_hurt(run, item) || !has_place(item)))
			continue;
		json_put(&end, NULL, copy_sound(run, item, &changed));
		if (changed)
			add_wound(run->arena, &run->mended, json_at(item));
	}
	return copy;
}

/* Regions that devices may lie in, although they are memory. */
static bool is_reserving(const char *key)
{
	return strcmp(key, "reserved_memory") == 0 || strcmp(key, "memreserve") == 0;
}

static bool is_doubted(const struct mending *run, const char *key)
{
	for (size_t i = 0; i < run->doubt_count; i++)
		if (strcmp(run->doubts[i], key) == 0)
			return true;
	return false;
}

static void doubt(struct mending *run, const char *key)
{
	run->whole = false;
	if (is_doubted(run, key))
		return;
	run->doubts = arena_more(run->arena, run->doubts, run->doubt_count, sizeof(*run->doubts));
	run->doubts[run->doubt_count++] = key;
}

static bool is_users(const struct json *member)
{
	return member && !from_machine(json_at(member));
}

/*
 * What an unknown key was to replace, where the user did not say it as well, is not what the user
 * wants. Where what is reserved is in doubt, so is memory: nobody knows what may lie in it.
 */
static void find_doubts(struct mending *run, const struct json *description)
{
	const char *const *keys = field_keys(run->arena, vm_record(run->arena));

	for (const struct json *member = description->child; member; member = member->next) {
		bool unknown = is_unknown_key(&run->wounds, member);
		const char *key = unknown ? text_suggest(member->key, keys) : member->key;

		if (unknown && key && !is_users(json_member(description, key)))
			doubt(run, key);
		if (key && is_reserving(key) && (unknown || is_hurt(run, member)))
			doubt(run, "memory");
	}
}

static struct json *sound_members(struct mending *run, const struct json *description)
{
	struct json *copy = arena_alloc(run->arena, sizeof(*copy)), **end = &copy->child;
	bool changed = false;

	find_doubts(run, description);
	*copy = *description;
	copy->next = copy->child = NULL;
	for (const struct json *member = description->child; member; member = member->next) {
		if (is_unknown_key(&run->wounds, member) || is_doubted(run, member->key))
			continue;
		if (member->kind == JSON_ARRAY && !find_wound(&run->wounds, member))
			json_put(&end, member->key, sound_entries(run, member));
		else if (!is_hurt(run, member))
			json_put(&end, member->key, copy_sound(run, member, &changed));
		else
			run->whole = false;
	}
	if (run->mended.count)
		qsort(run->mended.items, run->mended.count, sizeof(*run->mended.items),
			origin_compare);
	return copy;
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

/*
 * What planning finds in the sound entries of lists, when other mistakes had kept it from looking.
 * What is missing in an entry with an unknown key was most likely meant by that.
 */
static void tell_of_entries(struct mending *run, struct diag *diag, const struct diag *silent,
	const struct json *description)
{
	struct wounds found = {0}, inside = {0};

	add_wounds(run->arena, &found, silent);
	for (const struct json *list = description->child; list; list = list->next)
		for (const struct json *item = list->kind == JSON_ARRAY ? list->child : NULL; item;
			item = item->next)
			if (!find_wound(&run->mended, item))
				gather_inside(run->arena, &found, item, &inside);
	if (inside.count)
		qsort(inside.items, inside.count, sizeof(*inside.items), origin_compare);
	diag_adopt_faults(diag, silent, inside.items, inside.count);
}

struct description *vm_rest(
	struct arena *arena, struct diag *diag, const struct description *broken)
{
	struct mending run = {.arena = arena, .whole = true};
	const struct json *left = broken->merged;

	if (!left || diag->system_failed)
		return NULL;
	add_wounds(arena, &run.wounds, diag);
	for (int round = 0; round < ROUNDS; round++) {
		struct diag *silent = arena_alloc(arena, sizeof(*silent));
		struct description *rest;

		left = sound_members(&run, left);
		/* Of another machine, nothing could be said. */
		if (is_doubted(&run, "machine"))
			return NULL;
		diag_init(silent, arena);
		rest = vm_read(arena, silent, left);
		if (!rest->broken) {
			rest->lenient = broken->lenient;
			return rest;
		}
		if (silent->system_failed)
			return NULL;
		if (run.whole)
			tell_of_entries(&run, diag, silent, left);
		add_wounds(arena, &run.wounds, silent);
	}
	return NULL;
}
