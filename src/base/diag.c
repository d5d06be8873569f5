#include "base/finding.h"

#include <stdlib.h>

enum { KEPT_AT_MOST = 4096 }; /* a hostile input must not fill the memory with messages */

void diag_init(struct diag *diag, struct arena *arena)
{
	*diag = (struct diag){.arena = arena};
}

bool diag_keeps(const struct diag *diag)
{
	return diag->last && diag->kept <= KEPT_AT_MOST;
}

void diag_count(struct diag *diag, enum severity severity)
{
	if (severity == SEVERITY_ERROR)
		diag->errors++;
	else
		diag->warnings++;
}

static bool same_rule(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

/* Remembers what it was about, so that it can still be judged anew. */
static void count_only(struct diag *diag, const struct finding *finding)
{
	struct overflow *rest = diag->rest;

	while (rest &&
		(rest->severity != finding->severity || !same_rule(rest->rule, finding->rule)))
		rest = rest->next;
	if (!rest) {
		rest = arena_alloc(diag->arena, sizeof(*rest));
		*rest = (struct overflow){.next = diag->rest,
			.rule = finding->rule,
			.severity = finding->severity,
			.fault = !finding->rule && finding->severity == SEVERITY_ERROR};
		diag->rest = rest;
	}
	rest->count++;
}

static void add(struct diag *diag, struct finding finding, const char *format, va_list arguments)
{
	struct finding *kept;

	diag_count(diag, finding.severity);
	if (finding.severity == SEVERITY_ERROR && !finding.rule)
		diag->faults++;
	if (diag->kept++ >= KEPT_AT_MOST) {
		count_only(diag, &finding);
		return;
	}
	kept = arena_alloc(diag->arena, sizeof(*kept));
	*kept = finding;
	kept->text = arena_vformat(diag->arena, format, arguments);
	if (finding.subject)
		kept->subject = arena_text(diag->arena, finding.subject, strlen(finding.subject));
	if (diag->last)
		diag->last->next = kept;
	else
		diag->first = kept;
	diag->last = kept;
}

void diag_report(struct diag *diag, enum severity severity, const char *rule, struct origin at,
	const char *subject, const char *format, ...)
{
	struct finding finding = {.severity = severity, .rule = rule, .at = at, .subject = subject};
	va_list arguments;

	va_start(arguments, format);
	add(diag, finding, format, arguments);
	va_end(arguments);
}

void diag_error(struct diag *diag, struct origin at, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	add(diag, (struct finding){.severity = SEVERITY_ERROR, .at = at}, format, arguments);
	va_end(arguments);
}

void diag_fail(struct diag *diag, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	add(diag, (struct finding){.severity = SEVERITY_ERROR}, format, arguments);
	va_end(arguments);
	diag->system_failed = true;
}

void diag_note(struct diag *diag, struct origin at, const char *subject, const char *format, ...)
{
	struct note *note, **end;
	va_list arguments;

	if (!diag_keeps(diag))
		return;
	note = arena_alloc(diag->arena, sizeof(*note));
	note->at = at;
	if (subject)
		note->subject = arena_text(diag->arena, subject, strlen(subject));
	va_start(arguments, format);
	note->text = arena_vformat(diag->arena, format, arguments);
	va_end(arguments);
	for (end = &diag->last->notes; *end; end = &(*end)->next)
		;
	*end = note;
}

void diag_help(struct diag *diag, const char *format, ...)
{
	va_list arguments;

	if (!diag_keeps(diag))
		return;
	va_start(arguments, format);
	diag->last->help = arena_vformat(diag->arena, format, arguments);
	va_end(arguments);
}

void diag_doubt(struct diag *diag)
{
	if (diag_keeps(diag))
		diag->last->doubtful = true;
}

void diag_demote(struct diag *diag)
{
	if (diag->system_failed)
		return;
	for (struct finding *f = diag->first; f; f = f->next)
		if (f->rule || f->promoted)
			f->severity = SEVERITY_WARNING;
	diag->warnings += diag->errors - diag->faults;
	diag->errors = diag->faults;
}

static void count(struct diag *diag, enum severity severity, unsigned by)
{
	if (severity == SEVERITY_ERROR)
		diag->errors += by;
	else
		diag->warnings += by;
}

/* Those that are only counted; what is dropped counts no more. */
static void review_rest(struct diag *diag, diag_judge *judge, const void *context)
{
	for (struct overflow *rest = diag->rest; rest; rest = rest->next) {
		enum diag_verdict verdict =
			rest->fault ? DIAG_FAIL : judge(rest->rule, rest->severity, context);

		count(diag, rest->severity, -rest->count);
		rest->severity = verdict == DIAG_FAIL ? SEVERITY_ERROR : SEVERITY_WARNING;
		if (verdict == DIAG_DROP)
			rest->count = 0;
		count(diag, rest->severity, rest->count);
	}
}

void diag_review(struct diag *diag, diag_judge *judge, const void *context)
{
	struct finding **place = &diag->first, *last = NULL;

	for (struct finding *f = diag->first; f; f = f->next) {
		bool fault = !f->rule && f->severity == SEVERITY_ERROR && !f->promoted;
		enum diag_verdict verdict =
			fault ? DIAG_FAIL : judge(f->rule, f->severity, context);

		if (verdict != (f->severity == SEVERITY_ERROR ? DIAG_FAIL : DIAG_WARN)) {
			count(diag, f->severity, -1u);
			f->severity = verdict == DIAG_FAIL ? SEVERITY_ERROR : SEVERITY_WARNING;
			f->promoted = verdict == DIAG_FAIL;
			count(diag, f->severity, verdict != DIAG_DROP);
		}
		if (verdict == DIAG_DROP) {
			diag->kept--;
			continue;
		}
		*place = last = f;
		place = &f->next;
	}
	*place = NULL;
	diag->last = last;
	review_rest(diag, judge, context);
}

int diag_status(const struct diag *diag)
{
	if (diag->system_failed)
		return 2;
	return diag->errors ? 1 : 0;
}

int origin_compare(const void *left, const void *right)
{
	const struct origin *a = left, *b = right;

	if (a->source != b->source)
		return (uintptr_t)a->source < (uintptr_t)b->source ? -1 : 1;
	return a->offset < b->offset ? -1 : a->offset > b->offset;
}

static struct origin *gather_places(
	const struct diag *diag, struct arena *arena, enum severity least, size_t *count)
{
	struct origin *places = NULL;

	*count = 0;
	for (const struct finding *f = diag->first; f; f = f->next) {
		if (f->severity < least || !f->at.source)
			continue;
		places = arena_more(arena, places, *count, sizeof(*places));
		places[(*count)++] = f->at;
	}
	if (*count)
		qsort(places, *count, sizeof(*places), origin_compare);
	return places;
}

struct origin *diag_places(const struct diag *diag, struct arena *arena, size_t *count)
{
	return gather_places(diag, arena, SEVERITY_ERROR, count);
}

static bool is_among(const struct origin *places, size_t count, struct origin at)
{
	return count && bsearch(&at, places, count, sizeof(at), origin_compare);
}

static void take_over(struct diag *diag, struct finding *finding)
{
	diag_count(diag, finding->severity);
	diag->faults += !finding->rule && finding->severity == SEVERITY_ERROR;
	if (diag->kept++ >= KEPT_AT_MOST) {
		count_only(diag, finding);
		return;
	}
	finding->next = NULL;
	if (diag->last)
		diag->last->next = finding;
	else
		diag->first = finding;
	diag->last = finding;
}

/* Where something was said already: an error, or a warning at the least. */
struct told {
	struct origin *errors, *all;
	size_t error_count, all_count;
};

static bool is_doubtful(const struct finding *finding)
{
	for (const struct note *note = finding->notes; note; note = note->next)
		if (note->at.source && note->at.source->doubtful)
			return true;
	return finding->doubtful;
}

/*
 * Is it at a place in what the user wrote, of which nothing as severe was said; or what a rule
 * found about the whole?
 */
static bool is_news(const struct finding *finding, const struct told *told)
{
	const struct origin *at = &finding->at;

	if (is_doubtful(finding) || (at->source && at->source->builtin))
		return false;
	if (!at->source)
		return finding->rule != NULL;
	if (finding->severity == SEVERITY_ERROR)
		return !is_among(told->errors, told->error_count, *at);
	return !is_among(told->all, told->all_count, *at);
}

static void adopt(struct diag *diag, const struct diag *from, bool rules)
{
	struct told told;

	told.errors = gather_places(diag, diag->arena, SEVERITY_ERROR, &told.error_count);
	told.all = gather_places(diag, diag->arena, SEVERITY_WARNING, &told.all_count);
	for (struct finding *f = from->first, *next; f; f = next) {
		bool wanted = rules ? f->rule != NULL : f->severity == SEVERITY_ERROR;

		next = f->next;
		if (wanted && is_news(f, &told))
			take_over(diag, f);
	}
}

void diag_adopt_rules(struct diag *diag, const struct diag *from)
{
	adopt(diag, from, true);
	for (const struct overflow *rest = from->rest; rest; rest = rest->next)
		if (rest->rule)
			count(diag, rest->severity, rest->count);
}

void diag_adopt_errors(struct diag *diag, const struct diag *from)
{
	adopt(diag, from, false);
}
