#include "check/facts.h"
#include "check/rules.h"

#include "tree/address.h"
#include "tree/interrupt.h"

#include <stdlib.h>

/* Interrupts (DTSpec 2.4; Linux arm,gic-v3.yaml): numbers and triggers. */
enum { PPI_LAST = 15, ESPI_LAST = 1023, EPPI_LAST = 127 };

/* A phandle that leads nowhere is reported where it stands (dangling-phandle). */
static bool is_dangling(const struct node *node)
{
	enum { LEVELS = 64 };
	uint32_t phandle;

	for (int level = 0; node && level < LEVELS; node = node->parent, level++) {
		const struct prop *prop = prop_find(node, "interrupt-parent");

		if (prop && prop->dangling)
			return true;
		if (prop_u32(node, "interrupt-parent", &phandle))
			return phandle && !tree_phandle(node->tree, phandle);
	}
	return false;
}

/* Where the root's interrupt-parent was taken away, or the interrupts themselves. */
static struct where at_parentless(
	struct check_run *run, const struct node *node, const struct prop *interrupts)
{
	const struct node *root = run->tree->root;

	if (is_early(run) && tree_absence(root, "interrupt-parent"))
		return at_absence(root, "interrupt-parent");
	if (is_early(run) && interrupts->origin.source && interrupts->origin.source->builtin &&
		tree_absence(root, "gic"))
		return at_absence(root, "gic");
	return at_prop(node, interrupts);
}

/* Can the map be read to its end? What cannot is told of itself. */
static bool is_readable(const struct node *nexus)
{
	struct interrupt_map map;
	struct map_row row;

	if (has_odd_map(nexus) || !interrupt_map_open(&map, nexus))
		return false;
	while (interrupt_map_next(&map, &row))
		if (!row.parent)
			return false;
	return map.at == map.prop->value.size;
}

/* Of the nexus that the interrupts are written for: is each in the map? */
static void check_nexus(struct check_run *run, struct node *node, const struct node *nexus)
{
	struct interrupts walk;
	struct interrupt interrupt;

	if (!prop_find(nexus, "interrupt-map") || !is_early(run) || !is_readable(nexus) ||
		!interrupts_open(&walk, node))
		return;
	while (interrupts_next(&walk, &interrupt)) {
		if (interrupt.controller)
			continue;
		report(run, at_detail(run, node, interrupt.prop, DETAIL_ENTRY, interrupt.index),
			"the interrupt-map of %s has no row for it", call_node(run, nexus));
		return;
	}
}

void check_interrupt_parent(struct check_run *run, struct node *node)
{
	const struct prop *interrupts = prop_find(node, "interrupts");
	const struct node *parent;

	if (run->facts->overlay || !interrupts || !interrupts->value.size ||
		prop_find(node, "interrupts-extended"))
		return;
	parent = interrupt_parent(node);
	if (!parent && !is_dangling(node)) {
		struct where where = at_parentless(run, node, interrupts);

		/* What was taken away is told once. */
		if (where.origin.source && run->facts->parentless)
			return;
		run->facts->parentless = where.origin.source != NULL;
		report(run, where,
			"no interrupt-parent says which controller the interrupts of %s are for",
			call_node(run, node));
		if (!run->tree->lenient)
			report_help(run, "\"gic\" makes the controller of a description; of "
					 "another one the root says it");
	} else if (parent && !interrupt_cells(parent)) {
		report(run, at_prop(node, interrupts),
			"the interrupt parent %s has no #interrupt-cells", call_node(run, parent));
	} else if (parent) {
		check_nexus(run, node, parent);
	}
}

void check_interrupt_provider(struct check_run *run, struct node *node)
{
	const struct prop *cells = prop_find(node, "#interrupt-cells");
	bool provides = prop_find(node, "interrupt-controller") || prop_find(node, "interrupt-map");

	if (provides && !cells)
		report(run, at_node(node),
			"the node takes interrupts, but has no #interrupt-cells");
	else if (cells && !provides)
		report(run, at_prop(node, cells),
			"the node is neither an interrupt-controller nor has it an interrupt-map");
}

/* --- numbers and triggers --- */

static uint32_t last_number(const struct line *line)
{
	static const uint32_t last[] = {SPI_LAST, PPI_LAST, ESPI_LAST, EPPI_LAST};

	return line->type < sizeof(last) / sizeof(*last) ? last[line->type] : 0;
}

static void check_gic_number(struct check_run *run, const struct line *line)
{
	if (line->type > 3) {
		report(run, line_at(run, line),
			"%" PRIu32 " is no type of interrupt: 0 is an SPI, 1 a PPI", line->type);
		return;
	}
	if (line->type >= INTERRUPT_ESPI && line->controller == run->facts->gic &&
		run->facts->gic_version == 2) {
		report(run, line_at(run, line),
			"%s is of the extended range, which GICv3.1 has; %s is a GICv2",
			call_line(run, line), call_node(run, line->controller));
		return;
	}
	if (line->number <= last_number(line))
		return;
	report(run, line_at(run, line), "%s is out of range: %ss are 0 to %" PRIu32,
		call_line(run, line), interrupt_type_name((enum interrupt_type)line->type),
		last_number(line));
	if (line->type == 0 && line->number - SPI_LAST <= 32)
		report_help(run, "SPIs count from 0: the GIC's INTID less 32");
	else if (line->type == 1 && line->number < 32)
		report_help(run, "PPIs count from 0: the GIC's INTID less 16, so PPI %" PRIu32,
			line->number - 16);
}

