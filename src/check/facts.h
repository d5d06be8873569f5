#ifndef MKFDT_CHECK_FACTS_H
#define MKFDT_CHECK_FACTS_H

#include "check/run.h"

/* A span of the CPU's address space, and who says that it is taken. */
enum claim_kind {
	CLAIM_MEMORY,
	CLAIM_DEVICE,	/* registers */
	CLAIM_WINDOW,	/* of a bus that hands it out itself: PCI, QEMU's platform bus */
	CLAIM_RESERVED, /* a region of /reserved-memory */
};

struct claim {
	uint64_t base, last; /* the last byte */
	enum claim_kind kind;
	bool moved;   /* a bus above has it at another address */
	size_t order; /* in the tree */
	const struct node *node;
	const struct prop *prop;
	size_t index; /* of the entry in prop */
};

/* Spans without who claims them: sorted, and merged where they touch. */
struct spans {
	struct stretch {
		uint64_t base, last;
	} * items;
	size_t count;
};

enum { FIRST_SPI = 32, SPI_LAST = 987 }; /* as the GIC counts (INTID); as the tree does */

/* An interrupt that a node uses. */
struct line {
	const struct node *controller;
	uint32_t type, number, extra; /* extra: a fourth cell, the cpus that the line belongs to */
	uint32_t trigger, cpus;
	bool gic;
	bool map;	     /* of a nexus: on behalf of what is below it */
	bool shared;	     /* the description says that others may be on it */
	struct node *parent; /* the controller or nexus that the specifier is written for */
	size_t order;
	const struct node *node;
	const struct prop *prop;
	uint32_t index; /* of the interrupt, or of the row in a map */
};

/* SPIs that a controller has for messages: a span of them. */
struct messages {
	const struct node *controller, *node; /* the node that says so */
	const struct prop *prop;
	uint64_t first, last;
	bool low; /* it begins with interrupts that are no SPIs */
};

/* What several rules want to know about the tree, gathered once before they run. */
struct facts {
	bool parentless; /* it was told that the way to the interrupt controller was taken away */
	const struct node *chosen, *cpus, *reserved; /* NULL: there is none */
	const struct node **cpu;		     /* the cpu nodes, in the tree's order */
	size_t cpu_count;
	const struct node *gic; /* the first interrupt controller of these kinds that is in use */
	unsigned gic_version;	/* 0 (none), 2 or 3 */
	struct claim *claims;	/* sorted by base, the larger first */
	size_t claim_count;
	struct spans memory; /* none: the loader fills memory in, so nothing is outside of it */
	struct spans held;   /* reserved memory, of whichever kind */
	struct line *lines;  /* sorted by controller, type and number */
	size_t line_count;
	bool masks;		   /* a PPI has a cpu mask */
	struct messages *messages; /* sorted by controller and number */
	size_t message_count;
	bool overlay; /* fragments of a tree: nothing is whole in it */
	bool machine; /* claims to be a machine: not just a few nodes */
	/* The raw tree changed cells for which other nodes were written; node NULL: it did not. */
	struct recast {
		const struct node *node;
		const char *name;
		uint32_t meant;
	} recast;
};

struct facts *facts_gather(struct check_run *run);
void gather_claims(struct check_run *run, struct facts *facts);	  /* claims.c */
void gather_lines(struct check_run *run, struct facts *facts);	  /* lines.c */
void gather_messages(struct check_run *run, struct facts *facts); /* messages.c */

static inline struct where line_at(const struct check_run *run, const struct line *line)
{
	return at_detail(run, line->node, line->prop, DETAIL_ENTRY, line->index);
}

/* "SPI 19 (INTID 51)", or the number on another controller. */
const char *call_line(struct check_run *run, const struct line *line);

/* Is the line the one before it again, as in the rows of a map? */
bool is_repeated(const struct facts *facts, size_t i);

/* Linux knows a few nexus nodes whose map it reads in a way of their own. */
bool has_odd_map(const struct node *nexus);

/* Is all of base to last memory? True where nobody knows. */
bool is_memory(const struct facts *facts, uint64_t base, uint64_t last);

/* Is all of base to last reserved, in whichever way? */
bool is_held(const struct facts *facts, uint64_t base, uint64_t last);

/* Is the node the other one, or below it? */
bool is_below(const struct node *node, const struct node *above);

/* Is one of the two nodes the other, or above it? */
bool is_kin(const struct node *a, const struct node *b);

/* A child of the root that is named or typed as memory. */
bool is_memory_node(const struct node *node);

/* Is the node switched off by its own status? Walks leave out what is below such a node. */
bool node_is_off(const struct node *node);

/* The walk of rules about machines: the next node that is in use. */
struct node *next_used(const struct node *top, const struct node *node);

/* Is the node a direct child of the root with that base name? */
bool is_top_level(const struct node *node, const char *base_name);

#endif
