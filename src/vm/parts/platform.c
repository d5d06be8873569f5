/* The root node, the header's boot cpu, and the keys that are read elsewhere. */
#include "vm/parts/parts.h"

static const struct field platform_fields[] = {
	{TEXT(struct platform, model), .help = "model of the root node"},
	{TEXTS(struct platform, compatible), .help = "compatible of the root node"},
	{NUMBER(struct platform, boot_cpu), .max = UINT32_MAX, .preset = true,
		.help = "boot_cpuid_phys of the blob's header"},
	{FLAG(struct platform, dma_coherent),
		.help = "devices see the cpus' caches, said once at the root"},
	{.kind = KIND_END},
};
static const struct record platform_record = {
	.name = "platform", .size = sizeof(struct platform), .fields = platform_fields};

static const struct field top_fields[] = {
	{RAW(struct vm, schema, "$schema"), .help = "for editors; ignored"},
	{RAW(struct vm, summary, "summary"),
		.help = "one line about the description; of a machine: what --list-machines says"},
	{RAW(struct vm, machine, "machine"),
		.help = "the memory map and habits to start from; a name of --list-machines"},
	{RAW(struct vm, variants, "variants"),
		.help = "what is merged over this layer when a key has a value: "
			"{\"gic.version\": {\"2\": {...}}}"},
	{RAW(struct vm, offers, "offers"),
		.help = "what is merged under a device that is asked for without a base: "
			"{\"rtc\": {\"base\": ...}} makes \"rtc\": true possible"},
	{RAW(struct vm, raw, "/"),
		.help = "the root of the raw tree, merged last; or a list of such, in turn"},
	{INLINE(struct vm, platform, platform)},
	{.kind = KIND_END},
};
static const struct record top_record = {
	.name = "top", .size = sizeof(struct vm), .fields = top_fields};

static void platform_build(struct vm *vm, struct node *root)
{
	struct platform *platform = &vm->platform;

	if (platform->model.value)
		set_string(root, "model", platform->model.value)->origin = platform->model.at;
	if (platform->compatible.count)
		set_strings(
			root, "compatible", platform->compatible.count, platform->compatible.values)
			->origin = platform->compatible.at;
	if (platform->dma_coherent.value)
		set_flag(root, "dma-coherent");
	if (platform->model.value || platform->compatible.count)
		root_cells(root);
	if (given(platform->boot_cpu.at)) {
		root->tree->boot_cpu = (uint32_t)platform->boot_cpu.value;
		root->tree->boot_cpu_origin = platform->boot_cpu.at;
	}
}

const struct part platform_part = {
	.record = &top_record, .gap = GAP_HEADER, .build = platform_build};
