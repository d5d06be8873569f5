#include "print/map.h"

#include "base/text.h"
#include "print/lines.h"
#include "print/space.h"

#include <inttypes.h>

enum {
	WIDEST_COLUMN = 48,	 /* what is longer moves the rest of its line */
	DEEPEST_INDENT = 16,	 /* levels */
	LINES_AT_MOST = 4,	 /* interrupts of a device among the addresses */
	SMALLEST_HOLE = 0x10000, /* a smaller one is not worth a line of text */
};

struct run {
	struct out *out;
	struct tree *tree;
	const struct map_options *options;
	struct arena scratch;
};

static void paint(const struct run *run, const char *code)
{
	if (run->options->colour)
		out_text(run->out, code);
}

static const char *path_of(struct run *run, const struct node *node)
{
	return node ? node_path(&run->scratch, node) : "";
}

/* Text, and blanks up to the column's width and the next column; width 0: the last column. */
static void print_column(struct out *out, const char *text, size_t width)
{
	size_t columns = text_visible(out, text, strlen(text));

	if (!width)
		return;
	out_repeat(out, ' ', (columns < width ? width - columns : 0) + 2);
}

static size_t width_of(const char *text, size_t width)
{
	size_t n = strlen(text);

	n = n > WIDEST_COLUMN ? WIDEST_COLUMN : n;
	return n > width ? n : width;
}

/* --- addresses, as text --- */

static bool is_shown(const struct claim *claim)
{
	return claim->kind != CLAIM_FREE || claim->last - claim->base >= SMALLEST_HOLE - 1;
}

static const char *size_of(char room[32], const struct claim *claim)
{
	uint64_t size = claim->last - claim->base + 1;

	return size ? text_size(room, size) : "16 EiB";
}

/* Hex digits that every base fits into, eight at least. */
static int digits_for(uint64_t value)
{
	int digits = 8;

	while (digits < 16 && value >> (4 * digits))
		digits++;
	return digits;
}

/* A device's lines say more about it than most names do. separator: before the first. */
static void print_device_lines(struct run *run, struct node *node, const char *separator)
{
	struct interrupts walk;
	struct interrupt interrupt;
	unsigned n = 0;

	if (!interrupts_open(&walk, node))
		return;
	for (; interrupts_next(&walk, &interrupt); n++) {
		if (!interrupt.gic)
			return;
		if (n == LINES_AT_MOST) {
			out_text(run->out, ", ...");
			return;
		}
		out_format(run->out, "%s%s %" PRIu32, separator,
			interrupt_type_name(interrupt.decoded.type), interrupt.decoded.number);
		separator = ", ";
	}
}

static void print_meaning(struct run *run, const struct claim *claim)
{
	const char *compatible = claim->node ? prop_text(claim->node, "compatible") : NULL;
	const char *meaning = claim->meaning ? claim->meaning : compatible ? compatible : "";

	text_visible(run->out, meaning, strlen(meaning));
	if (claim->kind == CLAIM_DEVICE && claim->first)
		print_device_lines(run, claim->node, *meaning ? ", " : "");
	if (claim->off)
		out_text(run->out, " (off)");
	if (claim->wraps)
		out_text(run->out, ", wraps around");
	if (claim->overlaps) {
		const struct claim *other = claim->overlaps;
		const char *name = other->node ? path_of(run, other->node) : other->meaning;

		paint(run, "\033[31m");
		out_text(run->out, "  ! overlaps ");
		text_visible(run->out, name, strlen(name));
		paint(run, "\033[0m");
	}
}

static void print_claim(struct run *run, const struct claim *claim, int digits, size_t width)
{
	size_t depth = claim->depth < DEEPEST_INDENT ? claim->depth : DEEPEST_INDENT;
	char room[32];

	out_repeat(run->out, ' ', 2 + 2 * depth);
	if (claim->kind == CLAIM_FREE)
		paint(run, "\033[2m");
	out_format(run->out, "0x%0*" PRIx64 "  ", digits, claim->base);
	print_column(run->out, size_of(room, claim), 10);
	print_column(run->out, path_of(run, claim->node), width);
	print_meaning(run, claim);
	if (claim->kind == CLAIM_FREE)
		paint(run, "\033[0m");
	out_char(run->out, '\n');
	arena_release(&run->scratch);
}

