#include "tree/gap.h"

#include <string.h>

enum { LACKS_AT_MOST = 1024 };

/* A base name of nodes that may be missing. */
struct lack {
	struct lack *next;
	size_t count; /* of this and those behind it: of too many, any name is one */
	const char *name;
	size_t length;
};

static bool is_lacking(const struct tree *tree, const char *name, size_t length)
{
	if (tree->lacks && tree->lacks->count >= LACKS_AT_MOST)
		return true;
	for (const struct lack *lack = tree->lacks; lack; lack = lack->next)
		if (lack->length == length && memcmp(lack->name, name, length) == 0)
			return true;
	return false;
}

static void add_lack(struct tree *tree, const char *name, size_t length)
{
	struct lack *lack;

	if (is_lacking(tree, name, length))
		return;
	lack = arena_alloc(tree->arena, sizeof(*lack));
	*lack = (struct lack){tree->lacks, tree->lacks ? tree->lacks->count + 1 : 1, name, length};
	tree->lacks = lack;
}

/* The next step of a path, or word of a list, without its unit address; NULL at the end. */
static const char *next_name(const char **text, size_t *length)
{
	const char *name = *text + strspn(*text, " /");

	*length = strcspn(name, " /@");
	*text = name + strcspn(name, " /");
	return *name ? name : NULL;
}

void tree_lack(struct tree *tree, const char *names)
{
	const char *name;
	size_t length;

	while ((name = next_name(&names, &length)))
		add_lack(tree, name, length);
}

bool node_may_lack(const struct node *node)
{
	if (!node->tree->lacks)
		return false;
	for (; node->parent; node = node->parent)
		if (is_lacking(node->tree, node->name, node_base_length(node)))
			return true;
	return false;
}

/* Names of devices are counted ("disk3"), as those of the aliases that nobody wrote are. */
static bool label_may_lack(const struct tree *tree, const char *label)
{
	size_t length = strcspn(label, ":@"), stem = length;

	while (stem && label[stem - 1] >= '0' && label[stem - 1] <= '9')
		stem--;
	return is_lacking(tree, "aliases", strlen("aliases")) || is_lacking(tree, label, length) ||
	       is_lacking(tree, label, stem);
}

bool tree_may_lack(const struct tree *tree, const char *target)
{
	const char *name;
	size_t length;

	if (!tree->lacks)
		return false;
	if (*target != '/')
		return label_may_lack(tree, target);
	while ((name = next_name(&target, &length)))
		if (is_lacking(tree, name, length))
			return true;
	return false;
}
