#ifndef MKFDT_PRINT_STYLE_H
#define MKFDT_PRINT_STYLE_H

#include <stdbool.h>

/* How a tree is printed. */
struct print_style {
	bool raw;    /* nothing decoded: no labels, references or comments */
	bool colour; /* for a terminal */
};

/* Escape sequences of the parts of a tree, where colour is wanted. */
#define COLOUR_NODE    "\033[1;34m"
#define COLOUR_NAME    "\033[36m"
#define COLOUR_LABEL   "\033[33m"
#define COLOUR_COMMENT "\033[2m"
#define COLOUR_OFF     "\033[0m"

#endif
