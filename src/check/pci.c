#include "check/rules.h"

#include "tree/address.h"

/* Windows of PCI hosts (IEEE 1275 PCI binding; DTSpec 2.3.8). */

static void check_window(struct check_run *run, const struct node *host, const struct prop *prop,
	const struct range *range, size_t index)
{
	struct where where = at_detail(run, host, prop, DETAIL_ENTRY, index);

	static const uint64_t low = UINT64_C(1) << 32;
	enum pci_space space = pci_space(range->space);

	if (space == PCI_CONFIG)
		report(run, where,
			"the window at 0x%" PRIx64 " is of configuration space: 0x01000000 is "
			"I/O, 0x02000000 32-bit and 0x03000000 64-bit memory",
			range->child);
	else if (!range->size)
		report(run, where, "the window at 0x%" PRIx64 " has a size of 0", range->child);
	else if (space != PCI_MEMORY64 &&
		 (range->child >= low || range->size > low - range->child)) {
		report(run, where, "the %s window 0x%" PRIx64 "-0x%" PRIx64 " reaches over 4 GiB",
			space == PCI_IO ? "I/O" : "32-bit memory", range->child,
			range->child + (range->size - 1));
		report_help(run, "above 4 GiB the space is 0x03000000 (64-bit memory)");
	}
}

enum { WINDOWS = 16 }; /* that are compared with each other */

/* Do two windows have an address of the bus in common? The two kinds of memory are one space. */
static bool do_meet(const struct range *a, const struct range *b)
{
	bool io = pci_space(a->space) == PCI_IO;

	return io == (pci_space(b->space) == PCI_IO) && a->size && b->size &&
	       (a->child < b->child ? b->child - a->child < a->size
				    : a->child - b->child < b->size);
}

static void check_apart(struct check_run *run, const struct node *host, struct ranges walk)
{
	struct range windows[WINDOWS];
	size_t count = 0;

	while (count < WINDOWS && ranges_next(&walk, &windows[count]))
		count++;
	for (size_t i = 1; i < count; i++)
		for (size_t j = 0; j < i; j++)
			if (do_meet(&windows[i], &windows[j]))
				report(run, at_detail(run, host, walk.prop, DETAIL_ENTRY, i),
					"the windows 0x%" PRIx64 "-0x%" PRIx64 " and 0x%" PRIx64
					"-0x%" PRIx64 " overlap on the bus",
					windows[j].child, windows[j].child + windows[j].size - 1,
					windows[i].child, windows[i].child + windows[i].size - 1);
}

/* Configuration space has 1 MiB (ecam) or 64 KiB (cam) for each bus (pci-host-generic.yaml). */
static void check_buses(struct check_run *run, const struct node *host)
{
	const struct prop *buses = prop_find(host, "bus-range");
	bool ecam = prop_lists(host, "compatible", "pci-host-ecam-generic");
	uint32_t first, last;
	struct regions walk;
	struct region region;

	if (!buses || buses->value.size != 8)
		return;
	first = load_be32(buses->value.data);
	last = load_be32(buses->value.data + 4);
	if (first > last || last > 255) {
		report(run, at_prop(host, buses),
			"<%" PRIu32 " %" PRIu32 "> are not the first and the last of 256 buses",
			first, last);
		return;
	}
	if ((!ecam && !prop_lists(host, "compatible", "pci-host-cam-generic")) ||
		!regions_open(&walk, host, "reg") || !regions_next(&walk, &region))
		return;
	if (region.size >> (ecam ? 20 : 16) < last - first + 1)
		report(run, at_prop(host, buses),
			"%" PRIu32 " buses need 0x%" PRIx64
			" bytes of configuration space, reg has 0x%" PRIx64,
			last - first + 1, (uint64_t)(last - first + 1) << (ecam ? 20 : 16),
			region.size);
}

void check_pci_ranges(struct check_run *run, struct node *node)
{
	struct ranges walk;
	struct range range;

	if (!node_is_pci(node))
		return;
	check_buses(run, node);
	if (!ranges_open(&walk, node, "ranges"))
		return;
	check_apart(run, node, walk);
	for (size_t i = 0; ranges_next(&walk, &range); i++)
		check_window(run, node, walk.prop, &range, i);
}
