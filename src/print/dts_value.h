#ifndef MKFDT_PRINT_DTS_VALUE_H
#define MKFDT_PRINT_DTS_VALUE_H

#include "print/note.h"
#include "print/style.h"

/* What the printer of device tree source keeps from property to property. */
struct dts {
	struct out *out;
	const struct print_style *style;
	struct value_memo memo;
	struct note note;
	struct {
		const char *name;
		size_t length; /* 0: not a name that can be written as it stands */
	} names[512];	       /* what was found out about property names */
};

/*
 * Prints "= value;" of a property, or ";" alone, with the comment and the end of the line.
 * column: where the line stands now, for what goes on in the next one.
 */
void print_dts_value(struct dts *dts, struct node *node, const struct prop *prop, size_t column);

void print_colour(struct dts *dts, const char *sequence);

/* Blanks at the beginning of a line. */
void print_indent(struct dts *dts, size_t columns);

#endif
