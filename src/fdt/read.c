#include "base/text.h"
#include "fdt/blob.h"
#include "fdt/cursor.h"
#include "fdt/fdt.h"
#include "fdt/format.h"
#include "fdt/rules.h"
#include "fdt/token.h"

#include <inttypes.h>

/* Only so many messages are ever shown; a path is put together for no others. */
enum { PATHS_AT_MOST = 64 };

struct reader {
	struct tree *tree;
	struct blob blob;
	struct bytes strings; /* up to the last NUL: every name in it ends */
	uint8_t *tainted;     /* for every byte of strings: a control byte follows in its name */
	bool strings_cut;     /* some of the block is missing, and that has been said */
	unsigned names_lost;  /* properties whose name was in the missing part */
	struct node *node;    /* the open one, NULL outside of the root */
	bool rooted;	      /* the root has begun */
	unsigned paths;	      /* put together for messages */
};

/* Where a byte of the structure block stands in the blob. */
static struct origin origin_in(const struct reader *r, size_t offset)
{
	return blob_origin(&r->blob, r->blob.header.off_dt_struct + offset);
}

/* What a message is about: a node, or one of its properties. */
static const char *subject_of(struct reader *r, const struct node *node, const char *prop)
{
	struct arena *arena = r->tree->arena;

	if (!node || r->paths++ >= PATHS_AT_MOST)
		return NULL;
	if (!prop)
		return text_shorten(arena, node_path(arena, node));
	return arena_format(arena, "%s:%s", text_shorten(arena, node_path(arena, node)),
		text_shorten(arena, prop));
}

/* --- reservations --- */

static void read_reservations(struct reader *r)
{
	size_t offset = r->blob.header.off_mem_rsvmap;
	struct cursor left = cursor_at(
		r->blob.bytes, offset, header_room(&r->blob.header, r->blob.bytes, offset));
	size_t room = left.left;
	const uint8_t *raw;

	r->blob.reservations = FDT_RESERVATION;
	if (!blob_judge_block(
		    &r->blob, "reservation", r->blob.header.off_mem_rsvmap, FDT_RESERVATION, 8) ||
		offset < header_size(&r->blob.header)) {
		r->tree->incomplete = true;
		return;
	}
	while ((raw = take(&left, FDT_RESERVATION))) {
		uint64_t base = load_be64(raw), size = load_be64(raw + 8);

		r->blob.reservations = room - left.left;
		if (!base && !size)
			break;
		r->tree->at =
			blob_origin(&r->blob, offset + r->blob.reservations - FDT_RESERVATION);
		tree_reserve(r->tree, base, size);
	}
	if (!raw) {
		r->tree->incomplete = true;
		diag_report(r->tree->diag, SEVERITY_ERROR, BLOB_RESERVE,
			blob_origin(&r->blob, offset + room - left.left), NULL,
			"the reservation block is not ended by an entry of zeroes");
	}
}

/* --- strings --- */

static bool is_control(uint8_t byte)
{
	return byte < 0x20 || byte == 0x7f;
}

/* From behind, so that it is linear however long the names are and wherever they begin. */
static void find_taint(struct reader *r)
{
	bool clean = true, tainted = false;

	for (size_t i = 0; i < r->strings.size && clean; i++)
		clean = !r->strings.data[i] || !is_control(r->strings.data[i]);
	if (clean)
		return;
	r->tainted = arena_alloc(r->tree->arena, r->strings.size);
	for (size_t i = r->strings.size; i-- > 0;) {
		uint8_t byte = r->strings.data[i];

		tainted = byte && (tainted || is_control(byte));
		r->tainted[i] = tainted;
	}
}

static void open_strings(struct reader *r)
{
	const struct header *h = &r->blob.header;
	struct cursor block = cursor_at(r->blob.bytes, h->off_dt_strings, h->size_dt_strings);
	size_t size = block.left;

	r->strings_cut = size < h->size_dt_strings;
	blob_judge_block(&r->blob, "strings", h->off_dt_strings, h->size_dt_strings, 1);
	while (size && block.at[size - 1])
		size--;
	r->strings = (struct bytes){block.at, size};
	find_taint(r);
}

/* The name of a property, or NULL. */
static const char *find_name(const struct reader *r, uint32_t nameoff)
{
	struct cursor name = {r->strings.data, r->strings.size};

	return take(&name, nameoff) && name.left ? (const char *)name.at : NULL;
}

