#include "fdt/directory.h"

#include "fdt/format.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct reader {
	struct tree *tree;
	const struct source *source;
	struct out value; /* of the file that is being read */
	size_t left;	  /* bytes that a blob could still hold; 0: reading has stopped */
	bool good;
};

/* The names in one directory. */
struct names {
	const char **names;
	size_t count;
};

static void report(struct reader *r, const struct node *node, const char *name, int reason)
{
	const char *path = node_path(r->tree->arena, node);

	diag_fail(r->tree->diag, "cannot read %s%s%s%s: %s", r->source->path, path,
		name && path[1] ? "/" : "", name ? name : "", strerror(reason));
	r->good = false;
}

/* More than a blob can hold: this is no device tree, what else is in it does not matter. */
static void stop(struct reader *r, const struct node *node, const char *name)
{
	report(r, node, name, EFBIG);
	r->left = 0;
}

static void add_name(struct arena *arena, struct names *names, const char *name)
{
	names->names = arena_more(arena, names->names, names->count, sizeof(*names->names));
	names->names[names->count++] = arena_text(arena, name, strlen(name));
}

static int compare_names(const void *left, const void *right)
{
	const char *const *a = left, *const *b = right;

	return strcmp(*a, *b);
}

static struct names list_names(struct reader *r, const struct node *node, DIR *directory)
{
	struct names names = {0};
	const struct dirent *entry;

	for (errno = 0; (entry = readdir(directory)); errno = 0)
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			add_name(r->tree->arena, &names, entry->d_name);
	if (errno)
		report(r, node, NULL, errno);
	if (names.count)
		qsort(names.names, names.count, sizeof(*names.names), compare_names);
	return names;
}

/* 0, or an errno value. */
static int read_value(struct reader *r, int fd)
{
	uint8_t part[4096];
	ssize_t n;

	r->value.used = 0;
	for (;;) {
		n = read(fd, part, sizeof(part));
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return n < 0 ? errno : 0;
		if ((size_t)n >= r->left) {
			r->left = 0;
			return EFBIG;
		}
		r->left -= (size_t)n;
		out_write(&r->value, part, (size_t)n);
	}
}

/* The kernel's "name", which says nothing new. */
static bool repeats_name(const struct node *node, const char *name, struct bytes value)
{
	size_t n = node_base_length(node);

	return strcmp(name, "name") == 0 && value.size == n + 1 && value.data[n] == 0 &&
	       memcmp(value.data, node->name, n) == 0;
}

static void read_property(struct reader *r, struct node *node, int directory, const char *name)
{
	/* Should it no longer be a regular file: neither follow a link nor wait for a writer. */
	int fd = openat(directory, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	int reason = fd < 0 ? errno : read_value(r, fd);
	struct bytes value = out_bytes(&r->value);
	uint8_t *copy;

	if (fd >= 0)
		close(fd);
	if (reason) {
		report(r, node, name, reason);
		return;
	}
	if (repeats_name(node, name, value))
		return;
	copy = arena_alloc(r->tree->arena, value.size);
	if (value.size)
		memcpy(copy, value.data, value.size);
	prop_append(node, name, (struct bytes){copy, value.size});
}

static void read_entry(struct reader *r, struct node *node, int directory, const char *name)
{
	struct stat status;

	if (fstatat(directory, name, &status, AT_SYMLINK_NOFOLLOW) < 0)
		report(r, node, name, errno);
	else if (S_ISDIR(status.st_mode))
		node_append(node, name);
	else if (S_ISREG(status.st_mode) && status.st_size >= (off_t)r->left)
		stop(r, node, name);
	else if (S_ISREG(status.st_mode))
		read_property(r, node, directory, name);
}

/* The properties of a node, and its children by name. */
static void read_node(struct reader *r, struct node *node)
{
	const char *path = r->source->path;
	struct names names;
	DIR *directory;

	/* The top may be a link, /proc/device-tree is one; below it nothing leads out. */
	if (node->parent)
		path = arena_format(r->tree->arena, "%s%s", path, node_path(r->tree->arena, node));
	directory = opendir(path);
	if (!directory) {
		report(r, node, NULL, errno);
		return;
	}
	names = list_names(r, node, directory);
	for (size_t i = 0; i < names.count && r->left; i++)
		read_entry(r, node, dirfd(directory), names.names[i]);
	closedir(directory);
}

bool fdt_read_directory(struct tree *tree, const struct source *source)
{
	struct reader r = {.tree = tree, .source = source, .left = FDT_MAX, .good = true};

	tree->lenient = true;
	tree->at = tree->root->origin = (struct origin){.source = source};
	out_init(&r.value, -1);
	/* A node's children are there before it is left: no recursion, one open folder. */
	for (struct node *node = tree->root; node && r.left; node = node_next(tree->root, node))
		read_node(&r, node);
	out_release(&r.value);
	tree->at = (struct origin){0};
	tree_changed(tree);
	return r.good;
}
