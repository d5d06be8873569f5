/* virtio-mmio transports (Linux's virtio/mmio binding), given slots of a window in list order. */
#include "vm/parts/parts.h"

#include <inttypes.h>

enum { VIRTIO_SIZE = 0x200, DEVICES_AT_MOST = 1000000 };

static const struct field virtio_fields[] = {
	{INLINE(struct virtio, device, device)},
	{NUMBER(struct virtio, count), .max = DEVICES_AT_MOST, .preset = true, .value = 1,
		.help = "repeats the entry"},
	{FLAG(struct virtio, dma_coherent), .preset = true, .value = true,
		.help = "the device sees the cpus' caches"},
	{TEXT(struct virtio, iommu), .help = "the IOMMU in front of the device"},
	{NUMBER(struct virtio, iommu_id), .address = true, .max = UINT32_MAX,
		.help = "how the IOMMU knows the device; 0 when left out"},
	{.kind = KIND_END},
};
static const struct record virtio_record = {.name = "virtio",
	.size = sizeof(struct virtio),
	.fields = virtio_fields,
	.scalar = "count"};

static const struct field virtio_window_fields[] = {
	{NUMBER(struct virtio_window, base), .address = true, .required = true,
		.help = "address of the first slot"},
	{NUMBER(struct virtio_window, stride), .address = true, .min = 1, .preset = true,
		.value = VIRTIO_SIZE, .help = "from slot to slot"},
	{NUMBER(struct virtio_window, size), .address = true, .min = 1, .preset = true,
		.value = VIRTIO_SIZE, .help = "of a slot"},
	{NUMBER(struct virtio_window, spi), .max = 987, .required = true,
		.help = "interrupt of the first slot; the others follow"},
	{NUMBER(struct virtio_window, count), .min = 1, .max = DEVICES_AT_MOST, .preset = true,
		.value = 32, .help = "how many slots"},
	{.kind = KIND_END},
};
static const struct record virtio_window_record = {.name = "virtio_window",
	.size = sizeof(struct virtio_window),
	.fields = virtio_window_fields};

static const struct field part_fields[] = {
	{LIST(struct vm, virtio, virtio), .single = true,
		.help = "virtio-mmio devices: a count, or a list"},
	{RECORD(struct vm, virtio_window, virtio_window),
		.help = "the slots that devices without an address are given"},
	{.kind = KIND_END},
};
static const struct record part_record = {
	.name = "virtio_part", .size = sizeof(struct vm), .fields = part_fields};

/* Repeated devices have numbered names. */
static void repeat_name(struct vm *vm, struct virtio *one, uint64_t i)
{
	struct text *name = &one->device.name;

	if (name->value && one->count.value > 1)
		name->value = arena_format(vm->arena, "%s%" PRIu64, name->value, i);
}

/* An explicit base or number goes up with each repetition. */
static void repeat_numbers(const struct vm *vm, struct virtio *one, uint64_t i)
{
	const struct virtio_window *window = &vm->virtio_window;
	struct device *device = &one->device;
	uint64_t step = given(window->at)	  ? window->stride.value
			: device->region.size.set ? device->region.size.value
						  : VIRTIO_SIZE;

	device->region.base.value += step * i;
	device->region.end.value += step * i;
	device->interrupt.spi.value += i;
	device->interrupt.ppi.value += i;
	device->interrupt.intid.value += i;
	one->iommu_id.value += i;
}

/* Writes every repetition out as an entry of its own. */
static void expand_counts(struct vm *vm)
{
	struct virtio *all;
	uint64_t total = 0;
	size_t n = 0;
	bool repeated = false;

	for (size_t i = 0; i < vm->virtio.count; i++) {
		total += vm->virtio.items[i].count.value;
		repeated |= vm->virtio.items[i].count.value != 1;
	}
	if (!repeated)
		return;
	if (total > DEVICES_AT_MOST) {
		diag_error(vm->diag, vm->virtio.at,
			"these are %" PRIu64 " devices, there can be %d", total, DEVICES_AT_MOST);
		vm->virtio.count = 0;
		return;
	}
	all = arena_array(vm->arena, (size_t)total, sizeof(*all));
	for (size_t i = 0; i < vm->virtio.count; i++) {
		for (uint64_t j = 0; j < vm->virtio.items[i].count.value; j++) {
			struct virtio *one = &all[n++];

			*one = vm->virtio.items[i];
			repeat_name(vm, one, j);
			repeat_numbers(vm, one, j);
			one->count.value = 1;
		}
	}
	vm->virtio.items = all;
	vm->virtio.count = n;
}

/* The slots of the window: which bases are taken, and where the search for a free one goes on. */
struct slots {
	const struct virtio_window *window;
	bool *taken;
	uint64_t next;
	uint64_t intruder; /* the slot to look at next for who took its SPI */
};

