/*
 * What the json room says about a text, for the tests.
 *
 *	json_tool print FILE		the document on one line
 *	json_tool list FILE		each value: offset, pointer, kind, text
 *	json_tool try FILE		"not JSON" without a message, or as print
 *	json_tool number FILE		each item of an array, as a number or with what is wrong
 *	json_tool merge BASE PATCH	RFC 7396
 *	json_tool point FILE		a note at each value and key: what locate makes of its
 *offset
 *
 * FILE "-": standard input. Exit status and messages are those of the program.
 */
#include "base/file.h"
#include "base/text.h"
#include "json/json.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static struct arena arena;
static struct diag diag;
static struct out out;

static void put_text(const char *text)
{
	text_json(&out, text, strlen(text));
}

static void print(const struct json *value)
{
	switch (value->kind) {
	case JSON_NULL:
	case JSON_FALSE:
	case JSON_TRUE:
		out_text(&out, value->kind == JSON_NULL	   ? "null"
			       : value->kind == JSON_FALSE ? "false"
							   : "true");
		return;
	case JSON_NUMBER:
		out_text(&out, value->text);
		return;
	case JSON_STRING:
		put_text(value->text);
		return;
	default:
		break;
	}
	out_char(&out, value->kind == JSON_OBJECT ? '{' : '[');
	for (const struct json *child = value->child; child; child = child->next) {
		if (child->key) {
			put_text(child->key);
			out_char(&out, ':');
		}
		print(child);
		if (child->next)
			out_char(&out, ',');
	}
	out_char(&out, value->kind == JSON_OBJECT ? '}' : ']');
}

/* Every value in document order, with the way to it as locate finds it from the offset. */
static void walk(const struct json *value, void (*visit)(const struct json *))
{
	visit(value);
	for (const struct json *child = value->child; child; child = child->next)
		walk(child, visit);
}

static void list_one(const struct json *value)
{
	struct place place = {0};

	if (!value->source->locate(value->source, value->offset, false, &arena, &place))
		abort();
	out_format(&out, "%" PRIu32 "+%zu ", value->offset, place.size);
	put_text(place.pointer);
	out_format(&out, " %s", json_kind_name(value->kind));
	if (value->text) {
		out_char(&out, ' ');
		put_text(value->text);
	}
	out_char(&out, '\n');
}

static void point_at(const struct json *value)
{
	diag_error(&diag, json_at(value), "%s", json_kind_name(value->kind));
	if (value->key)
		diag_error(&diag, json_key_at(value), "its key");
}

static struct json *load(const char *path, bool quietly)
{
	struct source *source = arena_alloc(&arena, sizeof(*source));

	source->name = strcmp(path, "-") == 0 ? "stdin" : path;
	if (!file_read(&arena, path, (size_t)JSON_TEXT_LIMIT + 1, &source->content, &diag))
		return NULL;
	return quietly ? json_try(&arena, source) : json_parse(&arena, source, &diag);
}

static void print_line(const struct json *value)
{
	print(value);
	out_char(&out, '\n');
}

static void print_numbers(const struct json *list)
{
	for (const struct json *item = list->child; item; item = item->next) {
		uint64_t number;
		const char *fault = json_number(item, &number);

		print(item);
		out_text(&out, ": ");
		if (fault)
			out_text(&out, fault);
		else
			out_hex(&out, number);
		out_char(&out, '\n');
	}
}

static void merge_files(const char *base_path, const char *patch_path)
{
	const struct json *base = load(base_path, false), *patch = load(patch_path, false);

	if (base && patch)
		print_line(json_merge(&arena, base, patch));
}

static void run(const char *what, const char *path)
{
	const struct json *value = load(path, strcmp(what, "try") == 0);

	if (!value && strcmp(what, "try") == 0)
		out_text(&out, "not JSON\n");
	if (!value)
		return;
	if (strcmp(what, "list") == 0)
		walk(value, list_one);
	else if (strcmp(what, "point") == 0)
		walk(value, point_at);
	else if (strcmp(what, "number") == 0)
		print_numbers(value);
	else
		print_line(value);
}

int main(int argc, char **argv)
{
	struct diag_style style = {0};
	int status;

	if (argc < 3)
		return 2;
	diag_init(&diag, &arena);
	out_init(&out, STDOUT_FILENO);
	if (strcmp(argv[1], "merge") == 0 && argc == 4)
		merge_files(argv[2], argv[3]);
	else
		run(argv[1], argv[2]);
	diag_print(&diag, &style);
	status = diag_status(&diag);
	if (!out_flush(&out))
		status = 2;
	out_release(&out);
	arena_release(&arena);
	return status;
}
