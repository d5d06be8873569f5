#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_standard(const char *path)
{
	return strcmp(path, "-") == 0;
}

void file_keep_standard(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0)
			/* The lowest free number is fd itself: the ones below are open by now. */
			(void)open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

static bool too_large(void)
{
	errno = EFBIG;
	return false;
}

/* Reads to the end; the buffer doubles, and a known size saves the doubling. */
static bool read_to_end(
	struct arena *arena, int fd, size_t expected, size_t limit, struct bytes *content)
{
	size_t room = expected < limit ? expected + 1 : limit + 1, used = 0;
	uint8_t *data = arena_alloc(arena, room + 1);

	for (;;) {
		ssize_t n = read(fd, data + used, room - used);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		if (n == 0)
			break;
		used += (size_t)n;
		if (used > limit)
			return too_large();
		if (used == room) {
			uint8_t *larger;

			room = room > limit / 2 ? limit + 1 : room * 2;
			larger = arena_alloc(arena, room + 1);
			memcpy(larger, data, used);
			data = larger;
		}
	}
	data[used] = 0;
	*content = (struct bytes){data, used};
	return true;
}

bool file_read(struct arena *arena, const char *path, size_t limit, struct bytes *content,
	struct diag *diag)
{
	enum { FIRST_READ = 64 * 1024 };
	const char *name = is_standard(path) ? "standard input" : path;
	int fd = is_standard(path) ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
	struct stat status;
	bool good;

	if (fd < 0) {
		diag_fail(diag, "cannot open %s: %s", name, strerror(errno));
		return false;
	}
	if (fstat(fd, &status) < 0 || !S_ISREG(status.st_mode) || status.st_size <= 0)
		good = read_to_end(arena, fd, FIRST_READ, limit, content);
	else if ((uintmax_t)status.st_size > limit)
		good = too_large();
	else
		good = read_to_end(arena, fd, (size_t)status.st_size, limit, content);
	if (!good && errno == EFBIG)
		diag_fail(diag, "%s is larger than %zu bytes", name, limit);
	else if (!good)
		diag_fail(diag, "cannot read %s: %s", name, strerror(errno));
	if (fd != STDIN_FILENO)
		close(fd);
	return good;
}

const char *file_measure(const char *path, uint64_t *size)
{
	struct stat status;
	off_t end;
	int fd;

	if (stat(path, &status) < 0)
		return strerror(errno);
	if (S_ISREG(status.st_mode)) {
		*size = (uint64_t)status.st_size;
		return NULL;
	}
	if (S_ISDIR(status.st_mode))
		return strerror(EISDIR);
	if (!S_ISBLK(status.st_mode))
		return "it is neither a regular file nor a block device, so it has no size";
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return strerror(errno);
	end = lseek(fd, 0, SEEK_END);
	close(fd);
	if (end < 0)
		return strerror(errno);
	*size = (uint64_t)end;
	return NULL;
}

const char *file_beside(struct arena *arena, const char *from, const char *path)
{
	const char *slash = from ? strrchr(from, '/') : NULL;

	if (!slash || path[0] == '/')
		return path;
	return arena_format(arena, "%.*s/%s", (int)(slash - from), from, path);
}

/* What a chain of symbolic links ends in, whether that exists or not; NULL for a loop. */
static const char *link_target(struct arena *arena, const char *path)
{
	enum { LINKS_AT_MOST = 40 };

	for (int i = 0; i < LINKS_AT_MOST; i++) {
		char target[PATH_MAX];
		ssize_t n = readlink(path, target, sizeof(target) - 1);

		if (n < 0)
			return path;
		target[n] = 0;
		path = file_beside(arena, path, arena_text(arena, target, (size_t)n));
	}
	errno = ELOOP;
	return NULL;
}

/*
 * The number of the open descriptor that a path stands for, maybe through links (/dev/stdout), or
 * -1. What is behind it is the shell's: it may be in the middle of a file.
 */
static int descriptor_of(struct arena *arena, const char *path)
{
	static const char *const folders[] = {"/proc/self/fd/", "/dev/fd/"};
	enum { LINKS_AT_MOST = 8 };
	char target[PATH_MAX], *end;

	for (int i = 0; i < LINKS_AT_MOST; i++) {
		ssize_t n;

		for (size_t j = 0; j < sizeof(folders) / sizeof(*folders); j++) {
			size_t length = strlen(folders[j]);
			long fd;

			if (strncmp(path, folders[j], length) != 0)
				continue;
			fd = strtol(path + length, &end, 10);
			return end != path + length && !*end && fd >= 0 && fd <= INT_MAX ? (int)fd
											 : -1;
		}
		n = readlink(path, target, sizeof(target) - 1);
		if (n < 0)
			return -1;
		target[n] = 0;
		path = file_beside(arena, path, arena_text(arena, target, (size_t)n));
	}
	return -1;
}

static mode_t mode_of_umask(void)
{
	mode_t mask = umask(0);

	umask(mask);
	return 0666 & ~mask;
}

static bool open_temporary(struct output *output, struct arena *arena)
{
	/* A name of its own, so that a target's name of the longest length leaves room for it. */
	const char *beside = file_beside(arena, output->path, ".mkfdt.XXXXXX");
	char *name = arena_text(arena, beside, strlen(beside));
	int fd = mkstemp(name);

	if (fd < 0)
		return false;
	output->temporary = name;
	out_init(&output->out, fd);
	return fchmod(fd, mode_of_umask()) == 0;
}

bool output_open(struct output *output, struct arena *arena, const char *path, struct diag *diag)
{
	struct stat status;
	const char *target;
	int fd;

	*output = (struct output){.path = path};
	if (is_standard(path)) {
		output->path = "standard output";
		out_init(&output->out, STDOUT_FILENO);
		return true;
	}
	fd = descriptor_of(arena, path);
	if (fd >= 0 || (stat(path, &status) == 0 && !S_ISREG(status.st_mode))) {
		fd = fd >= 0 ? dup(fd) : open(path, O_WRONLY | O_CLOEXEC);
		out_init(&output->out, fd);
		if (fd >= 0)
			return true;
	} else if ((target = link_target(arena, path))) {
		output->path = target;
		if (open_temporary(output, arena))
			return true;
	}
	diag_fail(diag, "cannot write %s: %s", path, strerror(errno));
	output_abandon(output);
	return false;
}

bool output_commit(struct output *output, struct diag *diag)
{
	int fd = output->out.fd;
	bool good = out_flush(&output->out);
	int reason = output->out.error;

	if (good && fd != STDOUT_FILENO) {
		good = close(fd) == 0;
		output->out.fd = -1;
		if (good && output->temporary)
			good = rename(output->temporary, output->path) == 0;
		reason = errno;
	}
	if (!good) {
		diag_fail(diag, "cannot write %s: %s", output->path, strerror(reason));
		output_abandon(output);
		return false;
	}
	output->temporary = NULL;
	out_release(&output->out);
	return true;
}

void output_abandon(struct output *output)
{
	if (output->temporary)
		unlink(output->temporary);
	if (output->out.fd >= 0 && output->out.fd != STDOUT_FILENO)
		close(output->out.fd);
	output->out.fd = -1;
	output->temporary = NULL;
	out_release(&output->out);
}
