/* PCI segments: what a description says of them, and what follows from that. */
#include "vm/parts/pcie.h"

#include "vm/parts/parts.h"

#include <inttypes.h>

enum {
	ECAM_BUS = 0x100000, /* configuration space of one bus: 4 KiB a function, ... */
	CAM_BUS = 0x10000,   /* ... or 256 bytes */
	LAST_BUS = 255,
};

static const char *const types[] = {[PCIE_ECAM] = "ecam", [PCIE_CAM] = "cam", NULL};
static const char *const pins[] = {"A", "B", "C", "D", NULL};

static const struct field pcie_window_fields[] = {
	{INLINE(struct pcie_window, region, region)},
	{NUMBER(struct pcie_window, pci_address), .address = true,
		.help = "where the bus has the window; left out: 0 for I/O, else at the same "
			"address"},
	{FLAG(struct pcie_window, prefetchable),
		.help = "reading it has no side effects, so bridges may merge accesses"},
	{.kind = KIND_END},
};
static const struct record pcie_window_record = {
	.name = "pcie_window", .size = sizeof(struct pcie_window), .fields = pcie_window_fields};

static const struct field pcie_swizzle_fields[] = {
	{NUMBER(struct pcie_swizzle, spi), .required = true, .max = SPIS - 1,
		.help = "the first line: INTA of slot 0"},
	{NUMBER(struct pcie_swizzle, lines), .min = 1, .max = SPIS, .preset = true,
		.value = PCIE_PINS, .help = "how many lines there are"},
	{NUMBER(struct pcie_swizzle, slots), .min = 1, .max = PCIE_DEVICES, .preset = true,
		.value = 4, .help = "after how many slots the pattern begins anew; a power of two"},
	{FLAG(struct pcie_swizzle, shared),
		.help = "other devices that say so too may be on the same lines"},
	{.kind = KIND_END},
};
static const struct record pcie_swizzle_record = {
	.name = "pcie_swizzle", .size = sizeof(struct pcie_swizzle), .fields = pcie_swizzle_fields};

static const struct field pcie_line_fields[] = {
	{NUMBER(struct pcie_line, device), .required = true, .max = PCIE_DEVICES - 1,
		.help = "the device on the first bus"},
	{CHOICE(struct pcie_line, pin), .words = pins, .preset = true, .value = 0,
		.help = "INTA, INTB, INTC or INTD of the device"},
	{INLINE(struct pcie_line, interrupt, interrupt)},
	{.kind = KIND_END},
};
static const struct record pcie_line_record = {
	.name = "pcie_line", .size = sizeof(struct pcie_line), .fields = pcie_line_fields};

static const struct field virtio_iommu_fields[] = {
	{TEXT(struct virtio_iommu, name),
		.help = "what references may call it; \"virtio_iommu\" when left out"},
	{NUMBER(struct virtio_iommu, device), .required = true, .max = PCIE_DEVICES - 1,
		.help = "the device that it is on the first bus"},
	{NUMBER(struct virtio_iommu, function), .max = 7, .preset = true,
		.help = "the function of that device"},
	{.kind = KIND_END},
};
static const struct record virtio_iommu_record = {
	.name = "virtio_iommu", .size = sizeof(struct virtio_iommu), .fields = virtio_iommu_fields};

static const struct field pcie_fields[] = {
	{QUIET_DEVICE(struct pcie, device)},
	{CHOICE(struct pcie, type), .words = types, .preset = true, .value = PCIE_ECAM,
		.help = "the region is configuration space with 4 KiB (ecam) or 256 bytes (cam) a "
			"function"},
	{NUMBERS(struct pcie, bus_range), .max = LAST_BUS,
		.help = "the first and the last bus; left out: 0, and what the region has room "
			"for"},
	{NUMBER(struct pcie, domain), .max = 0xffff,
		.help = "the segment's number; left out: its place in the list"},
	{NUMBER(struct pcie, id_base), .address = true, .max = UINT32_MAX,
		.help = "how MSI controllers and IOMMUs know the first function; left out: behind "
			"the segment before"},
	{RECORD(struct pcie, io, pcie_window), .help = "window for I/O ports"},
	{RECORD(struct pcie, mem32, pcie_window),
		.help = "window for memory, below 4 GiB on the bus"},
	{RECORD(struct pcie, mem64, pcie_window), .help = "window for memory, at any address"},
	{RECORD(struct pcie, swizzle, pcie_swizzle),
		.help = "the slots share these lines, rotated from slot to slot"},
	{LIST(struct pcie, interrupts, pcie_line),
		.help = "the line of each device that has one; without this and swizzle, only "
			"messages interrupt"},
	{TEXT(struct pcie, msi),
		.help = "what takes messages (MSI), or \"none\"; left out: the ITS or v2m frame of "
			"the gic"},
	{TEXT(struct pcie, iommu),
		.help = "the IOMMU in front of the devices, or \"none\"; left out: the "
			"virtio_iommu or smmu"},
	{RECORD(struct pcie, virtio_iommu, virtio_iommu),
		.help = "a virtio-iommu among the devices; it is in front of all others"},
	{TEXT(struct pcie, memory_region), .help = "the reserved_memory for DMA of the devices"},
	{FLAG(struct pcie, dma_coherent), .preset = true, .value = true,
		.help = "the devices see the cpus' caches"},
	{.kind = KIND_END},
};
static const struct record pcie_record = {
	.name = "pcie", .size = sizeof(struct pcie), .fields = pcie_fields, .flag = true};

