/* What the boot program tells the kernel (DTSpec 3.6, Linux's chosen binding). */
#include "vm/parts/parts.h"

#include <inttypes.h>

enum { KASLR_SEED = 8, RNG_SEED = 32 }; /* bytes */

static const struct field chosen_fields[] = {
	{TEXT(struct chosen, stdout_path),
		.help = "path, alias or device name, maybe with :options; the first serial device "
			"when left out"},
	{HEX(struct chosen, rng_seed), .aside = true, .word = "random",
		.help = "bytes for the kernel's random pool, or \"random\" for 32 new ones"},
	{HEX(struct chosen, kaslr_seed), .aside = true, .word = "random",
		.help = "8 bytes that place the kernel, or \"random\""},
	{.key = "bootargs",
		.kind = KIND_REFUSED,
		.word = "is a key of its own here",
		.help = "write \"cmdline\" at the top of the description"},
	{FLAG(struct chosen, pci_probe_only), .aside = true,
		.help = "the kernel must leave the PCI resources as they are"},
	{.kind = KIND_END},
};
static const struct record chosen_record = {
	.name = "chosen", .size = sizeof(struct chosen), .fields = chosen_fields, .flag = true};

static const struct field part_fields[] = {
	{TEXT(struct vm, cmdline), .help = "the kernel's command line (bootargs)"},
	{.key = "bootargs",
		.kind = KIND_REFUSED,
		.word = "has another name here",
		.help = "the kernel's command line is \"cmdline\""},
	{RECORD(struct vm, chosen, chosen), .help = "more for the kernel"},
	{.kind = KIND_END},
};
static const struct record part_record = {
	.name = "chosen_part", .size = sizeof(struct vm), .fields = part_fields};

static void plan_seed(struct vm *vm, struct hex *seed, size_t size)
{
	if (!seed->word)
		return;
	seed->value = random_bytes(vm, size);
	seed->set = true;
	seed->random = true;
	seed->word = false;
}

static void chosen_give(struct vm *vm)
{
	struct chosen *chosen = &vm->chosen;

	plan_seed(vm, &chosen->rng_seed, RNG_SEED);
	plan_seed(vm, &chosen->kaslr_seed, KASLR_SEED);
	if (chosen->kaslr_seed.set && chosen->kaslr_seed.value.size != KASLR_SEED)
		diag_error(vm->diag, chosen->kaslr_seed.at, "a kaslr-seed has 8 bytes, not %zu",
			chosen->kaslr_seed.value.size);
	/* A machine calls its console by an alias: that may be what the user took away. */
	if (from_machine(chosen->stdout_path.at) && (!vm->serial.count || !given(vm->aliases.at)))
		chosen->stdout_path = (struct text){0};
	if (given(chosen->at) && !chosen->stdout_path.value && vm->serial.count) {
		chosen->stdout_path.value = serial_path(vm, 0);
		chosen->stdout_path.at = vm->serial.items[0].at;
	}
}

/* The part in front of ":" names the device (DTSpec 3.6); an alias or a path stays as it is. */
static void set_stdout(struct vm *vm, struct node *chosen, const struct text *path)
{
	const char *options = path->value + strcspn(path->value, ":");
	const char *name = arena_text(vm->arena, path->value, (size_t)(options - path->value));
	struct prop *prop;

	if (*name == '/' || is_alias(vm, chosen->tree, name)) {
		set_string(chosen, "stdout-path", path->value)->origin = path->at;
		return;
	}
	prop = prop_begin(chosen, "stdout-path");
	prop->origin = path->at;
	add_path_with(chosen, prop, name, options, path->at);
}

static void set_seed(struct node *chosen, const char *name, const struct hex *seed)
{
	struct prop *prop;

	if (!seed->set)
		return;
	prop = set_bytes(chosen, name, seed->value);
	prop->origin = seed->at;
	prop->random = seed->random;
}

static void chosen_build(struct vm *vm, struct node *root)
{
	const struct chosen *chosen = &vm->chosen;
	const struct payload *initrd = &vm->initrd;
	struct node *node;

	if (!given(chosen->at) && !vm->cmdline.value && !given(initrd->at))
		return;
	root->tree->at = given(chosen->at) ? chosen->at : vm->at;
	node = node_get(root, "chosen");
	if (vm->cmdline.value)
		set_string(node, "bootargs", vm->cmdline.value)->origin = vm->cmdline.at;
	if (chosen->stdout_path.value)
		set_stdout(vm, node, &chosen->stdout_path);
	if (given(initrd->at)) {
		set_u64(node, "linux,initrd-start", initrd->start.value)->origin = initrd->start.at;
		set_u64(node, "linux,initrd-end", initrd->start.value + initrd->size.value)
			->origin = initrd->at;
	}
	set_seed(node, "kaslr-seed", &chosen->kaslr_seed);
	set_seed(node, "rng-seed", &chosen->rng_seed);
	if (chosen->pci_probe_only.set)
		set_u32(node, "linux,pci-probe-only", chosen->pci_probe_only.value);
}

const struct part chosen_part = {.record = &part_record,
	.gap = GAP_CHOSEN,
	.nodes = "chosen",
	.give = chosen_give,
	.build = chosen_build};
