#include "base/text.h"
#include "check/explain.h"
#include "check/run.h"

#include <stdio.h>

const struct check *find_check(const char *name)
{
	for (const struct check *check = checks; check->name; check++)
		if (strcmp(check->name, name) == 0)
			return check;
	return NULL;
}

static const char *suggest_check(const char *name)
{
	const char *names[CHECKS_AT_MOST + 1] = {NULL};

	for (size_t i = 0; checks[i].name; i++)
		names[i] = checks[i].name;
	return text_suggest(name, names);
}

static enum check_level level_of(char letter, bool no, enum severity severity)
{
	if (letter == 'W' && no)
		return CHECK_OFF;
	if (letter == 'W')
		return severity == SEVERITY_ERROR ? CHECK_AS_IT_IS : CHECK_WARNS;
	return no ? CHECK_WARNS : CHECK_FAILS;
}

bool check_option(struct check_options *options, char letter, const char *word, struct diag *diag)
{
	bool no = strncmp(word, "no-", 3) == 0 || strncmp(word, "no_", 3) == 0;
	const char *name = no ? word + 3 : word, *suggestion;
	const struct check *check = find_check(name);

	if (letter == 'W' && strcmp(name, "error") == 0) {
		options->werror = !no;
		return true;
	}
	if (check) {
		options->levels[check - checks] = (uint8_t)level_of(letter, no, check->severity);
		return true;
	}
	diag_fail(diag, "-%c %s: there is no check \"%s\"", letter, word, name);
	suggestion = suggest_check(name);
	if (suggestion)
		diag_help(diag, "did you mean \"%s\"?", suggestion);
	else
		diag_help(diag, "mkfdt --list-checks names them all");
	return false;
}

void check_list(struct out *out)
{
	int width = 0;

	for (const struct check *check = checks; check->name; check++)
		if ((int)strlen(check->name) > width)
			width = (int)strlen(check->name);
	for (const struct check *check = checks; check->name; check++)
		out_format(out, "%-*s  %-7s  %s\n", width, check->name,
			check->severity == SEVERITY_ERROR ? "error" : "warning", check->summary);
}

static const struct article *find_in(const struct article *article, const char *name)
{
	for (; article->name; article++)
		if (strcmp(article->name, name) == 0)
			return article;
	return NULL;
}

static const struct article *find_article(const char *name)
{
	const struct article *article = find_in(articles, name);

	return article ? article : find_in(topics, name);
}

static size_t add_names(const char **names, size_t n, const struct article *article)
{
	for (; article->name; article++, n++)
		if (names)
			names[n] = article->name;
	return n;
}

const char *const *check_topics(struct arena *arena)
{
	size_t count = add_names(NULL, add_names(NULL, 0, articles), topics);
	const char **names = arena_array(arena, count + 1, sizeof(*names));

	(void)add_names(names, add_names(names, 0, articles), topics);
	return names;
}

/* The headline of a check's article says how severe it is. */
static void print_severity(struct out *out, const struct check *check)
{
	if (check->severity == SEVERITY_WARNING)
		out_text(out, "A warning.\n");
	else if (check->machine)
		out_text(out, "An error; a warning about blobs and under \"machine\": \"none\".\n");
	else
		out_text(out, "An error.\n");
}

bool check_explain(struct out *out, const char *name, const char **suggestion)
{
	const struct article *article = find_article(name);
	const struct check *check = find_check(name);
	struct arena arena = {0};

	*suggestion = NULL;
	if (!article) {
		*suggestion = text_suggest(name, check_topics(&arena));
		arena_release(&arena);
		return false;
	}
	out_format(out, "%s: %s\n", article->name, check ? check->summary : article->title);
	if (check)
		print_severity(out, check);
	out_format(out, "\n%s", article->text);
	return true;
}
