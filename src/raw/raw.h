#ifndef MKFDT_RAW_RAW_H
#define MKFDT_RAW_RAW_H

#include "tree/tree.h"
#include "json/json.h"

/*
 * The raw tree: nodes and properties as JSON writes them.
 *
 *   "name": { ... }      a node; it merges with the one that is there
 *   "name/": { ... }     a node whatever its keys, also where a property has that name
 *   "name": VALUE        a property, in the old one's place:
 *           true                     no bytes (a flag)
 *           "text"                   the text and a NUL
 *           42                       one 32-bit cell
 *           {"$u64": N or [N, ...]}  numbers of 64 bits ($u32, $u16, $u8), big-endian
 *           {"$bytes": "de ad"}      bytes in hex, blanks between them as one likes
 *           {"$phandle": "target"}   the target's phandle: path, alias, label or node name
 *           {"$path": "target"}      the target's path and a NUL
 *           [VALUE, ...]             the bytes of each, one after the other; lists may nest
 *   "name": null         deletes the property; without one, the child
 *   "name/": null        deletes the child
 *   "// ...": anything   a comment
 *
 * An object with a key that begins with "$" is a value. Only "name/" can make a node that has such
 * a property. The deletions of an object come first, then the rest in the order of the text.
 */

/*
 * Merges an object over a node. The tree keeps the keys as names, so that the document must live
 * as long as the tree; references are left to tree_resolve. What is new comes from its place in
 * the text (origin). Mistakes are reported there, all of them. Names are not judged here, but one
 * that is empty or holds a "/" cannot stand in any path.
 */
void raw_apply(struct tree *tree, struct node *node, const struct json *object);

#endif
