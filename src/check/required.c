#include "check/facts.h"
#include "check/rules.h"
#include "tree/gap.h"

#include <stdlib.h>

/*
 * What the bindings of a virtual machine's nodes require (DTSpec 3; the Linux schemas). Words
 * are separated by blanks; "a|b" is satisfied by either. Sorted by compatible (as strcmp does).
 */
struct requirement {
	const char *compatible;
	const char *also; /* a second compatible that must stand behind it, or NULL */
	const char *needs;
};

static const struct requirement requirements[] = {
	{"amazon,vmclock", NULL, "reg"},
	{"arm,armv7-timer", NULL, "interrupts"},
	{"arm,armv8-pmuv3", NULL, "interrupts"},
	{"arm,armv8-timer", NULL, "interrupts"},
	{"arm,cortex-a15-gic", NULL, "reg interrupt-controller #interrupt-cells"},
	{"arm,gic-400", NULL, "reg interrupt-controller #interrupt-cells"},
	{"arm,gic-v2m-frame", NULL, "reg msi-controller"},
	{"arm,gic-v3", NULL, "reg interrupt-controller #interrupt-cells"},
	{"arm,gic-v3-its", NULL, "reg msi-controller #msi-cells"},
	{"arm,pl011", "arm,primecell", "reg interrupts"},
	{"arm,pl031", "arm,primecell", "reg"},
	{"arm,pl061", "arm,primecell",
		"reg interrupts gpio-controller #gpio-cells interrupt-controller #interrupt-cells"},
	{"arm,psci", NULL, "method"},
	{"arm,psci-0.2", NULL, "method"},
	{"arm,psci-1.0", NULL, "method"},
	{"arm,sbsa-uart", NULL, "reg interrupts"},
	{"arm,smmu-v3", NULL, "reg #iommu-cells"},
	{"cfi-flash", NULL, "reg bank-width"},
	{"fixed-clock", NULL, "#clock-cells clock-frequency"},
	{"linaro,optee-tz", NULL, "method"},
	{"microsoft,vmgenid", NULL, "reg interrupts"},
	{"ns16550a", NULL, "reg"},
	{"numa-distance-map-v1", NULL, "distance-matrix"},
	{"pci-host-cam-generic", NULL, "device_type reg ranges #address-cells #size-cells"},
	{"pci-host-ecam-generic", NULL, "device_type reg ranges #address-cells #size-cells"},
	{"pmem-region", NULL, "reg"},
	{"qemu,fw-cfg-mmio", NULL, "reg"},
	{"qemu,pvpanic-mmio", NULL, "reg"},
	{"ramoops", NULL, "record-size|console-size|ftrace-size|pmsg-size"},
	{"riscv,plic0", NULL, "reg interrupt-controller #interrupt-cells interrupts-extended"},
	{"simple-bus", NULL, "#address-cells #size-cells ranges"},
	{"simple-framebuffer", NULL, "reg|memory-region width height stride format"},
	{"tcg,tpm-tis-mmio", NULL, "reg"},
	{"virtio,mmio", NULL, "reg interrupts"},
};

static int compare_compatible(const void *compatible, const void *row)
{
	return strcmp(compatible, ((const struct requirement *)row)->compatible);
}

static const struct requirement *find_requirement(const char *compatible)
{
	return bsearch(compatible, requirements, sizeof(requirements) / sizeof(*requirements),
		sizeof(*requirements), compare_compatible);
}

static bool has_prop(const struct node *node, const char *name, size_t length)
{
	char text[64];

	if (length >= sizeof(text))
		return false;
	memcpy(text, name, length);
	text[length] = 0;
	return prop_find(node, text) ||
	       (strcmp(text, "interrupts") == 0 && prop_find(node, "interrupts-extended"));
}

/* Is one of the words a|b there? */
static bool has_either(const struct node *node, const char *word, size_t length)
{
	while (length) {
		const char *bar = memchr(word, '|', length);
		size_t n = bar ? (size_t)(bar - word) : length;

		if (has_prop(node, word, n))
			return true;
		n += bar != NULL;
		word += n;
		length -= n;
	}
	return false;
}

/* "a", "b" or "c", of the words a|b|c. */
static const char *list_words(struct check_run *run, const char *word, size_t length)
{
	const char *text = "";

	for (bool first = true; length; first = false) {
		const char *bar = memchr(word, '|', length);
		size_t n = bar ? (size_t)(bar - word) : length;

		text = arena_format(run->arena, "%s%s\"%.*s\"", text,
			first ? "" : (bar ? ", " : " or "), (int)n, word);
		n += bar != NULL;
		word += n;
		length -= n;
	}
	return text;
}

