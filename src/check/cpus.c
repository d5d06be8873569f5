#include "check/facts.h"
#include "check/rules.h"
#include "tree/gap.h"

#include <stdlib.h>

/*
 * CPUs (DTSpec 3.7, 3.8; Linux cpus.yaml, psci.yaml). reg is the MPIDR's affinity fields, which
 * firmware and the interrupt controller go by; boot fails for a cpu that says something else.
 */
struct cpu {
	const struct node *node;
	uint64_t reg;
	size_t order;
};

/* The cpu's number in one or two cells; false if there is none. */
static bool cpu_number(const struct node *node, uint64_t *number)
{
	const struct prop *reg = prop_find(node, "reg");

	if (!reg || (reg->value.size != 4 && reg->value.size != 8))
		return false;
	*number = reg->value.size == 4 ? load_be32(reg->value.data) : load_be64(reg->value.data);
	return true;
}

static int compare_cpus(const void *left, const void *right)
{
	const struct cpu *a = left, *b = right;

	if (a->reg != b->reg)
		return a->reg < b->reg ? -1 : 1;
	return a->order < b->order ? -1 : a->order > b->order;
}

static void report_twin(struct check_run *run, const struct cpu *first, const struct cpu *second)
{
	struct where other = at_named(first->node, "reg"), blamed = at_named(second->node, "reg");

	struct origin here, there;
	bool apart;

	choose_blamed(&other, &blamed);
	here = where_origin(&blamed);
	there = where_origin(&other);
	/* One list may give both their numbers: then only the nodes tell them apart. */
	apart = here.source != there.source || here.offset != there.offset;
	report(run, blamed, "0x%" PRIx64 " is the number of %s already", second->reg,
		apart ? call_node(run, other.node) : node_path(run->arena, other.node));
	report_other(run, other, "the first cpu of this number");
	report_help(run, "each cpu's reg is the affinity of its own MPIDR; leave \"mpidr\" out to "
			 "have them counted");
}

void check_cpu_reg(struct check_run *run)
{
	const struct facts *facts = run->facts;
	struct cpu *cpus = arena_array(run->arena, facts->cpu_count, sizeof(*cpus));
	uint32_t size_cells;
	size_t count = 0;

	for (size_t i = 0; i < facts->cpu_count; i++) {
		struct cpu cpu = {.node = facts->cpu[i], .order = i};

		if (cpu_number(cpu.node, &cpu.reg))
			cpus[count++] = cpu;
		else
			report(run, at_named(cpu.node, "reg"),
				"a cpu's reg is its number in one or two cells");
	}
	if (facts->cpu_count && prop_u32(facts->cpus, "#size-cells", &size_cells) && size_cells)
		report(run, at_named(facts->cpus, "#size-cells"),
			"cpus have a number and no size: #size-cells is 0");
	if (count)
		qsort(cpus, count, sizeof(*cpus), compare_cpus);
	for (size_t i = 1; i < count; i++)
		if (cpus[i].reg == cpus[i - 1].reg)
			report_twin(run, &cpus[i - 1], &cpus[i]);
}

/* Aff3 (39:32), Aff2, Aff1, Aff0; the rest of the register is no part of the number. */
static const uint64_t AFFINITY = 0xff00ffffff;

void check_cpu_mpidr(struct check_run *run)
{
	const struct facts *facts = run->facts;
	unsigned cluster = facts->gic_version == 3 ? 16 : 8;

	if (!facts->gic_version)
		return;
	for (size_t i = 0; i < facts->cpu_count; i++) {
		const struct node *node = facts->cpu[i];
		uint64_t number;

		if (!cpu_number(node, &number))
			continue;
		if (number & ~AFFINITY) {
			report(run, at_named(node, "reg"),
				"0x%" PRIx64 " has bits that are not part of an MPIDR's affinity",
				number);
		} else if ((number & 0xff) >= cluster) {
			report(run, at_named(node, "reg"),
				"0x%" PRIx64 " is cpu %u of its cluster, a GICv%u cluster has %u",
				number, (unsigned)(number & 0xff), facts->gic_version, cluster);
			report_help(run, "count %u cpus to a cluster: cpu %u is 0x100", cluster,
				cluster);
		}
	}
}

static bool says(const struct node *node, const char *name, const char *text)
{
	const char *said = prop_text(node, name);

	return said && strcmp(said, text) == 0;
}

static bool is_psci(const struct node *node)
{
	return prop_lists(node, "compatible", "arm,psci") ||
	       prop_lists(node, "compatible", "arm,psci-0.2") ||
	       prop_lists(node, "compatible", "arm,psci-1.0");
}

