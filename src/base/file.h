#ifndef MKFDT_BASE_FILE_H
#define MKFDT_BASE_FILE_H

#include "base/diag.h"

/*
 * Call first of all: puts something that can be neither read nor written in the place of each
 * standard stream that is closed, so that no file opened later takes its number.
 */
void file_keep_standard(void);

/*
 * Reads a whole file ("-": standard input) into the arena, with a NUL behind its last byte that
 * the size does not count. False after a message: it cannot be read, or is larger than limit.
 */
bool file_read(struct arena *arena, const char *path, size_t limit, struct bytes *content,
	struct diag *diag);

/*
 * Measures a regular file or block device without reading it.
 * NULL when size is set, else the reason.
 */
const char *file_measure(const char *path, uint64_t *size);

/* path as seen from the folder of from (NULL: the current folder). */
const char *file_beside(struct arena *arena, const char *from, const char *path);

/*
 * A file that appears whole or not at all: written to a temporary beside it, renamed by
 * output_commit. Only a regular file or nothing is replaced so, a symbolic link's target rather
 * than the link; a device or FIFO is written in place, and so is an open descriptor that is named
 * (/dev/stdout, /dev/fd/3). path "-": standard output.
 */
struct output {
	struct out out;
	const char *path;      /* where it goes at last */
	const char *temporary; /* NULL: written in place */
};

/* False after a message. */
bool output_open(struct output *output, struct arena *arena, const char *path, struct diag *diag);

/* Writes what is left and puts the file in its place. False after a message, nothing is left. */
bool output_commit(struct output *output, struct diag *diag);

/* Drops what was written, as far as it was not in place already. */
void output_abandon(struct output *output);

#endif
