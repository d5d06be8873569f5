/* The main job, and --dump: a tree leaves in a format. */
#include "base/file.h"
#include "cli/session.h"
#include "fdt/fdt.h"
#include "fdt/format.h"
#include "fdt/header.h"
#include "fdt/scan.h"
#include "print/dts.h"
#include "print/json.h"
#include "print/map.h"

#include <stdlib.h>
#include <unistd.h>

bool session_colour(const struct session *session, int fd)
{
	const char *no = getenv("NO_COLOR");

	if (session->options.colour != COLOUR_AUTO)
		return session->options.colour == COLOUR_ALWAYS;
	return isatty(fd) && !(no && *no);
}

static int status(const struct session *session)
{
	return diag_status(&session->diag);
}

static struct words standard_input(struct session *session)
{
	const char **items = arena_array(&session->arena, 2, sizeof(*items));

	items[0] = "-";
	return (struct words){items, 1};
}

static struct loaded load(struct session *session)
{
	if (!session->options.inputs.count)
		session->options.inputs = standard_input(session);
	return session_load(session, &session->options.inputs);
}

static bool make_blob(struct session *session, const struct loaded *loaded, struct out *blob)
{
	const struct options *options = &session->options;
	const struct fdt_layout layout = {
		(uint32_t)options->padding, (uint32_t)options->size, (uint32_t)options->alignment};

	out_init(blob, -1);
	return fdt_write(loaded->tree, &layout, blob);
}

/* The header of the blob that was read; of anything else: of the blob that it would be. */
static bool print_header(struct session *session, struct out *out, const struct loaded *loaded)
{
	struct out blob;

	if (loaded->blob && loaded->blob->content.size && !loaded->description) {
		fdt_print_header(out, loaded->blob, loaded->tree);
		return true;
	}
	if (!make_blob(session, loaded, &blob))
		return false;
	fdt_print_header(out,
		&(struct source){
			.name = "<blob>", .kind = SOURCE_BLOB, .content = out_bytes(&blob)},
		loaded->tree);
	out_release(&blob);
	return true;
}

static bool print_vm(struct session *session, struct out *out, const struct loaded *loaded)
{
	if (!loaded->description || loaded->blob) {
		diag_fail(&session->diag, "only a description has the format vm, a blob has none");
		return false;
	}
	vm_print(out, &session->arena, loaded->description);
	return true;
}

/* The blob that was read, or is about to be written. */
static void judge_size(struct session *session, const struct loaded *loaded, uint64_t size)
{
	struct origin at = {0};

	if (loaded->blob && !loaded->description)
		at = (struct origin){.source = loaded->blob, .offset = FDT_TOTALSIZE_AT};
	check_blob(loaded->tree, &session->checks, at, size);
}

/* -f overrides what rules found, not a text or value that nothing could be made of. */
static bool is_stopped(const struct session *session)
{
	if (!session->options.force)
		return status(session) != 0;
	return session->diag.faults || session->diag.system_failed;
}

static bool print_blob(struct session *session, struct out *out, const struct loaded *loaded)
{
	struct out blob;
	bool good = make_blob(session, loaded, &blob);

	if (good && session->options.mode != MODE_DUMP) {
		judge_size(session, loaded, blob.used);
		good = !is_stopped(session);
	}
	if (good)
		out_write(out, blob.data, blob.used);
	out_release(&blob);
	return good;
}

/* levels: of the nodes; values may add a list and an object in it. */
static void judge_depth(struct session *session, size_t levels)
{
	enum { VALUE_LEVELS = 2 };

	if (levels + VALUE_LEVELS <= JSON_DEPTH_LIMIT)
		return;
	diag_report(&session->diag, SEVERITY_WARNING, NULL, (struct origin){0}, NULL,
		"the tree's objects are %zu levels deep, and text of more than %d, values "
		"included, is not read back",
		levels, JSON_DEPTH_LIMIT);
	diag_help(&session->diag, "as a blob or source it has no such limit");
}

bool session_print(struct session *session, struct out *out, const struct loaded *loaded,
	enum format format, bool colour)
{
	const struct print_style style = {.raw = session->options.raw, .colour = colour};
	const struct map_options map = {.json = session->options.json, .colour = colour};

	switch (format) {
	case FORMAT_DTB:
		return print_blob(session, out, loaded);
	case FORMAT_DTS:
		print_dts(out, loaded->tree, &style);
		return true;
	case FORMAT_JSON:
		judge_depth(session, print_json(out, loaded->tree));
		return true;
	case FORMAT_MAP:
		print_map(out, loaded->tree, &map);
		return true;
	case FORMAT_HEADER:
		return print_header(session, out, loaded);
	case FORMAT_VM:
		return print_vm(session, out, loaded);
	}
	return false;
}

/* A name in a make rule: blanks, "#" and "$" are special there. */
static void put_rule_name(struct out *out, const char *name)
{
	for (; *name; name++) {
		if (*name == ' ' || *name == '#')
			out_char(out, '\\');
		else if (*name == '$')
			out_char(out, '$');
		out_char(out, *name);
	}
}

