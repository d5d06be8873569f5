#ifndef MKFDT_VM_PART_H
#define MKFDT_VM_PART_H

#include "tree/gap.h"
#include "tree/refer.h"
#include "vm/vm.h"

/*
 * A part of the machine: its rows in the description, its planning and its nodes, side by side
 * in one file. The list in parts.c gives the order of the nodes in the tree.
 */
struct part {
	const struct record *record; /* inlined in the description; offsets are into struct vm */
	const char *nodes;	     /* the base names of those at the top that it makes, or NULL */
	unsigned gap; /* enum gap: what a tree lacks when keys of this part are left out */
	/*
	 * Completes what was left out. Runs only when every part was decoded without mistakes;
	 * those that planning finds do not keep the other parts from it, so each leaves behind what
	 * others can count on: lists as long as they say, numbers within their limits.
	 */
	void (*plan)(struct vm *vm);
	/* Gives from what is free, once every part has claimed what it was given without mistakes.
	 */
	void (*give)(struct vm *vm);
	void (*build)(struct vm *vm, struct node *root);
};

extern const struct part *const vm_parts[]; /* ends with NULL */

/* A description that layers were merged to, decoded and planned; lost: see struct vm. */
struct description *vm_read(
	struct arena *arena, struct diag *diag, const struct json *merged, const struct keys *lost);

/* --- what parts share --- */

/* Has the description a mistake so far? (The blob below it may have some of its own.) */
static inline bool has_failed(const struct vm *vm)
{
	return vm->diag->errors > vm->earlier;
}

extern const struct record region_record, interrupt_record, device_record;

/* A list of regions. */
extern const struct record bank_record;

/* A device's row for devices that have no interrupt: name and region. */
extern const struct record quiet_device_record;
#define QUIET_DEVICE(type, m)                                           \
	.key = "", .kind = KIND_INLINE, .record = &quiet_device_record, \
	.offset = MEMBER(type, m, struct device)
extern const char *const interrupt_triggers[];

/* Numbers that planning gives, as if they had been written at that place. */
struct number planned(uint64_t value, struct origin at);

/*
 * Did mistakes make the key incomplete? What follows from it is neither planned then nor told:
 * refuse_silently says so of a place that counts on it; follows_from of what was just reported.
 */
bool is_lost(const struct vm *vm, const char *key);
void refuse_silently(struct vm *vm, struct origin at);
void follows_from(struct vm *vm, const char *key);

/*
 * Completes a region from two of base, size and end; usual: the size when only a base was
 * given, 0 for none. A base "high" is given from the high window. Reports what is missing or
 * contradicts itself.
 */
void plan_region(struct vm *vm, struct region *region, struct origin owner, uint64_t usual);

/*
 * Gives so many bytes above all memory, aligned to their number where that is a power of two.
 * Memory must have been planned. 0 after a message.
 */
uint64_t give_high(struct vm *vm, uint64_t size, struct origin at);

uint64_t align_up(uint64_t value, uint64_t unit); /* stays where there is no such number */

/* The region as a span that remembers where it was said: its base, or what of it is the user's. */
struct span region_span(const struct region *region);

/* Did the machine say so, not the user? */
bool from_machine(struct origin at);

/* Where what two places made together is looked for: the first, unless only the second is the
 * user's. */
struct origin users_of(struct origin first, struct origin second);

/*
 * Makes spi or ppi of an intid, sets the trigger when none was given, and claims the line.
 * "spi": "next" is remembered: it gets the lowest free number when everything else has one.
 */
void plan_interrupt(struct vm *vm, struct interrupt *interrupt, enum trigger usual);
void plan_next_interrupts(struct vm *vm);
/* For planning: they are taken, as was said there. */
void claim_spis(struct vm *vm, uint64_t first, uint64_t count, struct origin at);
bool spi_taken(const struct vm *vm, uint64_t spi);
bool has_interrupt(const struct interrupt *interrupt);

/* Notes where the interrupt of that index in the property, and its trigger, were said. */
void note_places(struct tree *tree, const struct prop *prop, size_t index,
	const struct interrupt *interrupt);

/* interrupts: the GIC's three cells (type, number, flags) for each line. */
void set_interrupts(
	struct vm *vm, struct node *node, size_t count, const struct interrupt *const *interrupts);
void set_interrupt(struct vm *vm, struct node *node, const struct interrupt *interrupt);

/* 64-bit addresses and sizes for the children of the root, unless it says something else. */
void root_cells(struct node *root);

/* The path that the n-th serial device's node will have. */
const char *serial_path(const struct vm *vm, size_t n);

/*
 * What references that nobody wrote call the GIC: its path, which no alias can stand for; its
 * label where the description has none, so that one of the raw tree may be meant.
 */
const char *gic_path(const struct vm *vm);

/* Will /aliases have that name, by the description or by what the tree held before? */
bool is_alias(const struct vm *vm, const struct tree *tree, const char *name);

/* Remembers a file that the result depends on. */
void note_file(struct vm *vm, const char *path);

/* Bytes that nobody can guess, for "random"; a failure is reported and gives zeros. */
struct bytes random_bytes(struct vm *vm, size_t size);

/*
 * A node of the description's own, as node_get and node_at: one that a blob brought is taken
 * over, but two of the description's do not become one; the second stands beside the first,
 * where the checks find it.
 */
struct node *new_node(struct node *parent, const char *name);
struct node *new_node_at(struct node *parent, const char *name, uint64_t unit);

/*
 * The node of a device: "name@base" with its label, from where its object stands; what is set
 * next comes from there too.
 */
struct node *device_node(
	struct vm *vm, struct node *root, const char *name, const struct device *device);

/*
 * The node that a device at that region belongs below: the platform bus where it lies in there,
 * and the region is then in the bus's addresses; else the root. The bus must have been built.
 */
struct node *bus_of(struct vm *vm, struct node *root, struct region *region);

/* Completes the region and the interrupt of a device; usual: see plan_region, plan_interrupt. */
void plan_device(struct vm *vm, struct device *device, uint64_t usual, enum trigger trigger);

/* Reports a device without an interrupt; what: "a pl011". */
void need_interrupt(struct vm *vm, const struct device *device, const char *what);

/* Reports a planned interrupt that is private to each cpu where it cannot be; what: "an SMMU". */
void refuse_ppi(struct vm *vm, const struct interrupt *interrupt, const char *what);

/* A row's number as one cell, when it was given. */
void set_number(struct node *node, const char *name, const struct number *number);

/* Is it what a node may be called before its "@" (DTSpec 2.2.1)? Reports it when it is not. */
bool check_node_name(struct vm *vm, const struct text *name);

/* The 24 MHz clock that the Arm peripherals share (apb-pclk); made when first asked for. */
struct node *vm_clock(struct node *root);

/* "clocks" with as many references to it as there are names, and "clock-names". */
void set_clocks(struct node *node, size_t count, const char *const *names);

/* The cells of a PPI's flags: the trigger, and the mask of cpus that GICv2 wants (GIC binding). */
uint32_t interrupt_flags(const struct vm *vm, enum trigger trigger, bool ppi);

#endif
