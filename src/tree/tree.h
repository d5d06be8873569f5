#ifndef MKFDT_TREE_TREE_H
#define MKFDT_TREE_TREE_H

#include "base/diag.h"

/*
 * The device tree in memory: the one type where sources and writers meet.
 *
 * Nodes and properties live in the tree's arena. Names are C strings, values are slices; both may
 * point into the blob they were read from. Lists keep the order in which things were added.
 * Nothing here recurses: tree_next walks by the parent pointers, so depth costs nothing.
 */
struct prop {
	struct prop *next;
	const char *name;
	struct bytes value;
	struct origin origin;
	uint32_t shared;     /* interrupts that others may be on as well: prop_share() */
	bool dangling;	     /* it refers to a node that is not there, and that was said */
	bool broken;	     /* a part of its value could not be made, and that was said */
	bool random;	     /* its bytes were made for this tree alone */
	struct draft *draft; /* not resolved yet: the value is made of these parts (tree/refer.h) */
};

struct node {
	struct tree *tree;
	struct node *parent, *next, *child, *last_child;
	struct prop *prop, *last_prop;
	const char *name;  /* with its unit address; "" for the root */
	const char *label; /* what references may call it, or NULL */
	struct origin origin;
	bool broken; /* it has a property that is */
	uint32_t children, props;
	uint32_t asked, asked_props; /* for children and properties by name, without an index */
	struct name_index *child_index, *prop_index; /* of crowded nodes only */
};

/* An entry of the memory reservation block (DTSpec 5.3). */
struct reservation {
	struct reservation *next;
	uint64_t base, size;
	struct origin origin;
};

/* What the machine's loader puts into memory, and no node tells: the kernel, the blob itself. */
struct image {
	struct image *next;
	const char *name; /* "kernel", "fdt" */
	uint64_t base, size;
	struct origin origin;
};

/* Where a part of a property's value was said, if not where the property was. */
enum detail { DETAIL_ENTRY, DETAIL_TRIGGER }; /* of a list; of an interrupt of the list */

struct detail_note {
	struct detail_note *next;
	const struct prop *prop;
	struct origin of; /* the property's when that was noted: a later value has others */
	enum detail what;
	size_t index;
	struct origin at;
};

/* What a description took away: a node or a property that its node would have. */
struct absence {
	struct absence *next;
	const struct node *node;
	const char *name;
	struct origin at;
	bool told; /* that something of the machine's refers to it */
};

struct tree {
	struct arena *arena;
	struct diag *diag;
	struct node *root;
	struct reservation *reservations, *last_reservation;
	struct image *images;	  /* for the checks and the map */
	struct absence *absences; /* for messages, the newest first; so are these: */
	struct detail_note *details;
	uint32_t boot_cpu; /* boot_cpuid_phys */
	struct origin boot_cpu_origin;
	bool lenient;  /* "machine": "none", or read from a blob: rules about machines warn */
	unsigned gaps; /* enum gap: what mistakes kept out of it (tree/gap.h) */
	struct lack *lacks;
	bool incomplete;  /* the input held properties or reservations that a fault kept out */
	struct origin at; /* what is being built now: new nodes and properties come from there */
	bool drafted;	  /* properties may have drafts: tree_resolve has work */
	struct phandle_index *phandles;
	uint32_t rows; /* of ranges and interrupt-maps that were looked through (tree_may_look) */
};

/* An empty tree: a root without properties. */
struct tree *tree_new(struct arena *arena, struct diag *diag);

/* Remembers what was taken away, so that messages about its absence can point there. */
void tree_note_absence(
	struct tree *tree, const struct node *node, const char *name, struct origin at);

/* Notes where the entry of that index, or its trigger, was said; nothing where at is all zero. */
void tree_note_detail(struct tree *tree, const struct prop *prop, enum detail what, size_t index,
	struct origin at);

/* Where that was noted, or where the property was said. Linear in the notes. */
struct origin tree_detail(
	const struct tree *tree, const struct prop *prop, enum detail what, size_t index);

/*
 * Who took the node's property, or its child of that name with whichever unit address, away?
 * Linear in what was taken away; NULL: nobody.
 */
const struct absence *tree_absence(const struct node *node, const char *name);

/* --- nodes --- */

/* The child of that full name, or NULL. */
struct node *node_child(const struct node *parent, const char *name);

/* Puts a new child behind the others, whether the name is taken or not (readers of blobs). */
struct node *node_append(struct node *parent, const char *name);

/* The child of that full name; a new one behind the others if there is none. */
struct node *node_get(struct node *parent, const char *name);

