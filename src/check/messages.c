#include "check/facts.h"
#include "check/rules.h"

#include "tree/interrupt.h"

#include <stdlib.h>

/*
 * SPIs that are there for messages (MSI): the interrupt controller gives them away by itself, so
 * no device may have a line on one (Linux arm,gic.yaml, arm,gic-v3.yaml). They are spans, compared
 * with the sorted lines of the devices.
 */

struct gathering {
	struct check_run *run;
	struct facts *facts;
};

static void add_messages(
	struct gathering *all, struct messages messages, uint32_t intid, uint32_t count)
{
	struct facts *facts = all->facts;
	uint64_t end = (uint64_t)intid + count;

	if (!count)
		return;
	messages.low = intid < FIRST_SPI;
	messages.first = messages.low ? 0 : intid - FIRST_SPI;
	messages.last = end - FIRST_SPI - 1;
	if (end <= FIRST_SPI) { /* none is an SPI: an empty span */
		messages.first = 1;
		messages.last = 0;
	}
	facts->messages = arena_more(
		all->run->arena, facts->messages, facts->message_count, sizeof(*facts->messages));
	facts->messages[facts->message_count++] = messages;
}

/* A GICv2m frame; without these properties its own register tells, which nobody can see here. */
static void add_frame(struct gathering *all, const struct node *node)
{
	uint32_t base, count;

	if (node->parent && prop_lists(node, "compatible", "arm,gic-v2m-frame") &&
		prop_u32(node, "arm,msi-base-spi", &base) &&
		prop_u32(node, "arm,msi-num-spis", &count))
		add_messages(all,
			(struct messages){.controller = node->parent,
				.node = node,
				.prop = prop_find(node, "arm,msi-base-spi")},
			base, count);
}

/* Messages to the distributor of a GICv3. */
static void add_ranges(struct gathering *all, const struct node *node)
{
	const struct prop *ranges = prop_find(node, "mbi-ranges");

	if (!ranges || !node_is_gic(node))
		return;
	for (size_t i = 0; ranges->value.size - i >= 8; i += 8)
		add_messages(all,
			(struct messages){.controller = node, .node = node, .prop = ranges},
			load_be32(ranges->value.data + i), load_be32(ranges->value.data + i + 4));
}

static int compare_messages(const void *left, const void *right)
{
	const struct messages *a = left, *b = right;

	if (a->controller != b->controller)
		return (uintptr_t)a->controller < (uintptr_t)b->controller ? -1 : 1;
	if (a->first != b->first)
		return a->first < b->first ? -1 : 1;
	return a->last < b->last ? -1 : a->last > b->last;
}

void gather_messages(struct check_run *run, struct facts *facts)
{
	struct gathering all = {.run = run, .facts = facts};
	const struct node *root = run->tree->root;

	if (facts->overlay)
		return;
	for (const struct node *node = root; node; node = next_used(root, node)) {
		add_frame(&all, node);
		add_ranges(&all, node);
	}
	if (facts->message_count)
		qsort(facts->messages, facts->message_count, sizeof(*facts->messages),
			compare_messages);
}

static struct where messages_at(const struct messages *messages)
{
	return at_prop(messages->node, messages->prop);
}

void check_message_range(struct check_run *run)
{
	for (size_t i = 0; i < run->facts->message_count; i++) {
		const struct messages *messages = &run->facts->messages[i];

		if (messages->low)
			report(run, messages_at(messages),
				"the messages begin at an INTID below %d, which is no SPI",
				FIRST_SPI);
		if (messages->last <= SPI_LAST)
			continue;
		report(run, messages_at(messages),
			"SPI %" PRIu64 " to %" PRIu64 " for messages (INTID %" PRIu64 " to %" PRIu64
			") are out of range: SPIs are 0 to %d",
			messages->first, messages->last, messages->first + FIRST_SPI,
			messages->last + FIRST_SPI, SPI_LAST);
	}
}

/* Two spans of one controller. */
static void compare_spans(struct check_run *run)
{
	const struct facts *facts = run->facts;
	const struct messages *widest = NULL;

	for (size_t i = 0; i < facts->message_count; i++) {
		const struct messages *messages = &facts->messages[i];
		bool same = widest && widest->controller == messages->controller;

		if (messages->first > messages->last)
			continue;
		if (same && messages->first <= widest->last) {
			report(run, messages_at(messages),
				"SPI %" PRIu64 " (INTID %" PRIu64 ") is there for messages twice",
				messages->first, messages->first + FIRST_SPI);
			report_other(run, messages_at(widest), "SPI %" PRIu64 " to %" PRIu64,
				widest->first, widest->last);
		}
		if (!same || messages->last > widest->last)
			widest = messages;
	}
}

/* The first line of the span's controller that is not before the span. */
static size_t find_line(const struct facts *facts, const struct messages *messages)
{
	size_t low = 0, high = facts->line_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct line *line = &facts->lines[middle];
		bool before =
			line->controller != messages->controller
				? (uintptr_t)line->controller < (uintptr_t)messages->controller
				: line->type == 0 && line->number < messages->first;

		if (before)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void report_taken(
	struct check_run *run, const struct messages *messages, const struct line *line)
{
	struct where other = messages_at(messages), blamed = at_prop(line->node, line->prop);
	uint32_t intid = line->number + FIRST_SPI;

	if (choose_blamed(&other, &blamed)) {
		report(run, blamed,
			"SPI %" PRIu32 " (INTID %" PRIu32 ") is for messages here, but taken by %s",
			line->number, intid, call_node(run, other.node));
		report_other(run, other, "taken here");
		return;
	}
	report(run, blamed,
		"SPI %" PRIu32 " (INTID %" PRIu32 ") is one of those that %s has for messages",
		line->number, intid, call_node(run, other.node));
	report_other(run, other, "SPI %" PRIu64 " to %" PRIu64 " are for messages", messages->first,
		messages->last);
}

void check_message_clash(struct check_run *run)
{
	const struct facts *facts = run->facts;

	compare_spans(run);
	for (size_t i = 0; i < facts->message_count; i++) {
		const struct messages *messages = &facts->messages[i];

		for (size_t n = find_line(facts, messages); n < facts->line_count; n++) {
			const struct line *line = &facts->lines[n];

			if (line->controller != messages->controller || line->type != 0 ||
				line->number > messages->last || !is_early(run))
				break;
			if (!is_repeated(facts, n))
				report_taken(run, messages, line);
		}
	}
}
