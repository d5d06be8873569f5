/*
 * check_tool [-c] [-W [no-]CHECK | -E [no-]CHECK]... FILE...: judges each blob by every rule.
 * -c: instead counts findings over all files, a line for each rule: errors, warnings, name.
 * check_tool -l | -x NAME: the list of checks, an article.
 */
#include "base/file.h"
#include "check/check.h"
#include "fdt/fdt.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static unsigned errors[CHECKS_AT_MOST], warnings[CHECKS_AT_MOST];

/* Runs one rule at a time, so that none hides another behind the limit of what is shown. */
static void count_each(struct tree *tree, struct diag *diag)
{
	for (size_t i = 0; checks[i].name; i++) {
		struct check_options options = {.levels = {0}};

		for (size_t j = 0; checks[j].name; j++)
			if (j != i)
				options.levels[j] = CHECK_OFF;
		diag_init(diag, diag->arena);
		check_tree(tree, &options);
		errors[i] += diag->errors;
		warnings[i] += diag->warnings;
	}
	diag_init(diag, diag->arena);
}

static int judge(const char *path, const struct check_options *options, bool count)
{
	static const struct diag_style style;
	struct arena arena = {0};
	struct source source = {.name = path, .path = path, .kind = SOURCE_BLOB};
	struct diag diag;
	struct tree *tree;
	int status;

	diag_init(&diag, &arena);
	tree = tree_new(&arena, &diag);
	tree->lenient = true;
	if (file_read(&arena, path, UINT32_MAX, &source.content, &diag) &&
		fdt_read(tree, &source)) {
		if (count)
			count_each(tree, &diag);
		else
			check_tree(tree, options);
		check_blob(tree, options, (struct origin){.source = &source}, source.content.size);
	}
	diag_print(&diag, &style);
	status = diag_status(&diag);
	arena_release(&arena);
	return status;
}

static int explain(const char *name)
{
	const char *suggestion;
	struct out out;
	bool known;

	out_init(&out, STDOUT_FILENO);
	if (strcmp(name, "-l") == 0)
		check_list(&out);
	known = strcmp(name, "-l") == 0 || check_explain(&out, name, &suggestion);
	out_flush(&out);
	out_release(&out);
	if (!known)
		fprintf(stderr, "no %s%s%s\n", name, suggestion ? ", but " : "",
			suggestion ? suggestion : "");
	return !known;
}

int main(int argc, char **argv)
{
	static struct check_options options;
	static const struct diag_style style;
	struct arena arena = {0};
	struct diag diag;
	int status = 0, option;
	bool count = false, good = true;

	diag_init(&diag, &arena);
	while ((option = getopt(argc, argv, "cW:E:lx:")) != -1) {
		if (option == '?')
			return 2;
		if (option == 'l' || option == 'x')
			return explain(option == 'l' ? "-l" : optarg);
		if (option == 'c')
			count = true;
		else
			good = check_option(&options, (char)option, optarg, &diag) && good;
	}
	diag_print(&diag, &style);
	arena_release(&arena);
	if (!good)
		return 2;
	for (int i = optind; i < argc; i++) {
		int one = judge(argv[i], &options, count);

		status = one > status ? one : status;
	}
	for (size_t i = 0; count && checks[i].name; i++)
		if (errors[i] || warnings[i])
			printf("%6u %6u %s\n", errors[i], warnings[i], checks[i].name);
	return status;
}
