#ifndef MKFDT_FDT_RESERVE_H
#define MKFDT_FDT_RESERVE_H

#include "tree/tree.h"

/*
 * Judges the tree's memory reservations, wherever they came from: empty ones, those that wrap
 * around the end of the address space, overlaps (DTSpec 5.3.2; rule blob-reserve, errors).
 * fdt_read calls it for a blob.
 */
void fdt_judge_reservations(struct tree *tree);

#endif