static void print_space(struct run *run, const struct space *space)
{
	size_t width = 0;
	int digits = 8;

	for (size_t i = 0; i < space->count; i++) {
		if (!is_shown(&space->claims[i]))
			continue;
		digits = digits_for(space->claims[i].base) > digits
				 ? digits_for(space->claims[i].base)
				 : digits;
		width = width_of(path_of(run, space->claims[i].node), width);
		arena_release(&run->scratch);
	}
	out_text(run->out, "address space\n");
	for (size_t i = 0; i < space->count; i++)
		if (is_shown(&space->claims[i]))
			print_claim(run, &space->claims[i], digits, width);
}

/* --- interrupts, as text --- */

static const char *line_number(struct run *run, const struct line *line)
{
	const struct interrupt *interrupt = &line->interrupt;
	const char *text = "";

	if (line->span > 1)
		return arena_format(&run->scratch, "SPI %" PRIu32 "..%" PRIu32,
			interrupt->decoded.number, interrupt->decoded.number + line->span - 1);
	if (interrupt->gic)
		return arena_format(&run->scratch, "%s %" PRIu32,
			interrupt_type_name(interrupt->decoded.type), interrupt->decoded.number);
	for (uint32_t i = 0; i < interrupt->count; i++)
		text = arena_format(
			&run->scratch, "%s%s0x%" PRIx32, text, i ? " " : "", interrupt->cells[i]);
	return text;
}

static const char *line_trigger(struct run *run, const struct line *line)
{
	const struct interrupt *interrupt = &line->interrupt;
	const char *name;

	if (!interrupt->gic)
		return "";
	name = trigger_name(interrupt->decoded.trigger);
	return name ? name
		    : arena_format(&run->scratch, "flags 0x%" PRIx32, interrupt->decoded.trigger);
}

struct widths {
	size_t number, path;
};

static void print_line(struct run *run, const struct line *line, const struct widths *widths)
{
	struct out *out = run->out;

	out_text(out, "  ");
	print_column(out, line_number(run, line), widths->number);
	if (line->interrupt.gic) {
		print_column(out,
			arena_format(
				&run->scratch, "INTID %" PRIu64, line->interrupt.decoded.intid),
			10);
		print_column(out, line_trigger(run, line), 12);
	}
	print_column(out, path_of(run, line->interrupt.owner), line->name ? widths->path : 0);
	if (line->name)
		text_visible(out, line->name, strlen(line->name));
	if (line->off)
		out_text(out, " (off)");
	if (line_clashes(line)) {
		paint(run, "\033[31m");
		if (line->span > 1)
			out_text(out, "  ! other devices use some of these lines");
		else
			out_format(out, "  ! %u devices use this line", line->users);
		paint(run, "\033[0m");
	} else if (line->shared) {
		out_text(out, "  shared");
	}
	out_char(out, '\n');
	arena_release(&run->scratch);
}

static void print_lines(struct run *run, const struct lines *lines)
{
	struct widths widths = {0};
	const struct node *controller = NULL;

	for (size_t i = 0; i < lines->count; i++) {
		widths.number = width_of(line_number(run, &lines->lines[i]), widths.number);
		widths.path = width_of(path_of(run, lines->lines[i].interrupt.owner), widths.path);
		arena_release(&run->scratch);
	}
	for (size_t i = 0; i < lines->count; i++) {
		const struct line *line = &lines->lines[i];

		if (line->interrupt.controller != controller) {
			controller = line->interrupt.controller;
			out_text(run->out, "interrupts of ");
			text_visible(run->out, line->controller, strlen(line->controller));
			out_char(run->out, '\n');
		}
		print_line(run, line, &widths);
	}
}

/* --- both, as JSON --- */

