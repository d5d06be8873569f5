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

struct description *vm_describe(struct arena *arena, struct diag *diag, const struct layer *layers,
	size_t count, bool has_blob)
{
	const struct record *top = vm_record(arena);
	struct description *description = arena_alloc(arena, sizeof(*description));
	struct decoder decoder = {.arena = arena, .diag = diag};
	unsigned earlier = diag->errors;
	struct merged merged;

	merge_layers(arena, diag, top, layers, count, has_blob, &merged);
	decoder.patch = merged.partial;
	description->vm.arena = arena;
	description->vm.diag = diag;
	description->vm.earlier = earlier;
	description->lenient = merged.lenient;
	description->raw = merged.raw;
	description->raw_count = merged.raw_count;
	description->taken = merged.taken;
	description->taken_count = merged.taken_count;
	decode_record(&decoder, top, merged.description, &description->vm);
	if (!has_failed(&description->vm))
		plan(&description->vm);
	description->broken = has_failed(&description->vm);
	return description;
}

void vm_build(struct description *description, struct tree *tree)
{
	tree->lenient = description->lenient;
	for (size_t i = 0; i < description->taken_count; i++)
		tree_note_absence(tree, tree->root, description->taken[i]->key,
			json_key_at(description->taken[i]));
	for (size_t i = 0; vm_parts[i]; i++)
		if (vm_parts[i]->build)
			vm_parts[i]->build(&description->vm, tree->root);
	tree->at = (struct origin){0};
}
