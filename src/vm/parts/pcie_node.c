/* The node of a PCI segment (Linux's host-generic-pci and virtio/pci-iommu bindings, IEEE 1275). */
#include "vm/parts/pcie.h"

#include <inttypes.h>

/* The first cell of a PCI address: its space; of a function: bus, device and function. */
enum {
	SPACE_IO = 0x01000000,
	SPACE_MEMORY32 = 0x02000000,
	SPACE_MEMORY64 = 0x03000000,
	PREFETCHABLE = 0x40000000,
	FUNCTION_SHIFT = 8,
	DEVICE_SHIFT = 11,
};
enum { PIN_MASK = 7, EVERY_DEVICE = 31 };

/* A row of ranges, if there is that window; gives the index of the next one. */
static size_t add_window(struct node *node, struct prop *ranges, size_t index,
	const struct pcie_window *window, uint32_t space)
{
	if (!given(window->at))
		return index;
	tree_note_detail(
		node->tree, ranges, DETAIL_ENTRY, index, region_span(&window->region).origin);
	add_u32(node, ranges, space | (window->prefetchable.value ? PREFETCHABLE : 0));
	add_u64(node, ranges, window->pci_address.value);
	add_wide(node, ranges, window->region.base.value, node_address_cells(node->parent));
	add_u64(node, ranges, window->region.size.value);
	return index + 1;
}

static void set_ranges(struct node *node, const struct pcie *pcie)
{
	struct prop *ranges = prop_begin(node, "ranges");
	size_t n = 0;

	n = add_window(node, ranges, n, &pcie->io, SPACE_IO);
	n = add_window(node, ranges, n, &pcie->mem32, SPACE_MEMORY32);
	(void)add_window(node, ranges, n, &pcie->mem64, SPACE_MEMORY64);
	prop_end(ranges);
}

/* A row of interrupt-map: the pin of a device, and a line of the GIC (two cells of no address). */
static void add_row(struct vm *vm, struct node *node, struct prop *map, uint64_t device,
	uint32_t pin, uint64_t spi, enum trigger trigger)
{
	add_u32(node, map, (uint32_t)device << DEVICE_SHIFT);
	add_u64(node, map, 0);
	add_u32(node, map, pin + 1);
	add_phandle_of(node, map, gic_path(vm), node->origin);
	add_u64(node, map, 0);
	add_u32(node, map, 0);
	add_u32(node, map, (uint32_t)spi);
	add_u32(node, map, interrupt_flags(vm, trigger, false));
}

static void add_swizzled(
	struct vm *vm, struct node *node, struct prop *map, const struct pcie_swizzle *swizzle)
{
	for (uint64_t slot = 0; slot < swizzle->slots.value; slot++)
		for (uint32_t pin = 0; pin < PCIE_PINS; pin++) {
			add_row(vm, node, map, slot, pin,
				swizzle->spi.value + (pin + slot) % swizzle->lines.value,
				LEVEL_HIGH);
			prop_share(map, (size_t)slot * PCIE_PINS + pin, swizzle->shared.value);
		}
}

static void add_lines(struct vm *vm, struct node *node, struct prop *map, const struct pcie *pcie)
{
	for (size_t i = 0; i < pcie->interrupts.count; i++) {
		const struct pcie_line *line = &pcie->interrupts.items[i];

		add_row(vm, node, map, line->device.value, line->pin.value,
			line->interrupt.spi.value, line->interrupt.trigger.value);
		prop_share(map, i, line->interrupt.shared.value);
		note_places(node->tree, map, i, &line->interrupt);
	}
}

static void set_interrupt_map(struct vm *vm, struct node *node, const struct pcie *pcie)
{
	bool swizzled = given(pcie->swizzle.at);
	uint32_t devices = swizzled ? (uint32_t)pcie->swizzle.slots.value - 1 : EVERY_DEVICE;
	struct prop *map;

	if (!swizzled && !pcie->interrupts.count)
		return;
	set_u32(node, "#interrupt-cells", 1);
	set_cells(node, "interrupt-map-mask", 4,
		(uint32_t[]){devices << DEVICE_SHIFT, 0, 0, PIN_MASK});
	map = prop_begin(node, "interrupt-map");
	map->origin = swizzled ? pcie->swizzle.at : pcie->interrupts.at;
	if (swizzled)
		add_swizzled(vm, node, map, &pcie->swizzle);
	else
		add_lines(vm, node, map, pcie);
	prop_end(map);
}

