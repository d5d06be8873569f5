#include "query/diff.h"

#include "base/text.h"
#include "print/json.h"
#include "query/change.h"
#include "query/match.h"

#include <fnmatch.h>
#include <inttypes.h>
#include <stdlib.h>

/* Two nodes of one path; only one of them where the other tree has none. */
struct pair {
	struct node *a, *b;
};

enum change { CHANGED, ADDED, REMOVED };

struct run {
	struct out *out;
	const struct diff_options *options;
	struct tree *a, *b;
	struct arena memory;  /* of the whole run */
	struct arena scratch; /* of one pair */
	struct pair *pairs;   /* still to be compared, the next one last */
	size_t count, room;
	struct value_memo memo_a, memo_b;
	size_t found;
};

static void push(struct run *run, struct node *a, struct node *b)
{
	if (run->count == run->room) {
		size_t room = run->room * 2 + 64;
		struct pair *pairs = arena_array(&run->memory, room, sizeof(*pairs));

		if (run->count)
			memcpy(pairs, run->pairs, run->count * sizeof(*pairs));
		run->pairs = pairs;
		run->room = room;
	}
	run->pairs[run->count++] = (struct pair){a, b};
}

static bool ignored(const struct run *run, const char *what)
{
	for (const char *const *p = run->options->ignore; p && *p; p++)
		if (fnmatch(*p, what, 0) == 0)
			return true;
	return false;
}

/* The path of a node, or of one of its properties. */
static const char *path_of(struct run *run, const struct node *node, const struct prop *prop)
{
	return prop ? prop_path(&run->scratch, node, prop) : node_path(&run->scratch, node);
}

static bool has_ignores(const struct run *run)
{
	return run->options->ignore && *run->options->ignore;
}

static bool node_ignored(struct run *run, const struct node *node)
{
	return has_ignores(run) && ignored(run, path_of(run, node, NULL));
}

/* A number that says nothing by itself: who points to it is compared. */
static bool is_phandle(const struct prop *prop)
{
	return strcmp(prop->name, "phandle") == 0 || strcmp(prop->name, "linux,phandle") == 0;
}

static bool prop_ignored(struct run *run, const struct node *node, const struct prop *prop)
{
	return is_phandle(prop) ||
	       (has_ignores(run) && ignored(run, path_of(run, node, prop)));
}

/* The lists to match, in scratch memory. */
static struct named *list_props(struct run *run, const struct node *node)
{
	struct named *list = arena_array(&run->scratch, node->props, sizeof(*list));
	size_t n = 0;

	for (struct prop *prop = node->prop; prop; prop = prop->next)
		list[n++] = (struct named){prop->name, prop, NULL};
	return list;
}

static struct named *list_children(struct run *run, const struct node *node)
{
	struct named *list = arena_array(&run->scratch, node->children, sizeof(*list));
	size_t n = 0;

	for (struct node *child = node->child; child; child = child->next)
		list[n++] = (struct named){child->name, child, NULL};
	return list;
}

/* --- what is printed --- */

static const char *const signs[] = {[CHANGED] = "~", [ADDED] = "+", [REMOVED] = "-"};
static const char *const words[] = {
	[CHANGED] = "changed", [ADDED] = "added", [REMOVED] = "removed"};
static const char *const colours[] = {
	[CHANGED] = "\033[33m", [ADDED] = "\033[32m", [REMOVED] = "\033[31m"};

/* Begins a difference: "~ /path:property", or the members that every one has. */
static void begin(struct run *run, enum change change, const char *what, const struct prop *prop)
{
	struct out *out = run->out;
	size_t n = strlen(what);

	run->found++;
	if (!run->options->json) {
		out_text(out, run->options->colour ? colours[change] : "");
		out_text(out, signs[change]);
		out_char(out, ' ');
		text_visible(out, what, n);
		if (prop) {
			out_char(out, ':');
			text_visible(out, prop->name, strlen(prop->name));
		}
		out_text(out, run->options->colour ? "\033[0m" : "");
		return;
	}
	out_format(out, "%s\n  {\"change\": \"%s\", \"path\": ", run->found > 1 ? "," : "",
		words[change]);
	text_json(out, what, n);
	if (prop) {
		out_text(out, ", \"property\": ");
		text_json(out, prop->name, strlen(prop->name));
	}
}

static void end(struct run *run)
{
	out_char(run->out, run->options->json ? '}' : '\n');
}

static void report_node(struct run *run, enum change change, const struct node *node)
{
	begin(run, change, path_of(run, node, NULL), NULL);
	end(run);
}

/* A side is without a property where the other has one. */
static void report_prop(struct run *run, const struct subject *a, const struct subject *b)
{
	enum change change = !a->prop ? ADDED : !b->prop ? REMOVED : CHANGED;
	const struct subject *one = a->prop ? a : b;

	begin(run, change, path_of(run, one->node, NULL), one->prop);
	if (run->options->json) {
		const struct subject *sides[] = {a, b};

		for (size_t i = 0; i < 2; i++) {
			if (!sides[i]->prop)
				continue;
			out_text(run->out, i ? ", \"new\": " : ", \"old\": ");
			print_json_linked(run->out, sides[i]->node, sides[i]->prop, sides[i]->memo);
		}
	} else {
		out_text(run->out, "   ");
		if (change == CHANGED)
			print_change(run->out, a, b);
		else
			print_brief(run->out, one);
	}
	end(run);
}

