#include "check/facts.h"
#include "check/rules.h"

#include "tree/address.h"

/* What the devices of a virtual machine need besides what their bindings require. */
enum { LEVELS = 64 }; /* Linux drops what is deeper */

/* Is it the first of several? */
static bool is_first(const struct node *node, const char *clock)
{
	const char *first = prop_text(node, "clock-names");

	return first && strcmp(first, clock) == 0 &&
	       prop_find(node, "clock-names")->value.size > strlen(clock) + 1;
}

static void check_amba_clock(struct check_run *run, const struct node *node)
{
	if (!prop_find(node, "clocks")) {
		report(run, at_node(node), "an \"arm,primecell\" device needs clocks");
		report_help(run, "Linux leaves it alone without a clock named apb_pclk; a UART "
				 "stays silent");
	} else if (!prop_lists(node, "clock-names", "apb_pclk")) {
		report(run, at_named(node, "clock-names"),
			"an \"arm,primecell\" device needs a clock named \"apb_pclk\"");
	} else if (is_first(node, "apb_pclk") && prop_lists(node, "compatible", "arm,pl011")) {
		report(run, at_named(node, "clock-names"),
			"the first clock of an \"arm,pl011\" is the one for its baud rate");
		report_help(run, "\"uartclk\", \"apb_pclk\" is the order; drivers take the first");
	}
}

static bool is_16550(const struct node *node)
{
	return prop_lists(node, "compatible", "ns16550a") ||
	       prop_lists(node, "compatible", "ns16550");
}

void check_missing_clock(struct check_run *run, struct node *node)
{
	if (!prop_find(node, "compatible"))
		return;
	if (prop_lists(node, "compatible", "arm,primecell") ||
		prop_lists(node, "compatible", "arm,pl011"))
		check_amba_clock(run, node);
	else if (is_16550(node) && !prop_find(node, "clocks") &&
		 !prop_find(node, "clock-frequency"))
		report(run, at_node(node),
			"a 16550 needs clock-frequency or clocks: its baud rate is divided from "
			"it");
}

/* --- devices whose other half is a program of the host: it sees memory through caches --- */

static const char *const shared_with_host[] = {
	"virtio,mmio", "qemu,fw-cfg-mmio", "pci-host-ecam-generic", "pci-host-cam-generic"};

enum { KINDS = sizeof(shared_with_host) / sizeof(*shared_with_host) };

struct incoherent {
	const struct node *first;
	size_t count, all;
};

/* As Linux looks for it: at the device, then at the buses above it. */
static bool is_coherent(const struct node *node)
{
	for (int level = 0; node && level < LEVELS; node = node->parent, level++)
		if (prop_find(node, "dma-coherent") || prop_find(node, "dma-noncoherent"))
			return true;
	return false;
}

static void count_incoherent(struct incoherent kinds[KINDS], const struct node *node)
{
	for (size_t i = 0; i < KINDS; i++) {
		if (!prop_lists(node, "compatible", shared_with_host[i]))
			continue;
		kinds[i].all++;
		if (is_coherent(node))
			continue;
		if (!kinds[i].count++)
			kinds[i].first = node;
	}
}

/* Once for each kind: what one of them lacks, the others mostly lack as well. */
void check_dma_coherent(struct check_run *run)
{
	const struct node *root = run->tree->root;
	struct incoherent kinds[KINDS] = {0};

	/* Elsewhere than on Arm devices are coherent unless they say otherwise. */
	if (!run->facts->gic)
		return;
	for (const struct node *node = root; node; node = next_used(root, node))
		count_incoherent(kinds, node);
	for (size_t i = 0; i < KINDS; i++) {
		if (!kinds[i].count)
			continue;
		if (kinds[i].count == 1)
			report(run, at_node(kinds[i].first),
				"this \"%s\" device is not dma-coherent", shared_with_host[i]);
		else
			report(run, at_node(kinds[i].first),
				"%zu of the %zu \"%s\" devices are not dma-coherent, this one is "
				"the first",
				kinds[i].count, kinds[i].all, shared_with_host[i]);
		report_help(run, "the host fills its buffers through caches, the guest would look "
				 "past them");
	}
}

/* --- the order of devices --- */

static bool first_address(const struct node *node, uint64_t *address)
{
	struct regions walk;
	struct region region;

	if (!regions_open(&walk, node, "reg") || !regions_next(&walk, &region))
		return false;
	*address = region.base;
	return true;
}

/* Once for a bus: one device that is out of order makes others look so. */
void check_device_order(struct check_run *run, struct node *bus)
{
	const struct node *before = NULL;
	uint64_t highest = 0, address;

	for (const struct node *node = bus->child; node; node = node->next) {
		if (!prop_lists(node, "compatible", "virtio,mmio") || node_is_off(node) ||
			!first_address(node, &address))
			continue;
		if (before && address < highest) {
			report(run, at_named(node, "reg"),
				"0x%" PRIx64 " is below 0x%" PRIx64
				" of %s, which stands before it",
				address, highest, call_node(run, before));
			report_other(
				run, at_named(before, "reg"), "this one is at 0x%" PRIx64, highest);
			report_help(run,
				"Linux names disks in the order of the tree, others in that "
				"of addresses: let them agree");
			return;
		}
		before = node;
		highest = address;
	}
}
