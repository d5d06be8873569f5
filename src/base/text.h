#ifndef MKFDT_BASE_TEXT_H
#define MKFDT_BASE_TEXT_H

#include "base/out.h"

/* The value of a hexadecimal digit in either case, -1 for anything else. */
int text_hex_digit(char c);

/*
 * Length in bytes (1 to 4) of the well-formed UTF-8 character at text, or 0 when the n bytes
 * there do not begin with one (overlong forms, surrogates and values over U+10FFFF included).
 */
size_t utf8_length(const char *text, size_t n);

/* The code point of a character that utf8_length found well-formed. */
uint32_t utf8_decode(const char *text, size_t length);

/* Changes how others are shown: bidirectional controls, zero width, line separators. */
bool text_is_deceptive(uint32_t code);

/*
 * Writes text for a terminal: control bytes and invalid bytes as \xNN, characters that change
 * how others are shown (bidirectional controls, zero width, line separators) as <U+202E>.
 * Returns the number of columns that a terminal needs for it.
 */
size_t text_visible(struct out *out, const char *text, size_t n);

/*
 * Writes text as a JSON string with its quotes; invalid bytes become U+FFFD. What text_visible
 * would not show as it stands is written as \uNNNN.
 */
void text_json(struct out *out, const char *text, size_t n);

/*
 * "1 GiB", "15.4 MiB", "512 B": a size for people. A size without a decimal is exact; one with a
 * decimal is rounded. The text ends in the room, which it may not begin.
 */
const char *text_size(char room[32], uint64_t size);

/* The text itself, or where it is very long a copy of both its ends with "..." between them. */
const char *text_shorten(struct arena *arena, const char *text);

/*
 * The best match for a mistyped word, or NULL: one that begins with it; fewest edits (insert,
 * delete, replace, swap of neighbours; case does not count), at most 2 and less than half of the
 * word; the only one that ends with it behind a hyphen. words ends with a NULL.
 */
const char *text_suggest(const char *word, const char *const *words);

#endif
