/* How findings look: text with excerpts, or JSON. */
#include "base/finding.h"
#include "base/text.h"

#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

enum {
	SHOWN_AT_MOST = 20, /* of each severity */
	ALIKE_AT_MOST = 5,  /* of them of one rule at one place, while there are others */
	WINDOW = 96,	    /* bytes of a line that an excerpt shows */
};

/* An origin made ready for printing. */
struct spot {
	const struct source *source;
	struct place place;
	bool found;
	size_t line, column;	     /* 1-based; columns count characters */
	size_t line_start, line_end; /* offsets */
};

static size_t count_characters(const char *text, size_t n)
{
	size_t count = 0;

	while (n) {
		size_t length = utf8_length(text, n);

		length = length ? length : 1;
		text += length;
		n -= length;
		count++;
	}
	return count;
}

static void find_line(struct spot *spot)
{
	const char *text = (const char *)spot->source->content.data;
	size_t size = spot->source->content.size, offset = spot->place.offset;

	spot->line = 1;
	for (size_t i = 0; i < offset && i < size; i++) {
		if (text[i] == '\n') {
			spot->line++;
			spot->line_start = i + 1;
		}
	}
	for (spot->line_end = offset; spot->line_end < size; spot->line_end++)
		if (text[spot->line_end] == '\n')
			break;
	if (spot->line_end > offset && text[spot->line_end - 1] == '\r')
		spot->line_end--;
	spot->column = 1 + count_characters(text + spot->line_start, offset - spot->line_start);
}

static struct spot find_spot(struct diag *diag, struct origin at)
{
	struct spot spot = {.source = at.source, .place = {.offset = at.offset, .size = 1}};

	if (!at.source)
		return spot;
	if (at.source->locate)
		spot.found =
			at.source->locate(at.source, at.offset, at.key, diag->arena, &spot.place);
	if (at.source->root)
		spot.place.pointer = arena_format(diag->arena, "%s%s", at.source->root,
			spot.place.pointer ? spot.place.pointer : "");
	if (at.source->kind == SOURCE_TEXT) {
		if (spot.place.offset > at.source->content.size)
			spot.place.offset = at.source->content.size;
		find_line(&spot);
	}
	return spot;
}

static void paint(struct out *out, const struct diag_style *style, const char *code)
{
	if (style->colour)
		out_text(out, code);
}

static void visible(struct out *out, const char *text)
{
	text_visible(out, text, strlen(text));
}

/* about: what it is about where there is no place, or NULL. */
static void print_where(struct out *out, const struct spot *spot, const struct source *about)
{
	const struct source *source = spot->source ? spot->source : about;

	visible(out, source ? source->name : "mkfdt");
	if (spot->source && spot->source->kind == SOURCE_TEXT)
		out_format(out, ":%zu:%zu", spot->line, spot->column);
	else if (spot->source && spot->source->kind == SOURCE_BLOB)
		out_format(out, ":+0x%zx", spot->place.offset);
	out_text(out, ": ");
}

/* The pointer of a text wins: it is what the user wrote. The whole document has an empty one. */
static const char *subject_of(const struct spot *spot, const char *subject)
{
	if (spot->place.pointer && *spot->place.pointer)
		return spot->place.pointer;
	return spot->place.pointer ? NULL : subject;
}

/* As text_visible, but a tab, which indents, is some blanks. Returns the columns. */
static size_t show_line(struct out *out, const char *text, size_t n)
{
	enum { TAB = 4 };
	size_t columns = 0;

	while (n) {
		const char *tab = memchr(text, '\t', n);
		size_t plain = tab ? (size_t)(tab - text) : n;

		columns += text_visible(out, text, plain);
		if (tab) {
			out_repeat(out, ' ', TAB);
			columns += TAB;
			plain++;
		}
		text += plain;
		n -= plain;
	}
	return columns;
}

/*
 * The line with a caret below. A long line is cut to a window around the place, at characters'
 * borders.
 */
