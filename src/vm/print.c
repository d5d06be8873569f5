/* -O vm: the resolved description. */
#include "base/text.h"
#include "vm/vm.h"

static void put_json(struct out *out, const struct json *value);

static void put_members(struct out *out, const struct json *container)
{
	bool first = true;

	for (const struct json *item = container->child; item; item = item->next) {
		out_text(out, first ? "" : ", ");
		first = false;
		if (item->key) {
			text_json(out, item->key, strlen(item->key));
			out_text(out, ": ");
		}
		put_json(out, item);
	}
}

/* As it was given; nesting is bounded by JSON_DEPTH_LIMIT. */
static void put_json(struct out *out, const struct json *value)
{
	switch (value->kind) {
	case JSON_NULL:
		out_text(out, "null");
		break;
	case JSON_FALSE:
		out_text(out, "false");
		break;
	case JSON_TRUE:
		out_text(out, "true");
		break;
	case JSON_NUMBER:
		out_text(out, value->text);
		break;
	case JSON_STRING:
		text_json(out, value->text, strlen(value->text));
		break;
	case JSON_ARRAY:
		out_char(out, '[');
		put_members(out, value);
		out_char(out, ']');
		break;
	case JSON_OBJECT:
		out_char(out, '{');
		put_members(out, value);
		out_char(out, '}');
		break;
	}
}

void vm_print(struct out *out, struct arena *arena, const struct description *description)
{
	out_text(out, "{\n  \"machine\": \"none\"");
	encode_fields_at(out, vm_record(arena), &description->vm, 1);
	for (size_t i = 0; i < description->raw_count; i++) {
		out_text(out, i ? ",\n    " : ",\n  \"/\": [\n    ");
		put_json(out, description->raw[i]);
	}
	out_text(out, description->raw_count ? "\n  ]\n}\n" : "\n}\n");
}