static const struct field part_fields[] = {
	{LIST(struct vm, pcie, pcie), .single = true, .help = "a PCI segment, or a list of them"},
	{.kind = KIND_END},
};
static const struct record part_record = {
	.name = "pcie_part", .size = sizeof(struct vm), .fields = part_fields};

static bool check_buses(struct vm *vm, const struct pcie *pcie)
{
	const struct numbers *range = &pcie->bus_range;

	if (range->count == 2 && range->values[0] <= range->values[1])
		return true;
	diag_error(vm->diag, range->at, "a bus_range is the first and the last bus");
	return false;
}

/* The region's size follows from the buses, or they from it. */
static void plan_buses(struct vm *vm, struct pcie *pcie)
{
	struct region *region = &pcie->device.region;
	uint64_t bus = pcie->type.value == PCIE_ECAM ? ECAM_BUS : CAM_BUS, room;

	if (given(pcie->bus_range.at)) {
		if (!check_buses(vm, pcie))
			return;
		plan_region(vm, region, pcie->at, pcie_buses(pcie) * bus);
		room = region->size.value / bus;
		if (room < pcie_buses(pcie) && !has_failed(vm))
			diag_error(vm->diag, region->size.at,
				"0x%" PRIx64 " bytes hold %" PRIu64
				" buses, but the bus_range has %" PRIu64,
				region->size.value, room, pcie_buses(pcie));
		return;
	}
	plan_region(vm, region, pcie->at, (LAST_BUS + 1) * bus);
	room = region->size.value / bus;
	if (!room && !has_failed(vm))
		diag_error(vm->diag, region->size.at, "one bus has 0x%" PRIx64 " bytes", bus);
	pcie->bus_range.values = arena_array(vm->arena, 2, sizeof(uint64_t));
	pcie->bus_range.values[1] = room > LAST_BUS ? LAST_BUS : room ? room - 1 : 0;
	pcie->bus_range.count = 2;
}

static void plan_window(struct vm *vm, struct pcie_window *window, bool same)
{
	if (!given(window->at))
		return;
	plan_region(vm, &window->region, window->at, 0);
	if (!window->pci_address.set)
		window->pci_address = planned(same ? window->region.base.value : 0, window->at);
	if (window->pci_address.value > UINT64_MAX - window->region.size.value)
		diag_error(vm->diag, window->pci_address.at,
			"0x%" PRIx64 " bytes go beyond the last address of the bus",
			window->region.size.value);
}

static void plan_windows(struct vm *vm, struct pcie *pcie)
{
	struct pcie_window *mem32 = &pcie->mem32;

	plan_window(vm, &pcie->io, false);
	plan_window(vm, mem32, true);
	plan_window(vm, &pcie->mem64, true);
	if (!given(mem32->at) && !given(pcie->mem64.at))
		diag_error(vm->diag, pcie->at, "the bus has no window for memory");
	if (given(mem32->at) && mem32->region.size.set && mem32->pci_address.set &&
		mem32->pci_address.value + mem32->region.size.value > UINT64_C(0x100000000))
		diag_error(vm->diag, mem32->pci_address.at,
			"the window ends at 0x%" PRIx64 " on the bus, above 4 GiB",
			mem32->pci_address.value + mem32->region.size.value);
}

