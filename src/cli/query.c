/* --get, --diff, and what needs no input. */
#include "base/file.h"
#include "cli/session.h"
#include "query/diff.h"
#include "query/get.h"
#include "vm/machine.h"

#include <unistd.h>

#define VERSION_LINE "mkfdt " MKFDT_VERSION "\n"

/* An input that is no tree is an unusable one here: exit status 2. */
static struct tree *load_one(struct session *session, const char *path)
{
	const struct words one = {&path, 1};
	struct loaded loaded = session_load(session, &one);

	if (!loaded.tree || !loaded.complete)
		return NULL;
	diag_demote(&session->diag);
	return diag_status(&session->diag) ? NULL : loaded.tree;
}

int run_get(struct session *session)
{
	struct options *options = &session->options;
	struct get_request request = {options->subject, options->fallback,
		strcmp(options->output, "-") == 0 && isatty(STDOUT_FILENO)};
	enum get_result result;
	struct output output;
	struct tree *tree;

	if (options->inputs.count > 1) {
		diag_fail(&session->diag, "--get looks into one input, not %zu",
			options->inputs.count);
		return 2;
	}
	tree = load_one(session, options->inputs.count ? options->inputs.items[0] : "-");
	if (!tree || !output_open(&output, &session->arena, options->output, &session->diag))
		return 2;
	result = get_print(&output.out, tree, &request);
	if (!output_commit(&output, &session->diag))
		return 2;
	return result == GET_FOUND ? 0 : 1;
}

int run_diff(struct session *session)
{
	struct options *options = &session->options;
	const struct diff_options diff = {
		options->ignored.items, options->json, session_colour(session, STDOUT_FILENO)};
	enum diff_result result;
	struct output output;
	struct tree *a, *b;

	if (options->inputs.count != 2) {
		diag_fail(&session->diag, "--diff compares two inputs, not %zu",
			options->inputs.count);
		return 2;
	}
	a = load_one(session, options->inputs.items[0]);
	b = load_one(session, options->inputs.items[1]);
	if (!a || !b || !output_open(&output, &session->arena, options->output, &session->diag))
		return 2;
	result = diff_print(&output.out, a, b, &diff);
	if (!output_commit(&output, &session->diag))
		return 2;
	return result == DIFF_SAME ? 0 : 1;
}

static bool complete(struct session *session, struct out *out)
{
	if (options_completion(out, session->options.subject))
		return true;
	diag_fail(&session->diag, "there is a completion for bash, zsh and fish, not for %s",
		session->options.subject);
	return false;
}

static bool explain(struct session *session, struct out *out)
{
	const char *name = session->options.subject, *suggestion;

	if (check_explain(out, name, &suggestion))
		return true;
	diag_fail(&session->diag, "there is no check or topic \"%s\"", name);
	if (suggestion)
		diag_help(&session->diag, "did you mean \"%s\"?", suggestion);
	else
		diag_help(&session->diag, "mkfdt --list-checks names the checks");
	return false;
}

static bool inform(struct session *session, struct out *out)
{
	switch (session->options.mode) {
	case MODE_SCHEMA:
		schema_print(out, vm_record(&session->arena));
		return true;
	case MODE_LIST_MACHINES:
		machine_list(&session->arena, out);
		return true;
	case MODE_LIST_CHECKS:
		check_list(out);
		return true;
	case MODE_EXPLAIN:
		return explain(session, out);
	case MODE_COMPLETION:
		return complete(session, out);
	case MODE_HELP:
		options_help(out);
		return true;
	case MODE_VERSION:
		out_text(out, VERSION_LINE);
		return true;
	default:
		return false;
	}
}

int run_inform(struct session *session)
{
	struct output output;

	if (!output_open(&output, &session->arena, session->options.output, &session->diag))
		return 2;
	if (!inform(session, &output.out)) {
		output_abandon(&output);
		return 2;
	}
	return output_commit(&output, &session->diag) ? 0 : 2;
}
