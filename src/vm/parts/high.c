/* What lies above all memory, and moves up when there is more of it. */
#include "vm/parts/parts.h"

#include <inttypes.h>

#define NOWHERE ((uint64_t)1 << 63) /* in nobody's way */

static const struct field high_window_fields[] = {
	{NUMBER(struct high_window, base), .address = true,
		.help = "the first region is here or above; 0 when left out"},
	{NUMBER(struct high_window, distance), .address = true, .preset = true,
		.help = "bytes behind the memory that are left alone"},
	{NUMBER(struct high_window, align), .address = true, .min = 1, .preset = true,
		.value = 0x40000000, .help = "the end of the memory is rounded up to this"},
	{.kind = KIND_END},
};
static const struct record high_window_record = {.name = "high_window",
	.size = sizeof(struct high_window),
	.fields = high_window_fields,
	.scalar = "base",
	.flag = true};

static const struct field part_fields[] = {
	{RECORD(struct vm, high_window, high_window),
		.help = "where regions go whose base is \"high\", in the order of the nodes"},
	{.kind = KIND_END},
};
static const struct record part_record = {
	.name = "high_part", .size = sizeof(struct vm), .fields = part_fields};

uint64_t align_up(uint64_t value, uint64_t unit)
{
	return value > UINT64_MAX - unit ? value : (value + unit - 1) / unit * unit;
}

static uint64_t memory_end(const struct vm *vm)
{
	uint64_t end = 0;

	for (size_t i = 0; i < vm->memory.count; i++) {
		const struct region *region = &vm->memory.items[i].region;

		if (region->base.value + region->size.value > end)
			end = region->base.value + region->size.value;
	}
	return end;
}

/* The size itself where that is a power of two, else the largest one that divides it. */
static uint64_t natural_alignment(uint64_t size)
{
	return size ? size & ~(size - 1) : 1;
}

/* Did mistakes leave open where the memory ends? */
static bool is_end_lost(const struct vm *vm)
{
	return is_lost(vm, "high_window") || is_lost(vm, "memory") || is_lost(vm, "memory_windows");
}

uint64_t give_high(struct vm *vm, uint64_t size, struct origin at)
{
	struct high_window *window = &vm->high_window;
	uint64_t base;

	if (!window->next && is_end_lost(vm))
		window->next = window->base.value ? window->base.value : NOWHERE;
	if (!window->next && !given(window->at)) {
		diag_error(vm->diag, at, "\"high\" needs a high_window");
		return 0;
	}
	if (!window->next) {
		window->next =
			align_up(memory_end(vm) + window->distance.value, window->align.value);
		if (window->next < window->base.value)
			window->next = window->base.value;
	}
	base = align_up(window->next, natural_alignment(size));
	if (base % natural_alignment(size) || base < memory_end(vm) || size > UINT64_MAX - base) {
		diag_error(vm->diag, at, "0x%" PRIx64 " bytes do not fit above the memory", size);
		return 0;
	}
	window->next = base + size;
	return base;
}

const struct part high_part = {.record = &part_record, .gap = GAP_HEADER};
