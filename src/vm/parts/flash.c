/* NOR flash that can be asked what it is (Linux's mtd/mtd-physmap binding). */
#include "vm/parts/parts.h"

#include <inttypes.h>

static const struct field bank_fields[] = {
	{INLINE(struct bank, region, region)},
	{.kind = KIND_END},
};
const struct record bank_record = {
	.name = "bank", .size = sizeof(struct bank), .fields = bank_fields};

static const struct field flash_fields[] = {
	{TEXT(struct flash, name), .help = "what references in the raw tree may call it"},
	{INLINE(struct flash, region, region)},
	{LIST(struct flash, banks, bank),
		.help = "several banks in one node, in place of base and size"},
	{NUMBER(struct flash, bank_width), .aside = true, .min = 1, .max = 4, .preset = true,
		.value = 4, .help = "bytes of a bank's data bus: 1, 2 or 4"},
	{NUMBER(struct flash, device_width), .min = 1, .max = 2,
		.help = "bytes of a chip's data bus: 1 or 2"},
	{TEXT(struct flash, label), .help = "the name of the memory for people"},
	{.kind = KIND_END},
};
static const struct record flash_record = {
	.name = "flash", .size = sizeof(struct flash), .fields = flash_fields, .flag = true};

static const struct field part_fields[] = {
	{LIST(struct vm, flash, flash), .single = true,
		.help = "CFI flash: one, or a list of them"},
	{.kind = KIND_END},
};
static const struct record part_record = {
	.name = "flash_part", .size = sizeof(struct vm), .fields = part_fields};

static bool has_region(const struct region *region)
{
	return region->base.set || region->size.set || region->end.set;
}

/* A flash without a list of banks is one bank. */
static void plan_banks(struct vm *vm, struct flash *flash)
{
	if (!flash->banks.count) {
		plan_region(vm, &flash->region, flash->at, 0);
		return;
	}
	if (has_region(&flash->region))
		diag_error(vm->diag, flash->at,
			"the banks say where the flash is: leave base and size out");
	for (size_t i = 0; i < flash->banks.count; i++)
		plan_region(vm, &flash->banks.items[i].region, flash->banks.items[i].at, 0);
}

static void flash_plan(struct vm *vm)
{
	for (size_t i = 0; i < vm->flash.count; i++) {
		struct flash *flash = &vm->flash.items[i];

		plan_banks(vm, flash);
		if (flash->bank_width.value == 3)
			diag_error(
				vm->diag, flash->bank_width.at, "a bank is 1, 2 or 4 bytes wide");
	}
}

static void set_banks(struct vm *vm, struct node *node, const struct flash *flash)
{
	size_t count = flash->banks.count ? flash->banks.count : 1;
	struct span *spans = arena_array(vm->arena, count, sizeof(*spans));

	spans[0] = region_span(&flash->region);
	for (size_t i = 0; i < flash->banks.count; i++)
		spans[i] = region_span(&flash->banks.items[i].region);
	set_reg(node, count, spans);
}

static void flash_build(struct vm *vm, struct node *root)
{
	for (size_t i = 0; i < vm->flash.count; i++) {
		const struct flash *flash = &vm->flash.items[i];
		struct device device = {.at = flash->at,
			.name = flash->name,
			.region =
				flash->banks.count ? flash->banks.items[0].region : flash->region};
		struct node *node = device_node(vm, root, "flash", &device);

		set_string(node, "compatible", "cfi-flash");
		set_banks(vm, node, flash);
		set_number(node, "bank-width", &flash->bank_width);
		set_number(node, "device-width", &flash->device_width);
		if (flash->label.value)
			set_string(node, "label", flash->label.value);
	}
}

const struct part flash_part = {.record = &part_record,
	.gap = GAP_DEVICES,
	.nodes = "flash",
	.plan = flash_plan,
	.build = flash_build};
