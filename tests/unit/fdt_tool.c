/*
 * The fdt room by itself, for its tests:
 *
 *	fdt_tool list FILE                     what was read, one node, property or entry a line
 *	fdt_tool header FILE                   how it is laid out
 *	fdt_tool scan FILE                     the blobs in it
 *	fdt_tool at FILE OFFSET                "list" for one of them
 *	fdt_tool directory DIRECTORY           "list" for a directory
 *	fdt_tool mutate FILE COUNT             reads so many variants of it, always the same ones
 *	fdt_tool copy FILE OUTPUT [PAD SIZE ALIGN]   read and written again
 *
 * Exit status: 0 walked to the end without an error, 1 walked to the end with errors, 3 stopped
 * at a fault, 2 the file cannot be read or written. Messages go to standard error.
 */
#include "base/file.h"
#include "base/text.h"
#include "fdt/directory.h"
#include "fdt/fdt.h"
#include "fdt/header.h"
#include "fdt/scan.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void list_prop(
	struct out *out, struct arena *arena, const struct prop *prop, const struct node *node)
{
	const char *path = prop_path(arena, node, prop);

	text_visible(out, path, strlen(path));
	for (size_t i = 0; i < prop->value.size; i++)
		out_format(out, i % 4 ? "%02x" : " %02x", prop->value.data[i]);
	out_char(out, '\n');
}

static void list(const struct tree *tree)
{
	struct arena scratch = {0};
	struct out out;

	out_init(&out, STDOUT_FILENO);
	out_format(&out, "boot_cpu %" PRIu32 "\n", tree->boot_cpu);
	for (const struct reservation *entry = tree->reservations; entry; entry = entry->next)
		out_format(&out, "reserve 0x%" PRIx64 " 0x%" PRIx64 "\n", entry->base, entry->size);
	for (const struct node *node = tree->root; node; node = node_next(tree->root, node)) {
		const char *path = node_path(&scratch, node);

		text_visible(&out, path, strlen(path));
		out_char(&out, '\n');
		for (const struct prop *prop = node->prop; prop; prop = prop->next)
			list_prop(&out, &scratch, prop, node);
		arena_release(&scratch);
	}
	out_flush(&out);
	out_release(&out);
}

static void show_header(const struct source *source, const struct tree *tree)
{
	struct out out;

	out_init(&out, STDOUT_FILENO);
	fdt_print_header(&out, source, tree);
	out_flush(&out);
	out_release(&out);
}

static uint32_t number(char **argv, int argc, int i)
{
	return i < argc ? (uint32_t)strtoul(argv[i], NULL, 0) : 0;
}

static void copy(struct tree *tree, int argc, char **argv)
{
	const struct fdt_layout layout = {
		number(argv, argc, 4), number(argv, argc, 5), number(argv, argc, 6)};
	struct output output;
	struct out blob;

	out_init(&blob, -1);
	if (fdt_write(tree, &layout, &blob) &&
		output_open(&output, tree->arena, argv[3], tree->diag)) {
		out_write(&output.out, blob.data, blob.used);
		output_commit(&output, tree->diag);
	}
	out_release(&blob);
}

static void scan(struct bytes content)
{
	struct out out;

	out_init(&out, STDOUT_FILENO);
	fdt_scan(&out, content);
	out_flush(&out);
	out_release(&out);
}

/* Numbers of no quality, the same on every machine (xorshift). */
static uint32_t next_random(uint32_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return *state;
}

