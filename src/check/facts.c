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

/* Raw cells of the root above nodes that are not from the raw tree; NULL: none. */
static const struct prop *find_recast(struct check_run *run, const struct node *root)
{
	static const char *const names[] = {"#address-cells", "#size-cells"};
	const struct prop *found = NULL;
	uint32_t cells;

	for (size_t i = 0; i < 2 && !found; i++) {
		const struct prop *prop = prop_find(root, names[i]);

		if (prop && !run->tree->lenient && prop_u32(root, names[i], &cells) && cells != 2 &&
			is_raw(run, prop->origin))
			found = prop;
	}
	for (const struct node *node = found ? root->child : NULL; node; node = node->next) {
		const struct prop *reg = prop_find(node, "reg");

		if (reg && !is_raw(run, reg->origin))
			return found;
	}
	return NULL;
}

struct facts *facts_gather(struct check_run *run)
{
	struct facts *facts = arena_alloc(run->arena, sizeof(*facts));
	const struct node *root = run->tree->root;

	facts->chosen = node_child(root, "chosen");
	facts->cpus = node_child(root, "cpus");
	facts->reserved = node_child(root, "reserved-memory");
	facts->overlay = is_overlay(root);
	facts->recast = find_recast(run, root);
	facts->machine = !facts->overlay && is_machine(root);
	gather_cpus(run, facts);
	gather_gic(root, facts);
	gather_claims(run, facts);
	gather_lines(run, facts);
	gather_messages(run, facts);
	return facts;
}
