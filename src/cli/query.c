/* --get, --diff, and what needs no input. */
#include "base/file.h"
#include "cli/session.h"
#include "vm/machine.h"

#include <unistd.h>

#define VERSION_LINE "mkfdt " MKFDT_VERSION "\n"

static bool complete(struct session *session, struct out *out)
{
	if (options_completion(out, session->options.subject))
		return true;
	diag_fail(&session->diag, "there is a completion for bash, zsh and fish, not for %s",
		session->options.subject);
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
