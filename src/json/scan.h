#ifndef MKFDT_JSON_SCAN_H
#define MKFDT_JSON_SCAN_H

#include "json/json.h"

/*
 * The strict scanner: the only judge of what is JSON (RFC 8259 to the letter, without a byte
 * order mark; strings hold neither \u0000 nor half of a surrogate pair, but in comments). It
 * walks the values of
 * a text in document order (preorder), allocates nothing and recurses nowhere. Where a text is
 * at fault it says what is wrong, where, and how to mend it.
 */
enum scan_state {
	SCAN_BEGIN,	 /* the document's value */
	SCAN_FIRST_ITEM, /* behind '[' */
	SCAN_ITEM,	 /* behind ',' in an array */
	SCAN_FIRST_KEY,	 /* behind '{' */
	SCAN_KEY,	 /* behind ',' in an object */
	SCAN_COLON,	 /* behind a key */
	SCAN_MEMBER,	 /* behind ':' */
	SCAN_NEXT,	 /* behind a value in an array or object */
	SCAN_END,	 /* behind the document's value */
};

struct scan_fault {
	size_t offset, size;
	char message[160];
	char help[160];	  /* empty: none */
	const char *note; /* NULL: none */
	size_t note_offset;
};

struct scan {
	const char *text;
	size_t size;
	size_t at;  /* the next byte */
	size_t end; /* just behind the newest token, where something missing belongs */
	enum scan_state state;
	unsigned depth;			 /* how many brackets are open */
	uint32_t open[JSON_DEPTH_LIMIT]; /* their offsets; '{' or '[' stands there */
	unsigned comment;		 /* how many brackets are open around its key; 0: in none */
	bool odd; /* a comment had \u0000 or half of a pair: the caller takes it back */
	bool failed;
	struct scan_fault fault; /* only when it failed */
};

/* Of a key and a string the spans hold the quotes; of an array or object only the bracket. */
struct scan_value {
	enum json_kind kind;
	unsigned depth; /* 0: the document's value */
	size_t offset, size;
	size_t key_offset, key_size; /* 0, 0 but for members */
};

/* Starts on a text of at most JSON_TEXT_LIMIT bytes. */
void scan_init(struct scan *scan, struct bytes text);

/*
 * The next value in document order. False at the text's end, which is only reached when all of
 * it is JSON, and at its first fault (scan->failed).
 */
bool scan_next(struct scan *scan, struct scan_value *value);

/*
 * For the scanner: what is wrong. Each fills scan->fault and returns false.
 * scan_fault_string: the string that begins at start goes wrong at scan->at.
 * scan_fault_number: a malformed number begins at start.
 * scan_fault_token: what stands at scan->at does not fit the state.
 */
bool scan_fault_string(struct scan *scan, size_t start);
bool scan_fault_number(struct scan *scan, size_t start);
bool scan_fault_token(struct scan *scan);
bool scan_fault_depth(struct scan *scan);

/* The letters, digits and what else people write into numbers and bare words. */
bool scan_is_word(char c);

/* For struct source: where a value or key is (see there), or how far a fault reaches. */
bool scan_locate(const struct source *source, size_t offset, bool key, struct arena *arena,
	struct place *place);

#endif
