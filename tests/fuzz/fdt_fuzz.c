/*
 * Any bytes as a blob: the reader ends, with a message or with a tree that was walked to its end;
 * what it says of a sound one, a blob written from the tree says as well. Header and scan take the
 * same bytes.
 */
#include "fdt/fdt.h"
#include "fdt/header.h"
#include "fdt/scan.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void hold(bool claim, const char *what)
{
	if (claim)
		return;
	fprintf(stderr, "does not hold: %s\n", what);
	abort();
}

static bool same_props(const struct node *a, const struct node *b)
{
	const struct prop *p = a->prop, *q = b->prop;

	for (; p && q; p = p->next, q = q->next)
		if (strcmp(p->name, q->name) != 0 || !bytes_equal(p->value, q->value))
			return false;
	return !p && !q;
}

static bool same_tree(const struct tree *a, const struct tree *b)
{
	const struct node *m = a->root, *n = b->root;

	while (m && n) {
		if (strcmp(m->name, n->name) != 0 || !same_props(m, n))
			return false;
		m = node_next(a->root, m);
		n = node_next(b->root, n);
	}
	return !m && !n && a->boot_cpu == b->boot_cpu;
}

static void check_copy(const struct tree *tree, struct arena *arena)
{
	const struct fdt_layout layout = {0};
	struct source source = {.kind = SOURCE_BLOB, .name = "copy"};
	struct tree *again, written = *tree;
	struct diag diag;
	struct out out;

	diag_init(&diag, arena);
	written.diag = &diag;
	out_init(&out, -1);
	hold(fdt_write(&written, &layout, &out), "a tree is written");
	source.content = out_bytes(&out);
	again = tree_new(arena, &diag);
	hold(fdt_read(again, &source), "a written blob is walked to its end");
	hold(same_tree(tree, again), "a written blob is the tree");
	hold(tree->diag->errors || !diag.errors, "a sound tree makes a sound blob");
	out_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct source source = {.kind = SOURCE_BLOB,
		.name = "fuzz",
		.content = {size ? data : (const uint8_t *)"", size}};
	const struct diag_style style = {0};
	struct arena arena = {0};
	struct tree *tree;
	struct diag diag;
	struct out out;
	bool ended;

	diag_init(&diag, &arena);
	tree = tree_new(&arena, &diag);
	ended = fdt_read(tree, &source);
	hold(ended || diag.errors, "the end or a message");
	check_copy(tree, &arena);
	out_init(&out, -1);
	fdt_print_header(&out, &source, tree);
	fdt_scan(&out, source.content);
	out_release(&out);
	diag_print(&diag, &style);
	arena_release(&arena);
	return 0;
}
