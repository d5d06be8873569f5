#include "check/name.h"
#include "check/rules.h"

/* What kind of value well-known properties have (DTSpec 2.3, 3; Linux schemas). */
static const struct {
	const char *name;
	enum value_type type;
} types[] = {
	{"#address-cells", TYPE_CELL},
	{"#size-cells", TYPE_CELL},
	{"#interrupt-cells", TYPE_CELL},
	{"always-on", TYPE_FLAG},
	{"compatible", TYPE_WORDS},
	{"device_type", TYPE_STRING},
	{"dma-coherent", TYPE_FLAG},
	{"dma-noncoherent", TYPE_FLAG},
	{"enable-method", TYPE_STRINGS},
	{"gpio-controller", TYPE_FLAG},
	{"interrupt-controller", TYPE_FLAG},
	{"interrupt-parent", TYPE_CELL},
	{"kaslr-seed", TYPE_WIDE},
	{"linux,pci-domain", TYPE_CELL},
	{"linux,pci-probe-only", TYPE_CELL},
	{"model", TYPE_STRING},
	{"msi-controller", TYPE_FLAG},
	{"no-map", TYPE_FLAG},
	{"numa-node-id", TYPE_CELL},
	{"reusable", TYPE_FLAG},
	{"status", TYPE_STRING},
	{"virtual-reg", TYPE_CELL},
};

static bool has_empty_string(const struct bytes *value)
{
	for (size_t i = 0; i < value->size; i++)
		if (!value->data[i] && (i == 0 || !value->data[i - 1]))
			return true;
	return false;
}

/* What is expected, where the bytes are something else; NULL where they fit. */
static const char *misfit(const struct prop *prop, enum value_type type)
{
	const struct bytes *value = &prop->value;
	const uint8_t *end = value->size ? memchr(value->data, 0, value->size) : NULL;
	bool is_list = end && value->data[value->size - 1] == 0;

	switch (type) {
	case TYPE_ANY:
		return NULL;
	case TYPE_FLAG:
		return value->size ? "a flag without a value" : NULL;
	case TYPE_CELL:
		return value->size == 4 ? NULL : "one cell of 4 bytes";
	case TYPE_WIDE:
		return value->size == 8 ? NULL : "one number of 8 bytes";
	case TYPE_STRING:
		return end && end == value->data + value->size - 1 ? NULL : "one string";
	case TYPE_STRINGS:
		return is_list ? NULL : "a list of strings";
	case TYPE_WORDS:
		return is_list && !has_empty_string(value)
			       ? NULL
			       : "a list of strings, none of them empty";
	}
	return NULL;
}

static bool ends_with(const char *name, const char *end)
{
	size_t n = strlen(name), m = strlen(end);

	return n > m && strcmp(name + n - m, end) == 0;
}

enum value_type named_type(const char *name)
{
	if (ends_with(name, "-names"))
		return TYPE_STRINGS;
	for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++)
		if (strcmp(types[i].name, name) == 0)
			return types[i].type;
	return TYPE_ANY;
}

static const char *fault_of(struct check_run *run, const struct node *node, const struct prop *prop)
{
	enum value_type type = name_facts(run, prop->name)->type;

	if (type != TYPE_ANY)
		return misfit(prop, type);
	if (node->parent && !node->parent->parent && strcmp(node->name, "chosen") == 0 &&
		strcmp(prop->name, "bootargs") == 0)
		return misfit(prop, TYPE_STRING);
	return NULL;
}

void check_property_type(struct check_run *run, struct node *node)
{
	for (const struct prop *prop = node->prop; prop; prop = prop->next) {
		const char *expected = fault_of(run, node, prop);

		if (expected)
			report(run, at_prop(node, prop), "%s is %s, not these %zu byte%s",
				prop->name, expected, prop->value.size,
				prop->value.size == 1 ? "" : "s");
	}
}

void check_status_value(struct check_run *run, struct node *node)
{
	static const char *const known[] = {"okay", "ok", "disabled", "reserved", "fail", NULL};
	const char *status = prop_text(node, "status");
	size_t i = 0;

	while (status && known[i] && strcmp(status, known[i]) != 0)
		i++;
	if (!status || known[i] || strncmp(status, "fail-", 5) == 0)
		return;
	report(run, at_named(node, "status"), "\"%s\" is no status: the node is not used", status);
	report_help(run, "a node is in use with \"okay\" or without a status");
}
