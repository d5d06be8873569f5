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
	{BLOB_HEADER, SEVERITY_ERROR, FORMAT, NULL,
		"the header of a blob is whole and of a version that can be read"},
	{BLOB_LAYOUT, SEVERITY_ERROR, FORMAT, NULL,
		"the blocks of a blob lie inside it, aligned and apart from each other"},
	{BLOB_STRUCTURE, SEVERITY_ERROR, FORMAT, NULL,
		"the structure block is one tree of nodes, properties first"},
	{BLOB_NAMES, SEVERITY_ERROR, FORMAT, NULL,
		"every node and property in a blob has a name that ends"},
	{BLOB_RESERVE, SEVERITY_ERROR, FORMAT, check_reservation,
		"memory reservations are not empty, do not wrap and do not overlap"},

	{"name-syntax", SEVERITY_ERROR, FORMAT, check_name_syntax,
		"names are made of the characters that the specification allows"},
	{"duplicate-node", SEVERITY_ERROR, FORMAT, check_duplicate_node,
		"siblings have different names"},
	{"duplicate-property", SEVERITY_ERROR, FORMAT, check_duplicate_property,
		"a node has a property once"},
	{"duplicate-label", SEVERITY_ERROR, FORMAT, check_duplicate_label,
		"what references may call a node is the name of no other"},
	{"phandle-value", SEVERITY_ERROR, FORMAT, check_phandle_value,
		"a phandle is one cell, and neither 0 nor 0xffffffff"},
	{"duplicate-phandle", SEVERITY_ERROR, FORMAT, check_duplicate_phandle,
		"every phandle belongs to one node"},

	/* cells and references */
	{"root-cells", SEVERITY_ERROR, MACHINE, check_root_cells,
		"the root says how wide its children's addresses are"},
	{"cell-width", SEVERITY_ERROR, MACHINE, check_cell_width,
		"values fit the cells that the parent or the controller gives them"},
	{"dangling-phandle", SEVERITY_ERROR, MACHINE, check_dangling_phandle,
		"a phandle that is referred to belongs to a node"},
	{"dangling-path", SEVERITY_ERROR, MACHINE, check_dangling_path,
		"the console, aliases and symbols name nodes that exist"},
	{"missing-node", SEVERITY_ERROR, MACHINE, check_missing_node,
		"a machine has memory and cpus"},
	{"missing-property", SEVERITY_ERROR, MACHINE, check_missing_property,
		"a node has the properties that its binding requires"},

	/* addresses */
	{"zero-size", SEVERITY_ERROR, MACHINE, check_zero_size,
		"no region of memory or registers is empty"},
	{"address-wraps", SEVERITY_ERROR, MACHINE, check_address_wraps,
		"a region ends within the address space of its bus"},
	{"memory-overlap", SEVERITY_ERROR, MACHINE, check_memory_overlap,
		"memory overlaps neither memory nor a device"},
	{"mmio-overlap", SEVERITY_ERROR, MACHINE, check_mmio_overlap,
		"devices do not share registers"},
	{"reserved-memory", SEVERITY_ERROR, MACHINE, check_reserved_memory,
		"/reserved-memory has the form that guests accept"},
	{"initrd-range", SEVERITY_ERROR, MACHINE, check_initrd_range,
		"the initrd has a start and an end behind it"},
	{"initrd-outside-memory", SEVERITY_ERROR, MACHINE, check_initrd_outside_memory,
		"the initrd lies in memory"},
	{"payload-overlap", SEVERITY_ERROR, MACHINE, check_payload_overlap,
		"kernel, initrd, tree and reserved memory are apart"},
	{"pci-ranges", SEVERITY_ERROR, MACHINE, check_pci_ranges,
		"a PCI window fits the space it is declared in"},

	/* interrupts */
	{"interrupt-parent", SEVERITY_ERROR, MACHINE, check_interrupt_parent,
		"interrupts have a controller"},
	{"irq-range", SEVERITY_ERROR, MACHINE, check_irq_range,
		"an interrupt's number exists: SPI 0 to 987, PPI 0 to 15"},
	{"irq-trigger", SEVERITY_ERROR, MACHINE, check_irq_trigger,
		"an interrupt's trigger exists: an SPI is edge-rising or level-high"},
	{"irq-clash", SEVERITY_ERROR, MACHINE, check_irq_clash,
		"two devices share an interrupt only where both say so"},

	/* processors */
	{"cpu-reg", SEVERITY_ERROR, MACHINE, check_cpu_reg, "every cpu has a number of its own"},
	{"cpu-enable-method", SEVERITY_ERROR, MACHINE, check_cpu_enable_method,
		"with several cpus each says how it is started"},
	{"psci-method", SEVERITY_ERROR, MACHINE, check_psci_method, "PSCI is called by hvc or smc"},
	{"gic-capacity", SEVERITY_ERROR, MACHINE, check_gic_capacity,
		"the interrupt controller serves as many cpus as there are"},

	{"numa-distance", SEVERITY_ERROR, MACHINE, check_numa_distance,
		"NUMA nodes have distances that guests accept"},

	/* warnings */
	{"unit-address", SEVERITY_WARNING, MACHINE, check_unit_address,
		"a unit address is the first address in reg, in hex"},
	{"node-name-length", SEVERITY_WARNING, FORMAT, check_node_name_length,
		"a node's name has at most 31 characters"},
	{"node-name-start", SEVERITY_WARNING, FORMAT, check_node_name_start,
		"a node's name begins with a letter"},
	{"node-depth", SEVERITY_WARNING, FORMAT, check_node_depth,
		"a tree is at most 64 levels deep, as Linux reads it"},
	{"name-conflict", SEVERITY_WARNING, FORMAT, check_name_conflict,
		"a node is not named like a property of its parent"},
	{"alias-name", SEVERITY_WARNING, FORMAT, check_alias_name,
		"an alias has lower-case letters, digits and \"-\""},
	{"misspelt", SEVERITY_WARNING, FORMAT, check_misspelt,
		"no property is one letter away from a well-known one"},
	{"property-type", SEVERITY_WARNING, FORMAT, check_property_type,
		"well-known properties hold the kind of value they are for"},
	{"provider-cells", SEVERITY_WARNING, MACHINE, check_provider_cells,
		"who is referred to says how many cells follow"},
	{"interrupt-provider", SEVERITY_WARNING, MACHINE, check_interrupt_provider,
		"interrupt-controller and #interrupt-cells stand together"},
	{"status-value", SEVERITY_WARNING, FORMAT, check_status_value,
		"status is okay, disabled, reserved or fail"},
	{"missing-clock", SEVERITY_WARNING, MACHINE, check_missing_clock,
		"a device that needs a clock has one"},
	{"dma-coherent", SEVERITY_WARNING, MACHINE, check_dma_coherent,
		"a device that shares memory with the host is dma-coherent"},
	{"device-order", SEVERITY_WARNING, MACHINE, check_device_order,
		"virtio devices stand in the order of their addresses"},
	{"missing-console", SEVERITY_WARNING, MACHINE, check_missing_console,
		"a machine with a serial port says where its console is"},
	{"memory-alignment", SEVERITY_WARNING, MACHINE, check_memory_alignment,
		"memory begins and ends at a multiple of 2 MiB"},
	{"mmio-alignment", SEVERITY_WARNING, MACHINE, check_mmio_alignment,
		"a device's registers are aligned to their size"},
	{"fdt-alignment", SEVERITY_WARNING, MACHINE, check_fdt_alignment,
		"the blob begins at a multiple of 8 bytes in memory"},
	{"reservation-outside-memory", SEVERITY_WARNING, MACHINE, check_reservation_outside,
		"memory reservations lie in memory"},
	{"trigger-unusual", SEVERITY_WARNING, MACHINE, check_trigger_unusual,
		"interrupts have the trigger that their kind of device uses"},
	{"ppi-cpu-mask", SEVERITY_WARNING, MACHINE, check_ppi_cpu_mask,
		"the cpu mask of a PPI is as GICv2 or GICv3 have it"},
	{"interrupt-map", SEVERITY_WARNING, MACHINE, check_interrupt_map,
		"an interrupt-map can be read row by row"},
	{"cpu-mpidr", SEVERITY_WARNING, MACHINE, check_cpu_mpidr,
		"a cpu's number fits the clusters of the interrupt controller"},
	{"boot-cpu", SEVERITY_WARNING, MACHINE, check_boot_cpu,
		"the boot cpu in the header is a cpu of the tree"},
	{"cmdline-length", SEVERITY_WARNING, MACHINE, check_cmdline_length,
		"the command line fits the 2048 bytes that arm64 Linux keeps"},
	{"cmdline-text", SEVERITY_WARNING, MACHINE, check_cmdline_text,
		"the command line holds no control characters"},
	{"seed-constant", SEVERITY_WARNING, MACHINE, check_seed_constant,
		"a random seed is random"},
	{"blob-size", SEVERITY_WARNING, MACHINE, NULL,
		"the blob fits the 2 MiB that arm64 Linux maps"},
	{NULL, SEVERITY_WARNING, FORMAT, NULL, NULL},
};

_Static_assert(sizeof(checks) / sizeof(*checks) <= CHECKS_AT_MOST, "make room for the levels");

void check_blob(
	struct tree *tree, const struct check_options *options, struct origin at, uint64_t size)
{
	static const uint64_t limit = 2 * 1024 * 1024;
	struct check_run run = {.tree = tree, .arena = tree->arena, .options = options};

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
