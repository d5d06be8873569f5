#include "check/facts.h"

#include "tree/interrupt.h"

#include <stdlib.h>

/* Gathers every interrupt in use, with the controller where its line ends. */
struct gathering {
	struct check_run *run;
	struct facts *facts;
};

/* Of other controllers only <number> is known, and <number flags> of these kinds. */
static bool is_numbered(const struct interrupt *interrupt)
{
	const struct node *controller = interrupt->controller;

	return interrupt->count == 1 ||
	       (interrupt->count == 2 &&
		       (prop_find(controller, "gpio-controller") ||
			       prop_lists(controller, "compatible", "riscv,aplic")));
}

static void add_line(struct gathering *all, const struct interrupt *interrupt, bool map)
{
	struct facts *facts = all->facts;
	struct line line = {.controller = interrupt->controller,
		.node = interrupt->owner,
		.index = interrupt->index,
		.prop = interrupt->prop,
		.map = map,
		.shared = interrupt_is_shared(interrupt),
		.parent = interrupt->parent,
		.gic = interrupt->gic || (interrupt->controller && interrupt->count >= 3 &&
						 node_is_gic(interrupt->controller)),
		.order = facts->line_count};

	if (!line.controller || (!line.gic && !is_numbered(interrupt)))
		return;
	line.number = interrupt->cells[0];
	if (line.gic) {
		line.type = interrupt->cells[0];
		line.number = interrupt->cells[1];
		line.trigger = interrupt->cells[2] & 0xf;
		line.cpus = interrupt->cells[2] >> 8 & 0xff;
		facts->masks = facts->masks || (line.type == INTERRUPT_PPI && line.cpus);
		line.extra = interrupt->count > 3 ? interrupt->cells[3] : 0;
	}
	facts->lines =
		arena_more(all->run->arena, facts->lines, facts->line_count, sizeof(*facts->lines));
	facts->lines[facts->line_count++] = line;
}

bool has_odd_map(const struct node *nexus)
{
	static const char *const odd[] = {"fsl,ls1021a-extirq", "fsl,ls1043a-extirq",
		"fsl,ls1088a-extirq", "realtek,rtl-intc", "renesas,rza1-irqc", NULL};

	for (size_t i = 0; odd[i]; i++)
		if (prop_lists(nexus, "compatible", odd[i]))
			return true;
	return false;
}

static void add_node(struct gathering *all, struct node *node)
{
	struct interrupts walk;
	struct interrupt interrupt;
	struct interrupt_map map;
	struct map_row row;

	if (interrupts_open(&walk, node))
		while (interrupts_next(&walk, &interrupt))
			add_line(all, &interrupt, false);
	if (has_odd_map(node) || !interrupt_map_open(&map, node))
		return;
	while (interrupt_map_next(&map, &row))
		if (interrupt_map_follow(&map, &row, node, &interrupt))
			add_line(all, &interrupt, true);
}

static int compare_lines(const void *left, const void *right)
{
	const struct line *a = left, *b = right;

	if (a->controller != b->controller)
		return (uintptr_t)a->controller < (uintptr_t)b->controller ? -1 : 1;
	if (a->type != b->type)
		return a->type < b->type ? -1 : 1;
	if (a->number != b->number)
		return a->number < b->number ? -1 : 1;
	if (a->extra != b->extra)
		return a->extra < b->extra ? -1 : 1;
	return a->order < b->order ? -1 : a->order > b->order;
}

void gather_lines(struct check_run *run, struct facts *facts)
{
	struct gathering all = {.run = run, .facts = facts};
	struct node *root = run->tree->root;

	if (facts->overlay)
		return;
	for (struct node *node = root; node; node = next_used(root, node))
		add_node(&all, node);
	if (facts->line_count)
		qsort(facts->lines, facts->line_count, sizeof(*facts->lines), compare_lines);
}

bool is_repeated(const struct facts *facts, size_t i)
{
	const struct line *line = &facts->lines[i], *before = i ? line - 1 : NULL;

	return before && before->prop == line->prop && before->controller == line->controller &&
	       before->type == line->type && before->number == line->number;
}

const char *call_line(struct check_run *run, const struct line *line)
{
	uint32_t cells[3] = {line->type, line->number, line->trigger};
	struct gic_interrupt decoded;

	if (!line->gic)
		return arena_format(run->arena, "interrupt %" PRIu32, line->number);
	if (!gic_decode(cells, &decoded))
		return arena_format(run->arena, "type %" PRIu32 " interrupt %" PRIu32, line->type,
			line->number);
	return arena_format(run->arena, "%s %" PRIu32 " (INTID %" PRIu64 ")",
		interrupt_type_name(decoded.type), line->number, decoded.intid);
}
