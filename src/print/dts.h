#ifndef MKFDT_PRINT_DTS_H
#define MKFDT_PRINT_DTS_H

#include "print/style.h"
#include "tree/tree.h"

/*
 * Prints the tree as device tree source (DTSpec chapter 6).
 *
 * What dtc 1.6.1 and newer make of the text has the same nodes, properties, order, values and
 * reservations, for every valid tree. Nodes that have a phandle get a label (print/label.h), and
 * properties that are known to hold phandles refer to it; the phandle property stays, so that the
 * numbers survive. Source cannot carry: the blob's version and layout, boot_cpuid_phys (a comment
 * tells it; dtc -b sets it), and a `name` property that repeats the node's name (dtc drops it).
 *
 * A name with characters that a name cannot have is printed with those made visible, so the text
 * does not compile then. Labels are given to the nodes of the tree on the way.
 */
void print_dts(struct out *out, struct tree *tree, const struct print_style *style);

#endif
