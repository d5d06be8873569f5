/*
 * What is left of a description that has mistakes. The entries and keys that they are in are taken
 * out, and the rest is read anew, in silence, so that rules can be told of as well in the same run.
 */
#include "base/text.h"
#include "vm/part.h"

#include <stdlib.h>

enum {
	ROUNDS = 8,	      /* what planning finds in the rest makes less of it */
	NAMES_AT_MOST = 1024, /* of what is left out */
};

/* The places of mistakes, sorted; of several messages about one place each is there. */
struct wounds {
	struct origin *items;
	size_t count;
};

static void sort_wounds(struct wounds *wounds)
{
	if (wounds->count)
		qsort(wounds->items, wounds->count, sizeof(*wounds->items), origin_compare);
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
	sort_wounds(wounds);
}

static const struct origin *find_wound(const struct wounds *wounds, const struct json *value)
{
	struct origin at = json_at(value);

	return wounds->count
		       ? bsearch(&at, wounds->items, wounds->count, sizeof(at), origin_compare)
		       : NULL;
}

static bool is_unknown_key(const struct wounds *wounds, const struct json *member)
{
	const struct origin *wound = find_wound(wounds, member);

	return wound && wound->key;
}

/* One look for what is sound. */
struct mending {
	struct arena *arena;
	const struct record *top;
	const struct json *gic; /* the machine's own, or NULL */
	struct wounds wounds;	/* all, so far */
	struct keys doubts;	/* that are left out, although nothing is wrong in them */
	struct keys lost;	/* that are left out, wholly or in part */
	struct keys lacks;	/* nodes that the tree lacks for that */
	unsigned gaps;		/* enum gap: what else */
};

bool is_lost(const struct vm *vm, const char *key)
{
	return keys_hold(&vm->lost, key);
}

void follows_from(struct vm *vm, const char *key)
{
	if (is_lost(vm, key))
		diag_doubt(vm->diag);
}

void refuse_silently(struct vm *vm, struct origin at)
{
	diag_error(vm->diag, at, "this follows from what has a mistake");
	diag_doubt(vm->diag);
}

/* Names that the user gave, of nodes and labels; where they are many, each may be meant. */
static void lack_names(struct mending *run, const struct json *value)
{
	if (run->lacks.count >= NAMES_AT_MOST)
		return;
	if (value->key && strcmp(value->key, "name") == 0 && value->kind == JSON_STRING)
		keys_add(run->arena, &run->lacks,
			run->lacks.count < NAMES_AT_MOST - 1 ? value->text : "aliases");
	for (const struct json *child = value->child; child; child = child->next)
		lack_names(run, child);
}

/* value: of the key, or of the one that was meant to be it; NULL: none. */
static void lose(struct mending *run, const char *key, const struct json *value)
{
	keys_add(run->arena, &run->lost, key);
	for (size_t i = 0; vm_parts[i]; i++) {
		if (!field_find(vm_parts[i]->record, key))
			continue;
		run->gaps |= vm_parts[i]->gap;
		if (vm_parts[i]->nodes)
			keys_add(run->arena, &run->lacks, vm_parts[i]->nodes);
	}
	if (value)
		lack_names(run, value);
}

/* What the members of the member are decoded by. */
static const struct record *record_of(const struct record *record, const struct json *member)
{
	const struct field *field = record && member->key ? field_find(record, member->key) : NULL;

	return member->key ? (field ? field->record : NULL) : record;
}

/* Can what is around the member be judged without it? */
static bool is_aside(const struct record *record, const struct json *member)
{
	const struct field *field = record && member->key ? field_find(record, member->key) : NULL;

	return field && field->aside;
}

static bool is_users(const struct json *member)
{
	return member && !from_machine(json_at(member));
}

/*
 * Does the object lack a key for that member? One that is refused says what it should be called;
 * an unknown one may be a slip of one that is not there.
 */
static bool stands_for_another(struct mending *run, const struct record *record,
	const struct json *object, const struct json *member)
{
	const char *meant;

	if (!record || field_find(record, member->key))
		return record != NULL;
	meant = text_suggest(member->key, field_keys(run->arena, record));
	return meant && !is_users(json_member(object, meant)) && !field_find(record, meant)->aside;
}

/*
 * Is there a mistake in the value, besides unknown keys that make nothing, and what is aside? As
 * deep as texts are (JSON_DEPTH_LIMIT).
 */
static bool is_hurt(struct mending *run, const struct record *record, const struct json *value)
{
	if (find_wound(&run->wounds, value))
		return true;
	for (const struct json *child = value->child; child; child = child->next) {
		if (is_unknown_key(&run->wounds, child)
				? stands_for_another(run, record, value, child)
				: !is_aside(record, child) &&
					  is_hurt(run, record_of(record, child), child))
			return true;
	}
	return false;
}

static bool has_wound(const struct mending *run, const struct json *value)
{
	if (find_wound(&run->wounds, value))
		return true;
	for (const struct json *child = value->child; child; child = child->next)
		if (has_wound(run, child))
			return true;
	return false;
}

/* Is it left out of a value that stays? */
static bool is_left_out(
	const struct mending *run, const struct record *record, const struct json *member)
{
	return is_unknown_key(&run->wounds, member) ||
	       (is_aside(record, member) && has_wound(run, member));
}

static bool leaves_out(
	const struct mending *run, const struct record *record, const struct json *value)
{
	for (const struct json *child = value->child; child; child = child->next)
		if (is_left_out(run, record, child) ||
			leaves_out(run, record_of(record, child), child))
			return true;
	return false;
}