/* The same for "name@unit", the unit address in lower-case hex (DTSpec 2.2.1). */
struct node *node_at(struct node *parent, const char *name, uint64_t unit);

/* Makes node_child and prop_find fast for a crowded node, as setters do by themselves. */
void node_index(struct node *node);

/* Takes out every child that drop says so of, in one walk. */
void node_prune(
	struct node *parent, bool (*drop)(const struct node *child, void *context), void *context);

/*
 * Preorder: the node behind node in the subtree of top (top itself first), NULL at the end.
 * node_skip leaves out what is below node.
 */
struct node *node_next(const struct node *top, const struct node *node);
struct node *node_skip(const struct node *top, const struct node *node);

/* Full path, "/" for the root. */
const char *node_path(struct arena *arena, const struct node *node);

/* "path:property": the subject of messages. */
const char *prop_path(struct arena *arena, const struct node *node, const struct prop *prop);

/* The name without its unit address: its length, for "%.*s" and comparisons. */
size_t node_base_length(const struct node *node);
bool node_is(const struct node *node, const char *base_name);

/* What is behind the "@", or NULL. */
const char *node_unit(const struct node *node);

/* --- properties --- */

struct prop *prop_find(const struct node *node, const char *name);

/* Puts a new property behind the others, whether the name is taken or not (readers of blobs). */
struct prop *prop_append(struct node *node, const char *name, struct bytes value);

/* Sets a property: in its old place if there is one, else behind the others. */
struct prop *prop_set(struct node *node, const char *name, struct bytes value);

/* Takes out every property that drop says so of, in one walk. */
void prop_prune(
	struct node *node, bool (*drop)(const struct prop *prop, void *context), void *context);

/*
 * May other devices be on the line of the interrupt of that index, or of the map's row of that
 * index? From the 32nd on there is one answer for all: yes if each of them was told so.
 */
void prop_share(struct prop *prop, size_t index, bool shared);
bool prop_shares(const struct prop *prop, size_t index);

/* The property's single cell; false if there is none or it is not 4 bytes. */
bool prop_u32(const struct node *node, const char *name, uint32_t *value);

/* The property's first string, NUL-terminated within the value; NULL if there is none. */
const char *prop_text(const struct node *node, const char *name);

/* The next string of a list, NULL behind the last; *at counts the bytes taken, at first 0. */
const char *prop_next_string(const struct prop *list, size_t *at);

/* True when the property is a string list that holds text ("compatible" holds "arm,gic-v3"). */
bool prop_lists(const struct node *node, const char *name, const char *text);

/* #address-cells and #size-cells that node gives its children; 2 and 1 when absent (2.3.5). */
uint32_t node_address_cells(const struct node *node);
uint32_t node_size_cells(const struct node *node);

/* --- the tree --- */

struct reservation *tree_reserve(struct tree *tree, uint64_t base, uint64_t size);

/* Remembers where an image will be; it comes from tree->at. */
struct image *tree_image(struct tree *tree, const char *name, uint64_t base, uint64_t size);

/*
 * The node of a path. A component without unit address fits the only child of that base name
 * ("/cpus/cpu" when there is one cpu). NULL when there is none, or more than one.
 */
struct node *tree_path(const struct tree *tree, const char *path, size_t length);

/*
 * What a user may call a node: a path, an alias (with or without a path behind), a label
 * (the tree's own, or of /__symbols__), a name that only one node has; tried in this order.
 */
struct node *tree_find(const struct tree *tree, const char *text);

/*
 * For many names: finds what tree_find does, from an index of labels and node names that is good
 * as long as neither the nodes nor /aliases and /__symbols__ change.
 */
struct tree_names *tree_names(struct tree *tree);
struct node *tree_names_find(struct tree_names *names, const char *text);

/*
 * The node with that phandle (or linux,phandle), or NULL. The first of several. The index is
 * made at the first call; tree_changed drops it.
 */
struct node *tree_phandle(struct tree *tree, uint32_t phandle);
void tree_changed(struct tree *tree);

/*
 * Counts a row of ranges or of an interrupt-map that is compared with what is looked for. False
 * when a tree has used up more of them than any real one does: addresses and interrupts then count
 * as untranslatable, so that a small hostile blob cannot keep its reader busy.
 */
static inline bool tree_may_look(struct tree *tree)
{
	enum { ROWS_AT_MOST = 1 << 24 };

	return tree->rows < ROWS_AT_MOST && ++tree->rows;
}

/* The node's own phandle, 0 if it has none. */
uint32_t node_phandle(const struct node *node);

#endif