/* Each device has a line on each of its pins, all of them SPIs. */
static void plan_lines(struct vm *vm, struct pcie *pcie)
{
	const struct pcie_line *known[PCIE_DEVICES][PCIE_PINS] = {0};

	for (size_t i = 0; i < pcie->interrupts.count; i++) {
		struct pcie_line *line = &pcie->interrupts.items[i];
		const struct pcie_line **first = &known[line->device.value][line->pin.value];

		if (!has_interrupt(&line->interrupt)) {
			diag_error(vm->diag, line->at, "the line has no interrupt");
			diag_help(vm->diag, "give \"spi\" or \"intid\"");
			continue;
		}
		plan_interrupt(vm, &line->interrupt, LEVEL_HIGH);
		refuse_ppi(vm, &line->interrupt, "a PCI device");
		if (*first) {
			diag_error(vm->diag, line->at,
				"device %" PRIu64 " has a line on INT%s already",
				line->device.value, pins[line->pin.value]);
			diag_note(vm->diag, (*first)->at, NULL, "this one");
		} else {
			*first = line;
		}
	}
}

static void plan_interrupts(struct vm *vm, struct pcie *pcie)
{
	struct pcie_swizzle *swizzle = &pcie->swizzle;
	uint64_t slots = swizzle->slots.value;

	if (given(swizzle->at)) {
		claim_spis(vm, swizzle->spi.value, swizzle->lines.value, swizzle->spi.at);
		if (slots & (slots - 1))
			diag_error(vm->diag, swizzle->slots.at,
				"%" PRIu64 " is no power of two, so no mask can tell the slots",
				slots);
		if (pcie->interrupts.count)
			diag_error(vm->diag, pcie->interrupts.at,
				"the lines are of each device or swizzled, not both");
		if (pcie->interrupts.count && from_machine(swizzle->at))
			diag_help(vm->diag, "\"swizzle\": null takes the machine's lines away");
	}
	plan_lines(vm, pcie);
}

/* The segments follow one another, so that no two functions look alike. */
static void plan_ids(struct pcie *pcie, size_t index)
{
	const struct pcie *before = index ? pcie - 1 : NULL;

	if (!pcie->domain.set)
		pcie->domain = planned(index, pcie->at);
	if (pcie->id_base.set)
		return;
	pcie->id_base =
		planned(before ? before->id_base.value + pcie_buses(before) * PCIE_BUS_FUNCTIONS
			       : pcie->bus_range.values[0] * PCIE_BUS_FUNCTIONS,
			pcie->at);
}

static void plan_references(struct vm *vm, struct pcie *pcie)
{
	const struct gic *gic = &vm->gic;

	if (given(pcie->virtio_iommu.at) && !pcie->virtio_iommu.name.value)
		pcie->virtio_iommu.name.value = "virtio_iommu";
	if (!pcie->msi.value && gic->its.count)
		pcie->msi.value = arena_format(vm->arena, "%s/msi-controller@%" PRIx64,
			gic_path(vm), gic->its.items[0].region.base.value);
	else if (!pcie->msi.value && gic->v2m.count)
		pcie->msi.value = arena_format(vm->arena, "%s/v2m@%" PRIx64, gic_path(vm),
			gic->v2m.items[0].region.base.value);
	if (!pcie->iommu.value && given(pcie->virtio_iommu.at))
		pcie->iommu.value = pcie->virtio_iommu.name.value;
	else if (!pcie->iommu.value && given(vm->smmu.at))
		pcie->iommu.value = arena_format(
			vm->arena, "/iommu@%" PRIx64, vm->smmu.device.region.base.value);
}

static void pcie_plan(struct vm *vm)
{
	for (size_t i = 0; i < vm->pcie.count; i++) {
		struct pcie *pcie = &vm->pcie.items[i];

		plan_buses(vm, pcie);
		if (has_failed(vm))
			return;
		plan_windows(vm, pcie);
		plan_interrupts(vm, pcie);
		plan_ids(pcie, i);
		plan_references(vm, pcie);
	}
}

static void pcie_build(struct vm *vm, struct node *root)
{
	for (size_t i = 0; i < vm->pcie.count; i++)
		pcie_build_segment(vm, root, &vm->pcie.items[i]);
}

const struct part pcie_part = {.record = &part_record,
	.gap = GAP_DEVICES,
	.nodes = "pcie",
	.plan = pcie_plan,
	.build = pcie_build};
