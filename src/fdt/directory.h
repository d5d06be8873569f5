#ifndef MKFDT_FDT_DIRECTORY_H
#define MKFDT_FDT_DIRECTORY_H

#include "tree/tree.h"

/*
 * Reads a directory in the layout of /proc/device-tree into an empty tree: folders are nodes,
 * regular files are properties, everything else (symbolic links too) is left out. Both are taken
 * in the order of their bytes, because a directory has none of its own.
 *
 * The kernel puts a property "name" into every node, which repeats the node's name without its
 * unit address; such a one is left out, as dtc does. There are no reservations to be read, and the
 * boot cpu is 0.
 *
 * source: its path is the directory, its name is what messages print; kind SOURCE_FOLDER, for there
 * are no positions. False after a message when something in it could not be read, or is more than
 * a blob can hold (2 GiB); what was read is in the tree.
 */
bool fdt_read_directory(struct tree *tree, const struct source *source);

#endif