static void print_excerpt(struct out *out, const struct spot *spot, const struct diag_style *style)
{
	const char *text;
	size_t from, to, end, before, width;

	if (!spot->source || spot->source->kind != SOURCE_TEXT || !spot->source->content.size)
		return;
	text = (const char *)spot->source->content.data;
	from = spot->line_start;
	to = spot->line_end;
	if (spot->place.offset - from > WINDOW / 2 && to - from > WINDOW) {
		from = spot->place.offset - WINDOW / 2;
		while (from < spot->place.offset && ((uint8_t)text[from] & 0xc0) == 0x80)
			from++;
	}
	if (to - from > WINDOW) {
		to = from + WINDOW;
		while (to > from && ((uint8_t)text[to] & 0xc0) == 0x80)
			to--;
	}
	out_format(out, "%5zu | ", spot->line);
	out_text(out, from > spot->line_start ? "..." : "");
	before = from > spot->line_start ? 3 : 0;
	before += show_line(out, text + from, spot->place.offset - from);
	end = spot->place.offset + spot->place.size;
	end = end > to ? to : end;
	width = end > spot->place.offset
			? show_line(out, text + spot->place.offset, end - spot->place.offset)
			: 1;
	if (end < to)
		show_line(out, text + end, to - end);
	out_text(out, to < spot->line_end ? "...\n      | " : "\n      | ");
	out_repeat(out, ' ', before);
	paint(out, style, "\033[1;32m");
	out_char(out, '^');
	out_repeat(out, '~', width ? width - 1 : 0);
	paint(out, style, "\033[0m");
	out_char(out, '\n');
}

static const char *severity_word(enum severity severity)
{
	return severity == SEVERITY_ERROR ? "error" : "warning";
}

static void print_text(
	struct diag *diag, struct out *out, const struct finding *f, const struct diag_style *style)
{
	struct spot spot = find_spot(diag, f->at);
	const char *subject = subject_of(&spot, f->subject);

	paint(out, style, "\033[1m");
	print_where(out, &spot, f->rule ? diag->about : NULL);
	paint(out, style, f->severity == SEVERITY_ERROR ? "\033[31m" : "\033[35m");
	out_format(out, "%s: ", severity_word(f->severity));
	paint(out, style, "\033[0m");
	if (subject) {
		visible(out, subject);
		out_text(out, ": ");
	}
	visible(out, f->text);
	if (f->rule)
		out_format(out, " [%s]", f->rule);
	out_char(out, '\n');
	print_excerpt(out, &spot, style);
	for (const struct note *note = f->notes; note; note = note->next) {
		struct spot other = find_spot(diag, note->at);

		if (other.source)
			print_where(out, &other, NULL);
		out_text(out, "note: ");
		/* In a text the line says it; the pointer is in the finding if it matters. */
		if (note->subject && !other.place.pointer) {
			visible(out, note->subject);
			out_text(out, ": ");
		}
		visible(out, note->text);
		out_char(out, '\n');
	}
	if (f->help) {
		out_text(out, "help: ");
		visible(out, f->help);
		out_char(out, '\n');
	}
}

static void json_member(struct out *out, const char *key, const char *text)
{
	out_format(out, ",\"%s\":", key);
	if (text)
		text_json(out, text, strlen(text));
	else
		out_text(out, "null");
}

/* file, line, column, offset and pointer: null where they do not apply. */
static void json_spot(
	struct out *out, const struct spot *spot, const struct source *about, const char *subject)
{
	const struct source *source = spot->source ? spot->source : about;
	const char *name = source ? source->name : NULL;

	out_text(out, "{\"file\":");
	if (name)
		text_json(out, name, strlen(name));
	else
		out_text(out, "null");
	if (spot->source && spot->source->kind == SOURCE_TEXT)
		out_format(out, ",\"line\":%zu,\"column\":%zu", spot->line, spot->column);
	else
		out_text(out, ",\"line\":null,\"column\":null");
	if (spot->source && spot->source->kind != SOURCE_WORD &&
		spot->source->kind != SOURCE_FOLDER)
		out_format(out, ",\"offset\":%zu", spot->place.offset);
	else
		out_text(out, ",\"offset\":null");
	json_member(out, "pointer", spot->place.pointer ? spot->place.pointer : subject);
}

static void print_json(struct diag *diag, struct out *out, const struct finding *f)
{
	struct spot spot = find_spot(diag, f->at);

	json_spot(out, &spot, f->rule ? diag->about : NULL, f->subject);
	json_member(out, "severity", severity_word(f->severity));
	json_member(out, "check", f->rule);
	json_member(out, "message", f->text);
	out_text(out, ",\"notes\":[");
	for (const struct note *note = f->notes; note; note = note->next) {
		struct spot other = find_spot(diag, note->at);

		json_spot(out, &other, NULL, note->subject);
		json_member(out, "message", note->text);
		out_text(out, note->next ? "}," : "}");
	}
	out_char(out, ']');
	json_member(out, "help", f->help);
	out_text(out, "}\n");
}

