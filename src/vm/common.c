/* What parts share: regions, interrupts, devices, the clock. */
#include "vm/part.h"

#include <inttypes.h>

const char *const interrupt_triggers[] = {
	"edge-rising", "edge-falling", "level-high", "level-low", NULL};

static const struct field region_fields[] = {
	{NUMBER(struct region, base), .address = true, .word = "high",
		.help = "first address, or \"high\" for a place above all memory"},
	{NUMBER(struct region, size), .address = true, .help = "bytes"},
	{NUMBER(struct region, end), .address = true,
		.help = "the address behind the last; give two of base, size and end"},
	{.kind = KIND_END},
};
const struct record region_record = {
	.name = "region", .size = sizeof(struct region), .fields = region_fields};

static const struct field interrupt_fields[] = {
	{NUMBER(struct interrupt, spi), .max = UINT32_MAX, .word = "next",
		.help = "shared peripheral interrupt, as in the tree (INTID - 32)"},
	{NUMBER(struct interrupt, ppi), .max = UINT32_MAX,
		.help = "private peripheral interrupt, as in the tree (INTID - 16)"},
	{NUMBER(struct interrupt, intid), .max = UINT32_MAX,
		.help = "interrupt as the GIC counts (SPI + 32, PPI + 16)"},
	{CHOICE(struct interrupt, trigger), .words = interrupt_triggers,
		.help = "when the line is active; each kind of device has its right default"},
	{FLAG(struct interrupt, shared),
		.help = "other devices that say so too may be on the same line"},
	{.key = "irq",
		.kind = KIND_REFUSED,
		.word = "says too little",
		.help = "name the unit: \"spi\": 16 or \"ppi\": 7 as in the tree, or \"intid\": 48 "
			"as the GIC counts (SPI + 32, PPI + 16)"},
	{.kind = KIND_END},
};
const struct record interrupt_record = {
	.name = "interrupt", .size = sizeof(struct interrupt), .fields = interrupt_fields};

static const struct field device_fields[] = {
	{TEXT(struct device, name), .help = "what references in the raw tree may call it"},
	{INLINE(struct device, region, region)},
	{INLINE(struct device, interrupt, interrupt)},
	{.kind = KIND_END},
};
const struct record device_record = {
	.name = "device", .size = sizeof(struct device), .fields = device_fields};

static const struct field quiet_device_fields[] = {
	{TEXT(struct device, name), .help = "what references in the raw tree may call it"},
	{INLINE(struct device, region, region)},
	{.kind = KIND_END},
};
const struct record quiet_device_record = {
	.name = "quiet_device", .size = sizeof(struct device), .fields = quiet_device_fields};

struct number planned(uint64_t value, struct origin at)
{
	return (struct number){.value = value, .set = true, .at = at};
}

bool from_machine(struct origin at)
{
	return at.source && at.source->builtin;
}

struct origin users_of(struct origin first, struct origin second)
{
	return from_machine(first) && given(second) && !from_machine(second) ? second : first;
}

/* Of all three, one that the machine said gives way to what the user says instead. */
static void yield_to_user(struct region *region)
{
	if (!region->base.set || !region->size.set || !region->end.set)
		return;
	if (from_machine(region->size.at))
		region->size.set = false;
	else if (from_machine(region->base.at))
		region->base.set = false;
	else if (from_machine(region->end.at))
		region->end.set = false;
}

/* The third of base, size and end must agree when all were given. */
static void check_three(struct vm *vm, const struct region *region)
{
	if (region->base.set && region->size.set && region->end.set &&
		region->end.value - region->base.value != region->size.value)
		diag_error(vm->diag, region->end.at,
			"base 0x%" PRIx64 " and size 0x%" PRIx64 " end at 0x%" PRIx64
			", not here; two of base, size and end are enough",
			region->base.value, region->size.value,
			region->base.value + region->size.value);
}

/* With an end in the size's place the region takes what is left below it. */
static void plan_high(struct vm *vm, struct region *region)
{
	uint64_t size = region->size.set ? region->size.value : 0;

	region->base = planned(give_high(vm, size, region->base.at), region->base.at);
}

