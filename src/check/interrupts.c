#include "check/facts.h"
#include "check/rules.h"

#include "tree/interrupt.h"

/*
 * Interrupts (DTSpec 2.4; Linux arm,gic-v3.yaml): numbers, triggers, and who else is on the line.
 * The lines are sorted by controller, type and number, so neighbours are all that compares.
 */
enum { SPI_LAST = 987, PPI_LAST = 15, ESPI_LAST = 1023, EPPI_LAST = 127 };

static struct where line_at(const struct line *line)
{
	return at_prop(line->node, line->prop);
}

/* "SPI 19 (INTID 51)", or the number on another controller. */
static const char *call_line(struct check_run *run, const struct line *line)
{
	uint32_t cells[3] = {line->type, line->number, line->trigger};
	struct gic_interrupt decoded;

	if (!line->gic)
		return arena_format(run->arena, "interrupt %" PRIu32, line->number);
	if (!gic_decode(cells, &decoded))
		return arena_format(run->arena, "type %" PRIu32 " interrupt %" PRIu32, line->type,
			line->number);
	return arena_format(run->arena, "%s %" PRIu32 " (INTID %" PRIu32 ")",
		interrupt_type_name(decoded.type), line->number, decoded.intid);
}

/* A phandle that leads nowhere is reported where it stands (dangling-phandle). */
static bool is_dangling(const struct node *node)
{
	enum { LEVELS = 64 };
	uint32_t phandle;

	for (int level = 0; node && level < LEVELS; node = node->parent, level++)
		if (prop_u32(node, "interrupt-parent", &phandle))
			return phandle && !tree_phandle(node->tree, phandle);
	return false;
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
		report(run, at_prop(node, interrupts),
			"no interrupt-parent says which controller this is for");
		if (!run->tree->lenient)
			report_help(run, "\"gic\" makes the controller of a description; of "
					 "another one the root says it");
	} else if (parent && !interrupt_cells(parent)) {
		report(run, at_prop(node, interrupts),
			"the interrupt parent %s has no #interrupt-cells", call_node(run, parent));
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

bool is_repeated(const struct facts *facts, size_t i)
{
	const struct line *line = &facts->lines[i], *before = i ? line - 1 : NULL;

	return before && before->prop == line->prop && before->controller == line->controller &&
	       before->type == line->type && before->number == line->number;
}

static uint32_t last_number(const struct line *line)
{
	static const uint32_t last[] = {SPI_LAST, PPI_LAST, ESPI_LAST, EPPI_LAST};

	return line->type < sizeof(last) / sizeof(*last) ? last[line->type] : 0;
}

static void check_gic_number(struct check_run *run, const struct line *line)
{
	if (line->type > 3) {
		report(run, line_at(line),
			"%" PRIu32 " is no type of interrupt: 0 is an SPI, 1 a PPI", line->type);
		return;
	}
	if (line->number <= last_number(line))
		return;
	report(run, line_at(line), "%s is out of range: %ss are 0 to %" PRIu32,
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
		report(run, line_at(line),
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

void check_irq_trigger(struct check_run *run)
{
	for (size_t i = 0; i < run->facts->line_count; i++) {
		const struct line *line = &run->facts->lines[i];
		const char *name = trigger_name(line->trigger);

		if (!line->gic || (line->type != 0 && line->type != 2) ||
			line->trigger == TRIGGER_EDGE_RISING || line->trigger == TRIGGER_LEVEL_HIGH)
			continue;
		report(run, line_at(line),
			"%s cannot be %s: the GIC takes edge-rising (1) and "
			"level-high (4) for an SPI",
			call_line(run, line),
			name ? arena_format(run->arena, "%s (%" PRIu32 ")", name, line->trigger)
			     : arena_format(run->arena, "of trigger %" PRIu32, line->trigger));
	}
}

/* UARTs and GPIO controllers are not here: their lines are levels, but many VMMs make edges. */
static const struct usual {
	const char *compatible;
	bool edge;
} usual[] = {
	{"arm,armv8-pmuv3", false},
	{"arm,armv8-timer", false},
	{"arm,pl031", false},
	{"virtio,mmio", true},
};

static const struct usual *find_usual(const struct node *node)
{
	for (size_t i = 0; i < sizeof(usual) / sizeof(*usual); i++)
		if (prop_lists(node, "compatible", usual[i].compatible))
			return &usual[i];
	return NULL;
}

static void check_usual(struct check_run *run, const struct line *line)
{
	bool edge = line->trigger == TRIGGER_EDGE_RISING || line->trigger == TRIGGER_EDGE_FALLING;
	const char *name = trigger_name(line->trigger);
	const struct usual *expected;

	if (line->map) {
		if (edge)
			report(run, line_at(line), "%s is %s, PCI's INTx lines are level-high",
				call_line(run, line), name);
		return;
	}
	expected = name ? find_usual(line->node) : NULL;
	if (expected && expected->edge != edge)
		report(run, line_at(line), "%s is %s, \"%s\" uses %s", call_line(run, line), name,
			expected->compatible, expected->edge ? "edge-rising" : "level-high");
}

void check_trigger_unusual(struct check_run *run)
{
	for (size_t i = 0; i < run->facts->line_count; i++)
		if (run->facts->lines[i].gic)
			check_usual(run, &run->facts->lines[i]);
}

void check_ppi_cpu_mask(struct check_run *run)
{
	const struct facts *facts = run->facts;
	uint32_t all = facts->cpu_count >= 8 ? 0xff : (UINT32_C(1) << facts->cpu_count) - 1;

	const struct prop *said = NULL; /* once for each property */

	for (size_t i = 0; i < facts->line_count; i++) {
		const struct line *line = &facts->lines[i];

		if (!line->gic || line->type != 1 || line->controller != facts->gic ||
			!line->cpus || line->prop == said)
			continue;
		said = line->prop;
		if (facts->gic_version == 3)
			report(run, line_at(line),
				"%s has the cpu mask 0x%" PRIx32 ", which GICv3 does not have",
				call_line(run, line), line->cpus);
		else if (facts->cpu_count && (line->cpus & all) != all)
			report(run, line_at(line),
				"the cpu mask 0x%" PRIx32 " of %s leaves out some of the %zu cpus",
				line->cpus, call_line(run, line), facts->cpu_count);
	}
}

/* --- clashes --- */

static bool same_line(const struct line *a, const struct line *b)
{
	return a->controller == b->controller && a->type == b->type && a->number == b->number &&
	       a->extra == b->extra;
}

/* Behind line i of the same controller: the lowest SPI that nobody has. */
static bool find_free(const struct facts *facts, size_t i, uint32_t *number)
{
	const struct line *line = &facts->lines[i];

	*number = line->number + 1;
	for (; i < facts->line_count; i++) {
		const struct line *next = &facts->lines[i];

		if (next->controller != line->controller || next->type != line->type ||
			next->number > *number)
			break;
		if (next->number == *number)
			(*number)++;
	}
	return *number <= SPI_LAST;
}

/* Of cpus of several kinds, each kind has a PMU node of its own, all on one PPI. */
static bool are_pmus(const struct line *a, const struct line *b)
{
	return a->type == 1 && strncmp(a->node->name, "pmu", 3) == 0 &&
	       strncmp(b->node->name, "pmu", 3) == 0;
}

/* A PC's four ports have two lines, and drivers expect that. */
static bool are_pc_ports(const struct line *a, const struct line *b)
{
	return prop_lists(a->node, "compatible", "ns16550a") &&
	       prop_lists(b->node, "compatible", "ns16550a") && a->trigger == b->trigger;
}

/* Does the line go through the nexus that the other one is a row of? */
static bool is_passed_on(const struct line *line, const struct line *row)
{
	enum { HOPS = 16 };
	struct node *parent = line->parent;

	if (!row->map)
		return false;
	for (int hop = 0; parent && hop < HOPS; hop++) {
		if (parent == row->node)
			return true;
		parent = interrupt_parent(parent);
	}
	return false;
}

/* A blob does not tell that a line is shared, so there the kinds of device decide. */
static bool may_share(const struct check_run *run, const struct line *a, const struct line *b)
{
	if (a->node == b->node || (a->prop->shared && b->prop->shared))
		return true;
	if (run->tree->lenient && are_pc_ports(a, b))
		return true;
	if (a->gic && are_pmus(a, b))
		return true;
	/* A bridge's map is there for the devices below it, a nexus's for those that it passes on.
	 */
	return is_kin(a->node, b->node) || is_passed_on(a, b) || is_passed_on(b, a);
}

static void report_clash(struct check_run *run, size_t i, const struct line *first)
{
	const struct line *second = &run->facts->lines[i];
	struct where other = line_at(first), blamed = line_at(second);
	uint32_t free;

	choose_blamed(&other, &blamed);
	report(run, blamed, "%s is already taken by %s", call_line(run, second),
		call_node(run, other.node));
	report_other(run, other, "taken here");
	if (!second->gic || second->type != 0 || !is_early(run) || !find_free(run->facts, i, &free))
		return;
	if (run->tree->lenient)
		report_help(run, "the next free one is SPI %" PRIu32, free);
	else
		report_help(run,
			"%s to have the next free one given, or use %" PRIu32
			"; \"shared\": true on both lets them share it",
			prop_lists(blamed.node, "compatible", "virtio,mmio") ? "leave \"spi\" out"
									     : "say \"next\"",
			free);
}

void check_irq_clash(struct check_run *run)
{
	const struct facts *facts = run->facts;
	size_t first = 0;

	for (size_t i = 1; i < facts->line_count; i++) {
		const struct line *line = &facts->lines[i];

		if (!same_line(&facts->lines[first], line)) {
			first = i;
			continue;
		}
		/* One finding for a device, however many of its interrupts are on the line. */
		if (line->node != facts->lines[i - 1].node &&
			!may_share(run, &facts->lines[first], line))
			report_clash(run, i, &facts->lines[first]);
	}
	check_message_clash(run);
}

/* --- interrupt-map --- */

static void check_map(struct check_run *run, const struct node *nexus, const struct prop *prop)
{
	struct interrupt_map map;
	struct map_row row;
	const struct prop *mask = prop_find(nexus, "interrupt-map-mask");
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
	while (interrupt_map_next(&map, &row) && row.parent)
		end = map.at;
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