static uint64_t slot_base(const struct slots *slots, uint64_t slot)
{
	return slots->window->base.value + slot * slots->window->stride.value;
}

static bool slot_of_base(const struct slots *slots, uint64_t base, uint64_t *slot)
{
	const struct virtio_window *window = slots->window;

	if (!slots->taken || base < window->base.value ||
		(base - window->base.value) % window->stride.value)
		return false;
	*slot = (base - window->base.value) / window->stride.value;
	return *slot < window->count.value;
}

static bool slot_of_spi(const struct slots *slots, const struct number *spi, uint64_t *slot)
{
	const struct virtio_window *window = slots->window;

	if (!slots->taken || !spi->set || spi->value < window->spi.value)
		return false;
	*slot = spi->value - window->spi.value;
	return *slot < window->count.value;
}

/* Every slot that shares an address with the device is taken. */
static void claim_span(struct slots *slots, uint64_t base, uint64_t size)
{
	const struct virtio_window *window = slots->window;
	uint64_t slot = 0;

	if (!slots->taken)
		return;
	if (base > window->base.value)
		slot = (base - window->base.value) / window->stride.value;
	for (; slot < window->count.value; slot++) {
		uint64_t start = slot_base(slots, slot);

		if (start >= base && start - base >= size)
			return;
		if (start >= base || base - start < window->size.value)
			slots->taken[slot] = true;
	}
}

static uint64_t usual_size(const struct slots *slots)
{
	return slots->taken ? slots->window->size.value : VIRTIO_SIZE;
}

/* What is given claims its slot: a base implies the slot's SPI, an SPI the slot's base. */
static void claim_given(struct vm *vm, struct slots *slots)
{
	for (size_t i = 0; i < vm->virtio.count; i++) {
		struct device *device = &vm->virtio.items[i].device;
		struct number *base = &device->region.base, *spi = &device->interrupt.spi;
		const struct number *size = &device->region.size;
		uint64_t slot;

		if (base->word || device->region.end.set)
			plan_region(vm, &device->region, device->at, usual_size(slots));
		if (base->set) {
			claim_span(slots, base->value, size->set ? size->value : usual_size(slots));
			if (!has_interrupt(&device->interrupt) &&
				slot_of_base(slots, base->value, &slot))
				*spi = planned(slots->window->spi.value + slot, base->at);
		} else if (!base->set && slot_of_spi(slots, spi, &slot) && !slots->taken[slot]) {
			slots->taken[slot] = true;
			*base = planned(slot_base(slots, slot), spi->at);
		}
		plan_interrupt(vm, &device->interrupt, EDGE_RISING);
	}
}

static bool next_free(struct vm *vm, struct slots *slots, uint64_t *slot)
{
	while (slots->taken && slots->next < slots->window->count.value) {
		*slot = slots->next++;
		if (slots->taken[*slot] || spi_taken(vm, slots->window->spi.value + *slot))
			continue;
		slots->taken[*slot] = true;
		return true;
	}
	return false;
}

/* Of the slots' SPIs, the next that the user gave to something else; false: none. */
static bool find_intruder(const struct vm *vm, struct slots *slots, uint64_t *spi)
{
	const struct virtio_window *window = slots->window;

	for (*spi = window->spi.value + slots->intruder;
		*spi - window->spi.value < window->count.value; (*spi)++) {
		if (*spi >= SPIS)
			return false;
		if (vm->spi_claims[*spi].taken && given(vm->spi_claims[*spi].at) &&
			!from_machine(vm->spi_claims[*spi].at) &&
			!slots->taken[*spi - window->spi.value]) {
			slots->intruder = *spi - window->spi.value + 1;
			return true;
		}
	}
	return false;
}

static void report_intruder(struct vm *vm, const struct virtio *virtio,
	const struct virtio_window *window, uint64_t spi)
{
	diag_error(vm->diag, vm->spi_claims[spi].at,
		"SPI %" PRIu64
		" is that of a slot of the virtio_window, and the machine's devices need all of "
		"them",
		spi);
	diag_note(vm->diag, virtio->at, NULL, "they are said here");
	diag_help(vm->diag,
		"take SPIs outside of %" PRIu64 " to %" PRIu64
		", or say \"virtio\" for fewer devices",
		window->spi.value, window->spi.value + window->count.value - 1);
}

/*
 * The machine's own devices had room before: who took it is to blame, one for each device from
 * this one on that has none. False when there is nobody to blame.
 */
