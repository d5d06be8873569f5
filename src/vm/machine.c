#include "vm/machine.h"

#include "base/text.h"

static const struct machine *find(const char *name)
{
	for (size_t i = 0; i < machine_count; i++)
		if (strcmp(machines[i].name, name) == 0)
			return &machines[i];
	return NULL;
}

static void report_unknown(
	struct arena *arena, struct diag *diag, const char *name, struct origin at)
{
	const char **names = arena_array(arena, machine_count + 1, sizeof(*names));
	const char *near;
	struct out list;

	out_init(&list, -1);
	for (size_t i = 0; i < machine_count; i++) {
		names[i] = machines[i].name;
		out_format(&list, "%s%s", i ? ", " : "", names[i]);
	}
	diag_error(diag, at, "there is no machine \"%s\"", name);
	near = text_suggest(name, names);
	if (near)
		diag_help(diag, "did you mean \"%s\"?", near);
	else
		diag_help(diag,
			"the machines are %.*s; one of your own is a description given as the "
			"first input",
			(int)list.used, (const char *)list.data);
	out_release(&list);
}

static const struct json *parse(
	struct arena *arena, struct diag *diag, const struct machine *machine)
{
	struct source *source = arena_alloc(arena, sizeof(*source));

	*source = (struct source){.name = arena_format(arena, "machine %s", machine->name),
		.kind = SOURCE_TEXT,
		.builtin = true,
		.content = {machine->text, machine->size}};
	return json_parse(arena, source, diag);
}

bool machine_check(struct arena *arena, struct diag *diag, const char *name, struct origin at)
{
	if (find(name))
		return true;
	report_unknown(arena, diag, name, at);
	return false;
}

const struct json *machine_load(
	struct arena *arena, struct diag *diag, const char *name, struct origin at)
{
	const struct machine *machine = find(name);

	if (machine)
		return parse(arena, diag, machine);
	report_unknown(arena, diag, name, at);
	return NULL;
}

void machine_list(struct arena *arena, struct out *out)
{
	struct diag diag;

	diag_init(&diag, arena);
	for (size_t i = 0; i < machine_count; i++) {
		const struct json *text = json_member(parse(arena, &diag, &machines[i]), "summary");

		out_format(
			out, "%-18s%s\n", machines[i].name, text && text->text ? text->text : "");
	}
}
