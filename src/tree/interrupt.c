#include "tree/interrupt.h"

#include "tree/address.h"

enum { LEVELS = 64, HOPS = 16 };

/* Steps from node to the next one that could be its interrupt parent. */
static struct node *step_up(const struct node *node)
{
	uint32_t phandle;

	if (prop_u32(node, "interrupt-parent", &phandle))
		return phandle ? tree_phandle(node->tree, phandle) : NULL;
	return node->parent;
}

struct node *interrupt_parent(const struct node *node)
{
	for (int level = 0; level < LEVELS; level++) {
		struct node *up = step_up(node);

		if (!up || prop_find(up, "#interrupt-cells"))
			return up;
		node = up;
	}
	return NULL;
}

uint32_t interrupt_cells(const struct node *controller)
{
	uint32_t cells = 0;

	prop_u32(controller, "#interrupt-cells", &cells);
	return cells <= INTERRUPT_CELLS ? cells : 0;
}

/* --- the GIC --- */

bool node_is_gic(const struct node *node)
{
	static const char *const names[] = {
		"arm,gic-v3",
		"arm,gic-400",
		"arm,cortex-a15-gic",
		"arm,cortex-a9-gic",
		"arm,cortex-a7-gic",
		"arm,cortex-a5-gic",
		"arm,gic-v4",
		"arm,pl390",
		"arm,eb11mp-gic",
		"arm,tc11mp-gic",
		"arm,arm11mp-gic",
		"arm,arm1176jzf-devchip-gic",
		"brcm,brahma-b15-gic",
		"nvidia,tegra210-agic",
		"qcom,msm-8660-qgic",
		"qcom,msm-qgic2",
	};

	if (interrupt_cells(node) < 3)
		return false;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (prop_lists(node, "compatible", names[i]))
			return true;
	return false;
}

bool gic_decode(const uint32_t *cells, struct gic_interrupt *decoded)
{
	/* What the INTIDs of a type begin with, in the order of the types in the specifier. */
	static const struct {
		enum interrupt_type type;
		uint32_t first;
	} types[] = {
		{INTERRUPT_SPI, 32},
		{INTERRUPT_PPI, 16},
		{INTERRUPT_ESPI, 4096},
		{INTERRUPT_EPPI, 1056},
	};

	*decoded = (struct gic_interrupt){
		.type = INTERRUPT_OTHER, .number = cells[1], .trigger = cells[2] & 15};
	if (cells[0] >= sizeof(types) / sizeof(*types))
		return false;
	decoded->type = types[cells[0]].type;
	decoded->intid = (uint64_t)types[cells[0]].first + cells[1];
	if (decoded->type == INTERRUPT_PPI)
		decoded->cpus = cells[2] >> 8 & 0xff;
	return true;
}

const char *interrupt_type_name(enum interrupt_type type)
{
	static const char *const names[] = {"SPI", "PPI", "ESPI", "EPPI", "interrupt"};

	return names[type];
}

const char *trigger_name(uint32_t trigger)
{
	switch (trigger) {
	case TRIGGER_EDGE_RISING:
		return "edge-rising";
	case TRIGGER_EDGE_FALLING:
		return "edge-falling";
	case TRIGGER_LEVEL_HIGH:
		return "level-high";
	case TRIGGER_LEVEL_LOW:
		return "level-low";
	default:
		return NULL;
	}
}

/* --- interrupt-map --- */

bool interrupt_map_open(struct interrupt_map *map, const struct node *nexus)
{
	const struct node *cells_of = nexus;

	*map = (struct interrupt_map){
		.prop = prop_find(nexus, "interrupt-map"), .tree = nexus->tree};
	if (!map->prop)
		return false;
	/* A nexus without #address-cells takes those of its parent, as Linux does. */
	if (nexus->parent && !prop_find(nexus, "#address-cells"))
		cells_of = nexus->parent;
	map->address_cells = node_address_cells(cells_of);
	map->interrupt_cells = interrupt_cells(nexus);
	return map->address_cells <= ADDRESS_CELLS && map->interrupt_cells;
}

bool interrupt_map_next(struct interrupt_map *map, struct map_row *row)
{
	const uint8_t *data = map->prop->value.data + map->at;
	size_t left = (map->prop->value.size - map->at) / 4;
	size_t child = (size_t)map->address_cells + map->interrupt_cells;
	uint32_t address = 0, phandle;

	if (left <= child)
		return false;
	phandle = load_be32(data + child * 4);
	*row = (struct map_row){
		.address = data,
		.specifier = data + (size_t)map->address_cells * 4,
		.parent = phandle ? tree_phandle(map->tree, phandle) : NULL,
		.offset = map->at,
		.index = map->index++,
	};
	left -= child + 1;
	if (!row->parent) {
		map->at = map->prop->value.size;
		return true;
	}
	prop_u32(row->parent, "#address-cells", &address);
	row->parent_cells = interrupt_cells(row->parent);
	if (address > ADDRESS_CELLS || !row->parent_cells || left < address + row->parent_cells)
		return false;
	row->parent_specifier = data + (child + 1 + address) * 4;
	map->at += (child + 1 + address + row->parent_cells) * 4;
	return true;
}

/* What is looked up in a nexus: a unit address and a specifier. */
struct sought {
	uint32_t address[ADDRESS_CELLS];
	uint32_t cells[INTERRUPT_CELLS];
	uint32_t count;
};

static void load_specifier(uint32_t *cells, const uint8_t *data, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		cells[i] = load_be32(data + (size_t)i * 4);
}