static bool report_intruders(struct vm *vm, const struct virtio *virtio, struct slots *slots)
{
	const struct virtio *end = vm->virtio.items + vm->virtio.count;
	bool found = false;
	uint64_t spi;

	if (!from_machine(virtio->at) || vm->virtio.count > slots->window->count.value)
		return false;
	for (; virtio < end; virtio++) {
		if (virtio->device.region.base.set)
			continue;
		if (!find_intruder(vm, slots, &spi))
			break;
		report_intruder(vm, virtio, slots->window, spi);
		found = true;
	}
	return found;
}

static void report_no_slot(struct vm *vm, const struct virtio *virtio, struct slots *slots)
{
	const struct number *base = &virtio->device.region.base;
	uint64_t spi;

	if (!slots->taken) {
		diag_error(vm->diag, virtio->at,
			"the device has no %s, and there is no virtio_window to give one",
			base->set ? "interrupt" : "base");
		diag_help(vm->diag, "give \"base\" and \"spi\", or a virtio_window");
	} else if (base->set) {
		diag_error(vm->diag, base->at,
			"the device has no interrupt, and 0x%" PRIx64
			" is no slot of the virtio_window that implies one",
			base->value);
		diag_help(vm->diag, "give \"spi\" or \"intid\"");
	} else if (!report_intruders(vm, virtio, slots)) {
		diag_error(vm->diag, users_of(virtio->at, slots->window->count.at),
			"the device has no base, and all %" PRIu64
			" slots of the virtio_window are taken",
			slots->window->count.value);
		if (find_intruder(vm, slots, &spi))
			diag_note(vm->diag, vm->spi_claims[spi].at, NULL,
				"SPI %" PRIu64 ", that of a slot, is taken here", spi);
		diag_help(vm->diag, "give \"base\" and \"spi\", or make a larger virtio_window");
	}
	follows_from(vm, "virtio_window");
}

/* base and interrupt come from one slot, as far as they were left out. */
static bool give_slot(struct vm *vm, struct virtio *virtio, struct slots *slots)
{
	struct device *device = &virtio->device;
	uint64_t slot;

	if (device->region.base.set && has_interrupt(&device->interrupt))
		return true;
	if (device->region.base.set || !next_free(vm, slots, &slot)) {
		report_no_slot(vm, virtio, slots);
		return false;
	}
	device->region.base =
		planned(slot_base(slots, slot), users_of(virtio->at, slots->window->base.at));
	if (has_interrupt(&device->interrupt))
		return true;
	device->interrupt.spi = planned(
		slots->window->spi.value + slot, users_of(virtio->at, slots->window->spi.at));
	plan_interrupt(vm, &device->interrupt, EDGE_RISING);
	return true;
}

/* Repetitions have counted on, from 0 where nothing was said. */
static void plan_ids(struct vm *vm)
{
	for (size_t i = 0; i < vm->virtio.count; i++) {
		struct virtio *virtio = &vm->virtio.items[i];

		if (virtio->iommu.value && !virtio->iommu_id.set)
			virtio->iommu_id = planned(virtio->iommu_id.value, virtio->at);

		if (virtio->iommu_id.set && !virtio->iommu.value)
			diag_error(vm->diag, virtio->iommu_id.at,
				"there is no \"iommu\" that could know the device by it");
	}
}

static void virtio_give(struct vm *vm)
{
	struct slots slots = {.window = &vm->virtio_window};
	bool window = given(vm->virtio_window.at);

	plan_ids(vm);
	expand_counts(vm);
	if (window)
		slots.taken =
			arena_array(vm->arena, (size_t)vm->virtio_window.count.value, sizeof(bool));
	claim_given(vm, &slots);
	for (size_t i = 0; i < vm->virtio.count; i++) {
		struct virtio *virtio = &vm->virtio.items[i];
		struct region *region = &virtio->device.region;

		if (!give_slot(vm, virtio, &slots))
			return;
		plan_region(vm, region, virtio->at, usual_size(&slots));
	}
}

static void virtio_build(struct vm *vm, struct node *root)
{
	for (size_t i = 0; i < vm->virtio.count; i++) {
		const struct virtio *virtio = &vm->virtio.items[i];
		struct span span = region_span(&virtio->device.region);
		struct node *node = device_node(vm, root, "virtio_mmio", &virtio->device);

		set_string(node, "compatible", "virtio,mmio");
		set_reg(node, 1, &span);
		set_interrupt(vm, node, &virtio->device.interrupt);
		if (virtio->dma_coherent.value)
			set_flag(node, "dma-coherent");
		if (virtio->iommu.value) {
			struct prop *prop = prop_begin(node, "iommus");

			add_phandle_of(node, prop, virtio->iommu.value, virtio->iommu.at);
			add_u32(node, prop, (uint32_t)virtio->iommu_id.value);
		}
	}
}

const struct part virtio_part = {.record = &part_record,
	.gap = GAP_DEVICES,
	.nodes = "virtio_mmio",
	.give = virtio_give,
	.build = virtio_build};
