#ifndef MKFDT_PRINT_NOTE_H
#define MKFDT_PRINT_NOTE_H

#include "tree/interrupt.h"
#include "tree/value.h"

/*
 * What a tuple says, for a person: "0x9000000..0x9000fff, 4 KiB", "SPI 16 (INTID 48),
 * edge-rising". Gathered from its items, printed behind it.
 */
struct note {
	const struct value *value;
	/* the tuple so far */
	uint64_t address[2]; /* the first and the second one */
	uint32_t space;	     /* of the first: phys.hi on a PCI bus */
	unsigned addresses;
	bool has_size;
	uint64_t size;
	uint32_t pin; /* INTA 1, ... */
	bool is_interrupt;
	struct gic_interrupt interrupt;
	uint64_t hertz;
	/* kept from tuple to tuple */
	const struct node *asked; /* whether this one is a GIC */
	bool gic;
};

/* Forgets the tuple before. */
void note_begin(struct note *note, const struct value *value);
void note_add(struct note *note, const struct item *item);

/* Is there anything to say? */
bool note_any(const struct note *note);
void note_print(struct out *out, const struct note *note);

/* "SPI 16 (INTID 48), edge-rising" */
void note_interrupt(struct out *out, const struct gic_interrupt *interrupt);

/* "0x9000000..0x9000fff, 4 KiB"; a size that wraps is said to. */
void note_region(struct out *out, uint64_t base, uint64_t size);

/* "24 MHz", "3.6864 MHz" */
void note_hertz(struct out *out, uint64_t hertz);

#endif
