#ifndef MKFDT_JSON_FAULT_H
#define MKFDT_JSON_FAULT_H

#include "json/scan.h"

/*
 * Shared by the files that say what is wrong where the scanner stopped: fault.c asks what the
 * state of the scanner expected, slip.c knows what people write instead, malformed.c looks into
 * numbers and strings.
 */
enum { QUOTED_AT_MOST = 40 }; /* bytes of the text that a message repeats */

/* Fills scan->fault; returns false, as what calls it does. help and note come after it. */
bool fault(struct scan *scan, size_t offset, size_t size, const char *format, ...)
	PRINTF_LIKE(4, 5);
void fault_help(struct scan *scan, const char *format, ...) PRINTF_LIKE(2, 3);
void fault_note(struct scan *scan, size_t offset, const char *text);

/* The text from scan->at on, and how much that is. */
static inline const char *rest(const struct scan *scan)
{
	return scan->text + scan->at;
}

static inline size_t left(const struct scan *scan)
{
	return scan->size - scan->at;
}

/* The innermost open bracket; only where one is open. */
static inline size_t bracket(const struct scan *scan)
{
	return scan->open[scan->depth - 1];
}

/* How long the word, or the line, is that begins at an offset. */
size_t word_length(const struct scan *scan, size_t from);
size_t line_length(const struct scan *scan, size_t from);

/* Whether a word is another one, which is given in lower case. */
bool same_word(const char *word, size_t n, const char *other);

/* Each true when it said what is wrong at scan->at. */
bool fault_encoding(struct scan *scan);
bool fault_slip(struct scan *scan); /* comments, quotes of other kinds, look-alikes */

/* Both return false. */
bool fault_byte(struct scan *scan); /* is not UTF-8 */
bool fault_word(struct scan *scan); /* stands where a value is expected */

#endif
