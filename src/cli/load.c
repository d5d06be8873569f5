/* From the inputs to one tree. */
#include "base/file.h"
#include "cli/session.h"
#include "fdt/directory.h"
#include "fdt/fdt.h"
#include "fdt/scan.h"
#include "raw/raw.h"
#include "tree/refer.h"

#include <inttypes.h>
#include <sys/stat.h>

static bool is_standard(const char *path)
{
	return strcmp(path, "-") == 0;
}

static struct source *new_source(struct session *session, const char *path)
{
	struct source *source = arena_alloc(&session->arena, sizeof(*source));

	source->name = is_standard(path) ? "<stdin>" : path;
	source->path = is_standard(path) ? NULL : path;
	return source;
}

static void remember_file(struct session *session, struct loaded *loaded, const char *path)
{
	const char **all = arena_array(&session->arena, loaded->files.count + 2, sizeof(*all));

	if (is_standard(path))
		return;
	if (loaded->files.count)
		memcpy(all, loaded->files.items, loaded->files.count * sizeof(*all));
	all[loaded->files.count++] = path;
	loaded->files.items = all;
}

static bool is_directory(const char *path)
{
	struct stat status;

	return !is_standard(path) && stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static bool takes_as_blob(const struct session *session, const struct source *source)
{
	if (session->options.input_format != INPUT_BY_CONTENT)
		return session->options.input_format == INPUT_BLOB;
	return session->options.at_given || fdt_is_blob(source->content);
}

static void add_blob(
	struct session *session, struct loaded *loaded, struct source *source, bool first)
{
	source->kind = SOURCE_BLOB;
	if (!first) {
		diag_fail(&session->diag, "%s is a blob; only the first input can be one",
			source->name);
		return;
	}
	loaded->tree = tree_new(&session->arena, &session->diag);
	loaded->blob = source;
	loaded->whole = fdt_read(loaded->tree, source);
	loaded->complete = loaded->whole && !loaded->tree->incomplete;
}

static void add_directory(
	struct session *session, struct loaded *loaded, const char *path, bool first)
{
	struct source *source;

	if (!first) {
		diag_fail(&session->diag, "%s is a tree's folder; only the first input can be one",
			path);
		return;
	}
	loaded->tree = tree_new(&session->arena, &session->diag);
	source = new_source(session, path);
	source->kind = SOURCE_FOLDER;
	loaded->blob = source;
	loaded->whole = fdt_read_directory(loaded->tree, source);
	loaded->complete = loaded->whole;
}

/* --at: the rest of the file is forgotten, positions count from where the blob begins. */
static bool cut_out(struct session *session, struct source *source)
{
	if (!fdt_at(source, session->options.at, &source->content, &session->diag))
		return false;
	source->name =
		arena_format(&session->arena, "%s@0x%" PRIx64, source->name, session->options.at);
	return true;
}

/* One input: a blob or a folder becomes the tree, a text a layer. */
static const struct json *add_input(
	struct session *session, struct loaded *loaded, const char *path, bool first)
{
	enum { BLOB_LIMIT = INT32_MAX };
	struct source *source = new_source(session, path);

	session->diag.about = source;
	if (is_directory(path) && session->options.input_format == INPUT_BY_CONTENT) {
		add_directory(session, loaded, path, first);
		return NULL;
	}
	if (!file_read(&session->arena, path, BLOB_LIMIT, &source->content, &session->diag))
		return NULL;
	remember_file(session, loaded, path);
	if (session->options.at_given && !cut_out(session, source))
		return NULL;
	if (!takes_as_blob(session, source))
		return json_parse(&session->arena, source, &session->diag);
	add_blob(session, loaded, source, first);
	return NULL;
}

static struct layer assignment(struct session *session, const char *text)
{
	struct source *source = arena_alloc(&session->arena, sizeof(*source));

	*source = (struct source){.name = arena_format(&session->arena, "--set %s", text),
		.kind = SOURCE_WORD,
		.content = {(const uint8_t *)text, strlen(text)}};
	return (struct layer){.assignment = source};
}

static size_t collect_layers(struct session *session, const struct words *inputs,
	struct loaded *loaded, struct layer *layers)
{
	size_t count = 0;

	for (size_t i = 0; i < inputs->count; i++) {
		const struct json *document = add_input(session, loaded, inputs->items[i], i == 0);

		if (document)
			layers[count++].document = document;
	}
	for (size_t i = 0; i < session->options.assignments.count; i++)
		layers[count++] = assignment(session, session->options.assignments.items[i]);
	return count;
}

static void apply_raw(struct tree *tree, const struct description *description)
{
	for (size_t i = 0; i < description->raw_count; i++)
		raw_apply(tree, tree->root, description->raw[i]);
}

static void build(struct session *session, struct loaded *loaded)
{
	struct tree *tree = loaded->tree;
	const struct description *description = loaded->description;

	vm_build(loaded->description, tree);
	apply_raw(tree, description);
	for (size_t i = 0; i < description->vm.files.count; i++)
		remember_file(session, loaded, description->vm.files.items[i]);
}

static void set_boot_cpu(struct session *session, struct tree *tree)
{
	struct source *source = arena_alloc(&session->arena, sizeof(*source));

	*source = (struct source){
		.name = arena_format(&session->arena, "-b %" PRIu64, session->options.boot_cpu),
		.kind = SOURCE_WORD};
	tree->boot_cpu = (uint32_t)session->options.boot_cpu;
	tree->boot_cpu_origin = (struct origin){.source = source};
}

/* What the command line asks for, and every reference. */
static void finish(struct session *session, struct tree *tree)
{
	if (session->options.boot_cpu_given)
		set_boot_cpu(session, tree);
	if (session->options.symbols)
		tree_symbols(tree);
	tree_resolve(tree);
}

/*
 * What the sound parts make, over the blob if there is one, with its messages apart: what is
 * missing would make some more.
 */
static struct tree *build_rest(
	struct session *session, struct tree *blob, const struct description *broken)
{
	struct description *rest = vm_rest(&session->arena, &session->diag, broken);
	struct diag *apart = arena_alloc(&session->arena, sizeof(*apart));
	struct tree *tree = blob ? blob : tree_new(&session->arena, NULL);

	if (!rest)
		return NULL;
	diag_init(apart, &session->arena);
	tree->diag = apart;
	vm_build(rest, tree);
	apply_raw(tree, broken);
	finish(session, tree);
	return tree;
}

/* No tree comes of it, but the mistakes in the raw trees are told with the others. */
static void look_over_raw(struct session *session, const struct description *description)
{
	apply_raw(tree_new(&session->arena, &session->diag), description);
}

static void describe(
	struct session *session, struct loaded *loaded, const struct layer *layers, size_t count)
{
	unsigned errors = session->diag.errors;

	loaded->description =
		vm_describe(&session->arena, &session->diag, layers, count, loaded->tree != NULL);
	loaded->decoded = session->diag.errors == errors;
	if (loaded->description->broken) {
		look_over_raw(session, loaded->description);
		loaded->rest = build_rest(session, loaded->tree, loaded->description);
		loaded->tree = NULL;
		return;
	}
	if (session->options.boot_cpu_given)
		loaded->description->vm.platform.boot_cpu.value = session->options.boot_cpu;
	if (!loaded->tree)
		loaded->tree = tree_new(&session->arena, &session->diag);
	build(session, loaded);
}

struct loaded session_load(struct session *session, const struct words *inputs)
{
	struct loaded loaded = {.whole = true, .complete = true, .decoded = true};
	struct layer *layers = arena_array(&session->arena,
		inputs->count + session->options.assignments.count, sizeof(*layers));
	size_t count = collect_layers(session, inputs, &loaded, layers);
	bool readable = diag_status(&session->diag) == 0 || loaded.blob;

	if (session->diag.system_failed || !readable) {
		loaded.tree = NULL;
		return loaded;
	}
	if (loaded.tree)
		loaded.tree->lenient = true;
	if (count || !loaded.tree)
		describe(session, &loaded, layers, count);
	if (loaded.tree)
		finish(session, loaded.tree);
	return loaded;
}
