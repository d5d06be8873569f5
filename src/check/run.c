#include "check/run.h"

#include "base/text.h"
#include "check/facts.h"
#include "check/rules.h"
#include "tree/gap.h"
#include "tree/value.h"

enum {
	EARLY = 24,	 /* findings of a rule that are worth some work: so many are shown */
	MESSAGE = 64,	 /* bytes of one without its paths, about */
	WORDS = 1 << 20, /* bytes of messages that a rule may make: paths may be long */
};

struct origin where_origin(const struct where *where)
{
	if (where->origin.source)
		return where->origin;
	if (where->prop && where->prop->origin.source)
		return where->prop->origin;
	return where->node ? where->node->origin : where->origin;
}

struct where at_detail(const struct check_run *run, const struct node *node,
	const struct prop *prop, enum detail what, size_t index)
{
	struct where where = at_prop(node, prop);

	if (is_early(run))
		where.origin = tree_detail(run->tree, prop, what, index);
	return where;
}

struct where at_absence(const struct node *node, const char *name)
{
	const struct absence *absence = tree_absence(node, name);
	struct where where = at_node(node);

	if (absence)
		where.origin = absence->at;
	return where;
}

struct where at_key(struct where where)
{
	where.origin = where_origin(&where);
	where.origin.key = where.origin.source && where.origin.source->kind == SOURCE_TEXT;
	return where;
}

static bool is_builtin(const struct where *where)
{
	const struct source *source = where_origin(where).source;

	return !source || source->builtin;
}

bool choose_blamed(struct where *other, struct where *blamed)
{
	struct where second = *blamed;

	if (!is_builtin(blamed) || is_builtin(other))
		return false;
	*blamed = *other;
	*other = second;
	return true;
}

static enum severity severity_here(const struct check_run *run, struct origin at)
{
	enum check_level level = run->options->levels[run->check - checks];
	enum severity severity = run->check->severity;

	if (level != CHECK_AS_IT_IS)
		severity = level == CHECK_FAILS ? SEVERITY_ERROR : SEVERITY_WARNING;
	else if (run->check->machine && (run->tree->lenient || source_is_tree(at.source)))
		severity = SEVERITY_WARNING;
	return run->options->werror ? SEVERITY_ERROR : severity;
}

/* Is it about what could not be made, which was said? */
static bool is_broken(const struct check_run *run, const struct where *where)
{
	if (where->prop)
		return where->prop->broken;
	if (!where->node)
		return false;
	return (where->node->broken && run->check->machine) ||
	       (!where->node->parent && run->tree->gaps & GAP_HEADER);
}

/* A machine's own tree is as its makers have it: no warning, unless -W or -E asked for the rule. */
static bool is_accepted(const struct check_run *run, struct origin at)
{
	return at.source && at.source->builtin && run->check->severity == SEVERITY_WARNING &&
	       run->options->levels[run->check - checks] == CHECK_AS_IT_IS;
}

/* Counts what it costs: paths in a blob may be long, and there may be many. */
static const char *call_where(struct check_run *run, const struct where *where)
{
	const char *path;

	if (!where->node)
		return NULL;
	path = where->prop ? prop_path(run->arena, where->node, where->prop)
			   : node_path(run->arena, where->node);
	run->tally->spent += strlen(path);
	return text_shorten(run->arena, path);
}

void report(struct check_run *run, struct where where, const char *format, ...)
{
	struct origin at = where_origin(&where);
	struct diag *diag = run->tree->diag;
	enum severity severity;
	const char *subject;
	va_list arguments;

	run->dropped = is_broken(run, &where) || is_accepted(run, at) ||
		       (run->check->whole && where.node && node_may_lack(where.node));
	if (run->dropped)
		return;
	severity = severity_here(run, at);
	run->tally->reported++;
	run->dropped = run->tally->spent > WORDS;
	if (run->dropped) {
		diag_count(diag, severity);
		return;
	}
	subject = call_where(run, &where);
	run->tally->spent += MESSAGE;
	va_start(arguments, format);
	diag_report(diag, severity, run->check->name, at, subject, "%s",
		arena_vformat(run->arena, format, arguments));
	va_end(arguments);
}

void report_other(struct check_run *run, struct where where, const char *format, ...)
{
	va_list arguments;

	if (run->dropped)
		return;
	va_start(arguments, format);
	diag_note(run->tree->diag, where_origin(&where), call_where(run, &where), "%s",
		arena_vformat(run->arena, format, arguments));
	va_end(arguments);
}

void report_help(struct check_run *run, const char *format, ...)
{
	va_list arguments;

	if (run->dropped)
		return;
	va_start(arguments, format);
	diag_help(run->tree->diag, "%s", arena_vformat(run->arena, format, arguments));
	va_end(arguments);
}

bool has_all_nodes(const struct check_run *run)
{
	return !(run->tree->gaps & ~(unsigned)(GAP_HEADER | GAP_CHOSEN | GAP_NUMA));
}

