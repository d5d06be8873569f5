#include "check/facts.h"
#include "check/rules.h"

#include "tree/interrupt.h"

/*
 * Who else is on an interrupt's line? The lines are sorted by controller, type and number, so those
 * that are one stand together.
 */
enum { USERS = 8 }; /* of a line: so many are enough to tell who is in the way */

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
	if (a->node == b->node || (a->shared && b->shared))
		return true;
	if (run->tree->lenient && are_pc_ports(a, b))
		return true;
	if (a->gic && are_pmus(a, b))
		return true;
	/* A bridge's map is there for the devices below it, a nexus's for those that it passes on.
	 */
	return is_kin(a->node, b->node) || is_passed_on(a, b) || is_passed_on(b, a);
}

/* What the user can do; only what the description's own keys made has them. */
static void suggest(struct check_run *run, const struct where *blamed, uint32_t free)
{
	const struct origin at = where_origin(blamed);
	bool written = at.offset != blamed->node->origin.offset;

	if (run->tree->lenient || is_raw(run, at))
		report_help(run, "the next free one is SPI %" PRIu32, free);
	else if (!written || strcmp(blamed->prop->name, "interrupts") != 0)
		report_help(run,
			"SPI %" PRIu32 " is free; \"shared\": true on both lets them share it",
			free);
	else
		report_help(run,
			"%s to have the next free one given, or use %" PRIu32
			"; \"shared\": true on both lets them share it",
			prop_lists(blamed->node, "compatible", "virtio,mmio") ? "leave \"spi\" out"
									      : "say \"next\"",
			free);
}

static void report_clash(struct check_run *run, size_t i, const struct line *first)
{
	const struct line *second = &run->facts->lines[i];
	struct where other = line_at(run, first), blamed = line_at(run, second);
	uint32_t free;

	choose_blamed(&other, &blamed);
	report(run, blamed, "%s is already taken by %s", call_line(run, second),
		call_node(run, other.node));
	report_other(run, other, "taken here");
	if (has_all_nodes(run) && second->gic && second->type == 0 && is_early(run) &&
		find_free(run->facts, i, &free))
		suggest(run, &blamed, free);
}

/* What belongs to each cpu has a line for each purpose, so none of them twice. */
static void report_twice(struct check_run *run, const struct line *line)
{
	report(run, line_at(run, line), "%s is there twice, for two purposes of the one device",
		call_line(run, line));
}

static bool is_twice(const struct line *a, const struct line *b)
{
	return a->gic && a->type == INTERRUPT_PPI && a->prop == b->prop && !a->map;
}

/* Those on one line, so far: the first interrupt of each of them. */
struct users {
	const struct line *items[USERS];
	size_t count;
};

static const struct line *find_rival(
	const struct check_run *run, const struct users *users, const struct line *line)
{
	for (size_t i = 0; i < users->count; i++)
		if (!may_share(run, users->items[i], line))
			return users->items[i];
	return NULL;
}

void check_irq_clash(struct check_run *run)
{
	const struct facts *facts = run->facts;
	struct users users = {0};

	for (size_t i = 0; i < facts->line_count; i++) {
		const struct line *line = &facts->lines[i], *rival;

		if (!i || !same_line(line - 1, line)) {
			users = (struct users){.items = {line}, .count = 1};
			continue;
		}
		/* One finding for a device, however many of its interrupts are on the line. */
		if (line->node == line[-1].node) {
			if (is_twice(line, line - 1))
				report_twice(run, line);
			continue;
		}
		rival = find_rival(run, &users, line);
		if (rival)
			report_clash(run, i, rival);
		if (users.count < USERS)
			users.items[users.count++] = line;
	}
	check_message_clash(run);
}
