#ifndef MKFDT_QUERY_DIFF_H
#define MKFDT_QUERY_DIFF_H

#include "tree/tree.h"

struct diff_options {
	const char *const *ignore; /* patterns; ends with a NULL, or is NULL itself */
	bool json;
	bool colour;
};

/*
 * Compares two trees, not their bytes, and prints what differs: nodes are matched by path,
 * properties by name, reservations by address; no order matters. Phandle numbers do not matter
 * either: "phandle" is not compared, and where a property is known to hold phandles
 * (tree/value.h) the nodes they point to are compared by path.
 *
 *	~ /memory@40000000:reg   0x40000000 512 MiB -> 1 GiB
 *	+ /cpus/cpu@2                   a node and all below it
 *	- /chosen:rng-seed   01 02 ...
 *	~ boot_cpu   0 -> 1
 *	+ memreserve   0x48000000 64 KiB
 *
 * An ignore pattern is a shell's (fnmatch; "*" crosses "/"), for "/path" (a node and all below
 * it), "/path:property", "boot_cpu" or "memreserve".
 *
 * As JSON: {"differences": [{"change": "changed", "added" or "removed", "path": "/cpus/cpu@0",
 * "property": "reg", "old": 0, "new": 1}]}, old and new as the raw tree writes values; a node has
 * no property, "boot_cpu" and "memreserve" stand for a path.
 */
enum diff_result { DIFF_SAME, DIFF_DIFFERENT };

enum diff_result diff_print(
	struct out *out, struct tree *a, struct tree *b, const struct diff_options *options);

#endif