static void check_plic_number(struct check_run *run, const struct line *line)
{
	uint32_t sources;

	if (!prop_u32(line->controller, "riscv,ndev", &sources))
		return;
	if (line->number == 0 || line->number > sources)
		report(run, line_at(run, line),
			"interrupt %" PRIu32 " is out of range: %s has 1 to %" PRIu32, line->number,
			call_node(run, line->controller), sources);
}

void check_irq_range(struct check_run *run)
{
	for (size_t i = 0; i < run->facts->line_count; i++) {
		const struct line *line = &run->facts->lines[i];

		if (is_repeated(run->facts, i))
			continue;
		if (line->gic)
			check_gic_number(run, line);
		else
			check_plic_number(run, line);
	}
	check_message_range(run);
}

static struct where trigger_at(const struct check_run *run, const struct line *line)
{
	return at_detail(run, line->node, line->prop, DETAIL_TRIGGER, line->index);
}

void check_irq_trigger(struct check_run *run)
{
	for (size_t i = 0; i < run->facts->line_count; i++) {
		const struct line *line = &run->facts->lines[i];
		const char *name = trigger_name(line->trigger);

		if (!line->gic || (line->type != 0 && line->type != 2) || !line->trigger ||
			line->trigger == TRIGGER_EDGE_RISING || line->trigger == TRIGGER_LEVEL_HIGH)
			continue;
		report(run, trigger_at(run, line),
			"%s cannot be %s: the GIC takes edge-rising (1) and "
			"level-high (4) for an SPI",
			call_line(run, line),
			name ? arena_format(run->arena, "%s (%" PRIu32 ")", name, line->trigger)
			     : arena_format(run->arena, "of trigger %" PRIu32, line->trigger));
	}
}

/* What kinds of device have for interrupts. Sorted by compatible (as strcmp does). */
static const struct usual {
	const char *compatible;
	enum { ANY_TYPE, SPIS_ONLY, PPIS_ONLY } type;
	enum { ANY_TRIGGER, LEVEL, EDGE } trigger; /* UARTs are levels, but many VMMs make edges */
} usual[] = {
	{"arm,armv8-pmuv3", ANY_TYPE, LEVEL},
	{"arm,armv8-timer", PPIS_ONLY, LEVEL},
	{"arm,pl011", SPIS_ONLY, ANY_TRIGGER},
	{"arm,pl031", SPIS_ONLY, LEVEL},
	{"arm,pl061", SPIS_ONLY, ANY_TRIGGER},
	{"ns16550a", SPIS_ONLY, ANY_TRIGGER},
	{"virtio,mmio", SPIS_ONLY, EDGE},
};

static int compare_usual(const void *kind, const void *row)
{
	return strcmp(kind, ((const struct usual *)row)->compatible);
}

static const struct usual *find_usual(const struct node *node)
{
	const struct prop *list = prop_find(node, "compatible");
	const struct usual *found = NULL;
	const char *kind;
	size_t at = 0;

	while (list && !found && (kind = prop_next_string(list, &at)))
		found = bsearch(
			kind, usual, sizeof(usual) / sizeof(*usual), sizeof(*usual), compare_usual);
	return found;
}

/* What one cpu has for itself is no line of a device, nor the other way round. */
static void check_type(struct check_run *run, const struct line *line)
{
	const struct usual *device = line->map ? NULL : find_usual(line->node);

	if (!device || device->type == ANY_TYPE)
		return;
	if (device->type == SPIS_ONLY && line->type == INTERRUPT_PPI) {
		report(run, line_at(run, line),
			"%s belongs to one cpu each, so no \"%s\" can be on it",
			call_line(run, line), device->compatible);
		report_help(run, "devices have SPIs, which are INTID %d and up", FIRST_SPI);
	} else if (device->type == PPIS_ONLY && line->type == INTERRUPT_SPI) {
		report(run, line_at(run, line), "%s is one for all cpus, \"%s\" has a PPI for each",
			call_line(run, line), device->compatible);
	}
}

void check_interrupt_kind(struct check_run *run)
{
	for (size_t i = 0; i < run->facts->line_count; i++)
		if (run->facts->lines[i].gic && !is_repeated(run->facts, i))
			check_type(run, &run->facts->lines[i]);
}

/* irq-trigger is about what the controller cannot take. */
static bool can_be(const struct line *line)
{
	return (line->type != INTERRUPT_SPI && line->type != INTERRUPT_ESPI) ||
	       line->trigger == TRIGGER_EDGE_RISING || line->trigger == TRIGGER_LEVEL_HIGH ||
	       !line->trigger;
}