/* Where the first of the words a|b was taken away, or the node. */
static struct where at_missing(
	struct check_run *run, const struct node *node, const char *word, size_t length)
{
	const char *bar = memchr(word, '|', length);

	if (!is_early(run))
		return at_node(node);
	return at_absence(node, arena_text(run->arena, word, bar ? (size_t)(bar - word) : length));
}

/* what: how the message calls the kind of node, between quotes or not. */
static void require(struct check_run *run, const struct node *node, const char *quote,
	const char *what, const char *needs)
{
	while (*needs) {
		size_t n = strcspn(needs, " ");

		if (!has_either(node, needs, n))
			report(run, at_missing(run, node, needs, n), "%s%s%s needs the property %s",
				quote, what, quote, list_words(run, needs, n));
		needs += n;
		needs += *needs == ' ';
	}
}

/* Plain arm,psci has no function numbers of its own (psci.yaml). */
static void check_old_psci(struct check_run *run, const struct node *node)
{
	if (!prop_lists(node, "compatible", "arm,psci-0.2") &&
		!prop_lists(node, "compatible", "arm,psci-1.0"))
		require(run, node, "\"", "arm,psci", "cpu_off cpu_on");
}

static void apply_requirements(struct check_run *run, const struct node *node)
{
	const struct prop *list = prop_find(node, "compatible");
	const struct requirement *previous = NULL;
	const char *compatible;
	size_t at = 0;

	while (list && (compatible = prop_next_string(list, &at))) {
		const struct requirement *rule = find_requirement(compatible);

		/*
		 * "arm,psci-1.0", "arm,psci-0.2" demand the same: say it once. An "arm,sbsa-uart"
		 * that is also an "arm,pl011" is no AMBA device.
		 */
		if (!rule || (previous && strcmp(previous->needs, rule->needs) == 0))
			continue;
		previous = rule;
		require(run, node, "\"", compatible, rule->needs);
		if (strcmp(compatible, "arm,psci") == 0)
			check_old_psci(run, node);
		if (!rule->also || prop_lists(node, "compatible", rule->also))
			continue;
		report(run, at_prop(node, list), "\"%s\" needs \"%s\" behind it", compatible,
			rule->also);
		report_help(run, "Linux binds a driver to AMBA devices by \"%s\"", rule->also);
	}
}

static bool is_type(const struct node *node, const char *type)
{
	const char *text = prop_text(node, "device_type");

	return text && strcmp(text, type) == 0;
}

/* Guests find memory and cpus by device_type, whatever the node's name is. */
static void require_type(
	struct check_run *run, const struct node *node, const char *what, const char *type)
{
	const char *text = prop_text(node, "device_type");

	if (text && strcmp(text, type) != 0)
		report(run, at_named(node, "device_type"), "%s needs the device_type \"%s\"", what,
			type);
}

/* What a machine's core nodes have (DTSpec 3.2, 3.4, 3.7, 3.8). */
void check_core_property(struct check_run *run)
{
	const struct node *root = run->tree->root;
	const struct facts *facts = run->facts;

	if (!facts->machine)
		return;
	require(run, root, "", "the root", "model compatible");
	for (const struct node *node = root->child; node; node = node->next)
		if (node_is(node, "memory") && !node_is_off(node)) {
			require(run, node, "", "memory", "device_type reg");
			require_type(run, node, "memory", "memory");
		}
	if (facts->cpus)
		require(run, facts->cpus, "", "/cpus", "#address-cells #size-cells");
	for (size_t i = 0; i < facts->cpu_count; i++) {
		require(run, facts->cpu[i], "", "a cpu", "device_type reg compatible");
		require_type(run, facts->cpu[i], "a cpu", "cpu");
	}
}

void check_missing_property(struct check_run *run, struct node *node)
{
	apply_requirements(run, node);
}

/* A machine that says what it is has memory and cpus (DTSpec 3.1). */
void check_missing_node(struct check_run *run)
{
	const struct node *root = run->tree->root;
	bool memory = false;

	if (!run->facts->machine)
		return;
	for (const struct node *node = root->child; node; node = node->next)
		memory = memory || node_is(node, "memory") || is_type(node, "memory");
	if (!memory && !(run->tree->gaps & GAP_MEMORY)) {
		report(run, at_absence(root, "memory"), "there is no memory node");
		report_help(run, "QEMU adds one to a -dtb blob on arm; other machines do not");
	}
	if (!run->facts->cpu_count && !(run->tree->gaps & GAP_CPUS)) {
		report(run, at_absence(root, "cpus"), "there is no cpu node");
		report_help(run, "\"cpus\" makes those of a description");
	}
}
