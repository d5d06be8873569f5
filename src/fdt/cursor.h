#ifndef MKFDT_FDT_CURSOR_H
#define MKFDT_FDT_CURSOR_H

#include "base/bytes.h"

/* What is left of bytes that nobody vouches for. */
struct cursor {
	const uint8_t *at;
	size_t left;
};

/*
 * The next n bytes, or NULL when fewer are left. Every byte of a blob is reached through here:
 * nothing is added to an offset before it is known that so much is there.
 */
static inline const uint8_t *take(struct cursor *cursor, size_t n)
{
	const uint8_t *taken = cursor->at;

	if (n > cursor->left)
		return NULL;
	cursor->at += n;
	cursor->left -= n;
	return taken;
}

/* The bytes from offset on, at most size of them; none when offset lies beyond the end. */
static inline struct cursor cursor_at(struct bytes bytes, size_t offset, size_t size)
{
	struct cursor cursor = {bytes.data, bytes.size};

	if (!take(&cursor, offset))
		return (struct cursor){bytes.data, 0};
	if (size < cursor.left)
		cursor.left = size;
	return cursor;
}

#endif
