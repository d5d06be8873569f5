#ifndef MKFDT_VM_MACHINE_H
#define MKFDT_VM_MACHINE_H

#include "json/json.h"

/* The machines: descriptions that are built in (machines/NAME.json), sorted by name. */
struct machine {
	const char *name;
	const unsigned char *text; /* a NUL stands behind */
	size_t size;
};
extern const struct machine machines[];
extern const size_t machine_count;

/* The machine's description, or NULL after a message at the place that names it. */
const struct json *machine_load(
	struct arena *arena, struct diag *diag, const char *name, struct origin at);

/* False after a message: there is no machine of that name. */
bool machine_check(struct arena *arena, struct diag *diag, const char *name, struct origin at);

/* --list-machines: the name and the summary of each. */
void machine_list(struct arena *arena, struct out *out);

#endif
