#ifndef MKFDT_PRINT_LINES_H
#define MKFDT_PRINT_LINES_H

#include "tree/interrupt.h"

/* A use of an interrupt line. */
struct line {
	struct interrupt interrupt;
	const char *controller; /* its path */
	const char *name;	/* of interrupt-names, or what the binding calls it; or NULL */
	size_t order;		/* in the tree */
	uint32_t span;		/* lines from this one on: 1, or those that an MSI frame has */
	unsigned users;		/* devices that are on and use this line; a PCI bus is one */
	bool shared;		/* all of them say that they share it */
	bool off;		/* of a device that is switched off */
};

struct lines {
	struct line *lines; /* sorted by controller and number; a nexus has each line once */
	size_t count;
};

/* Every interrupt of the tree whose controller is known; in the tree's arena. */
void lines_collect(struct lines *lines, struct tree *tree);

/* Does more than one device that is on use the line, without saying so? */
bool line_clashes(const struct line *line);

#endif