void plan_region(struct vm *vm, struct region *region, struct origin owner, uint64_t usual)
{
	bool high = region->base.word;

	yield_to_user(region);
	if (!region->size.set && usual &&
		(region->base.set || region->base.word) != region->end.set)
		region->size = planned(usual, owner);
	if (region->base.word && (region->size.set || region->end.set))
		plan_high(vm, region);
	if (region->base.set + region->size.set + region->end.set < 2) {
		diag_error(vm->diag, owner, "\"%s\" is missing here",
			region->base.set || region->base.word || region->end.set ? "size" : "base");
		diag_help(vm->diag, "a region is two of base, size and end (exclusive)");
		region->base = region->size = planned(0, owner);
		return;
	}
	if (region->end.set && region->base.set && region->end.value < region->base.value) {
		diag_error(vm->diag,
			high ? users_of(region->end.at, vm->memory.at) : region->end.at,
			"the end 0x%" PRIx64 " is below the base 0x%" PRIx64, region->end.value,
			region->base.value);
		if (high)
			diag_note(vm->diag, region->end.at, NULL,
				"a region that begins above all memory ends here");
		region->size = planned(0, owner);
		region->end = (struct number){0};
		return;
	}
	check_three(vm, region);
	if (!region->size.set)
		region->size = planned(region->end.value - region->base.value, region->end.at);
	if (!region->base.set && region->size.value > region->end.value)
		diag_error(vm->diag, region->end.at,
			"0x%" PRIx64 " bytes do not fit below 0x%" PRIx64, region->size.value,
			region->end.value);
	if (!region->base.set)
		region->base = planned(region->end.value - region->size.value, region->end.at);
	region->end = (struct number){0};
}

struct span region_span(const struct region *region)
{
	bool by_size = !region->size.value ||
		       (from_machine(region->base.at) && !from_machine(region->size.at));

	return (struct span){region->base.value, region->size.value,
		by_size && given(region->size.at) ? region->size.at : region->base.at};
}

bool has_interrupt(const struct interrupt *interrupt)
{
	return interrupt->spi.set || interrupt->spi.word || interrupt->ppi.set ||
	       interrupt->intid.set;
}

void note_file(struct vm *vm, const char *path)
{
	vm->files.items =
		arena_more(vm->arena, vm->files.items, vm->files.count, sizeof(*vm->files.items));
	vm->files.items[vm->files.count++] = path;
}

static void want_next(struct vm *vm, struct interrupt *interrupt)
{
	vm->next.items =
		arena_more(vm->arena, vm->next.items, vm->next.count, sizeof(*vm->next.items));
	vm->next.items[vm->next.count++] = interrupt;
}

static bool is_users(const struct number *number)
{
	return (number->set || number->word) && given(number->at) && !from_machine(number->at);
}

/* The machine's number gives way to the user's, whichever unit that has. */
static void yield_number(struct interrupt *interrupt)
{
	struct number *numbers[] = {&interrupt->spi, &interrupt->ppi, &interrupt->intid};

	if (!is_users(numbers[0]) && !is_users(numbers[1]) && !is_users(numbers[2]))
		return;
	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++)
		if (from_machine(numbers[i]->at))
			*numbers[i] = (struct number){0};
}

void plan_interrupt(struct vm *vm, struct interrupt *interrupt, enum trigger usual)
{
	enum { FIRST_PPI = 16, FIRST_SPI = 32 };
	struct number *intid = &interrupt->intid;

	yield_number(interrupt);

	if ((interrupt->spi.set || interrupt->spi.word) + interrupt->ppi.set + intid->set > 1) {
		diag_error(vm->diag,
			given(interrupt->spi.at) ? interrupt->spi.at : interrupt->ppi.at,
			"one line has one number: give spi, ppi or intid, not several");
		return;
	}
	if (intid->set && intid->value < FIRST_PPI)
		diag_error(vm->diag, intid->at,
			"INTID %" PRIu64 " is a software generated interrupt; SPIs are 32 and up",
			intid->value);
	else if (intid->set && intid->value < FIRST_SPI)
		interrupt->ppi = planned(intid->value - FIRST_PPI, intid->at);
	else if (intid->set)
		interrupt->spi = planned(intid->value - FIRST_SPI, intid->at);
	*intid = (struct number){0};
	if (!interrupt->trigger.set)
		interrupt->trigger = (struct choice){.value = usual, .set = true};
	if (interrupt->spi.set)
		claim_spis(vm, interrupt->spi.value, 1, interrupt->spi.at);
	if (interrupt->spi.word)
		want_next(vm, interrupt);
}

