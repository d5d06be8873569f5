/* Where "auto" puts what the VMM loads, and the only randomness there is. */
#include "vm/part.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <unistd.h>

enum {
	PAGE = 0x1000,
	MEGABYTE = 0x100000,
	BLOCK = 2 * MEGABYTE, /* what arm64 kernels and blobs are aligned to (boot protocol) */
};

uint64_t align_up(uint64_t value, uint64_t unit)
{
	return value > UINT64_MAX - unit ? value : (value + unit - 1) / unit * unit;
}

static uint64_t payload_end(const struct payload *payload)
{
	return payload->start.set ? payload->start.value + payload->size.value : 0;
}

/* What QEMU's loader does: half of the memory, at most 128 MiB up, but above the kernel. */
static uint64_t place_initrd(const struct vm *vm, uint64_t base, uint64_t size)
{
	uint64_t half = size / 2 < 128 * MEGABYTE ? size / 2 : 128 * MEGABYTE;
	uint64_t kernel_end = payload_end(&vm->kernel);

	return align_up(kernel_end > base + half ? kernel_end : base + half, PAGE);
}

static uint64_t place(const struct vm *vm, const struct payload *payload, const struct memory *ram)
{
	uint64_t base = ram->region.base.value, size = ram->region.size.value;
	uint64_t initrd_end = payload_end(&vm->initrd);

	if (payload == &vm->kernel)
		return align_up(base, BLOCK) + BLOCK;
	if (payload == &vm->initrd)
		return place_initrd(vm, base, size);
	return align_up(initrd_end ? initrd_end : place_initrd(vm, base, size), BLOCK);
}

void place_payload(struct vm *vm, struct payload *payload)
{
	const struct memory *ram = vm->memory.count ? &vm->memory.items[0] : NULL;

	if (!ram || !ram->region.size.set) {
		diag_error(vm->diag, payload->start.at, "\"auto\" needs memory to place it in");
		return;
	}
	payload->start = planned(place(vm, payload, ram), payload->start.at);
}

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
