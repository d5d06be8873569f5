/* What the boot program tells the kernel (DTSpec 3.6, Linux's chosen binding). */
#include "base/file.h"
#include "vm/parts.h"

#include <inttypes.h>

enum { KASLR_SEED = 8, RNG_SEED = 32 }; /* bytes */

static const struct field payload_fields[] = {
	{NUMBER(struct payload, start), .address = true, .word = "auto",
		.help = "first address, or \"auto\""},
	{NUMBER(struct payload, size), .address = true, .min = 1, .help = "bytes"},
	{NUMBER(struct payload, end), .address = true, .help = "the address behind the last"},
	{TEXT(struct payload, file),
		.help = "a file to measure, relative to the description's folder"},
	{.kind = KIND_END},
};
static const struct record payload_record = {
	.name = "payload", .size = sizeof(struct payload), .fields = payload_fields};

static const struct field chosen_fields[] = {
	{TEXT(struct chosen, stdout_path),
		.help = "path, alias or device name, maybe with :options; the first serial device "
			"when left out"},
	{HEX(struct chosen, rng_seed), .word = "random",
		.help = "bytes for the kernel's random pool, or \"random\" for 32 new ones"},
	{HEX(struct chosen, kaslr_seed), .word = "random",
		.help = "8 bytes that place the kernel, or \"random\""},
	{FLAG(struct chosen, pci_probe_only),
		.help = "the kernel must leave the PCI resources as they are"},
	{.kind = KIND_END},
};
static const struct record chosen_record = {
	.name = "chosen", .size = sizeof(struct chosen), .fields = chosen_fields, .flag = true};

static const struct field part_fields[] = {
	{TEXT(struct vm, cmdline), .help = "the kernel's command line (bootargs)"},
	{RECORD(struct vm, initrd, payload), .help = "where the initial RAM disk is"},
	{RECORD(struct vm, kernel, payload), .help = "where the kernel is; nothing may overlap it"},
	{RECORD(struct vm, fdt, payload), .help = "where the blob itself goes"},
	{RECORD(struct vm, chosen, chosen), .help = "more for the kernel"},
	{.kind = KIND_END},
};
static const struct record part_record = {
	.name = "chosen_part", .size = sizeof(struct vm), .fields = part_fields};

/* A file's size; what cannot be measured is the input's fault (exit status 1). */
static void measure(struct vm *vm, struct payload *payload)
{
	const char *beside = payload->file.at.source->path;
	const char *path = file_beside(vm->arena, beside, payload->file.value);
	uint64_t size;
	const char *why = file_measure(path, &size);

	note_file(vm, path);
	if (why)
		diag_error(vm->diag, payload->file.at, "cannot measure %s: %s", path, why);
	else if (!size)
		diag_error(vm->diag, payload->file.at, "%s is empty", path);
	payload->size = planned(why ? 0 : size, payload->file.at);
}

static void report_sizeless(struct vm *vm, const struct payload *payload, const char *name)
{
	diag_error(vm->diag, payload->at, "the %s has no size", name);
	diag_help(vm->diag, "give \"size\", \"end\", or a \"file\" to measure");
}

static void plan_payload(struct vm *vm, struct payload *payload, const char *name)
{
	struct region region;

	if (!given(payload->at))
		return;
	if (payload->file.value && (payload->size.set || payload->end.set))
		diag_error(vm->diag, payload->file.at,
			"the file's size takes the place of size and end: leave them out");
	else if (payload->file.value)
		measure(vm, payload);
	else if (!payload->size.set && !payload->end.set)
		report_sizeless(vm, payload, name);
	if (diag_status(vm->diag))
		return;
	if (payload->start.word)
		place_payload(vm, payload);
	if (!payload->start.set) {
		diag_error(vm->diag, payload->at, "\"start\" is missing here");
		diag_help(vm->diag, "an address, or \"auto\"");
		return;
	}
	region = (struct region){payload->at, payload->start, payload->size, payload->end};
	plan_region(vm, &region, payload->at, 0);
	payload->start = region.base;
	payload->size = region.size;
	payload->end = (struct number){0};
	payload->file = (struct text){0};
	if (payload->size.value > UINT64_MAX - payload->start.value)
		diag_error(vm->diag, payload->start.at,
			"the %s of 0x%" PRIx64 " bytes goes beyond the last address", name,
			payload->size.value);
}

static void plan_seed(struct vm *vm, struct hex *seed, size_t size)
{
	if (!seed->word)
		return;
	seed->value = random_bytes(vm, size);
	seed->set = true;
	seed->word = false;
}

static void chosen_plan(struct vm *vm)
{
	struct chosen *chosen = &vm->chosen;

	plan_payload(vm, &vm->kernel, "kernel");
	plan_payload(vm, &vm->initrd, "initrd");
	plan_payload(vm, &vm->fdt, "blob");
	plan_seed(vm, &chosen->rng_seed, RNG_SEED);
	plan_seed(vm, &chosen->kaslr_seed, KASLR_SEED);
	if (chosen->kaslr_seed.set && chosen->kaslr_seed.value.size != KASLR_SEED)
		diag_error(vm->diag, chosen->kaslr_seed.at, "a kaslr-seed has 8 bytes, not %zu",
			chosen->kaslr_seed.value.size);
	if (given(chosen->at) && !chosen->stdout_path.value && vm->serial.count) {
		chosen->stdout_path.value = serial_path(vm, 0);
		chosen->stdout_path.at = vm->serial.items[0].at;
	}
}

/* The part in front of ":" names the device (DTSpec 3.6); an alias or a path stays as it is. */
static void set_stdout(struct vm *vm, struct node *chosen, const struct text *path)
{
	const char *text = path->value;
	struct prop *prop;

	if (text[0] == '/' || strchr(text, ':') || is_alias(vm, chosen->tree, text)) {
		set_string(chosen, "stdout-path", text)->origin = path->at;
		return;
	}
	prop = prop_begin(chosen, "stdout-path");
	prop->origin = path->at;
	add_path_of(chosen, prop, text, path->at);
}

/* What no node tells, but must not be overlapped. */
static void note_image(struct tree *tree, const struct payload *payload, const char *name)
{
	if (!given(payload->at))
		return;
	tree->at = payload->start.at;
	tree_image(tree, name, payload->start.value, payload->size.value);
}

static void chosen_build(struct vm *vm, struct node *root)
{
	const struct chosen *chosen = &vm->chosen;
	const struct payload *initrd = &vm->initrd;
	struct node *node;

	note_image(root->tree, &vm->kernel, "kernel");
	note_image(root->tree, &vm->fdt, "fdt");
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
	if (chosen->kaslr_seed.set)
		set_bytes(node, "kaslr-seed", chosen->kaslr_seed.value)->origin =
			chosen->kaslr_seed.at;
	if (chosen->rng_seed.set)
		set_bytes(node, "rng-seed", chosen->rng_seed.value)->origin = chosen->rng_seed.at;
	if (chosen->pci_probe_only.set)
		set_u32(node, "linux,pci-probe-only", chosen->pci_probe_only.value);
}

const struct part chosen_part = {
	.record = &part_record, .plan = chosen_plan, .build = chosen_build};
