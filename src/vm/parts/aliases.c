#include "vm/parts/parts.h"

static const struct field alias_fields[] = {
	{NAMES(struct vm, aliases), .help = "names for nodes, each with a path or a device's name"},
	{.kind = KIND_END},
};
static const struct record alias_record = {
	.name = "names", .size = sizeof(struct vm), .fields = alias_fields};

static bool has_alias(const struct names *aliases, const char *name)
{
	for (size_t i = 0; i < aliases->count; i++)
		if (strcmp(aliases->values[i].name, name) == 0)
			return true;
	return false;
}

bool is_alias(const struct vm *vm, const struct tree *tree, const char *name)
{
	const struct node *node = node_child(tree->root, "aliases");

	return has_alias(&vm->aliases, name) || (node && prop_find(node, name));
}

/* serial0 and up, where "aliases" is there at all and does not name them itself. */
static void alias_plan(struct vm *vm)
{
	struct names *aliases = &vm->aliases;
	struct name *all;
	size_t count = 0;

	if (!given(aliases->at))
		return;
	all = arena_array(vm->arena, aliases->count + vm->serial.count, sizeof(*all));
	for (size_t i = 0; i < vm->serial.count; i++) {
		const char *name = arena_format(vm->arena, "serial%zu", i);

		if (!has_alias(aliases, name))
			all[count++] =
				(struct name){name, serial_path(vm, i), vm->serial.items[i].at};
	}
	for (size_t i = 0; i < aliases->count; i++)
		all[count++] = aliases->values[i];
	aliases->values = all;
	aliases->count = count;
}

static void alias_build(struct vm *vm, struct node *root)
{
	const struct names *aliases = &vm->aliases;
	struct node *node;

	if (!aliases->count)
		return;
	root->tree->at = aliases->at;
	node = node_get(root, "aliases");
	for (size_t i = 0; i < aliases->count; i++) {
		struct prop *prop = prop_begin(node, aliases->values[i].name);

		prop->origin = aliases->values[i].at;
		add_path_of(node, prop, aliases->values[i].text, aliases->values[i].at);
	}
}

const struct part aliases_part = {.record = &alias_record,
	.gap = GAP_DEVICES,
	.nodes = "aliases",
	.plan = alias_plan,
	.build = alias_build};