static void json_text(struct out *out, const char *key, const char *text)
{
	out_format(out, "\"%s\": ", key);
	if (text)
		text_json(out, text, strlen(text));
	else
		out_text(out, "null");
}

static void json_claim(struct run *run, const struct claim *claim)
{
	static const char *const kinds[] = {[CLAIM_RAM] = "ram",
		[CLAIM_BUS] = "bus",
		[CLAIM_WINDOW] = "window",
		[CLAIM_DEVICE] = "device",
		[CLAIM_RESERVED] = "reserved",
		[CLAIM_ENTRY] = "memreserve",
		[CLAIM_IMAGE] = "image",
		[CLAIM_FREE] = "free"};
	struct out *out = run->out;
	uint64_t size = claim->last - claim->base + 1;
	const struct claim *other = claim->overlaps;

	out_format(out, "{\"base\": \"0x%" PRIx64 "\", ", claim->base);
	json_text(out, "size", size ? arena_format(&run->scratch, "0x%" PRIx64, size) : NULL);
	out_format(out, ", \"kind\": \"%s\", ", kinds[claim->kind]);
	json_text(out, "path", claim->node ? path_of(run, claim->node) : NULL);
	out_text(out, ", ");
	json_text(out, "meaning", claim->meaning);
	out_format(
		out, ", \"depth\": %u, \"off\": %s, ", claim->depth, claim->off ? "true" : "false");
	json_text(out, "overlaps",
		!other	      ? NULL
		: other->node ? path_of(run, other->node)
			      : other->meaning);
	out_char(out, '}');
	arena_release(&run->scratch);
}

static void json_line(struct run *run, const struct line *line)
{
	const struct interrupt *interrupt = &line->interrupt;
	struct out *out = run->out;

	out_char(out, '{');
	json_text(out, "controller", line->controller);
	if (interrupt->gic) {
		out_format(out,
			", \"type\": \"%s\", \"number\": %" PRIu32 ", \"intid\": %" PRIu64 ", ",
			interrupt_type_name(interrupt->decoded.type), interrupt->decoded.number,
			interrupt->decoded.intid);
		json_text(out, "trigger", trigger_name(interrupt->decoded.trigger));
	} else {
		out_text(out, ", \"type\": null, \"number\": null, \"intid\": null, "
			      "\"trigger\": null");
	}
	out_text(out, ", \"cells\": [");
	for (uint32_t i = 0; i < interrupt->count; i++)
		out_format(out, i ? ", %" PRIu32 : "%" PRIu32, interrupt->cells[i]);
	out_text(out, "], ");
	out_format(out, "\"count\": %" PRIu32 ", ", line->span);
	json_text(out, "path", path_of(run, interrupt->owner));
	out_text(out, ", ");
	json_text(out, "name", line->name);
	out_format(out, ", \"off\": %s, \"shared\": %s, \"clash\": %s}",
		line->off ? "true" : "false", line->shared ? "true" : "false",
		line_clashes(line) ? "true" : "false");
	arena_release(&run->scratch);
}

static void print_as_json(struct run *run, const struct space *space, const struct lines *lines)
{
	out_text(run->out, "{\"addresses\": [");
	for (size_t i = 0; i < space->count; i++) {
		out_text(run->out, i ? ",\n  " : "\n  ");
		json_claim(run, &space->claims[i]);
	}
	out_text(run->out, "\n], \"interrupts\": [");
	for (size_t i = 0; i < lines->count; i++) {
		out_text(run->out, i ? ",\n  " : "\n  ");
		json_line(run, &lines->lines[i]);
	}
	out_text(run->out, "\n]}\n");
}

void print_map(struct out *out, struct tree *tree, const struct map_options *options)
{
	struct run run = {.out = out, .tree = tree, .options = options};
	struct space space;
	struct lines lines;

	space_collect(&space, tree);
	lines_collect(&lines, tree);
	if (options->json) {
		print_as_json(&run, &space, &lines);
		return;
	}
	print_space(&run, &space);
	print_lines(&run, &lines);
}
