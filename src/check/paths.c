#include "check/facts.h"
#include "check/rules.h"
#include "tree/gap.h"
#include "tree/refer.h"

/* Paths of nodes as strings: the console, aliases and labels (DTSpec 3.3, 3.6). */

/* The value's only string, or NULL. */
static const char *only_string(const struct prop *prop)
{
	const struct bytes *value = &prop->value;

	if (!value->size || memchr(value->data, 0, value->size) != value->data + value->size - 1)
		return NULL;
	return (const char *)value->data;
}

/* A node by its exact path: a lookup for each step, where tree_path would look around as well. */
static const struct node *exact_node(struct check_run *run, const char *path)
{
	const struct node *node = run->tree->root;
	char *copy = arena_text(run->arena, path, strlen(path));

	for (char *name = copy + 1; node && *name;) {
		size_t n = strcspn(name, "/");
		bool more = name[n] == '/';

		name[n] = 0;
		node = node_child(node, name);
		name += n + more;
	}
	return node;
}

static void check_full_path(struct check_run *run, const struct node *node, const struct prop *prop)
{
	const char *path = only_string(prop);

	if (!path || *path != '/')
		report(run, at_prop(node, prop), "this is not the path of a node");
	else if (!tree_may_lack(run->tree, path) && !exact_node(run, path) &&
		 (!is_early(run) || !tree_path(run->tree, path, strlen(path))))
		report(run, at_prop(node, prop), "there is no node \"%s\"", path);
}

static bool is_phandle(const struct prop *prop)
{
	return strcmp(prop->name, "phandle") == 0 || strcmp(prop->name, "linux,phandle") == 0;
}

static void check_table(struct check_run *run, const char *name)
{
	const struct node *table = node_child(run->tree->root, name);

	for (const struct prop *prop = table ? table->prop : NULL; prop; prop = prop->next)
		if (!is_phandle(prop) && !prop->dangling)
			check_full_path(run, table, prop);
}

/* The node of a console path: an alias or a path, options behind a colon. */
static bool leads_somewhere(const struct tree *tree, const char *text)
{
	size_t length = strcspn(text, ":"), head = strcspn(text, ":/");
	const struct node *aliases = node_child(tree->root, "aliases");

	if (*text == '/')
		return tree_path(tree, text, length) != NULL;
	for (const struct prop *prop = aliases ? aliases->prop : NULL; prop; prop = prop->next) {
		const char *path = only_string(prop);

		if (strncmp(prop->name, text, head) != 0 || prop->name[head] != 0 || !path)
			continue;
		return head == length ? tree_path(tree, path, strlen(path)) != NULL
				      : tree_find(tree, text) != NULL;
	}
	return false;
}

/* What was taken away of what the machine's console is called by: the node, the alias, or all. */
static const struct absence *find_taken(
	struct check_run *run, const struct prop *prop, const char *text)
{
	const struct node *root = run->tree->root, *aliases = node_child(root, "aliases");
	const struct absence *taken = tree_taken(run->tree, prop->origin, text);
	bool builtin = !prop->origin.source || prop->origin.source->builtin;

	if (taken || !builtin || *text == '/')
		return taken;
	return aliases ? NULL : tree_absence(root, "aliases");
}

/* That the alias leads nowhere was told. */
static bool is_told(const struct check_run *run, const char *text)
{
	const struct node *aliases = node_child(run->tree->root, "aliases");
	const struct prop *alias = aliases ? prop_find(aliases, text) : NULL;

	return alias && alias->dangling;
}

static void check_console(struct check_run *run, const char *name)
{
	const struct node *chosen = run->facts->chosen;
	const struct prop *prop = chosen ? prop_find(chosen, name) : NULL;
	const struct absence *taken;
	struct where where;
	const char *text;

	if (!prop || prop->dangling)
		return;
	text = only_string(prop);
	if (!text || !*text) {
		report(run, at_prop(chosen, prop), "this is not the path of a node");
		return;
	}
	if (leads_somewhere(run->tree, text) || tree_may_lack(run->tree, text) ||
		is_told(run, text))
		return;
	where = at_prop(chosen, prop);
	taken = find_taken(run, prop, text);
	if (taken && taken->told)
		return;
	if (taken)
		where.origin = taken->at;
	report(run, where, "there is no node or alias \"%.*s\"", (int)strcspn(text, ":"), text);
	report_help(run, "name a serial device by its path or an alias; options go behind a colon");
}

void check_dangling_path(struct check_run *run)
{
	check_console(run, "stdout-path");
	check_console(run, "stdin-path");
	check_console(run, "linux,stdout-path");
	check_table(run, "aliases");
	check_table(run, "__symbols__");
}

/* DTSpec 3.3 */
void check_alias_name(struct check_run *run)
{
	enum { ALIAS_LONGEST = 31 };
	const struct node *aliases = node_child(run->tree->root, "aliases");

	for (const struct prop *prop = aliases ? aliases->prop : NULL; prop; prop = prop->next) {
		if (is_phandle(prop))
			continue;
		if (prop->name[strspn(prop->name, "abcdefghijklmnopqrstuvwxyz0123456789-")])
			report(run, at_prop(aliases, prop),
				"an alias has lower-case letters, digits and \"-\" only");
		else if (strnlen(prop->name, ALIAS_LONGEST + 1) > ALIAS_LONGEST)
			report(run, at_prop(aliases, prop), "an alias has %d characters at most",
				ALIAS_LONGEST);
	}
}
