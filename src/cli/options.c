#include "cli/options.h"

#include "base/text.h"
#include "cli/table.h"

#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdlib.h>

static const char *const input_formats[] = {"json", "dtb", NULL};
const char *const format_names[] = {[FORMAT_DTB] = "dtb",
	[FORMAT_DTS] = "dts",
	[FORMAT_JSON] = "json",
	[FORMAT_MAP] = "map",
	[FORMAT_HEADER] = "header",
	[FORMAT_VM] = "vm",
	NULL};
static const char *const error_formats[] = {"text", "json", NULL};
static const char *const colours[] = {
	[COLOUR_AUTO] = "auto", [COLOUR_ALWAYS] = "always", [COLOUR_NEVER] = "never", NULL};

/* One run of options_read. */
struct reading {
	struct options *options;
	struct arena *arena;
	struct diag *diag;
};

static void add_word(struct reading *run, struct words *words, const char *word)
{
	const char **items = arena_array(run->arena, words->count + 2, sizeof(*items));

	if (words->count)
		memcpy(items, words->items, words->count * sizeof(*items));
	items[words->count++] = word;
	words->items = items;
}

/* Decimal, or hexadecimal behind 0x; a leading 0 does not make it octal. */
static bool parse_number(const char *text, uint64_t max, uint64_t *number)
{
	bool hex = text[0] == '0' && (text[1] == 'x' || text[1] == 'X');
	char *end;

	errno = 0;
	*number = strtoull(text, &end, hex ? 16 : 10);
	return *text >= '0' && *text <= '9' && end != text && !*end && !errno && *number <= max;
}

static void read_number(
	struct reading *run, const struct option_row *row, const char *text, uint64_t *number)
{
	if (!parse_number(text, row->max, number))
		diag_fail(run->diag, "-%c wants a number of 0 to %" PRIu64 ", not \"%s\"",
			row->letter, row->max, text);
}

static void read_choice(struct reading *run, const char *const *words, const char *option,
	const char *text, unsigned *choice)
{
	const char *near = text_suggest(text, words);
	struct out list;

	for (*choice = 0; words[*choice]; ++*choice)
		if (strcmp(words[*choice], text) == 0)
			return;
	*choice = 0;
	out_init(&list, -1);
	for (size_t i = 0; words[i]; i++)
		out_format(&list, "%s%s", i ? ", " : "", words[i]);
	diag_fail(run->diag, "%s is one of %.*s, not \"%s\"", option, (int)list.used,
		(const char *)list.data, text);
	if (near)
		diag_help(run->diag, "did you mean \"%s\"?", near);
	out_release(&list);
}

static void set_mode(struct reading *run, enum mode mode, const char *name)
{
	struct options *options = run->options;

	if (options->mode_name && options->mode != mode)
		diag_fail(run->diag, "%s and %s are two different things to do", options->mode_name,
			name);
	if (options->mode_name && mode == MODE_GET)
		diag_fail(run->diag, "--get looks for one thing at a time");
	options->mode = mode;
	options->mode_name = name;
}

static void read_format(struct reading *run, const char *option, const char *text)
{
	read_choice(run, format_names, option, text, &run->options->format);
	run->options->format_given = true;
}

static void add_check(struct reading *run, char letter, const char *word)
{
	struct options *options = run->options;
	struct check_word *all = arena_array(run->arena, options->check_count + 1, sizeof(*all));

	if (options->check_count)
		memcpy(all, options->checks, options->check_count * sizeof(*all));
	all[options->check_count++] = (struct check_word){letter, word};
	options->checks = all;
}

static void read_at(struct reading *run, const char *text)
{
	run->options->at_given = true;
	if (!parse_number(text, UINT64_MAX, &run->options->at))
		diag_fail(
			run->diag, "--at wants an offset such as 4096 or 0x1000, not \"%s\"", text);
}