/* One to four bytes of it or words of it become something else; sometimes the end is cut off. */
static size_t mutate_bytes(uint8_t *data, size_t size, uint32_t *state)
{
	static const uint32_t words[] = {0, 1, 2, 3, 4, 9, 16, 0x7fffffff, 0x80000000, 0xfffffff0,
		0xfffffff4, 0xfffffffc, 0xffffffff};

	for (uint32_t n = 1 + next_random(state) % 4; n; n--) {
		size_t at = next_random(state) % size;
		uint32_t word = words[next_random(state) % (sizeof(words) / sizeof(*words))];

		/* The magic number and the versions have too few readable values. */
		if (at < 4 || (at >= 20 && at < 28))
			continue;
		if (next_random(state) % 2 && at + 7 < size)
			store_be32(data + at / 4 * 4, word);
		else
			data[at] = (uint8_t)next_random(state);
	}
	return next_random(state) % 8 ? size : next_random(state) % size;
}

/* What each mode does with a variant; it is in a block of its own size, so that ASan sees. */
static void read_variant(const uint8_t *data, size_t size, struct out *out)
{
	struct arena arena = {0};
	struct source source = {.kind = SOURCE_BLOB, .name = "variant"};
	const struct fdt_layout layout = {0};
	uint8_t *copy = malloc(size ? size : 1);
	struct diag diag;
	struct tree *tree;
	struct out blob;

	if (!copy)
		out_of_memory();
	memcpy(copy, data, size);
	source.content = (struct bytes){copy, size};
	diag_init(&diag, &arena);
	tree = tree_new(&arena, &diag);
	if (!fdt_read(tree, &source) && !diag.errors)
		abort();
	out->used = 0;
	fdt_print_header(out, &source, tree);
	fdt_scan(out, source.content);
	out_init(&blob, -1);
	fdt_write(tree, &layout, &blob);
	out_release(&blob);
	arena_release(&arena);
	free(copy);
}

static void mutate(struct bytes content, unsigned long count)
{
	uint8_t *variant = malloc(content.size + 1);
	uint32_t state = 0x2545f491;
	struct out out;

	if (!variant)
		out_of_memory();
	out_init(&out, -1);
	for (unsigned long i = 0; i < count && content.size; i++) {
		memcpy(variant, content.data, content.size);
		read_variant(variant, mutate_bytes(variant, content.size, &state), &out);
	}
	out_release(&out);
	free(variant);
	printf("%lu read\n", count);
}

/* Reads what the arguments name and does with it what they say. Was it walked to the end? */
static bool run(struct tree *tree, struct source *source, int argc, char **argv)
{
	const char *mode = argv[1];
	bool walked;

	if (strcmp(mode, "directory") == 0) {
		source->kind = SOURCE_WORD;
		walked = fdt_read_directory(tree, source);
		list(tree);
		return walked;
	}
	if (!file_read(tree->arena, argv[2], 1 << 30, &source->content, tree->diag))
		return false;
	if (strcmp(mode, "scan") == 0) {
		scan(source->content);
		return true;
	}
	if (strcmp(mode, "mutate") == 0) {
		mutate(source->content, strtoul(argv[3], NULL, 0));
		return true;
	}
	if (strcmp(mode, "at") == 0 &&
		!fdt_at(source, strtoull(argv[3], NULL, 0), &source->content, tree->diag))
		return false;
	walked = fdt_read(tree, source);
	if (strcmp(mode, "copy") == 0)
		copy(tree, argc, argv);
	else if (strcmp(mode, "header") == 0)
		show_header(source, tree);
	else
		list(tree);
	return walked;
}

int main(int argc, char **argv)
{
	struct arena arena = {0};
	struct source source = {.kind = SOURCE_BLOB};
	struct diag diag;
	bool walked, needs_more;

	needs_more = argc > 1 && (strcmp(argv[1], "copy") == 0 || strcmp(argv[1], "at") == 0 ||
					 strcmp(argv[1], "mutate") == 0);
	if (argc < (needs_more ? 4 : 3))
		return 2;
	diag_init(&diag, &arena);
	source.name = source.path = argv[2];
	walked = run(tree_new(&arena, &diag), &source, argc, argv);
	diag_print(&diag, &(const struct diag_style){0});
	arena_release(&arena);
	return walked || diag_status(&diag) == 2 ? diag_status(&diag) : 3;
}
