#ifndef MKFDT_TREE_GAP_H
#define MKFDT_TREE_GAP_H

#include "tree/tree.h"

/*
 * What mistakes in a description kept out of its tree. Who asks for what is missing, or for what
 * follows from all of something, would be told a consequence of them.
 */
enum gap {
	GAP_HEADER = 1 << 0, /* properties of the root, fields of the header, images */
	GAP_CHOSEN = 1 << 1,
	GAP_CPUS = 1 << 2,
	GAP_MEMORY = 1 << 3,
	GAP_RESERVED = 1 << 4,	 /* memory that something may lie in */
	GAP_CONTROLLER = 1 << 5, /* of interrupts */
	GAP_NUMA = 1 << 6,	 /* which node something is in */
	GAP_PSCI = 1 << 7,
	GAP_DEVICES = 1 << 8, /* any other node */
	GAP_CELLS = 1 << 9,   /* a property that others are read by */
	GAP_ANY = (1 << 10) - 1
};

/*
 * Notes that nodes of these base names may be missing, or lack something. names: separated by
 * blanks; or a path, each step of which is one, whatever its unit address.
 */
void tree_lack(struct tree *tree, const char *names);

/* May the node lack something, because it or one above it has such a name? */
bool node_may_lack(const struct node *node);

/* May what is meant by a path, an alias or a label be among what is missing? */
bool tree_may_lack(const struct tree *tree, const char *target);

#endif