static bool has_psci(const struct node *root)
{
	for (const struct node *node = root; node; node = next_used(root, node))
		if (is_psci(node))
			return true;
	return false;
}

/* Once for a tree: what one cpu lacks, the others mostly lack as well. */
static void check_methods_there(struct check_run *run)
{
	const struct facts *facts = run->facts;
	const struct node *first = NULL;
	size_t without = 0;

	for (size_t i = facts->cpu_count; i-- > 0;) {
		if (prop_find(facts->cpu[i], "enable-method"))
			continue;
		first = facts->cpu[i];
		without++;
	}
	if (!first || facts->cpu_count < 2)
		return;
	if (without == 1)
		report(run, at_absence(first, "enable-method"),
			"the tree has %zu cpus, and this one has no enable-method",
			facts->cpu_count);
	else
		report(run, at_absence(first, "enable-method"),
			"%zu of the %zu cpus have no enable-method, this one is the first", without,
			facts->cpu_count);
	report_help(run, "guests start one cpu only; \"psci\" is what virtual machines have");
}

/* Names of single chips have their maker's in front: "qcom,kpss-acc-v2" (Linux cpus.yaml). */
static bool check_method_known(struct check_run *run, const struct node *cpu)
{
	const char *method = prop_text(cpu, "enable-method");

	if (!method || strcmp(method, "psci") == 0 || strcmp(method, "spin-table") == 0 ||
		strchr(method, ','))
		return true;
	report(run, at_named(cpu, "enable-method"), "\"%s\" is no way to start a cpu", method);
	report_help(run, "\"psci\" is what virtual machines have, \"spin-table\" the other one");
	return false;
}

/* There may be one by its name that is none, or off. */
static void report_no_psci(struct check_run *run, const struct node *cpu)
{
	const struct node *psci = node_child(run->tree->root, "psci");

	if (psci && is_psci(psci)) {
		report(run, at_named(psci, "status"),
			"the cpus are started by psci, but its node is switched off");
	} else if (psci) {
		report(run, at_named(psci, "compatible"),
			"the cpus are started by psci, but its node is compatible with none of "
			"arm,psci, arm,psci-0.2 and arm,psci-1.0");
	} else {
		report(run,
			at_absence(run->tree->root, "psci").origin.source
				? at_absence(run->tree->root, "psci")
				: at_named(cpu, "enable-method"),
			"the cpus are started by psci, but there is no psci node");
		report_help(run, "QEMU adds one to a -dtb blob; other machines do not");
	}
}

void check_cpu_enable_method(struct check_run *run)
{
	const struct facts *facts = run->facts;
	bool psci = has_psci(run->tree->root), said = false, known = true;

	for (size_t i = 0; i < facts->cpu_count; i++) {
		const struct node *cpu = facts->cpu[i];

		if (prop_lists(cpu, "compatible", "riscv"))
			return;
		if (says(cpu, "enable-method", "spin-table") && !prop_find(cpu, "cpu-release-addr"))
			report(run, at_named(cpu, "enable-method"),
				"a spin-table needs the property cpu-release-addr");
		known = known && check_method_known(run, cpu);
		if (psci || said || !says(cpu, "enable-method", "psci"))
			continue;
		said = true;
		report_no_psci(run, cpu);
	}
	check_methods_there(run);
}

/* QEMU finds the node by its name, Linux by compatible; both look for method. */
void check_psci_method(struct check_run *run, struct node *node)
{
	const char *method = prop_text(node, "method");

	if (!method || !is_psci(node))
		return;
	if (!says(node, "method", "hvc") && !says(node, "method", "smc"))
		report(run, at_named(node, "method"), "the method is neither \"hvc\" nor \"smc\"");
}

void check_boot_cpu(struct check_run *run)
{
	const struct facts *facts = run->facts;
	struct where where = {.origin = run->tree->boot_cpu_origin};
	uint64_t number, first = 0;

	for (size_t i = facts->cpu_count; i-- > 0;) {
		if (!cpu_number(facts->cpu[i], &number) || number == run->tree->boot_cpu)
			return;
		first = number;
	}
	if (!facts->cpu_count || (run->tree->gaps & GAP_HEADER && !where.origin.source))
		return;
	report(run, where, "the boot cpu is 0x%" PRIx32 ", but no cpu has this number",
		run->tree->boot_cpu);
	report_other(run, at_named(facts->cpu[0], "reg"), "the first cpu is 0x%" PRIx64, first);
	report_help(run, "-b sets it; arm64 does not look at it");
}