static bool is_named(const struct text *reference)
{
	return reference->value && strcmp(reference->value, "none") != 0;
}

/* So many functions from the one of that number on, in the terms of what the reference names. */
static void add_map(struct node *node, struct prop *map, const struct pcie *pcie,
	const struct text *reference, uint64_t from, uint64_t count)
{
	uint64_t first = pcie->bus_range.values[0] * PCIE_BUS_FUNCTIONS;

	if (!count)
		return;
	add_u32(node, map, (uint32_t)(first + from));
	add_phandle_of(
		node, map, reference->value, given(reference->at) ? reference->at : pcie->at);
	add_u32(node, map, (uint32_t)(pcie->id_base.value + from));
	add_u32(node, map, (uint32_t)count);
}

static void set_msi_map(struct node *node, const struct pcie *pcie)
{
	struct prop *map;

	if (!is_named(&pcie->msi))
		return;
	map = prop_begin(node, "msi-map");
	add_map(node, map, pcie, &pcie->msi, 0, pcie_buses(pcie) * PCIE_BUS_FUNCTIONS);
	prop_end(map);
}

static uint64_t own_function(const struct virtio_iommu *iommu)
{
	return iommu->device.value << 3 | iommu->function.value;
}

/* A virtio-iommu is in front of every function but itself. */
static void set_iommu_map(struct node *node, const struct pcie *pcie)
{
	uint64_t count = pcie_buses(pcie) * PCIE_BUS_FUNCTIONS;
	uint64_t own = own_function(&pcie->virtio_iommu);
	struct prop *map;

	if (!is_named(&pcie->iommu))
		return;
	map = prop_begin(node, "iommu-map");
	if (given(pcie->virtio_iommu.at) &&
		strcmp(pcie->iommu.value, pcie->virtio_iommu.name.value) == 0) {
		add_map(node, map, pcie, &pcie->iommu, 0, own);
		add_map(node, map, pcie, &pcie->iommu, own + 1, count - own - 1);
	} else {
		add_map(node, map, pcie, &pcie->iommu, 0, count);
	}
	prop_end(map);
}

/* A PCI device's unit address is its device and function numbers (IEEE 1275 PCI binding, 2.2.1). */
static void build_virtio_iommu(struct node *bus, const struct pcie *pcie)
{
	const struct virtio_iommu *iommu = &pcie->virtio_iommu;
	uint64_t function = pcie->bus_range.values[0] * PCIE_BUS_FUNCTIONS + own_function(iommu);
	struct node *node;

	if (!given(iommu->at))
		return;
	bus->tree->at = iommu->at;
	node = node_get(bus, arena_format(bus->tree->arena, "iommu@%" PRIx64 ",%" PRIx64,
				     iommu->device.value, iommu->function.value));
	node->label = iommu->name.value;
	set_strings(node, "compatible", WORDS("virtio,pci-iommu", "pci1af4,1057"));
	set_cells(node, "reg", 5, (uint32_t[]){(uint32_t)function << FUNCTION_SHIFT, 0, 0, 0, 0});
	set_u32(node, "#iommu-cells", 1);
}

void pcie_build_segment(struct vm *vm, struct node *root, const struct pcie *pcie)
{
	struct span span = region_span(&pcie->device.region);
	struct node *node = device_node(vm, root, "pcie", &pcie->device);

	set_string(node, "compatible",
		pcie->type.value == PCIE_ECAM ? "pci-host-ecam-generic" : "pci-host-cam-generic");
	set_string(node, "device_type", "pci");
	set_reg(node, 1, &span);
	set_cells(node, "bus-range", 2,
		(uint32_t[]){
			(uint32_t)pcie->bus_range.values[0], (uint32_t)pcie->bus_range.values[1]});
	set_u32(node, "linux,pci-domain", (uint32_t)pcie->domain.value);
	set_u32(node, "#address-cells", 3);
	set_u32(node, "#size-cells", 2);
	set_ranges(node, pcie);
	set_interrupt_map(vm, node, pcie);
	set_msi_map(node, pcie);
	set_iommu_map(node, pcie);
	if (pcie->dma_coherent.value)
		set_flag(node, "dma-coherent");
	if (pcie->memory_region.value)
		add_phandle_of(node, prop_begin(node, "memory-region"), pcie->memory_region.value,
			pcie->memory_region.at);
	build_virtio_iommu(node, pcie);
}
