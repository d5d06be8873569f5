#include "fdt/rules.h"

#include <stddef.h>

const struct fdt_rule fdt_rules[] = {
	{BLOB_HEADER, "the header of a blob is whole and of a version that can be read",
		"A blob begins with the number 0xd00dfeed, its size and its version (DTSpec 5.2). "
		"Read are versions 16 and 17, and later ones that say they are compatible with "
		"17. totalsize must hold the header and all blocks; a file that is shorter was "
		"cut off on its way, one that is longer carries something else behind the blob, "
		"which is no fault. Numbers in the wrong byte order come from a program that "
		"wrote them as its own processor stores them."},
	{BLOB_LAYOUT, "the blocks of a blob lie inside it, aligned and apart from each other",
		"The header says where the reservation block (a multiple of 8), the structure "
		"block (a multiple of 4) and the strings block begin, and how long the last two "
		"are (DTSpec 5.2, 5.6). Their order is free. None may reach over totalsize or "
		"into another one or the header: a program that changes one of them in place "
		"would destroy the other."},
	{BLOB_STRUCTURE, "the structure block is one tree of nodes, properties first",
		"The structure block holds one root node and then FDT_END, with FDT_NOP anywhere "
		"between (DTSpec 5.4). A node is FDT_BEGIN_NODE, its name, its properties, its "
		"children, FDT_END_NODE. Readers differ in what they do with a property outside "
		"of a node or behind a child, with a second root or with what stands behind "
		"FDT_END: one sees it, the next does not, which attacks on verified boot have "
		"used."},
	{BLOB_NAMES, "every node and property in a blob has a name that ends",
		"The root's name is empty, no other is. A property's name is an offset into the "
		"strings block, inside of it and with a NUL behind the name, also inside of it "
		"(DTSpec 5.4, 5.5). Control bytes in a name would reach the terminal of whoever "
		"lists it."},
	{BLOB_RESERVE, "the reservation block ends, and its entries are sound",
		"The memory reservation block is a list of addresses and sizes that ends with an "
		"entry of zeroes (DTSpec 5.3). Entries must not overlap, be empty or reach over "
		"the end of the address space. Some readers take an entry of size 0 for the end "
		"of the list and miss those behind it."},
	{NULL, NULL, NULL},
};
