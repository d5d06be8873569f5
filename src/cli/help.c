/* --help and --completion, from the option table. */
#include "cli/table.h"

static const char usage[] =
	"usage: mkfdt [OPTION]... [INPUT]...                 write a blob\n"
	"       mkfdt --dump[=FORMAT] [OPTION]... [INPUT]    print a tree\n"
	"       mkfdt --get PATH[:PROPERTY] [OPTION]... [INPUT]\n"
	"       mkfdt --diff [OPTION]... A B\n"
	"       mkfdt --check [OPTION]... INPUT...\n"
	"\n"
	"A JSON description of a virtual machine becomes a device tree blob. Several inputs are\n"
	"layers, left to right; the first may be a blob. Without one, standard input is read.\n"
	"\n"
	"  echo '{\"cpus\": 4, \"memory\": \"1G\"}' | mkfdt -o vm.dtb\n"
	"  mkfdt vm.json --set cmdline=console=ttyAMA0 --set virtio=2 -o vm.dtb\n"
	"  mkfdt --dump vm.dtb\n"
	"  mkfdt --dump=map vm.json\n"
	"  mkfdt --diff old.dtb new.dtb\n"
	"  mkfdt --dump=json a.dtb | jq '.\"/\".model = \"mine\"' | mkfdt -o b.dtb\n"
	"\n";

static size_t put_names(struct out *out, const struct option_row *row)
{
	size_t before = out->used;

	out_format(out, row->letter ? "  -%c" : "    ", row->letter);
	if (row->name)
		out_format(out, "%s--%s", row->letter ? ", " : "  ", row->name);
	if (row->argument)
		out_format(out, row->optional ? "[=%s]" : " %s", row->argument);
	return out->used - before;
}

void options_help(struct out *out)
{
	enum { HELP_COLUMN = 32 };

	out_text(out, usage);
	for (const struct option_row *row = option_table; row->help; row++) {
		size_t width = put_names(out, row);

		if (width >= HELP_COLUMN - 1) {
			out_char(out, '\n');
			width = 0;
		}
		out_repeat(out, ' ', HELP_COLUMN - width);
		out_format(out, "%s\n", row->help);
	}
	out_text(out,
		"\nExit status: 0 done; 1 the input is at fault (--diff: they differ; --get: "
		"absent);\n2 wrong usage, or the system failed. See mkfdt(1) and mkfdt(5).\n");
}

/* What prints the names of the checks, one a line, in any shell. */
#define LIST_CHECKS "mkfdt --list-checks 2>/dev/null | cut -d\" \" -f1"

/* The names of an option as a pattern of bash's case. */
static void put_bash_names(struct out *out, const struct option_row *row)
{
	if (row->letter)
		out_format(out, "-%c%s", row->letter, row->name ? "|" : "");
	if (row->name)
		out_format(out, "--%s", row->name);
}

static void put_bash(struct out *out)
{
	out_text(out, "# mkfdt completion for bash\n_mkfdt() {\n"
		      "\tlocal cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}\n"
		      "\t[ \"$cur\" = = ] && cur=\n"
		      "\t[ \"$prev\" = = ] && prev=${COMP_WORDS[COMP_CWORD-2]}\n"
		      "\tcase $prev in\n");
	for (const struct option_row *row = option_table; row->help; row++) {
		if (!row->values && !row->checks)
			continue;
		out_char(out, '\t');
		put_bash_names(out, row);
		out_format(out, ")\n\t\tCOMPREPLY=($(compgen -W %s%s%s -- \"$cur\")); return;;\n",
			row->checks ? "\"$(" : "'", row->checks ? LIST_CHECKS : row->values,
			row->checks ? ")\"" : "'");
	}
	out_text(out, "\tesac\n"
		      "\tif [[ $cur == -* ]]; then\n\t\tCOMPREPLY=($(compgen -W '");
	for (const struct option_row *row = option_table; row->help; row++)
		if (row->name)
			out_format(out, "--%s ", row->name);
		else
			out_format(out, "-%c ", row->letter);
	out_text(out,
		"' -- \"$cur\"))\n\telse\n\t\tCOMPREPLY=($(compgen -f -- \"$cur\"))\n\tfi\n}\n"
		"complete -o filenames -F _mkfdt mkfdt\n");
}

/* zsh reads "[" and ":" in descriptions as syntax. */
static void put_zsh_help(struct out *out, const char *help)
{
	for (; *help; help++) {
		if (*help == '\'')
			out_text(out, "'\\''");
		else if (strchr("[]:", *help))
			out_format(out, "\\%c", *help);
		else
			out_char(out, *help);
	}
}

static void put_zsh_form(struct out *out, const struct option_row *row, bool letter)
{
	out_text(out, " \\\n\t'*");
	if (letter)
		out_format(out, "-%c", row->letter);
	else
		out_format(out, "--%s%s", row->name, row->argument ? "=" : "");
	if (letter && row->argument)
		out_char(out, '+');
	out_char(out, '[');
	put_zsh_help(out, row->help);
	out_char(out, ']');
	if (row->argument) {
		out_text(out, row->optional ? "::" : ":");
		put_zsh_help(out, row->argument);
		if (row->values)
			out_format(out, ":(%s)", row->values);
		else if (row->checks)
			out_text(out, ":{compadd -- $(" LIST_CHECKS ")}");
		else
			out_text(out, ":_files");
	}
	out_char(out, '\'');
}

static void put_zsh(struct out *out)
{
	out_text(out, "#compdef mkfdt\n_arguments -s");
	for (const struct option_row *row = option_table; row->help; row++) {
		if (row->letter)
			put_zsh_form(out, row, true);
		if (row->name)
			put_zsh_form(out, row, false);
	}
	out_text(out, " \\\n\t'*:input:_files'\n");
}

static void put_fish(struct out *out)
{
	out_text(out, "# mkfdt completion for fish\n");
	for (const struct option_row *row = option_table; row->help; row++) {
		out_text(out, "complete -c mkfdt");
		if (row->letter)
			out_format(out, " -s '%c'", row->letter);
		if (row->name)
			out_format(out, " -l %s", row->name);
		if (row->argument && !row->optional)
			out_text(out, " -r");
		if (row->values)
			out_format(out, " -f -a '%s'", row->values);
		else if (row->checks)
			out_text(out, " -f -a '(" LIST_CHECKS ")'");
		out_text(out, " -d '");
		for (const char *p = row->help; *p; p++)
			out_format(out, *p == '\'' ? "\\%c" : "%c", *p);
		out_text(out, "'\n");
	}
}

bool options_completion(struct out *out, const char *shell)
{
	if (strcmp(shell, "bash") == 0)
		put_bash(out);
	else if (strcmp(shell, "zsh") == 0)
		put_zsh(out);
	else if (strcmp(shell, "fish") == 0)
		put_fish(out);
	else
		return false;
	return true;
}
