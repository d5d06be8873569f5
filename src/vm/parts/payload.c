/* What the VMM loads into memory: kernel, initrd and the blob itself; where "auto" puts them. */
#include "base/file.h"
#include "vm/parts/parts.h"

#include <inttypes.h>

static const struct field payload_fields[] = {
	{NUMBER(struct payload, start), .address = true, .word = "auto",
		.help = "first address, or \"auto\""},
	{NUMBER(struct payload, base), .address = true, .word = "auto", .synonym = "start",
		.help = "the same as start, as regions have it"},
	{NUMBER(struct payload, size), .address = true, .min = 1, .help = "bytes"},
	{NUMBER(struct payload, end), .address = true, .help = "the address behind the last"},
	{TEXT(struct payload, file),
		.help = "a file to measure, relative to the description's folder"},
	{.kind = KIND_END},
};
static const struct record payload_record = {
	.name = "payload", .size = sizeof(struct payload), .fields = payload_fields};

enum anchor { MEMORY, FIRST_BANK, KERNEL, INITRD, FDT };
static const char *const anchors[] = {[MEMORY] = "memory",
	[FIRST_BANK] = "first-bank",
	[KERNEL] = "kernel",
	[INITRD] = "initrd",
	[FDT] = "fdt",
	NULL};

static const struct field placement_rule_fields[] = {
	{CHOICE(struct placement_rule, above), .words = anchors,
		.help = "behind the end of a payload, or from the beginning of the memory up"},
	{CHOICE(struct placement_rule, below), .words = anchors,
		.help = "in front of a payload, or from the end of the memory (or its first bank) "
			"down"},
	{NUMBER(struct placement_rule, distance), .address = true,
		.help = "bytes that are left between"},
	{FLAG(struct placement_rule, half_at_most),
		.help = "the distance is at most half of the memory"},
	{NUMBER(struct placement_rule, within), .address = true, .min = 1,
		.help = "only so many bytes of the first bank count"},
	{NUMBER(struct placement_rule, room), .address = true, .min = 1,
		.help = "what is placed has so many bytes, even if it is smaller"},
	{NUMBER(struct placement_rule, align), .address = true, .min = 1, .preset = true,
		.value = 1, .help = "the start is a multiple of this"},
	{.kind = KIND_END},
};
static const struct record placement_rule_record = {.name = "placement_rule",
	.size = sizeof(struct placement_rule),
	.fields = placement_rule_fields};

static const struct field placement_fields[] = {
	{RECORD(struct placement, kernel, placement_rule), .help = "of the kernel"},
	{RECORD(struct placement, initrd, placement_rule), .help = "of the initial RAM disk"},
	{RECORD(struct placement, fdt, placement_rule), .help = "of the blob"},
	{.kind = KIND_END},
};
static const struct record placement_record = {
	.name = "placement", .size = sizeof(struct placement), .fields = placement_fields};

static const struct field part_fields[] = {
	{RECORD(struct vm, initrd, payload), .help = "where the initial RAM disk is"},
	{RECORD(struct vm, kernel, payload), .help = "where the kernel is; nothing may overlap it"},
	{RECORD(struct vm, fdt, payload), .help = "where the blob itself goes"},
	{RECORD(struct vm, placement, placement),
		.help = "where the machine's loader puts what starts at \"auto\""},
	{.kind = KIND_END},
};
static const struct record part_record = {
	.name = "payload_part", .size = sizeof(struct vm), .fields = part_fields};

static struct payload *payload_of(struct vm *vm, enum anchor which)
{
	return which == KERNEL ? &vm->kernel : which == INITRD ? &vm->initrd : &vm->fdt;
}

static const struct placement_rule *rule_of(const struct vm *vm, enum anchor which)
{
	const struct placement *placement = &vm->placement;

	return which == KERNEL	 ? &placement->kernel
	       : which == INITRD ? &placement->initrd
				 : &placement->fdt;
}

/* --- how large --- */

/* A file's size; what cannot be measured is the input's fault (exit status 1). */
static void measure_file(struct vm *vm, struct payload *payload)
{
	const char *beside = payload->file.at.source->path;
	const char *path = file_beside(vm->arena, beside, payload->file.value);
	uint64_t size;
	const char *why = file_measure(path, &size);

	note_file(vm, path);
	if (why)
		diag_error(vm->diag, payload->file.at, "cannot measure %s: %s", path, why);
	else if (!size)
		diag_error(vm->diag, payload->file.at, "%s is empty", path);
	payload->size = planned(why ? 0 : size, payload->file.at);
}

