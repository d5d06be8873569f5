#include "check/facts.h"
#include "check/rules.h"

/*
 * /chosen (DTSpec 3.6; Linux chosen.yaml): the command line, the console, the seeds. What it says
 * about the initrd is in payload.c, its paths are in paths.c.
 */
enum { COMMAND_LINE_SIZE = 2048 }; /* of arm64 Linux, the NUL included */

/* The text up to its NUL; 0 if there is none. */
static size_t text_length(const struct prop *prop)
{
	const uint8_t *end =
		prop->value.size ? memchr(prop->value.data, 0, prop->value.size) : NULL;

	return end ? (size_t)(end - prop->value.data) : 0;
}

void check_cmdline_length(struct check_run *run)
{
	const struct node *chosen = run->facts->chosen;
	const struct prop *bootargs = chosen ? prop_find(chosen, "bootargs") : NULL;
	size_t length = bootargs ? text_length(bootargs) : 0;

	if (length < COMMAND_LINE_SIZE)
		return;
	report(run, at_prop(chosen, bootargs),
		"the command line has %zu bytes, arm64 Linux keeps the first %d", length,
		COMMAND_LINE_SIZE - 1);
	report_help(run, "it is cut without a word: move what matters to the front");
}

/* Without any NUL it is no text, which property-type tells of. */
static bool ends_early(const struct prop *text, size_t length)
{
	return text->value.size > length + 1 && text->value.data[length] == 0;
}

void check_cmdline_text(struct check_run *run)
{
	const struct node *chosen = run->facts->chosen;
	const struct prop *bootargs = chosen ? prop_find(chosen, "bootargs") : NULL;
	size_t length = bootargs ? text_length(bootargs) : 0;

	for (size_t i = 0; i < length; i++) {
		uint8_t c = bootargs->value.data[i];

		if ((c >= ' ' && c != 0x7f) || c == '\t')
			continue;
		report(run, at_prop(chosen, bootargs),
			"byte %zu of the command line is the control character 0x%02x", i + 1, c);
		return;
	}
	if (bootargs && ends_early(bootargs, length))
		report(run, at_prop(chosen, bootargs),
			"the command line ends at byte %zu, a NUL, and has %zu bytes behind it",
			length + 1, bootargs->value.size - length - 1);
}

/* --- the console --- */

static bool is_serial(const struct node *node)
{
	static const char *const serial[] = {
		"arm,pl011", "arm,sbsa-uart", "ns16550a", "ns16550", "snps,dw-apb-uart", NULL};

	for (size_t i = 0; serial[i]; i++)
		if (prop_lists(node, "compatible", serial[i]))
			return true;
	return false;
}

static bool has_serial(const struct node *root)
{
	for (const struct node *node = root; node; node = next_used(root, node))
		if (is_serial(node))
			return true;
	return false;
}

static bool says_console(const struct node *chosen)
{
	const char *bootargs = prop_text(chosen, "bootargs");

	return prop_find(chosen, "stdout-path") || prop_find(chosen, "linux,stdout-path") ||
	       (bootargs && strstr(bootargs, "console="));
}

void check_missing_console(struct check_run *run)
{
	const struct node *root = run->tree->root, *chosen = run->facts->chosen;

	if (!run->facts->machine || (chosen && says_console(chosen)) || !has_serial(root))
		return;
	report(run, chosen ? at_absence(chosen, "stdout-path") : at_absence(root, "chosen"),
		"neither stdout-path nor the command line says where the console is");
	report_help(run, "a guest boots mute without: \"stdout-path\" is the serial device's path");
}

/* --- seeds --- */

static bool all_equal(struct bytes value)
{
	for (size_t i = 1; i < value.size; i++)
		if (value.data[i] != value.data[0])
			return false;
	return true;
}

static void check_seed(struct check_run *run, const char *name)
{
	const struct node *chosen = run->facts->chosen;
	const struct prop *seed = chosen ? prop_find(chosen, name) : NULL;

	if (!seed || !seed->value.size)
		return;
	if (all_equal(seed->value))
		report(run, at_prop(chosen, seed), "every byte of the seed is 0x%02x",
			seed->value.data[0]);
	else if (!seed->random && !source_is_tree(seed->origin.source))
		report(run, at_prop(chosen, seed), "the seed is the same in every guest and boot");
	else
		return;
	report_help(run, "leave it out, or say \"random\" to have one made for this blob");
}

void check_seed_constant(struct check_run *run)
{
	check_seed(run, "rng-seed");
	check_seed(run, "kaslr-seed");
}
