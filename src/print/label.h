#ifndef MKFDT_PRINT_LABEL_H
#define MKFDT_PRINT_LABEL_H

#include "tree/tree.h"

/*
 * Gives a label to every node that has a phandle, and to those that /__symbols__ or /aliases
 * name: the first of its own label, the name in /__symbols__, the alias, "gic" for the interrupt
 * controller of that kind, the node's name without the unit address (apb-pclk: apb_pclk), that
 * with the unit address where several nodes share the name, and a number where that is taken.
 * Every label is valid (DTSpec 6.2) and stands for one node.
 */
void label_nodes(struct tree *tree);

#endif
