#ifndef MKFDT_RAW_VALUE_H
#define MKFDT_RAW_VALUE_H

#include "raw/raw.h"

/* Is this a property's value? False: a node (an object without a key that begins with "$"). */
bool raw_is_value(const struct json *value);

/* Sets a property to a value; reports what no value can be. */
void raw_set(struct node *node, const char *name, const struct json *value);

#endif