static void report_name(struct reader *r, uint32_t nameoff, struct origin at)
{
	uint32_t size = r->blob.header.size_dt_strings;
	struct diag *diag = r->tree->diag;

	if (nameoff >= size)
		diag_report(diag, SEVERITY_ERROR, BLOB_NAMES, at, subject_of(r, r->node, NULL),
			"a property's name lies at 0x%" PRIx32
			" of the strings block, which has 0x%" PRIx32 " bytes",
			nameoff, size);
	else if (!r->strings_cut)
		diag_report(diag, SEVERITY_ERROR, BLOB_NAMES, at, subject_of(r, r->node, NULL),
			"a property's name, at 0x%" PRIx32
			" of the strings block, has no end there",
			nameoff);
	else if (!r->names_lost++)
		diag_report(diag, SEVERITY_ERROR, BLOB_NAMES, at, subject_of(r, r->node, NULL),
			"a property's name, at 0x%" PRIx32
			" of the strings block, is cut off with the end of the blob; "
			"properties without a name are not shown",
			nameoff);
}

/* --- structure --- */

static void begin_node(struct reader *r, const struct token *token, size_t offset)
{
	struct origin at = origin_in(r, offset);
	const char *name = token->name;

	r->tree->at = at;
	if (!r->rooted) {
		r->rooted = true;
		r->node = r->tree->root;
		r->node->origin = at;
		if (*name)
			diag_report(r->tree->diag, SEVERITY_ERROR, BLOB_NAMES, at, "/",
				"the root has a name: \"%s\"", text_shorten(r->tree->arena, name));
		return;
	}
	r->node = node_append(r->node, name);
	if (!*name)
		diag_report(r->tree->diag, SEVERITY_ERROR, BLOB_NAMES, at,
			subject_of(r, r->node->parent, NULL), "a node in it has no name");
	for (; *name; name++) {
		if (!is_control((uint8_t)*name))
			continue;
		diag_report(r->tree->diag, SEVERITY_ERROR, BLOB_NAMES, at,
			subject_of(r, r->node, NULL), "the node's name has a control byte, 0x%02x",
			(uint8_t)*name);
		return;
	}
}

static void add_prop(struct reader *r, const struct token *token, size_t offset)
{
	struct origin at = origin_in(r, offset);
	struct diag *diag = r->tree->diag;
	const char *name = find_name(r, token->nameoff);

	if (!name)
		report_name(r, token->nameoff, at);
	if (!name || !r->node)
		r->tree->incomplete = true;
	if (!r->node) {
		diag_report(diag, SEVERITY_ERROR, BLOB_STRUCTURE, at, NULL,
			"property \"%s\" stands %s the root node",
			name && r->paths++ < PATHS_AT_MOST ? text_shorten(r->tree->arena, name)
							   : "",
			r->rooted ? "behind" : "before");
		return;
	}
	if (!name)
		return;
	if (!*name)
		diag_report(diag, SEVERITY_ERROR, BLOB_NAMES, at, subject_of(r, r->node, NULL),
			"a property in it has no name");
	if (r->tainted && r->tainted[token->nameoff])
		diag_report(diag, SEVERITY_ERROR, BLOB_NAMES, at, subject_of(r, r->node, name),
			"the property's name has a control byte");
	if (r->node->child)
		diag_report(diag, SEVERITY_ERROR, BLOB_STRUCTURE, at, subject_of(r, r->node, name),
			"the property stands behind a child node; some readers do not see it");
	r->tree->at = at;
	prop_append(r->node, name, token->value);
}

/* The walk cannot go on: the block ends too early, or this is no token. */
static void report_stop(struct reader *r, enum token_state state, const struct token *token,
	size_t offset, const struct cursor *left)
{
	struct diag *diag = r->tree->diag;
	const struct header *h = &r->blob.header;
	struct origin at = origin_in(r, offset);
	bool is_long = token->value.size && !token->value.data;
	const char *name = is_long ? find_name(r, token->nameoff) : NULL;
	const char *subject = subject_of(r, r->node, name);

	if (state == TOKEN_NONE || (h->version >= FDT_VERSION && offset >= h->size_dt_struct))
		diag_report(diag, SEVERITY_ERROR, BLOB_STRUCTURE, at, subject,
			"the structure block ends here, without FDT_END");
	else if (state == TOKEN_UNKNOWN)
		diag_report(diag, SEVERITY_ERROR, BLOB_STRUCTURE, at, subject,
			"0x%08" PRIx32 " stands where a token should", token->kind);
	else if (token->kind == FDT_BEGIN_NODE)
		diag_report(diag, SEVERITY_ERROR, BLOB_STRUCTURE, at, subject,
			"the structure block ends inside a node's name");
	else if (is_long)
		diag_report(diag, SEVERITY_ERROR, BLOB_STRUCTURE, at, subject,
			"a value of 0x%zx bytes, where the structure block has 0x%zx left",
			token->value.size, left->left);
	else
		diag_report(diag, SEVERITY_ERROR, BLOB_STRUCTURE, at, subject,
			"the structure block ends inside a token");
}

