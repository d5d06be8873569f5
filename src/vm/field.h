#ifndef MKFDT_VM_FIELD_H
#define MKFDT_VM_FIELD_H

#include "json/json.h"

/*
 * Field tables: what a description may say is rows, and every reader works from the same rows:
 * decoding and its messages, the schema, the resolved description, the test of the man page.
 * A row gives the key, the kind of value, where in the C record it goes, and one line of help.
 */

/* What the records are made of. Each knows whether it was given, and where. */
struct number {
	uint64_t value;
	bool set;  /* given, by default, or planned */
	bool word; /* the row's word was given in its stead ("auto") */
	struct origin at;
};

struct flag {
	bool value, set;
	struct origin at;
};

struct text {
	const char *value; /* NULL: not set */
	struct origin at;
};

struct texts {
	const char **values;
	size_t count; /* 0: not set */
	struct origin at;
};

struct numbers {
	uint64_t *values;
	struct origin *places; /* where each was given; NULL: they were planned */
	size_t count;
	struct origin at;
};

struct matrix {
	struct numbers *rows;
	size_t count;
	struct origin at;
};

/* One of the row's words, as its index. */
struct choice {
	unsigned value;
	bool set;
	struct origin at;
};

/* Bytes written as hexadecimal digits; word: the row's word was given in their stead. */
struct hex {
	struct bytes value;
	bool set, word;
	bool random; /* planned: bytes that the word asked for */
	struct origin at;
};

/* Names chosen by the user, each with a text. */
struct names {
	struct name {
		const char *name, *text;
		struct origin at;
	} * values;
	size_t count;
	struct origin at;
};

/* A list of records. The rows check the type of the elements. */
#define LIST_OF(type)             \
	struct {                  \
		type *items;      \
		size_t count;     \
		struct origin at; \
	}

enum field_kind {
	KIND_END, /* closes a table */
	KIND_FLAG,
	KIND_NUMBER,
	KIND_TEXT,
	KIND_TEXTS,   /* a string or a list of strings */
	KIND_NUMBERS, /* a list of numbers */
	KIND_MATRIX,  /* a list of lists of numbers */
	KIND_CHOICE,
	KIND_HEX,
	KIND_NAMES,
	KIND_RECORD, /* an object; absent: its origin is all zero */
	KIND_LIST,   /* of objects; with .single also one object in the list's stead */
	KIND_INLINE, /* a record whose keys stand in the same object */
	KIND_RAW,    /* kept as JSON: const struct json * */
	KIND_REFUSED /* a key that people try; word says why it is none, help what to write */
};

struct field {
	const char *key;
	enum field_kind kind;
	bool required; /* of a record that is there */
	bool address;  /* a number that people write in hexadecimal */
	bool single;
	bool ruled; /* a rule tells of numbers above max, so they are let pass */
	bool aside; /* what is around it can be judged without it, where it has a mistake */
	size_t offset;
	const struct record *record;
	const char *const *words; /* of a choice; ends with NULL */
	const char *word;	  /* of a number or hex: what may stand in its place */
	uint64_t min, max;	  /* of a number; max 0: no limit */
	bool preset;		  /* numbers, flags, choices: has the default below */
	uint64_t value;
	const char *synonym; /* the key that this is another name of: it takes its place */
	const char *help; /* one line: a sentence's beginning in lower case */
};

/*
 * A record begins with a struct origin: where its object stands. scalar: the key that a bare
 * number, string or list stands for ("cpus": 4); flag: true stands for an empty object.
 * finish: what the keys must be to each other, after all of them were decoded.
 */
struct decoder;
struct record {
	const char *name; /* of the schema's definition */
	size_t size;
	const struct field *fields;
	const char *scalar;
	bool flag;
	void (*finish)(struct decoder *decoder, void *record);
};

/* The offset of a member of the right type; any other type does not compile. */
#define MEMBER(type, member, kind) _Generic(&((type *)0)->member, kind * : offsetof(type, member))
#define ITEMS(type, member, item) \
	_Generic(&((type *)0)->member.items[0], item * : offsetof(type, member))

/* The beginning of a row; the key is the member's name (a raw one's may be no name in C). */
#define FLAG(type, m)	 .key = #m, .kind = KIND_FLAG, .offset = MEMBER(type, m, struct flag)
#define NUMBER(type, m)	 .key = #m, .kind = KIND_NUMBER, .offset = MEMBER(type, m, struct number)
#define TEXT(type, m)	 .key = #m, .kind = KIND_TEXT, .offset = MEMBER(type, m, struct text)
#define TEXTS(type, m)	 .key = #m, .kind = KIND_TEXTS, .offset = MEMBER(type, m, struct texts)
#define NUMBERS(type, m) .key = #m, .kind = KIND_NUMBERS, .offset = MEMBER(type, m, struct numbers)
#define MATRIX(type, m)	 .key = #m, .kind = KIND_MATRIX, .offset = MEMBER(type, m, struct matrix)
#define CHOICE(type, m)	 .key = #m, .kind = KIND_CHOICE, .offset = MEMBER(type, m, struct choice)
#define HEX(type, m)	 .key = #m, .kind = KIND_HEX, .offset = MEMBER(type, m, struct hex)
#define NAMES(type, m)	 .key = #m, .kind = KIND_NAMES, .offset = MEMBER(type, m, struct names)
#define RAW(type, m, name) \
	.key = name, .kind = KIND_RAW, .offset = MEMBER(type, m, const struct json *)
#define RECORD(type, m, of) \
	.key = #m, .kind = KIND_RECORD, .record = &of##_record, .offset = MEMBER(type, m, struct of)
#define LIST(type, m, of) \
	.key = #m, .kind = KIND_LIST, .record = &of##_record, .offset = ITEMS(type, m, struct of)
#define INLINE(type, m, of) \
	.key = "", .kind = KIND_INLINE, .record = &of##_record, .offset = MEMBER(type, m, struct of)

static inline bool given(struct origin at)
{
	return at.source != NULL;
}

/* One run of decoding. */
struct decoder {
	struct arena *arena;
	struct diag *diag;
	bool patch; /* what is missing may be elsewhere */
};

/*
 * Fills the record (zeroed, record->size bytes) from a value. Every mistake is reported:
 * unknown keys with a suggestion, wrong kinds, numbers out of range, missing keys.
 */
void decode_record(
	struct decoder *decoder, const struct record *record, const struct json *value, void *into);

/*
 * Reports what merging would hide: the unknown keys of a layer whose value is null, and a key that
 * stands beside its synonym.
 */
void decode_nulls(struct decoder *decoder, const struct record *record, const struct json *layer);

/*
 * The layer with every shorthand that stands for an object written out, so that layers merge
 * ("cpus": 4 becomes {"count": 4}). Shares what it need not change.
 */
struct json *expand_layer(
	struct arena *arena, const struct record *record, const struct json *layer);

/* The row of a key, also of an inlined record's; NULL if there is none. */
const struct field *field_find(const struct record *record, const char *key);

/* The keys of a record, NULL-terminated: for suggestions. */
const char *const *field_keys(struct arena *arena, const struct record *record);

/*
 * Prints what a record holds as the members of a JSON object, at that depth of nesting and after
 * members that stand there already; they decode to the same record.
 */
void encode_fields_at(
	struct out *out, const struct record *record, const void *from, unsigned depth);

/* Prints the JSON schema (draft-07) of a description. */
void schema_print(struct out *out, const struct record *top);

#endif
