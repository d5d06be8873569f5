#ifndef MKFDT_BASE_SOURCE_H
#define MKFDT_BASE_SOURCE_H

#include "base/arena.h"
#include "base/bytes.h"

/* Where something that was read begins and ends in its source. */
struct place {
	size_t offset, size;
	const char *pointer; /* JSON pointer (RFC 6901) to it, or NULL */
};

enum source_kind {
	SOURCE_TEXT,   /* positions are line:column */
	SOURCE_BLOB,   /* positions are +0xOFFSET */
	SOURCE_WORD,   /* --set KEY=VALUE: its name says all, there is no position in it */
	SOURCE_FOLDER, /* a tree as /proc/device-tree has it: no positions either */
};

/* Something that was read, alive as long as messages may speak of it. */
struct source {
	const char *name; /* as messages print it */
	const char *path; /* of the file, or NULL: standard input, built in, command line */
	enum source_kind kind;
	bool builtin;	  /* a machine file: where the user said something as well, point there */
	bool doubtful;	  /* it stands in for what has a mistake: nothing follows from it */
	const char *root; /* JSON pointer to what the content stands for, of --set; or NULL */
	struct bytes content;
	/*
	 * Widens the offset of a value (or, with key, of a member that has that value) to a place.
	 * Only called for a message, so it may scan the whole text. NULL for kinds without.
	 */
	bool (*locate)(
		const struct source *, size_t offset, bool key, struct arena *, struct place *);
};

/* Is it a tree that was read as it stands, not a description of one? */
static inline bool source_is_tree(const struct source *source)
{
	return source && (source->kind == SOURCE_BLOB || source->kind == SOURCE_FOLDER);
}

/*
 * Where a node, property or value came from: a byte of a source. All zero: nowhere in particular.
 * Offsets fit: a text is at most 64 MiB, a blob is below 2 GiB.
 */
struct origin {
	const struct source *source;
	uint32_t offset;
	bool key; /* the member's key is meant, not its value */
};

#endif
