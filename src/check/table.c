#include "check/rules.h"

#include "fdt/rules.h"

#define FORMAT	false
#define MACHINE true

/*
 * Rules of the format come first: they are errors everywhere. Rules about machines are only
 * warnings about what a blob said (check.h).
 */
const struct check checks[] = {
	/* what the reader of a blob finds, and what the setters of the tree find */
	{BLOB_HEADER, SEVERITY_ERROR, FORMAT,
		.summary = "the header of a blob is whole and of a version that can be read"},
	{BLOB_LAYOUT, SEVERITY_ERROR, FORMAT,
		.summary = "the blocks of a blob lie inside it, aligned and apart from each other"},
	{BLOB_STRUCTURE, SEVERITY_ERROR, FORMAT,
		.summary = "the structure block is one tree of nodes, properties first"},
	{BLOB_NAMES, SEVERITY_ERROR, FORMAT,
		.summary = "every node and property in a blob has a name that ends"},
	{BLOB_RESERVE, SEVERITY_ERROR, FORMAT,
		.summary = "memory reservations are not empty, do not wrap and do not overlap",
		.tree = check_reservation},

	{"name-syntax", SEVERITY_ERROR, FORMAT,
		.summary = "names are made of the characters that the specification allows",
		.node = check_name_syntax},
	{"duplicate-node", SEVERITY_ERROR, FORMAT, .summary = "siblings have different names",
		.node = check_duplicate_node},
	{"duplicate-property", SEVERITY_ERROR, FORMAT, .summary = "a node has a property once",
		.node = check_duplicate_property},
	{"duplicate-label", SEVERITY_ERROR, FORMAT,
		.summary = "what references may call a node is the name of no other",
		.tree = check_duplicate_label},
	{"phandle-value", SEVERITY_ERROR, FORMAT,
		.summary = "a phandle is one cell, and neither 0 nor 0xffffffff",
		.node = check_phandle_value},
	{"duplicate-phandle", SEVERITY_ERROR, FORMAT,
		.summary = "every phandle belongs to one node", .tree = check_duplicate_phandle},

	/* cells and references */
	{"root-cells", SEVERITY_ERROR, MACHINE,
		.summary = "the root says how wide its children's addresses are",
		.tree = check_root_cells},
	{"cell-width", SEVERITY_ERROR, MACHINE,
		.summary = "values fit the cells that the parent or the controller gives them",
		.node = check_cell_width},
	{"dangling-phandle", SEVERITY_ERROR, MACHINE,
		.summary = "a phandle that is referred to belongs to a node",
		.node = check_dangling_phandle, .tree = check_dangling_cpu},
	{"dangling-path", SEVERITY_ERROR, MACHINE,
		.summary = "the console, aliases and symbols name nodes that exist",
		.tree = check_dangling_path},
	{"missing-node", SEVERITY_ERROR, MACHINE, .summary = "a machine has memory and cpus",
		.tree = check_missing_node},
	{"missing-property", SEVERITY_ERROR, MACHINE,
		.summary = "a node has the properties that its binding requires",
		.used = check_missing_property, .tree = check_core_property},

	/* addresses */
	{"zero-size", SEVERITY_ERROR, MACHINE,
		.summary = "no region of memory or registers is empty", .used = check_zero_size},
	{"address-wraps", SEVERITY_ERROR, MACHINE,
		.summary = "a region ends within the address space of its bus",
		.used = check_address_wraps},
	{"memory-overlap", SEVERITY_ERROR, MACHINE,
		.summary = "memory overlaps neither memory nor a device",
		.tree = check_memory_overlap},
	{"mmio-overlap", SEVERITY_ERROR, MACHINE, .summary = "devices do not share registers",
		.tree = check_mmio_overlap},
	{"reserved-memory", SEVERITY_ERROR, MACHINE,
		.summary = "/reserved-memory has the form that guests accept",
		.tree = check_reserved_memory},
	{"initrd-range", SEVERITY_ERROR, MACHINE,
		.summary = "the initrd has a start and an end behind it",
		.tree = check_initrd_range},
	{"initrd-outside-memory", SEVERITY_ERROR, MACHINE, .summary = "the initrd lies in memory",
		.tree = check_initrd_outside_memory},
	{"payload-overlap", SEVERITY_ERROR, MACHINE,
		.summary = "kernel, initrd, tree and reserved memory are apart",
		.tree = check_payload_overlap},
	{"pci-ranges", SEVERITY_ERROR, MACHINE,
		.summary = "a PCI window fits the space it is declared in",
		.node = check_pci_ranges},

	/* interrupts */
	{"interrupt-parent", SEVERITY_ERROR, MACHINE, .summary = "interrupts have a controller",
		.used = check_interrupt_parent},
	{"irq-range", SEVERITY_ERROR, MACHINE,
		.summary = "an interrupt's number exists: SPI 0 to 987, PPI 0 to 15",
		.tree = check_irq_range},
	{"irq-trigger", SEVERITY_ERROR, MACHINE,
		.summary = "an interrupt's trigger exists: an SPI is edge-rising or level-high",
		.tree = check_irq_trigger},
	{"irq-clash", SEVERITY_ERROR, MACHINE,
		.summary = "two devices share an interrupt only where both say so",
		.tree = check_irq_clash},

	/* processors */
	{"cpu-reg", SEVERITY_ERROR, MACHINE, .summary = "every cpu has a number of its own",
		.tree = check_cpu_reg},
	{"cpu-enable-method", SEVERITY_ERROR, MACHINE,
		.summary = "with several cpus each says how it is started",
		.tree = check_cpu_enable_method},
	{"psci-method", SEVERITY_ERROR, MACHINE, .summary = "PSCI is called by hvc or smc",
		.tree = check_psci_method},
	{"gic-capacity", SEVERITY_ERROR, MACHINE,
		.summary = "the interrupt controller serves as many cpus as there are",
		.tree = check_gic_capacity},

	{"numa-distance", SEVERITY_ERROR, MACHINE,
		.summary = "NUMA nodes have distances that guests accept",
		.tree = check_numa_distance},

	/* warnings */
	{"unit-address", SEVERITY_WARNING, MACHINE,
		.summary = "a unit address is the first address in reg, in hex",
		.node = check_unit_address},
	{"node-name-length", SEVERITY_WARNING, FORMAT,
		.summary = "a node's name has at most 31 characters",
		.node = check_node_name_length},
	{"node-name-start", SEVERITY_WARNING, FORMAT,
		.summary = "a node's name begins with a letter", .node = check_node_name_start},
	{"node-depth", SEVERITY_WARNING, FORMAT,
		.summary = "a tree is at most 64 levels deep, as Linux reads it",
		.tree = check_node_depth},
	{"name-conflict", SEVERITY_WARNING, FORMAT,
		.summary = "a node is not named like a property of its parent",
		.node = check_name_conflict},
	{"alias-name", SEVERITY_WARNING, FORMAT,
		.summary = "an alias has lower-case letters, digits and \"-\"",
		.tree = check_alias_name},
	{"misspelt", SEVERITY_WARNING, FORMAT,
		.summary = "no property is one letter away from a well-known one",
		.node = check_misspelt},
	{"property-type", SEVERITY_WARNING, FORMAT,
		.summary = "well-known properties hold the kind of value they are for",
		.node = check_property_type},
	{"provider-cells", SEVERITY_WARNING, MACHINE,
		.summary = "who is referred to says how many cells follow",
		.node = check_provider_cells},
	{"interrupt-provider", SEVERITY_WARNING, MACHINE,
		.summary = "interrupt-controller and #interrupt-cells stand together",
		.node = check_interrupt_provider},
	{"status-value", SEVERITY_WARNING, FORMAT,
		.summary = "status is okay, disabled, reserved or fail",
		.node = check_status_value},
	{"missing-clock", SEVERITY_WARNING, MACHINE,
		.summary = "a device that needs a clock has one", .used = check_missing_clock},
	{"dma-coherent", SEVERITY_WARNING, MACHINE,
		.summary = "a device that shares memory with the host is dma-coherent",
		.tree = check_dma_coherent},
	{"device-order", SEVERITY_WARNING, MACHINE,
		.summary = "virtio devices stand in the order of their addresses",
		.used = check_device_order},
	{"missing-console", SEVERITY_WARNING, MACHINE,
		.summary = "a machine with a serial port says where its console is",
		.tree = check_missing_console},
	{"memory-alignment", SEVERITY_WARNING, MACHINE,
		.summary = "memory begins and ends at a multiple of 2 MiB",
		.tree = check_memory_alignment},
	{"mmio-alignment", SEVERITY_WARNING, MACHINE,
		.summary = "a device's registers are aligned to their size",
		.tree = check_mmio_alignment},
	{"fdt-alignment", SEVERITY_WARNING, MACHINE,
		.summary = "the blob begins at a multiple of 8 bytes in memory",
		.tree = check_fdt_alignment},
	{"reservation-outside-memory", SEVERITY_WARNING, MACHINE,
		.summary = "memory reservations lie in memory", .tree = check_reservation_outside},
	{"trigger-unusual", SEVERITY_WARNING, MACHINE,
		.summary = "interrupts have the trigger that their kind of device uses",
		.tree = check_trigger_unusual},
	{"ppi-cpu-mask", SEVERITY_WARNING, MACHINE,
		.summary = "the cpu mask of a PPI is as GICv2 or GICv3 have it",
		.tree = check_ppi_cpu_mask},
	{"interrupt-map", SEVERITY_WARNING, MACHINE,
		.summary = "an interrupt-map can be read row by row", .used = check_interrupt_map},
	{"cpu-mpidr", SEVERITY_WARNING, MACHINE,
		.summary = "a cpu's number fits the clusters of the interrupt controller",
		.tree = check_cpu_mpidr},
	{"boot-cpu", SEVERITY_WARNING, MACHINE,
		.summary = "the boot cpu in the header is a cpu of the tree",
		.tree = check_boot_cpu},
	{"cmdline-length", SEVERITY_WARNING, MACHINE,
		.summary = "the command line fits the 2048 bytes that arm64 Linux keeps",
		.tree = check_cmdline_length},
	{"cmdline-text", SEVERITY_WARNING, MACHINE,
		.summary = "the command line holds no control characters",
		.tree = check_cmdline_text},
	{"seed-constant", SEVERITY_WARNING, MACHINE, .summary = "a random seed is random",
		.tree = check_seed_constant},
	{"blob-size", SEVERITY_WARNING, MACHINE,
		.summary = "the blob fits the 2 MiB that arm64 Linux maps"},
	{.name = NULL},
};

_Static_assert(sizeof(checks) / sizeof(*checks) <= CHECKS_AT_MOST, "make room for the levels");

void check_blob(
	struct tree *tree, const struct check_options *options, struct origin at, uint64_t size)
{
	static const uint64_t limit = 2 * 1024 * 1024;
	struct tally tally = {0};
	struct check_run run = {
		.tree = tree, .arena = tree->arena, .options = options, .tally = &tally};

	review_findings(tree->diag, options);
	run.check = checks;
	while (strcmp(run.check->name, "blob-size") != 0)
		run.check++;
	if (size <= limit || options->levels[run.check - checks] == CHECK_OFF)
		return;
	report(&run, (struct where){.origin = at},
		"the blob has %" PRIu64 " bytes, arm64 Linux maps %" PRIu64, size, limit);
	report_help(&run, "bytes behind the tree count as well: -p 0 and -S 0 leave none");
}
