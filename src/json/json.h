#ifndef MKFDT_JSON_JSON_H
#define MKFDT_JSON_JSON_H

#include "base/diag.h"

/*
 * A JSON document in memory. The strict scanner decides whether a text is JSON and where each
 * value stands; cJSON decodes it; the document joins both and is what the program works with:
 * every value knows its source and offset, every number its digits as written (no number ever
 * goes through a double), and strings hold no NUL, so that they are plain C strings.
 */
enum json_kind {
	JSON_NULL,
	JSON_FALSE,
	JSON_TRUE,
	JSON_NUMBER,
	JSON_STRING,
	JSON_ARRAY,
	JSON_OBJECT,
};

struct json {
	struct json *next;  /* the sibling behind */
	struct json *child; /* of an array or object: the first */
	const char *key;    /* of a member: decoded; else NULL */
	const char *text;   /* of a string: decoded; of a number: as written; else NULL */
	const struct source *source;
	uint32_t offset; /* of the value in the source's content */
	enum json_kind kind;
};

enum {
	JSON_TEXT_LIMIT = 64 * 1024 * 1024, /* bytes */
	JSON_DEPTH_LIMIT = 500,		    /* levels of arrays and objects */
};

/*
 * Parses the content of source (RFC 8259 to the letter; UTF-8; no NUL escape, no lone surrogate,
 * no duplicate key but comments), and sets source->locate. NULL after messages: a syntax error
 * stops at the first, duplicate keys are all reported. The source must outlive the value, and its
 * content has a NUL behind its last byte (as file_read leaves it). A member whose key begins with
 * "//" must only be JSON; the document is without it.
 */
struct json *json_parse(struct arena *arena, struct source *source, struct diag *diag);

/* As json_parse, but NULL without a message when the text is not JSON (--set KEY=VALUE). */
struct json *json_try(struct arena *arena, struct source *source);

/* A value that no text holds (an expanded shorthand, a --set path); it says it is from where. */
struct json *json_new(struct arena *arena, enum json_kind kind, struct origin at);

/* A value with the same members or items that may get siblings of its own. */
struct json *json_copy(struct arena *arena, const struct json *value);

/* True for a member whose key begins with "//". */
bool json_is_comment(const struct json *member);

/* The member with that key, or NULL; NULL for anything but an object. */
struct json *json_member(const struct json *object, const char *key);

/* Puts a value at the end of an array, or of an object under a key. Linear in the siblings. */
void json_append(struct json *container, const char *key, struct json *value);

/* The same in a walk that builds many: *end is where the next goes, at first &container->child. */
static inline void json_put(struct json ***end, const char *key, struct json *value)
{
	value->key = key;
	value->next = NULL;
	**end = value;
	*end = &value->next;
}

/* "an object", "a string": for messages. */
const char *json_kind_name(enum json_kind kind);

static inline struct origin json_at(const struct json *value)
{
	return (struct origin){.source = value->source, .offset = value->offset};
}

static inline struct origin json_key_at(const struct json *member)
{
	return (struct origin){.source = member->source, .offset = member->offset, .key = true};
}

/*
 * A number: a JSON integer of 0 to 2^53-1, or a string with a decimal or 0x number of 64 bits,
 * "_" between digits, and K, M, G, T or KiB, MiB, GiB, TiB (powers of 1024) behind.
 * NULL when it is one; else what is wrong with it (a sentence's end: "…: fractions are not …").
 */
const char *json_number(const struct json *value, uint64_t *number);

/*
 * base with patch merged over it as RFC 7396 says (objects merge, null removes, anything else
 * replaces), members keeping base's order. Neither is changed, the result
 * may share their values, and each value keeps its place in the text that said it.
 */
struct json *json_merge(struct arena *arena, const struct json *base, const struct json *patch);

#endif
