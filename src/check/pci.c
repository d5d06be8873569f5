#include "check/rules.h"

#include "tree/address.h"

/* Windows of PCI hosts (IEEE 1275 PCI binding; DTSpec 2.3.8). */

static void check_window(struct check_run *run, const struct node *host, const struct prop *prop,
	const struct range *range)
{
	static const uint64_t low = UINT64_C(1) << 32;
	enum pci_space space = pci_space(range->space);

	if (space == PCI_CONFIG)
		report(run, at_prop(host, prop),
			"the window at 0x%" PRIx64 " is of configuration space: 0x01000000 is "
			"I/O, 0x02000000 32-bit and 0x03000000 64-bit memory",
			range->child);
	else if (!range->size)
		report(run, at_prop(host, prop), "the window at 0x%" PRIx64 " has a size of 0",
			range->child);
	else if (space != PCI_MEMORY64 &&
		 (range->child >= low || range->size > low - range->child)) {
		report(run, at_prop(host, prop),
			"the %s window 0x%" PRIx64 "-0x%" PRIx64 " reaches over 4 GiB",
			space == PCI_IO ? "I/O" : "32-bit memory", range->child,
			range->child + (range->size - 1));
		report_help(run, "above 4 GiB the space is 0x03000000 (64-bit memory)");
	}
}

void check_pci_ranges(struct check_run *run, struct node *node)
{
	struct ranges walk;
	struct range range;

	if (!node_is_pci(node) || !ranges_open(&walk, node, "ranges"))
		return;
	while (ranges_next(&walk, &range))
		check_window(run, node, walk.prop, &range);
}
