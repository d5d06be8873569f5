/* What a machine would give a device that it has only when asked. */
#include "vm/layer.h"

struct json *unfold_offer(struct arena *arena, const struct json *offer)
{
	struct json *value = arena_alloc(arena, sizeof(*value));
	const char *key = offer->key, *end = key + strlen(key);

	*value = *offer;
	while (end > key) {
		struct json *outer = json_new(arena, JSON_OBJECT, json_at(offer));
		const char *start = end;

		while (start > key && start[-1] != '.')
			start--;
		json_append(outer, arena_text(arena, start, (size_t)(end - start)), value);
		value = outer;
		end = start > key ? start - 1 : key;
	}
	return value;
}

/* Asked for, and not put at an address of the user's own: then all of it is the user's. */
static bool wants_offer(const struct json *device)
{
	return device && device->kind == JSON_OBJECT && !json_member(device, "base") &&
	       !json_member(device, "end");
}

const struct json *wanted_offers(
	struct arena *arena, const struct record *top, const struct json *description)
{
	const struct json *offers = json_member(description, "offers"), *below = NULL;

	if (!offers)
		return NULL;
	description = expand_layer(arena, top, description);
	for (const struct json *offer = offers->child; offer; offer = offer->next) {
		const struct json *whole;

		if (!wants_offer(layer_value(arena, description, offer->key)))
			continue;
		whole = expand_layer(arena, top, unfold_offer(arena, offer));
		below = below ? json_merge(arena, below, whole) : whole;
	}
	return below;
}
