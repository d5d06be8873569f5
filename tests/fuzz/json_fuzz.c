/*
 * Any bytes as a description: what the scanner takes, cJSON reads as the same values; each value
 * is found again from its offset; every fault lies in the text and can be printed.
 */
#include "json/scan.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void hold(bool claim, const char *what)
{
	if (claim)
		return;
	fprintf(stderr, "does not hold: %s\n", what);
	abort();
}

static void check_place(const struct json *value, bool key, struct arena *arena)
{
	const struct source *source = value->source;
	struct place place = {0};

	hold(scan_locate(source, value->offset, key, arena, &place), "a value is found");
	hold(place.pointer && place.size, "it has a pointer and a size");
	if (key)
		hold(source->content.data[place.offset] == '"', "a key begins with a quote");
	else
		hold(place.offset == value->offset, "a value is where it was");
}

/* As deep as the text is nested. */
static void check_values(const struct json *value, unsigned *budget, struct arena *arena)
{
	uint64_t number;

	if (!*budget)
		return;
	--*budget;
	check_place(value, false, arena);
	if (value->key)
		check_place(value, true, arena);
	json_number(value, &number);
	for (const struct json *child = value->child; child; child = child->next)
		check_values(child, budget, arena);
}

static void check_fault(const struct scan *scan)
{
	const struct scan_fault *fault = &scan->fault;

	hold(*fault->message != '\0', "a fault is named");
	hold(fault->offset <= scan->size, "a fault begins in the text");
	hold(fault->size && fault->size <= scan->size - fault->offset + 1, "and ends there");
	hold(!fault->note || fault->note_offset < scan->size, "a note is in the text");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = {0};
	struct source source = {.name = "fuzz"};
	struct diag_style style = {.json = size % 2};
	unsigned budget = 200;
	struct scan_value value;
	const struct json *json;
	struct scan scan;
	struct diag diag;

	diag_init(&diag, &arena);
	source.content.data = (uint8_t *)arena_text(&arena, (const char *)data, size);
	source.content.size = size;
	scan_init(&scan, source.content);
	while (scan_next(&scan, &value))
		;
	if (scan.failed)
		check_fault(&scan);
	json = json_parse(&arena, &source, &diag);
	hold(!diag.system_failed, "scanner and cJSON agree");
	hold(!json == (diag.errors > 0), "a document or a message");
	hold(!json || !scan.failed, "no document of what is not JSON");
	if (json) {
		check_values(json, &budget, &arena);
		json_merge(&arena, json, json);
	}
	diag_print(&diag, &style);
	arena_release(&arena);
	return 0;
}
