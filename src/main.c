#include "base/file.h"
#include "cli/session.h"

#include <signal.h>
#include <unistd.h>

/* -W and -E, in their order. False after messages. */
static bool read_checks(struct session *session)
{
	const struct options *options = &session->options;
	bool good = true;

	for (size_t i = 0; i < options->check_count; i++)
		good = check_option(&session->checks, options->checks[i].letter,
			       options->checks[i].word, &session->diag) &&
		       good;
	return good;
}

static int run(struct session *session)
{
	if (!read_checks(session))
		return 2;
	switch (session->options.mode) {
	case MODE_WRITE:
		return run_write(session);
	case MODE_DUMP:
		return run_dump(session);
	case MODE_GET:
		return run_get(session);
	case MODE_DIFF:
		return run_diff(session);
	case MODE_CHECK:
		return run_check(session);
	default:
		return run_inform(session);
	}
}

/* Without arguments and with a terminal as input nobody means to type a description. */
static int print_usage(void)
{
	struct out out;

	out_init(&out, STDERR_FILENO);
	options_help(&out);
	out_flush(&out);
	out_release(&out);
	return 2;
}

int main(int count, char **words)
{
	struct session session = {0};
	int status = 2;
	bool good;

	file_keep_standard();
	/* A file that grows over the limit is a failed write, which is told and cleaned up after.
	 */
	signal(SIGXFSZ, SIG_IGN);
	if (count == 1 && isatty(STDIN_FILENO))
		return print_usage();
	diag_init(&session.diag, &session.arena);
	good = options_read(&session.options, &session.arena, &session.diag, count, words);
	session.style = (struct diag_style){.json = session.options.error_format != 0,
		.colour = session_colour(&session, STDERR_FILENO),
		.quiet = session.options.quiet};
	if (good)
		status = run(&session);
	diag_print(&session.diag, &session.style);
	arena_release(&session.arena);
	return status;
}