static void read_option(struct reading *run, const struct option_row *row, const char *value)
{
	struct options *options = run->options;
	const char *name = arena_format(run->arena, "--%s", row->name ? row->name : "");

	switch (row->id) {
	case OPTION_MODE:
		set_mode(run, row->mode, name);
		options->subject = value ? value : options->subject;
		if (row->mode == MODE_DUMP && value)
			read_format(run, name, value);
		break;
	case OPTION_INPUT_FORMAT:
		read_choice(run, input_formats, "-I", value, &options->input_format);
		options->input_format++;
		break;
	case OPTION_FORMAT:
		read_format(run, "-O", value);
		break;
	case OPTION_OUTPUT:
		options->output = value;
		break;
	case OPTION_DEPFILE:
		options->depfile = value;
		break;
	case OPTION_PADDING:
		read_number(run, row, value, &options->padding);
		break;
	case OPTION_SIZE:
		read_number(run, row, value, &options->size);
		break;
	case OPTION_ALIGNMENT:
		read_number(run, row, value, &options->alignment);
		if (options->alignment & (options->alignment - 1) || !options->alignment)
			diag_fail(run->diag, "-a wants a power of two, not %s", value);
		break;
	case OPTION_BOOT_CPU:
		read_number(run, row, value, &options->boot_cpu);
		options->boot_cpu_given = true;
		break;
	case OPTION_SYMBOLS:
		options->symbols = true;
		break;
	case OPTION_FORCE:
		options->force = true;
		break;
	case OPTION_QUIET:
		options->quiet++;
		break;
	case OPTION_CHECK:
		add_check(run, row->letter, value);
		break;
	case OPTION_SET:
		add_word(run, &options->assignments, value);
		break;
	case OPTION_DEFAULT:
		options->fallback = value;
		break;
	case OPTION_IGNORE:
		add_word(run, &options->ignored, value);
		break;
	case OPTION_RAW:
		options->raw = true;
		break;
	case OPTION_JSON:
		options->json = true;
		break;
	case OPTION_SCAN:
		options->scan = true;
		break;
	case OPTION_AT:
		read_at(run, value);
		break;
	case OPTION_ERROR_FORMAT:
		read_choice(run, error_formats, name, value, &options->error_format);
		break;
	case OPTION_COLOUR:
		read_choice(run, colours, name, value, &options->colour);
		break;
	}
}

/* getopt's two forms of the table; a long option's value is its row's place plus LONG_BASE. */
enum { LONG_BASE = 256 };

static void make_getopt(struct arena *arena, char **letters, struct option **names)
{
	struct out shorts;
	size_t count = 0;

	while (option_table[count].help)
		count++;
	*names = arena_array(arena, count + 1, sizeof(**names));
	out_init(&shorts, -1);
	out_char(&shorts, ':'); /* missing arguments are told apart from unknown options */
	for (size_t i = 0, n = 0; i < count; i++) {
		const struct option_row *row = &option_table[i];

		if (row->letter)
			out_format(&shorts, "%c%s", row->letter, row->argument ? ":" : "");
		if (row->name)
			(*names)[n++] = (struct option){.name = row->name,
				.has_arg = !row->argument  ? no_argument
					   : row->optional ? optional_argument
							   : required_argument,
				.val = LONG_BASE + (int)i};
	}
	*letters = arena_text(arena, (const char *)shorts.data, shorts.used);
	out_release(&shorts);
}

/* getopt gives only letters that make_getopt took from the table. */
static const struct option_row *row_of_letter(int letter)
{
	const struct option_row *row = option_table;

	while (row->letter != letter)
		row++;
	return row;
}

static void report_option(struct reading *run, int result, char **words)
{
	const char **names = arena_array(run->arena, 64, sizeof(*names));
	const char *word = words[optind - 1], *near;
	size_t n = 0;

	if (result == ':') {
		diag_fail(run->diag, "%s wants an argument", word);
		return;
	}
	/* Of a long one it is 0; word may still be the one before, where letters stand together. */
	if (optopt && optopt < LONG_BASE) {
		diag_fail(run->diag, "there is no option -%c", optopt);
	} else {
		for (const struct option_row *row = option_table; row->help; row++)
			if (row->name)
				names[n++] = arena_format(run->arena, "--%s", row->name);
		diag_fail(run->diag, "there is no option %s", word);
		near = text_suggest(arena_text(run->arena, word, strcspn(word, "=")), names);
		if (near) {
			diag_help(run->diag, "did you mean %s?", near);
			return;
		}
	}
	diag_help(run->diag, "mkfdt --help lists the options");
}