void plan_device(struct vm *vm, struct device *device, uint64_t usual, enum trigger trigger)
{
	const struct interrupt *interrupt = &device->interrupt;

	plan_region(vm, &device->region, device->at, usual);
	if (has_interrupt(interrupt))
		plan_interrupt(vm, &device->interrupt, trigger);
	else if (interrupt->trigger.set && !from_machine(interrupt->trigger.at))
		diag_error(vm->diag, interrupt->trigger.at,
			"the device has no interrupt that could have a trigger");
}

void need_interrupt(struct vm *vm, const struct device *device, const char *what)
{
	if (has_interrupt(&device->interrupt))
		return;
	diag_error(vm->diag, device->at, "%s needs an interrupt", what);
	diag_help(vm->diag, "give \"spi\" or \"intid\"");
}

void refuse_ppi(struct vm *vm, const struct interrupt *interrupt, const char *what)
{
	if (!interrupt->ppi.set)
		return;
	diag_error(
		vm->diag, interrupt->ppi.at, "%s has an SPI: a PPI is private to each cpu", what);
	diag_help(vm->diag, "give \"spi\", or an \"intid\" of 32 or more");
}

void plan_next_interrupts(struct vm *vm)
{
	for (size_t i = 0; i < vm->next.count; i++) {
		struct interrupt *interrupt = vm->next.items[i];
		uint64_t spi = 0;

		while (spi < SPIS && spi_taken(vm, spi))
			spi++;
		if (spi == SPIS) {
			diag_error(vm->diag, interrupt->spi.at, "every SPI is taken");
			return;
		}
		interrupt->spi = planned(spi, interrupt->spi.at);
		claim_spis(vm, spi, 1, interrupt->spi.at);
	}
}

void claim_spis(struct vm *vm, uint64_t first, uint64_t count, struct origin at)
{
	for (uint64_t i = 0; i < count && first < SPIS && i < SPIS - first; i++)
		vm->spi_claims[first + i] = (struct spi_claim){.taken = true, .at = at};
}

bool spi_taken(const struct vm *vm, uint64_t spi)
{
	return spi < SPIS && vm->spi_claims[spi].taken;
}

uint32_t interrupt_flags(const struct vm *vm, enum trigger trigger, bool ppi)
{
	static const uint32_t flags[] = {
		[EDGE_RISING] = 1, [EDGE_FALLING] = 2, [LEVEL_HIGH] = 4, [LEVEL_LOW] = 8};
	uint64_t cpus = vm->cpus.count.value < 8 ? vm->cpus.count.value : 8;

	if (!ppi || vm->gic.version.value != 2)
		return flags[trigger];
	return flags[trigger] | ((UINT32_C(1) << cpus) - 1) << 8;
}

void note_places(
	struct tree *tree, const struct prop *prop, size_t index, const struct interrupt *interrupt)
{
	struct origin number = interrupt->spi.set ? interrupt->spi.at : interrupt->ppi.at;

	if (number.source != prop->origin.source || number.offset != prop->origin.offset)
		tree_note_detail(tree, prop, DETAIL_ENTRY, index, number);
	tree_note_detail(tree, prop, DETAIL_TRIGGER, index, interrupt->trigger.at);
}

void set_interrupts(
	struct vm *vm, struct node *node, size_t count, const struct interrupt *const *interrupts)
{
	uint32_t *cells = arena_array(vm->arena, count * 3, sizeof(*cells));
	struct prop *prop;

