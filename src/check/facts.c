#include "check/facts.h"

enum { LEVELS = 64 }; /* Linux drops what is deeper */

bool node_is_off(const struct node *node)
{
	const char *status = prop_text(node, "status");

	return status && strcmp(status, "okay") != 0 && strcmp(status, "ok") != 0;
}

struct node *next_used(const struct node *top, const struct node *node)
{
	struct node *next = node_next(top, node);

	while (next && node_is_off(next))
		next = node_skip(top, next);
	return next;
}

bool is_below(const struct node *node, const struct node *above)
{
	for (int level = 0; node && level < LEVELS; node = node->parent, level++)
		if (node == above)
			return true;
	return false;
}

bool is_kin(const struct node *a, const struct node *b)
{
	return is_below(a, b) || is_below(b, a);
}

bool is_memory_node(const struct node *node)
{
	const char *type = prop_text(node, "device_type");

	return is_top_level(node, "memory") ||
	       (node->parent && !node->parent->parent && type && strcmp(type, "memory") == 0);
}

bool is_top_level(const struct node *node, const char *base_name)
{
	return node->parent && !node->parent->parent && node_is(node, base_name);
}

static void gather_cpus(struct check_run *run, struct facts *facts)
{
	if (!facts->cpus)
		return;
	for (const struct node *node = facts->cpus->child; node; node = node->next) {
		const char *type = prop_text(node, "device_type");

		if (!node_is(node, "cpu") && !(type && strcmp(type, "cpu") == 0))
			continue;
		facts->cpu =
			arena_more(run->arena, facts->cpu, facts->cpu_count, sizeof(*facts->cpu));
		facts->cpu[facts->cpu_count++] = node;
	}
}

static unsigned gic_version(const struct node *node)
{
	static const char *const second[] = {"arm,gic-400", "arm,cortex-a15-gic",
		"arm,cortex-a9-gic", "arm,cortex-a7-gic", "qcom,msm-qgic2", NULL};

	if (prop_lists(node, "compatible", "arm,gic-v3"))
		return 3;
	for (size_t i = 0; second[i]; i++)
		if (prop_lists(node, "compatible", second[i]))
			return 2;
	return 0;
}

static void gather_gic(const struct node *root, struct facts *facts)
{
	const struct node *node = root;

	for (; node && !facts->gic; node = next_used(root, node)) {
		if (!prop_find(node, "interrupt-controller"))
			continue;
		facts->gic_version = gic_version(node);
		if (facts->gic_version)
			facts->gic = node;
	}
}

static bool is_overlay(const struct node *root)
{
	for (const struct node *node = root->child; node; node = node->next)
		if (node_child(node, "__overlay__"))
			return true;
	return false;
}

static bool is_machine(const struct node *root)
{
	if (prop_find(root, "compatible") || prop_find(root, "model"))
		return true;
	for (const struct node *node = root->child; node; node = node->next)
		if (node_is(node, "cpus") || node_is(node, "memory"))
			return true;
	return false;
}

/* Did the raw tree make the node's cells others than were meant, or take them away? */
static bool is_recast(
	struct check_run *run, const struct node *node, const char *name, uint32_t meant)
{
	const struct prop *prop = prop_find(node, name);
	uint32_t cells;

	if (!prop)
		return tree_absence(node, name) != NULL;
	return prop_u32(node, name, &cells) && cells != meant && is_raw(run, prop->origin);
}

/* Does a child of the root have the property, and not from the raw tree? */
static bool is_generated(struct check_run *run, const char *name)
{
	for (const struct node *node = run->tree->root->child; node; node = node->next) {
		const struct prop *prop = prop_find(node, name);

		if (prop && !is_raw(run, prop->origin))
			return true;
	}
	return false;
}

static struct recast find_recast(struct check_run *run, const struct facts *facts)
{
	const struct node *root = run->tree->root;
	const struct {
		const struct node *node;
		const char *name;
		uint32_t meant;
		const char *written; /* what nodes have that was written for it */
	} cells[] = {
		{root, "#address-cells", 2, "reg"},
		{root, "#size-cells", 2, "reg"},
		{facts->gic, "#address-cells", 2, "interrupt-map"},
		{facts->gic, "#interrupt-cells", 3, "interrupts"},
	};

	for (size_t i = 0; !run->tree->lenient && i < sizeof(cells) / sizeof(*cells); i++)
		if (cells[i].node && is_recast(run, cells[i].node, cells[i].name, cells[i].meant) &&
			is_generated(run, cells[i].written))
			return (struct recast){cells[i].node, cells[i].name, cells[i].meant};
	return (struct recast){0};
}

struct facts *facts_gather(struct check_run *run)
{
	struct facts *facts = arena_alloc(run->arena, sizeof(*facts));
	const struct node *root = run->tree->root;

	facts->chosen = node_child(root, "chosen");
	facts->cpus = node_child(root, "cpus");
	facts->reserved = node_child(root, "reserved-memory");
	facts->overlay = is_overlay(root);
	facts->machine = !facts->overlay && is_machine(root);
	gather_cpus(run, facts);
	gather_gic(root, facts);
	facts->recast = find_recast(run, facts);
	gather_claims(run, facts);
	gather_lines(run, facts);
	gather_messages(run, facts);
	return facts;
}
