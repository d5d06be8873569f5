#ifndef MKFDT_FDT_HEADER_H
#define MKFDT_FDT_HEADER_H

#include "tree/tree.h"

/*
 * Prints how a blob is laid out, for people: every field of the header with its meaning, the
 * blocks in the order of the file with gaps, slack and what stands behind the blob, the
 * reservations, what the structure block holds, how the strings block is used.
 *
 * source: what fdt_read read into tree, whether it came to the end or not; faults are its to
 * report, here everything is printed as far as it can be told.
 */
void fdt_print_header(struct out *out, const struct source *source, const struct tree *tree);

#endif
