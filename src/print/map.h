#ifndef MKFDT_PRINT_MAP_H
#define MKFDT_PRINT_MAP_H

#include "tree/tree.h"

struct map_options {
	bool json;
	bool colour;
};

/*
 * The address space and the interrupts of a tree as tables, sorted: what lies where, what it is
 * for, what is free, and what is claimed twice.
 *
 * As JSON: {"addresses": [...], "interrupts": [...]}. An address entry has base and size (hex
 * strings; size null: all 2^64), kind (ram, bus, window, device, reserved, memreserve, image,
 * free), path (null for what no node tells), meaning, depth (how many others it lies in), off (the
 * device is switched off) and overlaps (what it clashes with). An interrupt entry has controller,
 * type, number, intid and trigger (null where the controller is no GIC), cells, count (of
 * lines: an MSI frame has many), path, name, off, shared and clash.
 */
void print_map(struct out *out, struct tree *tree, const struct map_options *options);

#endif
