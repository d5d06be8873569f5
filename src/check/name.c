#include "check/name.h"

#include "tree/bindings.h"

#include <string.h>

static const struct name_facts *learn_name(struct check_run *run, const char *name)
{
	const struct binding *binding;
	struct name_facts *facts = arena_alloc(run->arena, sizeof(*facts));

	facts->too_long = strnlen(name, NAME_LONGEST + 1) > NAME_LONGEST;
	if (facts->too_long) {
		facts->fault = "is longer than 255 characters";
		return facts;
	}
	facts->fault = prop_name_fault(name);
	facts->meant = meant_name(name);
	facts->type = named_type(name);
	binding = binding_find(name);
	facts->refers = binding && strpbrk(binding->layout, "pP");
	return facts;
}

const struct name_facts *name_facts(struct check_run *run, const char *name)
{
	struct memo_slot *slot = memo_slot(run->names, name);

	if (slot->name != name)
		*slot = (struct memo_slot){.name = name, .fact = learn_name(run, name)};
	return slot->fact;
}
