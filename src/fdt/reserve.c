#include "fdt/reserve.h"

#include "fdt/rules.h"

#include <inttypes.h>
#include <stdlib.h>

static int compare_bases(const void *left, const void *right)
{
	const struct reservation *const *a = left, *const *b = right;

	if ((*a)->base != (*b)->base)
		return (*a)->base < (*b)->base ? -1 : 1;
	return (*a)->origin.offset < (*b)->origin.offset ? -1 : 1;
}

/* The last byte; that of the address space where the entry wraps. */
static uint64_t last_byte(const struct reservation *entry)
{
	uint64_t last = entry->base + (entry->size - 1);

	return last < entry->base ? UINT64_MAX : last;
}

static bool is_sound(struct tree *tree, const struct reservation *entry)
{
	if (!entry->size) {
		diag_report(tree->diag, SEVERITY_ERROR, BLOB_RESERVE, entry->origin, NULL,
			"the reservation at 0x%" PRIx64 " is empty; some readers take it for the "
			"end of the list",
			entry->base);
		return false;
	}
	if (entry->size - 1 > UINT64_MAX - entry->base)
		diag_report(tree->diag, SEVERITY_ERROR, BLOB_RESERVE, entry->origin, NULL,
			"the reservation of 0x%" PRIx64 " bytes at 0x%" PRIx64
			" reaches over the end of the address space",
			entry->size, entry->base);
	return true;
}

static void report_overlap(
	struct tree *tree, const struct reservation *first, const struct reservation *second)
{
	diag_report(tree->diag, SEVERITY_ERROR, BLOB_RESERVE, second->origin, NULL,
		"the reservation of 0x%" PRIx64 " bytes at 0x%" PRIx64 " overlaps another one",
		second->size, second->base);
	diag_note(tree->diag, first->origin, NULL, "that of 0x%" PRIx64 " bytes at 0x%" PRIx64,
		first->size, first->base);
}

void fdt_judge_reservations(struct tree *tree)
{
	const struct reservation **sorted, *widest = NULL;
	size_t count = 0, n = 0;

	for (const struct reservation *entry = tree->reservations; entry; entry = entry->next)
		count++;
	sorted = arena_array(tree->arena, count, sizeof(*sorted));
	for (const struct reservation *entry = tree->reservations; entry; entry = entry->next)
		if (is_sound(tree, entry))
			sorted[n++] = entry;
	if (n)
		qsort(sorted, n, sizeof(*sorted), compare_bases);
	for (size_t i = 0; i < n; i++) {
		if (widest && sorted[i]->base <= last_byte(widest))
			report_overlap(tree, widest, sorted[i]);
		if (!widest || last_byte(sorted[i]) > last_byte(widest))
			widest = sorted[i];
	}
}
