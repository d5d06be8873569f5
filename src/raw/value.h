#ifndef MKFDT_RAW_VALUE_H
#define MKFDT_RAW_VALUE_H

#include "raw/raw.h"

/* Is this a property's value? False: a node (an object without a key that begins with "$"). */
bool raw_is_value(const struct json *value);

/*
 * Sets a property to a value. False after a message about what no value can be: the property is
 * then there, empty and marked as broken.
 */
bool raw_set(struct node *node, const char *name, const struct json *value);

#endif