	for (size_t i = 0; i < count; i++) {
		const struct interrupt *interrupt = interrupts[i];
		bool ppi = interrupt->ppi.set;

		cells[i * 3] = ppi;
		cells[i * 3 + 1] = (uint32_t)(ppi ? interrupt->ppi : interrupt->spi).value;
		cells[i * 3 + 2] = interrupt_flags(vm, interrupt->trigger.value, ppi);
	}
	prop = set_cells(node, "interrupts", count * 3, cells);
	if (count && given(interrupts[0]->spi.at))
		prop->origin = interrupts[0]->spi.at;
	else if (count && given(interrupts[0]->ppi.at))
		prop->origin = interrupts[0]->ppi.at;
	for (size_t i = 0; i < count; i++) {
		prop_share(prop, i, interrupts[i]->shared.value);
		note_places(node->tree, prop, i, interrupts[i]);
	}
}

void set_interrupt(struct vm *vm, struct node *node, const struct interrupt *interrupt)
{
	if (has_interrupt(interrupt))
		set_interrupts(vm, node, 1, &interrupt);
}

void set_number(struct node *node, const char *name, const struct number *number)
{
	if (number->set)
		set_u32(node, name, (uint32_t)number->value)->origin = number->at;
}

bool check_node_name(struct vm *vm, const struct text *name)
{
	static const char good[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
				   ",._+-";

	if (!name->value || (*name->value && !name->value[strspn(name->value, good)]))
		return true;
	diag_error(vm->diag, name->at, "\"%s\" is no name for a node", name->value);
	diag_help(vm->diag, "letters, digits and , . _ + - make a name");
	return false;
}

/* Children that were there before, in a blob, are read by the width that absence means. */
static bool has_addresses(const struct node *root)
{
	for (const struct node *child = root->child; child; child = child->next)
		if (prop_find(child, "reg") || prop_find(child, "ranges"))
			return true;
	return false;
}

void root_cells(struct node *root)
{
	bool address = prop_find(root, "#address-cells"), size = prop_find(root, "#size-cells");
	bool keep = !(address && size) && has_addresses(root);

	if (!address)
		set_u32(root, "#address-cells", keep ? node_address_cells(root) : 2);
	if (!size)
		set_u32(root, "#size-cells", keep ? node_size_cells(root) : 2);
}

/* A text or a --set; not a blob, nor a folder that a tree was read from. */
static bool from_description(struct origin at)
{
	return at.source && !source_is_tree(at.source);
}

/* before: how many children there were until the node was asked for. */
static struct node *apart(struct node *node, uint32_t before)
{
	struct node *parent = node->parent;

	if (parent->children == before && from_description(node->origin))
		return node_append(parent, node->name);
	return node;
}

struct node *new_node(struct node *parent, const char *name)
{
	uint32_t before = parent->children;

	return apart(node_get(parent, name), before);
}

struct node *new_node_at(struct node *parent, const char *name, uint64_t unit)
{
	uint32_t before = parent->children;

	return apart(node_at(parent, name, unit), before);
}

struct node *device_node(
	struct vm *vm, struct node *root, const char *name, const struct device *device)
{
	struct node *node;

	root_cells(root);
	root->tree->at = given(device->at) ? device->at : vm->at;
	node = new_node_at(root, name, device->region.base.value);
	node->origin = root->tree->at;
	if (device->name.value)
		node->label = device->name.value;
	return node;
}

struct node *vm_clock(struct node *root)
{
	struct node *clock = node_child(root, "apb-pclk");

	if (clock)
		return clock;
	clock = node_append(root, "apb-pclk");
	clock->label = "apb_pclk";
	set_string(clock, "compatible", "fixed-clock");
	set_u32(clock, "#clock-cells", 0);
	set_u32(clock, "clock-frequency", 24000000);
	set_string(clock, "clock-output-names", "clk24mhz");
	return clock;
}

void set_clocks(struct node *node, size_t count, const char *const *names)
{
	struct node *clock = vm_clock(node->tree->root);
	struct prop *clocks = prop_begin(node, "clocks");

	for (size_t i = 0; i < count; i++)
		add_phandle(node, clocks, clock);
	set_strings(node, "clock-names", count, names);
}