static void report_no_size(struct vm *vm, const struct payload *payload, const char *what)
{
	diag_error(vm->diag, payload->at, "the %s has no size", what);
	diag_help(vm->diag, "give \"size\", \"end\" or the \"file\" to be measured");
}

/* The blob is not made yet: without a size, it has the room that is kept for it. */
static void measure(struct vm *vm, enum anchor which)
{
	struct payload *payload = payload_of(vm, which);
	const struct number *room = &rule_of(vm, which)->room;

	if (!given(payload->at))
		return;
	if (payload->file.value && (payload->size.set || payload->end.set))
		diag_error(vm->diag, payload->file.at,
			"the file's size takes the place of size and end: leave them out");
	else if (payload->file.value)
		measure_file(vm, payload);
	else if (which == FDT && room->set && !payload->size.set && !payload->end.set)
		payload->size = planned(room->value, payload->at);
	else if (!payload->size.set && !payload->end.set)
		report_no_size(vm, payload, anchors[which]);
	else if (payload->start.word && !payload->size.set)
		diag_error(vm->diag, payload->end.at,
			"with \"start\": \"auto\", give the size in the end's place");
	payload->file = (struct text){0};
}

/* --- where --- */

/* Rules refer to one another; depth: how many did on the way here. */
static struct span find_place(struct vm *vm, enum anchor which, unsigned depth);

/* Where something is, or would be if it were there; asked: what wants to know. */
static struct span anchor_span(
	struct vm *vm, enum anchor which, unsigned depth, struct origin asked)
{
	const struct payload *payload;

	if (which == MEMORY || which == FIRST_BANK) {
		const struct region *bank = &vm->memory.items[0].region;
		struct span span = region_span(bank);

		for (size_t i = 1; which == MEMORY && i < vm->memory.count; i++) {
			bank = &vm->memory.items[i].region;
			if (bank->base.value > span.base &&
				bank->base.value - span.base + bank->size.value > span.size)
				span.size = bank->base.value - span.base + bank->size.value;
		}
		return span;
	}
	payload = payload_of(vm, which);
	/* There may be no initrd, but there is a kernel. */
	if (which == KERNEL && !given(payload->at) && !rule_of(vm, KERNEL)->room.set) {
		diag_error(vm->diag, asked,
			"the place is behind the kernel, of which nothing is said");
		diag_help(vm->diag, "give \"kernel\" a size or file, with \"start\": \"auto\"");
		return (struct span){0};
	}
	if (given(payload->at) && payload->start.set)
		return (struct span){.base = payload->start.value, .size = payload->size.value};
	return find_place(vm, which, depth);
}

static uint64_t distance_of(const struct vm *vm, const struct placement_rule *rule)
{
	uint64_t total = 0;

	for (size_t i = 0; i < vm->memory.count; i++)
		total += vm->memory.items[i].region.size.value;
	if (rule->half_at_most.value && rule->distance.value > total / 2)
		return total / 2;
	return rule->distance.value;
}

/* Downward: false when there is not enough below. */
static bool place_below(
	const struct placement_rule *rule, struct span anchor, uint64_t distance, struct span *span)
{
	bool memory = rule->below.value == MEMORY || rule->below.value == FIRST_BANK;
	uint64_t top = anchor.base;

	if (memory && rule->within.set && anchor.size > rule->within.value)
		anchor.size = rule->within.value;
	if (memory)
		top += anchor.size;
	if (top < distance || top - distance < span->size)
		return false;
	span->base = (top - distance - span->size) / rule->align.value * rule->align.value;
	return true;
}

/* Upward: what would lie over the kernel goes behind it. */
static void place_above(
	struct vm *vm, enum anchor which, struct span anchor, uint64_t distance, struct span *span)
{
	const struct placement_rule *rule = rule_of(vm, which);
	const struct payload *kernel = &vm->kernel;
	uint64_t bottom = anchor.base, kernel_end;

	if (rule->above.value != MEMORY && rule->above.value != FIRST_BANK)
		bottom += anchor.size;
	span->base = align_up(bottom + distance, rule->align.value);
	if (which == KERNEL || !given(kernel->at) || !kernel->start.set)
		return;
	kernel_end = kernel->start.value + kernel->size.value;
	if (span->base < kernel_end && kernel->start.value < span->base + span->size)
		span->base = align_up(kernel_end, rule->align.value);
}

