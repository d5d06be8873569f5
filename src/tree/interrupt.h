#ifndef MKFDT_TREE_INTERRUPT_H
#define MKFDT_TREE_INTERRUPT_H

#include "tree/tree.h"

/*
 * Interrupts (DTSpec 2.4): which line of which controller does a node use?
 */
enum { INTERRUPT_CELLS = 16 }; /* a specifier with more is taken for damaged */

/*
 * The node whose specifiers the interrupts of node are written in (a controller or a nexus): its
 * interrupt-parent or that of the nearest ancestor that has one, or that ancestor itself if it
 * has #interrupt-cells. NULL if there is none within 64 steps (Linux drops deeper nodes).
 */
struct node *interrupt_parent(const struct node *node);

/* #interrupt-cells of a controller or nexus; 0 if it does not say, or says over 16. */
uint32_t interrupt_cells(const struct node *controller);

/* Is this an Arm GIC (v1 to v4), whose specifiers are <type number flags>? */
bool node_is_gic(const struct node *node);

enum interrupt_type {
	INTERRUPT_SPI,
	INTERRUPT_PPI,
	INTERRUPT_ESPI,
	INTERRUPT_EPPI,
	INTERRUPT_OTHER, /* a GIC type that nobody knows, or not a GIC */
};

/* The low four bits of a GIC specifier's flags; a valid one has exactly one of them. */
enum interrupt_trigger {
	TRIGGER_EDGE_RISING = 1,
	TRIGGER_EDGE_FALLING = 2,
	TRIGGER_LEVEL_HIGH = 4,
	TRIGGER_LEVEL_LOW = 8,
};

/* What a GIC specifier says. */
struct gic_interrupt {
	enum interrupt_type type;
	uint32_t number;  /* as in the tree */
	uint64_t intid;	  /* as the GIC counts: SPI + 32, PPI + 16, ... */
	uint32_t trigger; /* enum interrupt_trigger, or what else the bits hold */
	uint32_t cpus;	  /* GICv2, PPI: the mask of bits 15:8, else 0 */
};

/* Reads a specifier of at least three cells; false (type other) when the type is unknown. */
bool gic_decode(const uint32_t *cells, struct gic_interrupt *decoded);

const char *interrupt_type_name(enum interrupt_type type); /* "SPI" */
const char *trigger_name(uint32_t trigger);		   /* "edge-rising", NULL if not valid */

/* One interrupt of a node. */
struct interrupt {
	struct node *owner;
	const struct prop *prop; /* interrupts, interrupts-extended, or a nexus's interrupt-map */
	size_t offset;		 /* of the specifier in prop */
	uint32_t index;		 /* among the owner's interrupts or the map's rows, from 0 */
	struct node *parent;	 /* what the property's specifier is written for */
	/*
	 * Where the line ends, after every nexus on the way, and the specifier there. NULL: the
	 * phandle is of no node, a nexus has no such row, or the cells make no sense.
	 */
	struct node *controller;
	uint32_t cells[INTERRUPT_CELLS];
	uint32_t count;
	bool gic; /* the controller is a GIC, and decoded holds what the cells say */
	struct gic_interrupt decoded;
};

/* Did the description say that other devices may be on its line? */
bool interrupt_is_shared(const struct interrupt *interrupt);

/* A walk over the interrupts of one node. */
struct interrupts {
	struct node *owner;
	const struct prop *prop;
	bool extended;
	struct node *parent;
	uint32_t cells;
	size_t at;
	uint32_t index;
};

/*
 * Begins with the first interrupt of node. interrupts-extended wins over interrupts. False when
 * the node has none.
 */
bool interrupts_open(struct interrupts *walk, struct node *node);

/* False at the end, or where the rest of the value cannot be read (then at is before its end). */
bool interrupts_next(struct interrupts *walk, struct interrupt *interrupt);

/* A row of a nexus's interrupt-map. */
struct map_row {
	const uint8_t *address;	  /* the child's unit address, ... */
	const uint8_t *specifier; /* ... and its specifier */
	struct node *parent;	  /* NULL: the phandle is of no node (the last row then) */
	const uint8_t *parent_specifier;
	uint32_t parent_cells; /* cells of parent_specifier */
	size_t offset;	       /* of the row in the value */
	uint32_t index;	       /* from 0 */
};

struct interrupt_map {
	const struct prop *prop;
	struct tree *tree;
	uint32_t address_cells, interrupt_cells; /* of the child columns */
	size_t at;
	uint32_t index;
};

/* False when nexus has no interrupt-map, or its cells make no sense. */
bool interrupt_map_open(struct interrupt_map *map, const struct node *nexus);
bool interrupt_map_next(struct interrupt_map *map, struct map_row *row);

/*
 * Follows one row to where the line ends, as interrupts_next does: fills interrupt for the owner
 * nexus. False when it ends nowhere.
 */
bool interrupt_map_follow(const struct interrupt_map *map, const struct map_row *row,
	struct node *nexus, struct interrupt *interrupt);

#endif
