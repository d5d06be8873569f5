/* The whole path of a description: merge, decode, plan, build. */
#include "vm/layer.h"
#include "vm/part.h"

static void plan(struct vm *vm)
{
	vm->spi_claims = arena_array(vm->arena, SPIS, sizeof(*vm->spi_claims));
	for (size_t i = 0; vm_parts[i]; i++)
		if (vm_parts[i]->plan)
			vm_parts[i]->plan(vm);
	if (has_failed(vm))
		return;
	for (size_t i = 0; vm_parts[i]; i++)
		if (vm_parts[i]->give)
			vm_parts[i]->give(vm);
	plan_next_interrupts(vm);
}

/* decoder->patch: something is missing, so nobody asks for what should be there. */
static struct description *read_merged(struct decoder *decoder, const struct record *top,
	const struct json *merged, unsigned earlier, const struct keys *lost)
{
	struct description *description = arena_alloc(decoder->arena, sizeof(*description));

	description->vm.arena = decoder->arena;
	description->vm.diag = decoder->diag;
	description->vm.earlier = earlier;
	decode_record(decoder, top, merged, &description->vm);
	description->vm.lost = *lost;
	if (!has_failed(&description->vm))
		plan(&description->vm);
	description->broken = has_failed(&description->vm);
	return description;
}

struct description *vm_read(
	struct arena *arena, struct diag *diag, const struct json *merged, const struct keys *lost)
{
	struct decoder decoder = {.arena = arena, .diag = diag};

	return read_merged(&decoder, vm_record(arena), merged, diag->errors, lost);
}

struct description *vm_describe(struct arena *arena, struct diag *diag, const struct layer *layers,
	size_t count, bool has_blob)
{
	const struct record *top = vm_record(arena);
	struct decoder decoder = {.arena = arena, .diag = diag};
	const struct keys none = {0};
	struct description *description;
	unsigned earlier = diag->errors;
	struct merged merged;

	merge_layers(arena, diag, top, layers, count, has_blob, &merged);
	decoder.patch = merged.partial;
	description = read_merged(&decoder, top, merged.description, earlier, &none);
	description->merged = merged.partial ? NULL : merged.description;
	description->doubts = merged.doubts;
	description->gic = merged.gic;
	description->lenient = merged.lenient;
	description->raw = merged.raw;
	description->raw_count = merged.raw_count;
	description->taken = merged.taken;
	description->taken_count = merged.taken_count;
	return description;
}

void vm_build(struct description *description, struct tree *tree)
{
	tree->lenient = description->lenient;
	tree->gaps |= description->gaps;
	for (size_t i = 0; i < description->lacks.count; i++)
		tree_lack(tree, description->lacks.names[i]);
	for (size_t i = 0; i < description->taken_count; i++)
		tree_note_absence(tree, tree->root, description->taken[i]->key,
			json_key_at(description->taken[i]));
	for (size_t i = 0; vm_parts[i]; i++)
		if (vm_parts[i]->build)
			vm_parts[i]->build(&description->vm, tree->root);
	tree->at = (struct origin){0};
}