/* The mask's cell, all ones where there is none. */
static uint32_t mask_cell(const struct prop *mask, size_t index)
{
	return mask && index < mask->value.size / 4 ? load_be32(mask->value.data + index * 4)
						    : UINT32_MAX;
}

static bool row_fits(const struct interrupt_map *map, const struct map_row *row,
	const struct prop *mask, const struct sought *sought)
{
	for (uint32_t i = 0; i < map->address_cells; i++)
		if ((load_be32(row->address + (size_t)i * 4) ^ sought->address[i]) &
			mask_cell(mask, i))
			return false;
	for (uint32_t i = 0; i < map->interrupt_cells; i++)
		if ((load_be32(row->specifier + (size_t)i * 4) ^ sought->cells[i]) &
			mask_cell(mask, map->address_cells + i))
			return false;
	return true;
}

/* The row for what is sought, which becomes what the row's parent is asked for. */
static struct node *through_map(const struct node *nexus, struct sought *sought)
{
	const struct prop *mask = prop_find(nexus, "interrupt-map-mask");
	struct interrupt_map map;
	struct map_row row;

	if (!interrupt_map_open(&map, nexus) || sought->count < map.interrupt_cells)
		return NULL;
	while (tree_may_look(nexus->tree) && interrupt_map_next(&map, &row)) {
		const uint8_t *address = row.specifier + ((size_t)map.interrupt_cells + 1) * 4;

		if (!row_fits(&map, &row, mask, sought) || !row.parent)
			continue;
		memset(sought->address, 0, sizeof(sought->address));
		load_specifier(
			sought->address, address, (uint32_t)(row.parent_specifier - address) / 4);
		sought->count = row.parent_cells;
		load_specifier(sought->cells, row.parent_specifier, row.parent_cells);
		return row.parent;
	}
	return NULL;
}

/* Through every nexus to the controller. */
static void follow(struct interrupt *interrupt, struct node *parent, struct sought *sought)
{
	for (int hop = 0; parent && hop < HOPS; hop++) {
		if (prop_find(parent, "interrupt-controller") ||
			!prop_find(parent, "interrupt-map")) {
			interrupt->controller = parent;
			break;
		}
		parent = through_map(parent, sought);
	}
	if (!interrupt->controller)
		return;
	interrupt->count = sought->count;
	memcpy(interrupt->cells, sought->cells, sizeof(interrupt->cells));
	interrupt->gic = sought->count >= 3 && node_is_gic(interrupt->controller) &&
			 gic_decode(interrupt->cells, &interrupt->decoded);
}

bool interrupt_map_follow(const struct interrupt_map *map, const struct map_row *row,
	struct node *nexus, struct interrupt *interrupt)
{
	struct sought sought = {.count = row->parent_cells};

	*interrupt = (struct interrupt){.owner = nexus,
		.prop = map->prop,
		.offset = row->offset,
		.index = row->index,
		.parent = row->parent};
	if (!row->parent)
		return false;
	load_specifier(sought.cells, row->parent_specifier, row->parent_cells);
	follow(interrupt, row->parent, &sought);
	return interrupt->controller != NULL;
}

bool interrupt_is_shared(const struct interrupt *interrupt)
{
	return prop_shares(interrupt->prop, interrupt->index);
}

/* --- the interrupts of a node --- */

bool interrupts_open(struct interrupts *walk, struct node *node)
{
	*walk = (struct interrupts){.owner = node, .extended = true};
	walk->prop = prop_find(node, "interrupts-extended");
	if (!walk->prop) {
		walk->extended = false;
		walk->prop = prop_find(node, "interrupts");
	}
	if (!walk->prop || !walk->prop->value.size)
		return false;
	if (!walk->extended) {
		walk->parent = interrupt_parent(node);
		walk->cells = walk->parent ? interrupt_cells(walk->parent) : 0;
	}
	return true;
}

/* The phandle in front of an entry of interrupts-extended; false at the end. */
static bool next_parent(struct interrupts *walk)
{
	uint32_t phandle;

	while (walk->prop->value.size - walk->at >= 4) {
		phandle = load_be32(walk->prop->value.data + walk->at);
		walk->at += 4;
		if (!phandle) { /* an entry left out keeps its number */
			walk->index++;
			continue;
		}
		walk->parent = tree_phandle(walk->owner->tree, phandle);
		walk->cells = walk->parent ? interrupt_cells(walk->parent) : 0;
		return true;
	}
	return false;
}

/* The owner's unit address, for a nexus to match. */
static void load_unit(struct sought *sought, const struct node *owner)
{
	const struct prop *reg = prop_find(owner, "reg");

	for (size_t i = 0; reg && i < ADDRESS_CELLS && i < reg->value.size / 4; i++)
		sought->address[i] = load_be32(reg->value.data + i * 4);
}

bool interrupts_next(struct interrupts *walk, struct interrupt *interrupt)
{
	struct sought sought = {.count = 0};
	const uint8_t *data;

	if (walk->extended && !next_parent(walk))
		return false;
	if (!walk->cells || (walk->prop->value.size - walk->at) / 4 < walk->cells)
		return false;
	data = walk->prop->value.data + walk->at;
	*interrupt = (struct interrupt){
		.owner = walk->owner,
		.prop = walk->prop,
		.offset = walk->at,
		.index = walk->index++,
		.parent = walk->parent,
	};
	walk->at += (size_t)walk->cells * 4;
	sought.count = walk->cells;
	load_specifier(sought.cells, data, walk->cells);
	load_unit(&sought, walk->owner);
	follow(interrupt, walk->parent, &sought);
	return true;
}
