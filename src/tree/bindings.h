#ifndef MKFDT_TREE_BINDINGS_H
#define MKFDT_TREE_BINDINGS_H

#include <stddef.h>

/*
 * What is known of properties by their name alone. The layout describes one tuple; it is repeated
 * as long as the value lasts:
 *
 *   s  strings            y  bytes               c  a 32-bit number     q  a 64-bit number
 *   n  like c, best read in decimal; b like c, a size in bytes; f like c, Q like q, in hertz
 *   w  one number of 32 or 64 bits, whichever the value's size says; F the same in hertz
 *   A  an address, S a size, in the cells of the parent; a, z the same in the node's own cells
 *   p  a phandle          P  a phandle and as many cells as its node says in the property `cells`
 *   i  an interrupt specifier of the node's interrupt parent; I one of the node itself
 *   m  after a phandle: an address and an interrupt specifier in the cells of its node
 *   +  32-bit numbers to the end of the value
 *   ?  (in front) only if every cell, or with + the first, is the phandle of a node: the name
 *      alone does not say enough
 */
struct binding {
	const char *name;
	const char *layout;
	const char *cells; /* of P; NULL elsewhere */
};

/* The binding of a property name, or NULL. Exact names win over beginnings and ends of names. */
const struct binding *binding_find(const char *name);

/* The table of exact names, sorted; for tests. */
const struct binding *binding_table(size_t *count);

#endif