/* As many rules as there are payloads may refer to one another; more go round. */
static bool check_rule(struct vm *vm, enum anchor which, unsigned depth)
{
	const struct placement_rule *rule = rule_of(vm, which);

	if (rule->above.set != rule->below.set && depth <= FDT - KERNEL)
		return true;
	if (!given(rule->at)) {
		diag_error(vm->diag, payload_of(vm, which)->start.at,
			"no \"placement\" says where to put the %s", anchors[which]);
		diag_help(vm->diag, "give \"start\" an address");
	} else if (rule->above.set != rule->below.set) {
		diag_error(vm->diag, rule->at, "the place of the %s depends on itself",
			anchors[which]);
	} else {
		diag_error(vm->diag, rule->at, "a place is above or below something");
		diag_help(vm->diag, "give one of \"above\" and \"below\"");
	}
	return false;
}

static struct span find_place(struct vm *vm, enum anchor which, unsigned depth)
{
	const struct placement_rule *rule = rule_of(vm, which);
	const struct payload *payload = payload_of(vm, which);
	struct span span = {.base = 0, .size = payload->size.value}, anchor;

	if (!check_rule(vm, which, depth))
		return span;
	if (rule->room.set && span.size < rule->room.value)
		span.size = rule->room.value;
	anchor = anchor_span(vm, rule->above.set ? rule->above.value : rule->below.value, depth + 1,
		payload->start.at);
	if (has_failed(vm))
		return span;
	if (rule->above.set)
		place_above(vm, which, anchor, distance_of(vm, rule), &span);
	else if (!place_below(rule, anchor, distance_of(vm, rule), &span))
		diag_error(vm->diag, payload->start.at,
			"there is no room for 0x%" PRIx64 " bytes below the %s", span.size,
			anchors[rule->below.value]);
	return span;
}

/* Does the place follow from something that mistakes made incomplete? */
static bool is_place_lost(const struct vm *vm)
{
	static const char *const keys[] = {
		"memory", "memory_windows", "placement", "kernel", "initrd", "fdt"};

	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++)
		if (is_lost(vm, keys[i]))
			return true;
	return false;
}

static void place(struct vm *vm, enum anchor which)
{
	struct payload *payload = payload_of(vm, which);

	if (!payload->start.word || has_failed(vm))
		return;
	if (is_place_lost(vm)) {
		refuse_silently(vm, payload->start.at);
		return;
	}
	if (!vm->memory.count) {
		diag_error(vm->diag, payload->start.at, "\"auto\" needs memory to place it in");
		return;
	}
	payload->start = planned(find_place(vm, which, 0).base, payload->start.at);
}

static void complete(struct vm *vm, enum anchor which)
{
	struct payload *payload = payload_of(vm, which);
	struct region region;

	if (!given(payload->at) || has_failed(vm))
		return;
	if (!payload->start.set) {
		diag_error(vm->diag, payload->at, "\"start\" is missing here");
		diag_help(vm->diag, "an address, or \"auto\"");
		return;
	}
	region = (struct region){payload->at, payload->start, payload->size, payload->end};
	plan_region(vm, &region, payload->at, 0);
	payload->start = region.base;
	payload->size = region.size;
	payload->end = (struct number){0};
	if (!payload->size.value && which != INITRD)
		diag_error(vm->diag, payload->size.at, "a %s of 0 bytes is none", anchors[which]);
	if (payload->size.value > UINT64_MAX - payload->start.value)
		diag_error(vm->diag, payload->start.at,
			"the %s of 0x%" PRIx64 " bytes goes beyond the last address",
			anchors[which], payload->size.value);
}

/* The kernel first: others may go behind it. */
static void payload_give(struct vm *vm)
{
	for (enum anchor which = KERNEL; which <= FDT; which++)
		measure(vm, which);
	for (enum anchor which = KERNEL; which <= FDT; which++) {
		place(vm, which);
		complete(vm, which);
	}
}

/* What no node tells, but must not be overlapped. */
static void note_image(struct tree *tree, const struct payload *payload, const char *name)
{
	if (!given(payload->at))
		return;
	tree->at = payload->start.at;
	tree_image(tree, name, payload->start.value, payload->size.value);
}

static void payload_build(struct vm *vm, struct node *root)
{
	note_image(root->tree, &vm->kernel, "kernel");
	note_image(root->tree, &vm->fdt, "fdt");
}

const struct part payload_part = {
	.record = &part_record, .gap = GAP_HEADER, .give = payload_give, .build = payload_build};