/* A copy, since it gets other siblings; what is below is the same, but for what is left out. */
static struct json *copy_sound(
	struct mending *run, const struct record *record, const struct json *value)
{
	struct json *copy = json_copy(run->arena, value), **end = &copy->child;

	if (!leaves_out(run, record, value))
		return copy;
	copy->child = NULL;
	for (const struct json *child = value->child; child; child = child->next)
		if (!is_left_out(run, record, child))
			json_put(
				&end, child->key, copy_sound(run, record_of(record, child), child));
	return copy;
}

static bool loses_entries(struct mending *run, const struct record *record, const struct json *list)
{
	for (const struct json *item = list->child; item; item = item->next)
		if (is_hurt(run, record, item))
			return true;
	return false;
}

/* Others are given a place by what stands before them. */
static bool has_place(const struct json *item)
{
	return json_member(item, "base") || json_member(item, "end");
}

/* The entries of a list that have no mistake in them, and no place because of one that has. */
static struct json *sound_entries(
	struct mending *run, const struct record *record, const struct json *list)
{
	struct json *copy = json_copy(run->arena, list), **end = &copy->child;
	bool loses = loses_entries(run, record, list);

	if (loses)
		lose(run, list->key, list);
	copy->child = NULL;
	for (const struct json *item = list->child; item; item = item->next)
		if (!loses || (!is_hurt(run, record, item) && has_place(item)))
			json_put(&end, NULL, copy_sound(run, record, item));
	return copy;
}

static void doubt(struct mending *run, const char *key, const struct json *value)
{
	keys_add(run->arena, &run->doubts, key);
	lose(run, key, value);
}

/*
 * What an unknown key was to replace, where the user did not say it as well, is not what the user
 * wants.
 */
static void find_doubts(struct mending *run, const struct json *description)
{
	const char *const *keys = field_keys(run->arena, run->top);

	for (const struct json *member = description->child; member; member = member->next) {
		const char *key = is_unknown_key(&run->wounds, member)
					  ? text_suggest(member->key, keys)
					  : NULL;

		if (key && !is_users(json_member(description, key)))
			doubt(run, key, member);
	}
}

static struct json *copy_from(
	struct arena *arena, const struct json *value, const struct source *source)
{
	struct json *copy = json_copy(arena, value), **end = &copy->child;

	copy->source = source;
	copy->child = NULL;
	for (const struct json *child = value->child; child; child = child->next)
		json_put(&end, child->key, copy_from(arena, child, source));
	return copy;
}

/*
 * For a key that is left out. Without an interrupt controller no interrupt could be judged, so the
 * machine's takes its place; what it is a party to is not told.
 */
static void stand_in(struct mending *run, struct json ***end, const struct json *member)
{
	struct source *source;

	lose(run, member->key, member);
	if (!run->gic || strcmp(member->key, "gic") != 0)
		return;
	source = arena_alloc(run->arena, sizeof(*source));
	*source = *run->gic->source;
	source->doubtful = true;
	json_put(end, member->key, copy_from(run->arena, run->gic, source));
}

static bool is_doubted(const struct mending *run, const struct json *member)
{
	return keys_hold(&run->doubts, member->key) && !member->source->doubtful;
}

static struct json *sound_members(struct mending *run, const struct json *description)
{
	struct json *copy = json_copy(run->arena, description), **end = &copy->child;

	find_doubts(run, description);
	copy->child = NULL;
	for (const struct json *member = description->child; member; member = member->next) {
		const struct record *record = record_of(run->top, member);

		if (is_unknown_key(&run->wounds, member))
			continue;
		if (is_doubted(run, member))
			stand_in(run, &end, member);
		else if (member->kind == JSON_ARRAY && !find_wound(&run->wounds, member))
			json_put(&end, member->key, sound_entries(run, record, member));
		else if (!is_hurt(run, record, member))
			json_put(&end, member->key, copy_sound(run, record, member));
		else
			stand_in(run, &end, member);
	}
	return copy;
}

struct description *vm_rest(
	struct arena *arena, struct diag *diag, const struct description *broken)
{
	struct mending run = {.arena = arena, .top = vm_record(arena), .gic = broken->gic};
	const struct json *left = broken->merged;

	/* Where not all is known that is wrong, nothing can be said of the rest. */
	if (!left || diag->system_failed || diag->rest)
		return NULL;
	add_wounds(arena, &run.wounds, diag);
	for (size_t i = 0; i < broken->doubts.count; i++)
		doubt(&run, broken->doubts.names[i], NULL);
	for (int round = 0; round < ROUNDS; round++) {
		struct diag *silent = arena_alloc(arena, sizeof(*silent));
		struct description *rest;

		left = sound_members(&run, left);
		/* Of another machine, nothing could be said. */
		if (keys_hold(&run.doubts, "machine"))
			return NULL;
		diag_init(silent, arena);
		rest = vm_read(arena, silent, left, &run.lost);
		if (!rest->broken) {
			rest->lenient = broken->lenient;
			rest->gaps = run.gaps;
			rest->lacks = run.lacks;
			return rest;
		}
		if (silent->system_failed || silent->rest)
			return NULL;
		/* What planning finds in the rest, when other mistakes had kept it from looking. */
		diag_adopt_errors(diag, silent);
		add_wounds(arena, &run.wounds, silent);
	}
	return NULL;
}
