#ifndef MKFDT_PRINT_NAME_H
#define MKFDT_PRINT_NAME_H

#include "base/out.h"

#include <stdbool.h>

/*
 * The name of a node or property. One with characters that a name cannot have is printed with
 * those made visible, and blanks and braces too. Returns the columns it took.
 */
size_t print_name(struct out *out, const char *name);

/* n bytes as a string of device tree source, quotes included. */
void print_quoted(struct out *out, const uint8_t *text, size_t n);

#endif
