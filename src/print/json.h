#ifndef MKFDT_PRINT_JSON_H
#define MKFDT_PRINT_JSON_H

#include "tree/value.h"

/*
 * The tree as a description with "machine": "none" that makes the same tree: nodes, properties,
 * their order and bytes, reservations and boot cpu (raw/raw.h says what the values mean). True for
 * every tree whose names the format allows, and for every value: how a value looks is a guess,
 * the bytes it stands for are not. Numbers are below 2^32 or hex strings, so that jq's doubles
 * hold them. A name that JSON or the raw tree cannot hold is printed as far as it can be shown.
 * Gives how many levels the nodes' objects are nested, of which readers of JSON have a limit.
 */
size_t print_json(struct out *out, struct tree *tree);

/* One property's value, as raw/raw.h reads it. memo: as for value_open. */
void print_json_value(
	struct out *out, struct node *node, const struct prop *prop, struct value_memo *memo);

/*
 * The same, with the path of its node for every phandle that has one ({"$phandle": "/path"}): the
 * numbers say nothing about another tree.
 */
void print_json_linked(
	struct out *out, struct node *node, const struct prop *prop, struct value_memo *memo);

#endif
