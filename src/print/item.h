#ifndef MKFDT_PRINT_ITEM_H
#define MKFDT_PRINT_ITEM_H

#include "tree/value.h"

/*
 * One item of a value in a few words, for people: a string in quotes, "512 MiB" for a size, the
 * target's path for a phandle, "SPI 16 edge-rising" for an interrupt, else hex numbers (of a PCI
 * address the first cell and the low two: 0x2000000:0x10000000). Safe for a terminal.
 */
void print_item(struct out *out, const struct item *item);

#endif