/* --- what is compared --- */

static void compare_prop(struct run *run, const struct pair *pair, struct prop *a, struct prop *b)
{
	struct subject left = {pair->a, a, &run->memo_a}, right = {pair->b, b, &run->memo_b};

	if (a && b && same_value(&left, &right))
		return;
	if (!prop_ignored(run, a ? pair->a : pair->b, a ? a : b))
		report_prop(run, &left, &right);
}

static void compare_props(struct run *run, const struct pair *pair)
{
	struct named *a = list_props(run, pair->a), *b = list_props(run, pair->b);

	match_names(&run->scratch, a, pair->a->props, b, pair->b->props);
	for (size_t i = 0; i < pair->a->props; i++)
		compare_prop(run, pair, a[i].thing, a[i].partner);
	for (size_t i = 0; i < pair->b->props; i++)
		if (!b[i].partner)
			compare_prop(run, pair, NULL, b[i].thing);
}

/* The last is pushed first: what is new comes behind what was there. */
static void push_children(struct run *run, const struct pair *pair)
{
	struct named *a = list_children(run, pair->a), *b = list_children(run, pair->b);

	match_names(&run->scratch, a, pair->a->children, b, pair->b->children);
	for (size_t i = pair->b->children; i > 0; i--)
		if (!b[i - 1].partner)
			push(run, NULL, b[i - 1].thing);
	for (size_t i = pair->a->children; i > 0; i--)
		push(run, a[i - 1].thing, a[i - 1].partner);
}

static void compare_nodes(struct run *run)
{
	push(run, run->a->root, run->b->root);
	while (run->count) {
		struct pair pair = run->pairs[--run->count];

		if (node_ignored(run, pair.a ? pair.a : pair.b)) {
			/* It is left out with all below it. */
		} else if (pair.a && pair.b) {
			compare_props(run, &pair);
			push_children(run, &pair);
		} else {
			report_node(run, pair.a ? REMOVED : ADDED, pair.a ? pair.a : pair.b);
		}
		arena_release(&run->scratch);
	}
}

static void compare_boot_cpu(struct run *run)
{
	const uint32_t a = run->a->boot_cpu, b = run->b->boot_cpu;

	if (a == b || ignored(run, "boot_cpu"))
		return;
	begin(run, CHANGED, "boot_cpu", NULL);
	out_format(run->out,
		run->options->json ? ", \"old\": %" PRIu32 ", \"new\": %" PRIu32
				   : "   %" PRIu32 " -> %" PRIu32,
		a, b);
	end(run);
}

static int compare_reservations(const void *left, const void *right)
{
	const struct reservation *a = *(struct reservation *const *)left;
	const struct reservation *b = *(struct reservation *const *)right;

	if (a->base != b->base)
		return a->base < b->base ? -1 : 1;
	return a->size < b->size ? -1 : a->size > b->size;
}

static struct reservation **sorted_reservations(struct run *run, struct tree *tree, size_t *count)
{
	struct reservation **list;
	size_t n = 0;

	for (struct reservation *r = tree->reservations; r; r = r->next)
		n++;
	list = arena_array(&run->memory, n, sizeof(*list));
	*count = n;
	n = 0;
	for (struct reservation *r = tree->reservations; r; r = r->next)
		list[n++] = r;
	qsort(list, n, sizeof(*list), compare_reservations);
	return list;
}

static void report_reservation(struct run *run, enum change change, const struct reservation *r)
{
	struct out *out = run->out;
	char room[32];

	begin(run, change, "memreserve", NULL);
	if (run->options->json) {
		out_text(out, ", \"base\": \"");
		out_hex(out, r->base);
		out_text(out, "\", \"size\": \"");
		out_hex(out, r->size);
		out_char(out, '"');
	} else {
		out_text(out, "   ");
		out_hex(out, r->base);
		out_char(out, ' ');
		out_text(out, text_size(room, r->size));
	}
	end(run);
}

static void compare_memreserve(struct run *run)
{
	size_t na, nb, i = 0, j = 0;
	struct reservation **a = sorted_reservations(run, run->a, &na);
	struct reservation **b = sorted_reservations(run, run->b, &nb);

	if (ignored(run, "memreserve"))
		return;
	while (i < na || j < nb) {
		int order = i == na ? 1 : j == nb ? -1 : compare_reservations(&a[i], &b[j]);

		if (order < 0)
			report_reservation(run, REMOVED, a[i]);
		else if (order > 0)
			report_reservation(run, ADDED, b[j]);
		i += order <= 0;
		j += order >= 0;
	}
}

enum diff_result diff_print(
	struct out *out, struct tree *a, struct tree *b, const struct diff_options *options)
{
	struct run run = {.out = out, .options = options, .a = a, .b = b};

	if (options->json)
		out_text(out, "{\"differences\": [");
	compare_boot_cpu(&run);
	compare_memreserve(&run);
	compare_nodes(&run);
	if (options->json)
		out_text(out, run.found ? "\n]}\n" : "]}\n");
	arena_release(&run.memory);
	return run.found ? DIFF_DIFFERENT : DIFF_SAME;
}