bool is_early(const struct check_run *run)
{
	return run->tally->reported < EARLY;
}

/* The pointer to what the user's text made; NULL elsewhere. */
static const char *find_pointer(struct check_run *run, struct origin at)
{
	struct place place = {0};

	if (!at.source || !at.source->locate || at.source->builtin ||
		!at.source->locate(at.source, at.offset, at.key, run->arena, &place))
		return NULL;
	return place.pointer && *place.pointer ? place.pointer : NULL;
}

/* The same, for messages: looking for it takes long. */
static const char *call_pointer(struct check_run *run, struct origin at)
{
	return is_early(run) ? find_pointer(run, at) : NULL;
}

bool is_raw(struct check_run *run, struct origin at)
{
	const char *pointer = find_pointer(run, at);

	return pointer && strncmp(pointer, "/~1", 3) == 0;
}

/* Did one text make the node, its siblings and their parent, as a count of cpus does? */
static bool is_one_of_many(const struct node *node)
{
	const struct node *parent = node->parent;

	return parent && parent->parent && node->origin.source &&
	       origin_compare(&parent->origin, &node->origin) == 0;
}

const char *call_node(struct check_run *run, const struct node *node)
{
	const char *name;

	if (run->tally->spent > WORDS)
		return node->name;
	name = is_one_of_many(node) ? NULL : call_pointer(run, node->origin);
	if (!name)
		name = node_path(run->arena, node);
	run->tally->spent += strlen(name);
	return name;
}

const char *call_size(struct check_run *run, uint64_t size)
{
	return text_size(arena_alloc(run->arena, 32), size);
}

static enum diag_verdict judge(const char *rule, enum severity severity, const void *context)
{
	const struct check_options *options = context;
	const struct check *check = rule ? find_check(rule) : NULL;
	enum check_level level = check ? options->levels[check - checks] : CHECK_AS_IT_IS;

	if (level == CHECK_OFF)
		return DIAG_DROP;
	if (options->werror || level == CHECK_FAILS)
		return DIAG_FAIL;
	if (level == CHECK_WARNS)
		return DIAG_WARN;
	return severity == SEVERITY_ERROR ? DIAG_FAIL : DIAG_WARN;
}

void review_findings(struct diag *diag, const struct check_options *options)
{
	diag_review(diag, judge, options);
}

/* One run of every rule. */
struct judging {
	struct check_run run;
	struct tally tallies[CHECKS_AT_MOST];
};

/* Makes it the running rule; false when it is turned off. */
static bool choose(struct judging *judging, const struct check *check)
{
	judging->run.check = check;
	judging->run.tally = &judging->tallies[check - checks];
	/* Where such cells are wrong, nothing that is read by them means what it says. */
	if (judging->run.facts && judging->run.facts->recast.node && check->machine &&
		check->node != check_cell_width && check->tree != check_root_cells)
		return false;
	return judging->run.options->levels[check - checks] != CHECK_OFF;
}

static void judge_node(struct judging *judging, struct node *node, bool used)
{
	for (const struct check *check = checks; check->name; check++) {
		if ((!check->node && !(check->used && used)) || !choose(judging, check))
			continue;
		if (check->node)
			check->node(&judging->run, node);
		if (check->used && used)
			check->used(&judging->run, node);
	}
}

/* Once over the tree with all rules: it is larger than the caches are. */
static void judge_nodes(struct judging *judging)
{
	struct node *root = judging->run.tree->root, *used = root;

	for (struct node *node = root; node; node = node_next(root, node)) {
		bool is_used = node == used;

		if (is_used)
			used = next_used(root, used);
		judge_node(judging, node, is_used);
	}
}

void check_blob(
	struct tree *tree, const struct check_options *options, struct origin at, uint64_t size)
{
	struct judging judging = {.run = {.tree = tree, .arena = tree->arena, .options = options}};

	review_findings(tree->diag, options);
	for (const struct check *check = checks; check->name; check++)
		if (check->blob && choose(&judging, check))
			check->blob(&judging.run, at, size);
}

/* The options, with the rules turned off that the tree lacks something for. */
static struct check_options options_for(
	const struct tree *tree, const struct check_options *options)
{
	struct check_options some = *options;

	for (const struct check *check = checks; check->name; check++)
		if (tree->gaps & (check->needs | (check->machine ? GAP_CELLS : 0)))
			some.levels[check - checks] = CHECK_OFF;
	return some;
}

void check_tree(struct tree *tree, const struct check_options *options)
{
	const struct check_options some = options_for(tree, options);
	struct judging judging = {.run = {.tree = tree, .arena = tree->arena, .options = &some}};
	struct check_run *run = &judging.run;

	review_findings(tree->diag, &some);
	run->facts = facts_gather(run);
	run->names = arena_alloc(run->arena, sizeof(*run->names));
	run->values = arena_alloc(run->arena, sizeof(*run->values));
	judge_nodes(&judging);
	for (const struct check *check = checks; check->name; check++)
		if (check->tree && choose(&judging, check))
			check->tree(run);
}