static bool write_depfile(struct session *session, const struct loaded *loaded)
{
	const struct options *options = &session->options;
	struct output rule;

	if (!options->depfile)
		return true;
	if (!output_open(&rule, &session->arena, options->depfile, &session->diag))
		return false;
	put_rule_name(&rule.out, options->output);
	out_char(&rule.out, ':');
	for (size_t i = 0; i < loaded->files.count; i++) {
		out_char(&rule.out, ' ');
		put_rule_name(&rule.out, loaded->files.items[i]);
	}
	out_char(&rule.out, '\n');
	return output_commit(&rule, &session->diag);
}

/* Writes the output, whole or not at all. */
static bool emit(struct session *session, const struct loaded *loaded, enum format format)
{
	const struct options *options = &session->options;
	struct output output;

	if (!output_open(&output, &session->arena, options->output, &session->diag))
		return false;
	if (format == FORMAT_DTB && isatty(output.out.fd)) {
		diag_fail(&session->diag, "a blob is no text for a terminal");
		diag_help(&session->diag, "write it to a file with -o, or look at it with --dump");
		output_abandon(&output);
		return false;
	}
	if (!session_print(
		    session, &output.out, loaded, format, session_colour(session, output.out.fd))) {
		output_abandon(&output);
		return false;
	}
	return output_commit(&output, &session->diag);
}

void session_judge(struct session *session, const struct loaded *loaded)
{
	if (session->diag.system_failed)
		return;
	if (loaded->tree && loaded->whole && loaded->decoded) {
		check_tree(loaded->tree, &session->checks);
	} else if (loaded->rest && loaded->whole) {
		check_tree(loaded->rest, &session->checks);
		diag_adopt_rules(&session->diag, loaded->rest->diag);
	}
}

int run_write(struct session *session)
{
	const struct options *options = &session->options;
	struct loaded loaded = load(session);

	session_judge(session, &loaded);
	if (!loaded.tree || !loaded.whole || session->diag.system_failed)
		return status(session);
	if (is_stopped(session))
		return status(session);
	/* The rule first: where it cannot be written, make must not see a new target. */
	if (!write_depfile(session, &loaded) || !emit(session, &loaded, options->format))
		return status(session) ? status(session) : 2;
	return 0;
}

static int scan(struct session *session)
{
	const char *path = session->options.inputs.count ? session->options.inputs.items[0] : "-";
	struct output output;
	struct bytes content;

	if (!file_read(&session->arena, path, INT32_MAX, &content, &session->diag) ||
		!output_open(&output, &session->arena, session->options.output, &session->diag))
		return 2;
	fdt_scan(&output.out, content);
	output_commit(&output, &session->diag);
	return status(session);
}

/* Shows what can be walked: what is wrong with it is no failure unless something is not shown. */
int run_dump(struct session *session)
{
	enum format format = FORMAT_DTS;
	struct loaded loaded;

	if (session->options.scan)
		return scan(session);
	if (session->options.format_given)
		format = session->options.format;
	loaded = load(session);
	if (!loaded.tree || session->diag.system_failed)
		return status(session);
	/* Not even the root was found: an empty tree would be a lie. */
	if (!loaded.whole && !loaded.tree->root->origin.source && format != FORMAT_HEADER)
		return status(session);
	if (loaded.complete)
		diag_demote(&session->diag);
	if (!emit(session, &loaded, format))
		return status(session) ? status(session) : 2;
	return status(session);
}

static void judge_blob(struct session *session, const struct loaded *loaded)
{
	struct out blob;

	if (loaded->blob && !loaded->description) {
		struct bytes content = loaded->blob->content;

		if (content.size >= FDT_TOTALSIZE_AT + 4)
			judge_size(session, loaded, load_be32(content.data + FDT_TOTALSIZE_AT));
		return;
	}
	if (make_blob(session, loaded, &blob))
		judge_size(session, loaded, blob.used);
	out_release(&blob);
}

static int check_one(struct session *session, const char *path)
{
	const struct words one = {&path, 1};
	const struct loaded loaded = session_load(session, &one);

	session_judge(session, &loaded);
	if (loaded.tree && loaded.whole && loaded.decoded)
		judge_blob(session, &loaded);
	/* What cannot be walked to its end cannot be forced either. */
	return is_stopped(session) || !loaded.whole ? status(session) : 0;
}

/* Each input by itself: what is wrong with one neither stops the next nor uses up its messages. */
int run_check(struct session *session)
{
	int worst = 0;

	if (!session->options.inputs.count)
		session->options.inputs = standard_input(session);
	for (size_t i = 0; i < session->options.inputs.count; i++) {
		struct session one = {.options = session->options,
			.checks = session->checks,
			.style = session->style};
		int verdict;

		diag_init(&one.diag, &one.arena);
		verdict = check_one(&one, session->options.inputs.items[i]);
		diag_print(&one.diag, &one.style);
		arena_release(&one.arena);
		if (verdict > worst)
			worst = verdict;
	}
	return worst;
}
