#ifndef MKFDT_CLI_OPTIONS_H
#define MKFDT_CLI_OPTIONS_H

#include "base/diag.h"

/*
 * The command line. One row for each option: getopt's arrays, --help, the completion and the
 * test of the man page come from the same table.
 */
enum mode {
	MODE_WRITE,
	MODE_DUMP,
	MODE_GET,
	MODE_DIFF,
	MODE_CHECK,
	MODE_SCHEMA,
	MODE_LIST_MACHINES,
	MODE_LIST_CHECKS,
	MODE_EXPLAIN,
	MODE_COMPLETION,
	MODE_HELP,
	MODE_VERSION,
};

enum input_format { INPUT_BY_CONTENT, INPUT_JSON, INPUT_BLOB };
enum format { FORMAT_DTB, FORMAT_DTS, FORMAT_JSON, FORMAT_MAP, FORMAT_HEADER, FORMAT_VM };
enum colour { COLOUR_AUTO, COLOUR_ALWAYS, COLOUR_NEVER };

/* A list of words in the order of the command line; ends with a NULL. */
struct words {
	const char **items;
	size_t count;
};

/* -W and -E, in their order: the later one wins. */
struct check_word {
	char letter;
	const char *word;
};

struct options {
	enum mode mode;
	const char *mode_name; /* as it was given: two modes are an error */
	const char *subject;   /* of --get, --explain and --completion */
	struct words inputs, assignments, ignored;
	struct check_word *checks;
	size_t check_count;

	unsigned input_format, format;
	bool format_given;
	const char *output; /* "-": standard output */
	const char *depfile;
	uint64_t padding, size, alignment, boot_cpu, at;
	bool boot_cpu_given, at_given;
	bool symbols, force, raw, json, scan;
	const char *fallback; /* --default */
	unsigned quiet, error_format, colour;
};

/* Reads the command line. False after messages: wrong usage. */
bool options_read(
	struct options *options, struct arena *arena, struct diag *diag, int count, char **words);

void options_help(struct out *out);

/* The completion for a shell; false when it is none of bash, zsh and fish. */
bool options_completion(struct out *out, const char *shell);

extern const char *const format_names[];

#endif