static void report_misplaced(struct reader *r, const struct token *token, size_t offset)
{
	const char *what = "FDT_END stands inside a node";

	if (token->kind == FDT_BEGIN_NODE)
		what = "a second root node; what is in it is not shown";
	else if (token->kind == FDT_END_NODE)
		what = r->rooted ? "FDT_END_NODE behind the root node"
				 : "FDT_END_NODE before the root node";
	else if (!r->rooted)
		what = "there is no root node before FDT_END";
	diag_report(r->tree->diag, SEVERITY_ERROR, BLOB_STRUCTURE, origin_in(r, offset),
		subject_of(r, r->node, NULL), "%s", what);
}

/* What the tree's grammar says to a token. False: the walk ends with it. */
static bool accept(struct reader *r, const struct token *token, size_t offset)
{
	switch (token->kind) {
	case FDT_BEGIN_NODE:
		if (!r->node && r->rooted)
			return false;
		begin_node(r, token, offset);
		return true;
	case FDT_END_NODE:
		if (!r->node)
			return false;
		r->node = r->node->parent;
		return true;
	case FDT_PROP:
		add_prop(r, token, offset);
		return true;
	default:
		return token->kind == FDT_NOP;
	}
}

/* FDT_END was found: it should be the last token, and the block should end with it. */
static void judge_end(struct reader *r)
{
	const struct header *h = &r->blob.header;
	struct cursor left = cursor_at(r->blob.bytes, h->off_dt_struct, h->size_dt_struct);
	struct origin at = origin_in(r, r->blob.structure);
	struct diag *diag = r->tree->diag;
	const uint8_t *raw;

	if (h->version < FDT_VERSION || r->blob.structure == h->size_dt_struct)
		return;
	if (r->blob.structure > h->size_dt_struct) {
		diag_report(diag, SEVERITY_ERROR, BLOB_LAYOUT,
			blob_origin(&r->blob, FDT_SIZE_DT_STRUCT_AT), NULL,
			"size_dt_struct is 0x%" PRIx32 ", but the structure block has 0x%zx bytes",
			h->size_dt_struct, r->blob.structure);
		return;
	}
	take(&left, r->blob.structure);
	raw = take(&left, 4);
	diag_report(diag, SEVERITY_ERROR, BLOB_STRUCTURE, at, NULL,
		raw && load_be32(raw) == FDT_END
			? "a second FDT_END; 0x%zx bytes stand behind the first"
			: "0x%zx bytes of the structure block stand behind FDT_END",
		h->size_dt_struct - r->blob.structure);
}

/*
 * Goes through the structure block up to FDT_END. It may reach over size_dt_struct, which some
 * writers get wrong, as far as there is no other block.
 */
static bool read_structure(struct reader *r)
{
	const struct header *h = &r->blob.header;
	size_t room = header_room(h, r->blob.bytes, h->off_dt_struct);
	struct cursor left;
	struct token token;
	size_t size;

	if (!blob_judge_block(&r->blob, "structure", h->off_dt_struct, h->size_dt_struct, 4) &&
		h->off_dt_struct >= r->blob.bytes.size)
		return false;
	if (room < h->size_dt_struct)
		room = h->size_dt_struct;
	left = cursor_at(r->blob.bytes, h->off_dt_struct, room);
	size = left.left;
	for (;;) {
		size_t offset = size - left.left;
		enum token_state state = token_next(&left, size, &token);

		r->blob.structure = size - left.left;
		if (state != TOKEN_WHOLE) {
			report_stop(r, state, &token, offset, &left);
			return false;
		}
		if (accept(r, &token, offset))
			continue;
		if (token.kind == FDT_END && r->rooted && !r->node)
			break;
		report_misplaced(r, &token, offset);
		return false;
	}
	judge_end(r);
	return true;
}

bool fdt_is_blob(struct bytes content)
{
	uint32_t magic;

	if (content.size < 4)
		return false;
	magic = load_be32(content.data);
	return magic == FDT_MAGIC || magic == FDT_MAGIC_SWAPPED || magic == 0;
}

bool fdt_read(struct tree *tree, const struct source *source)
{
	struct reader r = {.tree = tree};
	bool ended;

	tree->lenient = true;
	if (!blob_open(&r.blob, source, tree->diag))
		return false;
	tree->boot_cpu = r.blob.header.boot_cpuid_phys;
	tree->boot_cpu_origin = blob_origin(&r.blob, FDT_BOOT_CPUID_PHYS_AT);
	read_reservations(&r);
	open_strings(&r);
	ended = read_structure(&r);
	blob_judge_overlaps(&r.blob);
	tree->at = (struct origin){0};
	tree_changed(tree);
	return ended;
}
