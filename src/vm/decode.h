#ifndef MKFDT_VM_DECODE_H
#define MKFDT_VM_DECODE_H

#include "vm/field.h"

/* What the decoder of records (decode.c) and that of values (decode_value.c) share. */

/* "a number is wanted here, not a list". */
void report_kind(struct decoder *decoder, const struct json *value, const char *wanted);

/* Puts a value where its row says, in the record that begins at into. */
void decode_value(struct decoder *decoder, const struct field *field, const struct json *value,
	unsigned char *into);

#endif
