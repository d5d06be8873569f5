#ifndef MKFDT_TREE_LAYOUT_H
#define MKFDT_TREE_LAYOUT_H

#include "tree/value.h"

/* What the guesser (value.c) and the walk through a value (walk.c) know of layouts (bindings.h). */

/* The cells that a letter of the layout stands for, where they do not depend on a phandle. */
uint32_t value_letter_cells(const struct value *value, char letter);

/* Numbers that stand alone make one tuple, however many there are. */
bool value_is_flat(const char *layout);

bool value_says_phandle(const char *layout);

#endif