/* Also to look at its header, or at its size. */
static bool makes_blob(const struct options *options, enum format format)
{
	if (options->mode == MODE_CHECK)
		return true;
	return (options->mode == MODE_WRITE && format == FORMAT_DTB) ||
	       ((options->mode == MODE_WRITE || options->mode == MODE_DUMP) &&
		       format == FORMAT_HEADER);
}

static void check_formats(struct reading *run)
{
	const struct options *options = run->options;
	bool prints = options->mode == MODE_WRITE || options->mode == MODE_DUMP;
	enum format usual = options->mode == MODE_WRITE ? FORMAT_DTB : FORMAT_DTS;
	enum format format = options->format_given ? options->format : usual;

	if (options->mode == MODE_CHECK && strcmp(options->output, "-") != 0)
		diag_fail(run->diag, "--check writes nothing, so -o has no use");
	if (options->format_given && !prints)
		diag_fail(run->diag, "-O goes with writing a blob or --dump");
	if ((options->padding || options->size || options->alignment) &&
		!makes_blob(options, format))
		diag_fail(run->diag, "-p, -S and -a are for a blob, which is not made here");
	if (options->raw && !(prints && format == FORMAT_DTS))
		diag_fail(run->diag, "--raw goes with the format dts");
	if (!options->json || options->mode == MODE_DIFF || (prints && format == FORMAT_MAP))
		return;
	diag_fail(run->diag, "--json goes with --diff and the format map");
	if (prints)
		diag_help(run->diag, "%s prints the tree as JSON",
			options->mode == MODE_DUMP ? "--dump=json" : "-O json");
}

static const char *mode_name(enum mode mode)
{
	const struct option_row *row = option_table;

	while (row->id != OPTION_MODE || row->mode != mode)
		row++;
	return row->name;
}

static void check_inputs(struct reading *run)
{
	const struct words *inputs = &run->options->inputs;
	size_t standard = 0;

	if (inputs->count && run->options->mode >= MODE_SCHEMA &&
		run->options->mode <= MODE_COMPLETION)
		diag_fail(run->diag, "--%s reads no input, so \"%s\" says nothing",
			mode_name(run->options->mode), inputs->items[0]);
	for (size_t i = 0; i < inputs->count; i++)
		standard += strcmp(inputs->items[i], "-") == 0;
	if (standard > 1)
		diag_fail(run->diag, "standard input can be read only once");
}

/* An option that would do nothing is a mistake about what the program does. */
static void check_combination(struct reading *run)
{
	struct options *options = run->options;

	if (options->scan && options->mode == MODE_WRITE)
		options->mode = MODE_DUMP;
	if (options->scan && options->mode != MODE_DUMP)
		diag_fail(run->diag, "--scan goes with --dump");
	if (options->ignored.count && options->mode != MODE_DIFF)
		diag_fail(run->diag, "--ignore goes with --diff");
	if (options->fallback && options->mode != MODE_GET)
		diag_fail(run->diag, "--default goes with --get");
	if (options->depfile && options->mode != MODE_WRITE)
		diag_fail(run->diag, "-d goes with writing a blob");
	else if (options->depfile && strcmp(options->output, "-") == 0)
		diag_fail(run->diag,
			"-d writes a rule for the file that -o names, and there is none");
	else if (options->depfile && strcmp(options->depfile, options->output) == 0)
		diag_fail(run->diag, "-d and -o name the same file");
	check_formats(run);
	check_inputs(run);
}

bool options_read(
	struct options *options, struct arena *arena, struct diag *diag, int count, char **words)
{
	struct reading run = {options, arena, diag};
	struct option *names;
	char *letters;
	int result;

	*options = (struct options){.output = "-", .alignment = 0};
	make_getopt(arena, &letters, &names);
	opterr = 0;
	while ((result = getopt_long(count, words, letters, names, NULL)) != -1) {
		if (result == '?' || result == ':')
			report_option(&run, result, words);
		else if (result >= LONG_BASE)
			read_option(&run, &option_table[result - LONG_BASE], optarg);
		else
			read_option(&run, row_of_letter(result), optarg);
	}
	for (int i = optind; i < count; i++)
		add_word(&run, &options->inputs, words[i]);
	check_combination(&run);
	return diag_status(diag) == 0;
}
