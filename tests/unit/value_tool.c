/*
 * What a blob's values mean, for the tests of the tree and print rooms:
 *
 *	value_tool dts FILE        device tree source
 *	value_tool raw FILE        the same without decoding
 *	value_tool colour FILE     the same for a terminal
 *	value_tool items FILE      every property with its kind and items, one property a line
 *	value_tool regions FILE    every region of reg, and where the CPU sees it
 *	value_tool interrupts FILE every interrupt, and where it ends
 *	value_tool bindings        is the table of names sorted? exit status 1 if not
 */
#include "base/file.h"
#include "fdt/fdt.h"
#include "print/dts.h"
#include "print/name.h"
#include "tree/address.h"
#include "tree/interrupt.h"
#include "tree/value.h"

#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

static void show_path(struct out *out, const struct node *node)
{
	struct arena scratch = {0};

	out_text(out, node ? node_path(&scratch, node) : "-");
	arena_release(&scratch);
}

static void show_item(struct out *out, const struct item *item)
{
	static const char *const roles[] = {"string", "bytes", "cell", "number", "address", "size",
		"phandle", "argument", "interrupt"};

	out_text(out, item->first && item->tuple ? " | " : " ");
	out_text(out, roles[item->role]);
	out_char(out, ' ');
	if (item->role == ITEM_STRING)
		print_quoted(out, item->data, item->size - 1);
	else if (item->role == ITEM_PHANDLE)
		show_path(out, item->target);
	else
		for (size_t i = 0; i < item->size; i++)
			out_format(out, "%s%02x", i && i % 4 == 0 ? "." : "", item->data[i]);
}

static void show_items(struct out *out, struct node *node)
{
	static const char *const kinds[] = {"empty", "strings", "cells", "bytes"};
	struct value_memo memo = {.bus = NULL};

	for (const struct prop *prop = node->prop; prop; prop = prop->next) {
		struct value value;
		struct item item;

		value_open(&value, node, prop, &memo);
		show_path(out, node);
		out_format(out, ":%s: %s", prop->name, kinds[value.kind]);
		while (value_next(&value, &item))
			show_item(out, &item);
		out_char(out, '\n');
	}
}

static void show_regions(struct out *out, const struct node *node)
{
	static const char *const results[] = {"", " none", " outside", " cut"};
	struct regions walk;
	struct region region;

	if (!regions_open(&walk, node, "reg"))
		return;
	while (regions_next(&walk, &region)) {
		uint64_t address = region.base;
		enum translation result =
			address_translate(node->parent, region.space, region.size, &address);

		show_path(out, node);
		out_format(out, ": 0x%" PRIx64 " 0x%" PRIx64 " -> 0x%" PRIx64 "%s\n", region.base,
			region.size, address, results[result]);
	}
}

static void show_interrupts(struct out *out, struct node *node)
{
	struct interrupts walk;
	struct interrupt irq;

	if (!interrupts_open(&walk, node))
		return;
	while (interrupts_next(&walk, &irq)) {
		const char *trigger = trigger_name(irq.decoded.trigger);

		show_path(out, node);
		out_format(out, ": %s+%zu #%" PRIu32 " -> ", irq.prop->name, irq.offset, irq.index);
		show_path(out, irq.controller);
		if (irq.gic)
			out_format(out, " %s %" PRIu32 " INTID %" PRIu64 " %s",
				interrupt_type_name(irq.decoded.type), irq.decoded.number,
				irq.decoded.intid, trigger ? trigger : "?");
		out_char(out, '\n');
	}
}

static int check_bindings(void)
{
	size_t count;
	const struct binding *table = binding_table(&count);

	for (size_t i = 1; i < count; i++) {
		if (strcmp(table[i - 1].name, table[i].name) < 0)
			continue;
		printf("%s does not come before %s\n", table[i - 1].name, table[i].name);
		return 1;
	}
	return 0;
}

static void show(struct out *out, struct tree *tree, const char *what)
{
	struct print_style style = {
		.raw = strcmp(what, "raw") == 0, .colour = strcmp(what, "colour") == 0};

	if (strcmp(what, "dts") == 0 || style.raw || style.colour) {
		print_dts(out, tree, &style);
		return;
	}
	for (struct node *node = tree->root; node; node = node_next(tree->root, node)) {
		if (strcmp(what, "items") == 0)
			show_items(out, node);
		else if (strcmp(what, "regions") == 0)
			show_regions(out, node);
		else
			show_interrupts(out, node);
	}
}

int main(int argc, char **argv)
{
	const struct diag_style style = {0};
	struct source source = {.kind = SOURCE_BLOB};
	struct arena arena = {0};
	struct diag diag;
	struct tree *tree;
	struct out out;
	int status;

	if (argc == 2 && strcmp(argv[1], "bindings") == 0)
		return check_bindings();
	if (argc != 3)
		return 2;
	diag_init(&diag, &arena);
	tree = tree_new(&arena, &diag);
	source.name = source.path = argv[2];
	out_init(&out, STDOUT_FILENO);
	if (file_read(&arena, argv[2], INT32_MAX, &source.content, &diag)) {
		fdt_read(tree, &source);
		show(&out, tree, argv[1]);
	}
	if (!out_flush(&out))
		diag_fail(&diag, "cannot write");
	out_release(&out);
	status = diag_status(&diag);
	diag_print(&diag, &style);
	arena_release(&arena);
	return status;
}
