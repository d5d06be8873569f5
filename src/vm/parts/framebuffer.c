/* A picture in memory that the firmware set up (Linux's display/simple-framebuffer binding). */
#include "vm/parts/parts.h"

#include <inttypes.h>

static const char *const formats[] = {"a1r5g5b5", "a2r10g10b10", "a8b8g8r8", "a8r8g8b8", "r5g6b5",
	"r5g5b5a1", "r8g8b8", "x1r5g5b5", "x2r10g10b10", "x8r8g8b8", NULL};
static const uint64_t pixel_bytes[] = {2, 4, 4, 4, 2, 2, 3, 2, 4, 4};
enum { USUAL_FORMAT = 9, SIDE_AT_MOST = 65536 };

static const struct field framebuffer_fields[] = {
	{QUIET_DEVICE(struct framebuffer, device)},
	{NUMBER(struct framebuffer, width), .required = true, .min = 1, .max = SIDE_AT_MOST,
		.help = "pixels in a line"},
	{NUMBER(struct framebuffer, height), .required = true, .min = 1, .max = SIDE_AT_MOST,
		.help = "lines"},
	{NUMBER(struct framebuffer, stride), .min = 1, .max = UINT32_MAX,
		.help = "bytes from line to line; those of a line when left out"},
	{CHOICE(struct framebuffer, format), .words = formats, .preset = true,
		.value = USUAL_FORMAT, .help = "what the bits of a pixel are"},
	{.kind = KIND_END},
};
static const struct record framebuffer_record = {
	.name = "framebuffer", .size = sizeof(struct framebuffer), .fields = framebuffer_fields};

static const struct field part_fields[] = {
	{LIST(struct vm, framebuffer, framebuffer), .single = true,
		.help = "a picture in memory, or a list of them"},
	{.kind = KIND_END},
};
static const struct record part_record = {
	.name = "framebuffer_part", .size = sizeof(struct vm), .fields = part_fields};

static void framebuffer_plan(struct vm *vm)
{
	for (size_t i = 0; i < vm->framebuffer.count; i++) {
		struct framebuffer *picture = &vm->framebuffer.items[i];
		uint64_t line = picture->width.value * pixel_bytes[picture->format.value];

		if (!picture->stride.set)
			picture->stride = planned(line, picture->at);
		else if (picture->stride.value < line)
			diag_error(vm->diag, picture->stride.at,
				"a line of %" PRIu64 " pixels has %" PRIu64 " bytes",
				picture->width.value, line);
		plan_region(vm, &picture->device.region, picture->at,
			picture->stride.value * picture->height.value);
	}
}

static void build_one(struct vm *vm, struct node *chosen, const struct framebuffer *picture)
{
	struct span span = region_span(&picture->device.region);
	struct node *node = device_node(vm, chosen, "framebuffer", &picture->device);

	set_string(node, "compatible", "simple-framebuffer");
	set_reg(node, 1, &span);
	set_number(node, "width", &picture->width);
	set_number(node, "height", &picture->height);
	set_number(node, "stride", &picture->stride);
	set_string(node, "format", formats[picture->format.value]);
}

static void framebuffer_build(struct vm *vm, struct node *root)
{
	struct node *chosen;

	if (!vm->framebuffer.count)
		return;
	root_cells(root);
	root->tree->at = vm->framebuffer.at;
	chosen = node_get(root, "chosen");
	set_u32(chosen, "#address-cells", node_address_cells(root));
	set_u32(chosen, "#size-cells", node_size_cells(root));
	set_flag(chosen, "ranges");
	for (size_t i = 0; i < vm->framebuffer.count; i++)
		build_one(vm, chosen, &vm->framebuffer.items[i]);
}

const struct part framebuffer_part = {.record = &part_record,
	.gap = GAP_DEVICES,
	.nodes = "framebuffer",
	.plan = framebuffer_plan,
	.build = framebuffer_build};
