/* The only randomness there is: for the word "random". */
#include "vm/part.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

struct bytes random_bytes(struct vm *vm, size_t size)
{
	uint8_t *data = arena_alloc(vm->arena, size);
	int fd = open("/dev/urandom", O_RDONLY | O_CLOEXEC);
	size_t done = 0;

	while (fd >= 0 && done < size) {
		ssize_t n = read(fd, data + done, size - done);

		if (n <= 0 && !(n < 0 && errno == EINTR))
			break;
		done += n > 0 ? (size_t)n : 0;
	}
	if (fd >= 0)
		close(fd);
	if (done < size)
		diag_fail(vm->diag, "cannot read /dev/urandom for \"random\"");
	return (struct bytes){data, size};
}
