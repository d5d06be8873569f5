/* A pl061 (Linux's gpio/pl061-gpio binding) and the keys on its lines (input/gpio-keys). */
#include "vm/parts/parts.h"

#include <inttypes.h>

enum { PL061_SIZE = 0x1000, PL061_LINES = 8, ACTIVE_LOW = 1, KEY_MAX = 0x2ff };

static const struct field key_fields[] = {
	{TEXT(struct key, name), .help = "part of the node's name: lower case, digits and -"},
	{TEXT(struct key, label), .help = "the name of the key for people"},
	{NUMBER(struct key, code), .required = true, .max = KEY_MAX,
		.help = "Linux's event code; 116 is the power key"},
	{NUMBER(struct key, pin), .required = true, .max = PL061_LINES - 1,
		.help = "the controller's line that the key is on"},
	{FLAG(struct key, active_low), .help = "the line is low while the key is pressed"},
	{.kind = KIND_END},
};
static const struct record key_record = {
	.name = "key", .size = sizeof(struct key), .fields = key_fields};

static const struct field gpio_fields[] = {
	{INLINE(struct gpio, device, device)},
	{LIST(struct gpio, keys, key), .help = "keys on its lines; they make a node gpio-keys"},
	{.kind = KIND_END},
};
static const struct record gpio_record = {
	.name = "gpio", .size = sizeof(struct gpio), .fields = gpio_fields, .flag = true};

static const struct field part_fields[] = {
	{RECORD(struct vm, gpio, gpio), .help = "a pl061, for the power key"},
	{.kind = KIND_END},
};
static const struct record part_record = {
	.name = "gpio_part", .size = sizeof(struct vm), .fields = part_fields};

static void plan_key(struct vm *vm, struct key *key)
{
	static const char good[] = "abcdefghijklmnopqrstuvwxyz0123456789-";
	const char *name = key->name.value;

	if (!name) {
		key->name.value = arena_format(vm->arena, "%" PRIu64, key->pin.value);
	} else if (!*name || name[strspn(name, good)]) {
		diag_error(vm->diag, key->name.at, "\"%s\" is no name for a key", name);
		diag_help(vm->diag, "lower-case letters, digits and - make a name");
	}
}

static void gpio_plan(struct vm *vm)
{
	struct gpio *gpio = &vm->gpio;

	if (!given(gpio->at))
		return;
	plan_device(vm, &gpio->device, PL061_SIZE, LEVEL_HIGH);
	need_interrupt(vm, &gpio->device, "a pl061");
	for (size_t i = 0; i < gpio->keys.count; i++)
		plan_key(vm, &gpio->keys.items[i]);
}

static void build_key(struct vm *vm, struct node *keys, struct node *gpio, const struct key *key)
{
	struct node *node;
	struct prop *gpios;

	keys->tree->at = key->at;
	node = new_node(keys, arena_format(vm->arena, "key-%s", key->name.value));
	if (key->label.value)
		set_string(node, "label", key->label.value);
	set_u32(node, "linux,code", (uint32_t)key->code.value);
	gpios = prop_begin(node, "gpios");
	add_phandle(node, gpios, gpio);
	add_u32(node, gpios, (uint32_t)key->pin.value);
	add_u32(node, gpios, key->active_low.value ? ACTIVE_LOW : 0);
}

static void build_keys(struct vm *vm, struct node *root, struct node *controller)
{
	const struct gpio *gpio = &vm->gpio;
	struct node *keys;

	root->tree->at = gpio->keys.at;
	keys = node_get(root, "gpio-keys");
	set_string(keys, "compatible", "gpio-keys");
	for (size_t i = 0; i < gpio->keys.count; i++)
		build_key(vm, keys, controller, &gpio->keys.items[i]);
}

static void gpio_build(struct vm *vm, struct node *root)
{
	const struct gpio *gpio = &vm->gpio;
	struct span span = region_span(&gpio->device.region);
	struct node *node;

	if (!given(gpio->at))
		return;
	node = device_node(vm, root, "gpio", &gpio->device);
	set_strings(node, "compatible", WORDS("arm,pl061", "arm,primecell"));
	set_reg(node, 1, &span);
	set_interrupt(vm, node, &gpio->device.interrupt);
	set_flag(node, "gpio-controller");
	set_u32(node, "#gpio-cells", 2);
	set_flag(node, "interrupt-controller");
	set_u32(node, "#interrupt-cells", 2);
	set_clocks(node, WORDS("apb_pclk"));
	if (gpio->keys.count)
		build_keys(vm, root, node);
}

const struct part gpio_part = {.record = &part_record,
	.gap = GAP_DEVICES,
	.nodes = "gpio gpio-keys apb-pclk",
	.plan = gpio_plan,
	.build = gpio_build};
