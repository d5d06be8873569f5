#include "check/facts.h"
#include "check/rules.h"

#include "tree/address.h"

#include <stdio.h>

/* Unit addresses (DTSpec 2.2.1): the first address of reg, in hex, and only where there is one. */

/* What is behind the number in text, where it is written as "%x" would; else NULL. */
static const char *skip_hex(const char *text, uint64_t number)
{
	unsigned shift = 60;

	while (shift && !(number >> shift))
		shift -= 4;
	for (;; shift -= 4) {
		if (*text++ != "0123456789abcdef"[number >> shift & 15])
			return NULL;
		if (!shift)
			return text;
	}
}

static bool is_hex(const char *text, uint64_t number)
{
	const char *end = skip_hex(text, number);

	return end && !*end;
}

static bool is_hex_pair(const char *text, uint64_t first, uint64_t second)
{
	const char *comma = skip_hex(text, first);

	return comma && *comma == ',' && is_hex(comma + 1, second);
}

/* Ways to write an address of a bus; unit is what the node's name says. */
static bool fits(const char *unit, const struct region *region, uint32_t cells)
{
	const char *end = skip_hex(unit, region->base);

	/* a part of a register, on whichever bus: led@8,7 */
	if (end && (!*end || *end == ','))
		return true;
	if (cells < 2)
		return false;
	/* a slave and its registers, on SPMI */
	if (!region->size && region->base >> 32 && is_hex(unit, region->base >> 32))
		return true;
	/* chip select and offset, on memory buses */
	return is_hex_pair(unit, region->base >> 32, region->base & UINT32_MAX);
}

/* Where addresses are mere counts, boards write them in decimal as well. */
static bool fits_count(const char *unit, const struct node *node, const struct region *region)
{
	char text[32];

	(void)snprintf(text, sizeof(text), "%" PRIu64, region->base);
	return strcmp(unit, text) == 0 && !node_is(node->parent, "cpus");
}

/* Device and function of a PCI address, the function only if it is not 0. */
static bool fits_pci(const char *unit, const struct region *region)
{
	unsigned device = region->space >> 11 & 31, function = region->space >> 8 & 7;

	return is_hex_pair(unit, device, function) || (!function && is_hex(unit, device));
}

/* QEMU names a PCI host by one of its windows; any address that it has is good enough. */
static bool fits_window(const char *unit, const struct node *node)
{
	struct ranges walk;
	struct range range;

	if (!ranges_open(&walk, node, "ranges"))
		return false;
	while (ranges_next(&walk, &range))
		if (is_hex(unit, range.parent) || is_hex(unit, range.child))
			return true;
	return false;
}

/* The node, unless the user has changed the reg of one that was made. */
static struct where reg_of_user(struct check_run *run, const struct node *node)
{
	struct where reg = at_named(node, "reg");

	return is_raw(run, where_origin(&reg)) && !is_raw(run, node->origin) ? reg : at_node(node);
}

static void compare(struct check_run *run, const struct node *node, const char *unit)
{
	struct regions walk;
	struct region region, first = {0};
	bool any = false;

	if (!regions_open(&walk, node, "reg"))
		return;
	while (regions_next(&walk, &region)) {
		if (!any)
			first = region;
		any = true;
		if (walk.pci ? fits_pci(unit, &region) : fits(unit, &region, walk.address_cells))
			return;
		if (!walk.size_cells && fits_count(unit, node, &region))
			return;
	}
	/* Addresses of three cells that are not PCI's have forms of their own. */
	if (walk.address_cells > 2 && !walk.pci)
		return;
	if (fits_window(unit, node))
		return;
	report(run, reg_of_user(run, node),
		"the unit address \"%s\" is not that of reg, 0x%" PRIx64, unit,
		walk.pci ? first.space : first.base);
	if (!walk.pci)
		report_help(run, "call the node %.*s@%" PRIx64, (int)node_base_length(node),
			node->name, first.base);
}

static void check_unit(struct check_run *run, const struct node *node)
{
	const struct prop *reg = prop_find(node, "reg"), *ranges = prop_find(node, "ranges");
	const char *unit = node_unit(node);
	bool addressed = (reg && reg->value.size) || (ranges && ranges->value.size);

	if (!unit && reg && reg->value.size)
		report(run, at_node(node), "the node has a reg but no unit address");
	if (!unit)
		return;
	if (!addressed) {
		report(run, at_node(node), "the node has a unit address but no reg");
		return;
	}
	if (strncmp(unit, "0x", 2) == 0 || (unit[0] == '0' && unit[1] && unit[1] != ',')) {
		report(run, at_node(node),
			"a unit address is written without \"0x\" and leading zeros");
		return;
	}
	if (reg)
		compare(run, node, unit);
}

void check_unit_address(struct check_run *run, struct node *node)
{
	/* The bus of an overlay's nodes is in another tree. */
	if (node->parent && !run->facts->overlay)
		check_unit(run, node);
}