static bool check_usual(struct check_run *run, const struct line *line)
{
	bool edge = line->trigger == TRIGGER_EDGE_RISING || line->trigger == TRIGGER_EDGE_FALLING;
	const char *name = trigger_name(line->trigger);
	const struct usual *expected = line->map ? NULL : find_usual(line->node);

	if (!line->trigger)
		report(run, trigger_at(run, line), "%s has no trigger (0)", call_line(run, line));
	else if (line->map && edge)
		report(run, trigger_at(run, line), "%s is %s, PCI's INTx lines are level-high",
			call_line(run, line), name);
	else if (name && expected && expected->trigger != ANY_TRIGGER &&
		 (expected->trigger == EDGE) != edge)
		report(run, trigger_at(run, line), "%s is %s, \"%s\" uses %s", call_line(run, line),
			name, expected->compatible, edge ? "level-high" : "edge-rising");
	else
		return true;
	return false;
}

/* Once for a property, whose lines stand together, mostly: they are said in one place. */
void check_trigger_unusual(struct check_run *run)
{
	const struct prop *said = NULL;

	for (size_t i = 0; i < run->facts->line_count; i++) {
		const struct line *line = &run->facts->lines[i];

		if (!line->gic || line->type > INTERRUPT_EPPI || line->prop == said ||
			!can_be(line))
			continue;
		if (!check_usual(run, line))
			said = line->prop;
	}
}

/* Is the mask of a PPI not what the controller's kind has? */
static bool is_odd_mask(const struct facts *facts, const struct interrupt *interrupt)
{
	uint32_t all = facts->cpu_count >= 8 ? 0xff : (UINT32_C(1) << facts->cpu_count) - 1;
	uint32_t mask = interrupt->cells[2] >> 8 & 0xff;

	if (facts->gic_version == 3)
		return mask;
	return mask && facts->cpu_count && (mask & all) != all;
}

void check_ppi_cpu_mask(struct check_run *run, struct node *node)
{
	const struct facts *facts = run->facts;
	struct interrupts walk;
	struct interrupt interrupt;

	if (!facts->masks || !facts->gic || !interrupts_open(&walk, node))
		return;
	while (interrupts_next(&walk, &interrupt)) {
		uint32_t mask = interrupt.cells[2] >> 8 & 0xff;

		if (interrupt.controller != facts->gic || interrupt.count < 3 ||
			interrupt.cells[0] != INTERRUPT_PPI || !is_odd_mask(facts, &interrupt))
			continue;
		if (facts->gic_version == 3)
			report(run, at_prop(node, interrupt.prop),
				"PPI %" PRIu32 " (INTID %" PRIu32 ") has the cpu mask 0x%" PRIx32
				", which GICv3 does not have",
				interrupt.cells[1], interrupt.cells[1] + 16, mask);
		else
			report(run, at_prop(node, interrupt.prop),
				"the cpu mask 0x%" PRIx32 " of PPI %" PRIu32 " (INTID %" PRIu32
				") leaves out some of the %zu cpus",
				mask, interrupt.cells[1], interrupt.cells[1] + 16,
				facts->cpu_count);
		return; /* the others are like this one, mostly */
	}
}

/* --- interrupt-map --- */

static void check_map(struct check_run *run, const struct node *nexus, const struct prop *prop)
{
	struct interrupt_map map;
	struct map_row row;
	const struct prop *mask = prop_find(nexus, "interrupt-map-mask");
	const struct node *bare = NULL;
	size_t end = 0;

	if (!prop->value.size) {
		report(run, at_prop(nexus, prop), "the map is empty; leave it out");
		return;
	}
	if (!interrupt_map_open(&map, nexus)) {
		report(run, at_prop(nexus, prop),
			"the node needs #address-cells and #interrupt-cells for the rows");
		return;
	}
	while (interrupt_map_next(&map, &row) && row.parent) {
		end = map.at;
		if (!bare && !prop_find(row.parent, "#address-cells"))
			bare = row.parent;
	}
	if (bare)
		report(run, at_prop(nexus, prop),
			"%s has no #address-cells, so readers differ on where a row ends",
			call_node(run, bare));
	if (!mask && node_is_pci(nexus))
		report(run, at_prop(nexus, prop),
			"without interrupt-map-mask no device behind a bridge finds its row");
	if (end != prop->value.size)
		report(run, at_prop(nexus, prop),
			"from byte %zu on there is no row: the phandle is of no controller, or the "
			"row is cut short",
			end);
	if (mask && mask->value.size != (size_t)(map.address_cells + map.interrupt_cells) * 4)
		report(run, at_prop(nexus, mask),
			"the mask has %zu bytes, %" PRIu32 "+%" PRIu32 " cells are %" PRIu32,
			mask->value.size, map.address_cells, map.interrupt_cells,
			(map.address_cells + map.interrupt_cells) * 4);
}

void check_interrupt_map(struct check_run *run, struct node *node)
{
	const struct prop *map = run->facts->overlay ? NULL : prop_find(node, "interrupt-map");

	if (map && !has_odd_map(node))
		check_map(run, node, map);
}