/* In the JSON form as well: a script that counts lines must learn that there is more. */
static void print_rest(struct out *out, unsigned rest, const char *what, bool json)
{
	if (!rest)
		return;
	if (json)
		out_format(out,
			"{\"file\":null,\"line\":null,\"column\":null,\"offset\":null,"
			"\"pointer\":null,\"severity\":\"%s\",\"check\":null,"
			"\"message\":\"%u more not shown\",\"notes\":[],\"help\":null}\n",
			what, rest);
	else
		out_format(out, "mkfdt: %u more %s%s not shown\n", rest, what, rest > 1 ? "s" : "");
}

/* Texts in the order in which they were first spoken of, each from top to bottom. */
static int compare_findings(const void *left, const void *right)
{
	const struct finding *a = *(struct finding *const *)left;
	const struct finding *b = *(struct finding *const *)right;

	if (a->rank != b->rank)
		return a->rank < b->rank ? -1 : 1;
	if (a->at.source && a->at.source->kind == SOURCE_TEXT && a->at.offset != b->at.offset)
		return a->at.offset < b->at.offset ? -1 : 1;
	return a->order < b->order ? -1 : 1;
}

static unsigned rank_of(const struct finding *first, const struct finding *finding)
{
	while (first->at.source != finding->at.source)
		first = first->next;
	return first->order;
}

static void sort_findings(struct diag *diag)
{
	struct finding **all;
	size_t count = 0;

	for (struct finding *f = diag->first; f; f = f->next)
		f->order = (unsigned)count++;
	all = arena_array(diag->arena, count, sizeof(struct finding *));
	count = 0;
	for (struct finding *f = diag->first; f; f = f->next) {
		f->rank = rank_of(diag->first, f);
		all[count++] = f;
	}
	qsort(all, count, sizeof(*all), compare_findings);
	for (size_t i = 0; i < count; i++)
		all[i]->next = i + 1 < count ? all[i + 1] : NULL;
	diag->first = count ? all[0] : NULL;
}

static bool is_alike(const struct finding *a, const struct finding *b)
{
	return a && a->severity == b->severity && a->rule && a->rule == b->rule && a->at.source &&
	       origin_compare(&a->at, &b->at) == 0;
}

/* Chooses from the top, as long as there is room; at most so many of one rule at one place. */
static void choose(struct diag *diag, unsigned room[2], unsigned alike)
{
	const struct finding *before = NULL;
	unsigned run = 0;

	for (struct finding *f = diag->first; f; before = f, f = f->next) {
		run = is_alike(before, f) ? run + 1 : 0;
		if (f->chosen || run >= alike || !room[f->severity])
			continue;
		f->chosen = true;
		room[f->severity]--;
	}
}

void diag_print(struct diag *diag, const struct diag_style *style)
{
	unsigned room[2] = {SHOWN_AT_MOST, SHOWN_AT_MOST};
	struct out out;

	sort_findings(diag);
	/* One region over forty devices must not push all other mistakes out. */
	choose(diag, room, ALIKE_AT_MOST);
	choose(diag, room, UINT_MAX);
	out_init(&out, STDERR_FILENO);
	for (const struct finding *f = diag->first; f; f = f->next) {
		unsigned quiet_from = f->severity == SEVERITY_ERROR ? 2 : 1;

		if (style->quiet >= quiet_from || !f->chosen)
			continue;
		if (style->json)
			print_json(diag, &out, f);
		else
			print_text(diag, &out, f, style);
	}
	if (style->quiet < 1 && diag->warnings > SHOWN_AT_MOST)
		print_rest(&out, diag->warnings - SHOWN_AT_MOST, "warning", style->json);
	if (style->quiet < 2 && diag->errors > SHOWN_AT_MOST)
		print_rest(&out, diag->errors - SHOWN_AT_MOST, "error", style->json);
	out_flush(&out);
	out_release(&out);
	diag->first = diag->last = NULL;
	diag->rest = NULL;
	diag->kept = 0;
}
