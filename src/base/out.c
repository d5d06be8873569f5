#include "base/out.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { DRAIN_AT = 64 * 1024 };

void out_init(struct out *out, int fd)
{
	*out = (struct out){.fd = fd};
}

static void write_all(struct out *out, const uint8_t *data, size_t n)
{
	while (n && !out->error) {
		ssize_t written = write(out->fd, data, n);

		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0) {
			out->error = errno;
			return;
		}
		data += written;
		n -= (size_t)written;
	}
}

static void grow(struct out *out, size_t wanted)
{
	size_t room = out->room ? out->room : out->fd < 0 ? 256 : DRAIN_AT;

	while (room < wanted) {
		if (room > SIZE_MAX / 2)
			out_of_memory();
		room *= 2;
	}
	out->data = realloc(out->data, room);
	if (!out->data)
		out_of_memory();
	out->room = room;
}

void out_spill(struct out *out, const void *data, size_t n)
{
	if (out->fd >= 0)
		out_flush(out);
	if (n >= DRAIN_AT && out->fd >= 0) {
		write_all(out, data, n);
		return;
	}
	if (n > SIZE_MAX - out->used)
		out_of_memory();
	if (n > out->room - out->used)
		grow(out, out->used + n);
	memcpy(out->data + out->used, data, n);
	out->used += n;
}

void out_repeat(struct out *out, char c, size_t n)
{
	while (n--)
		out_char(out, c);
}

void out_hex(struct out *out, uint64_t value)
{
	char digits[18];
	size_t n = sizeof(digits);

	do {
		digits[--n] = "0123456789abcdef"[value & 15];
		value >>= 4;
	} while (value);
	digits[--n] = 'x';
	digits[--n] = '0';
	out_write(out, digits + n, sizeof(digits) - n);
}

void out_decimal(struct out *out, uint64_t value)
{
	char digits[20];
	size_t n = sizeof(digits);

	do {
		digits[--n] = (char)('0' + value % 10);
		value /= 10;
	} while (value);
	out_write(out, digits + n, sizeof(digits) - n);
}

void out_be32(struct out *out, uint32_t value)
{
	uint8_t raw[4];

	store_be32(raw, value);
	out_write(out, raw, sizeof(raw));
}

void out_be64(struct out *out, uint64_t value)
{
	uint8_t raw[8];

	store_be64(raw, value);
	out_write(out, raw, sizeof(raw));
}

void out_format(struct out *out, const char *format, ...)
{
	struct arena scratch = {0};
	char small[256];
	va_list arguments;
	int n;

	va_start(arguments, format);
	n = vsnprintf(small, sizeof(small), format, arguments);
	va_end(arguments);
	if (n >= 0 && (size_t)n < sizeof(small)) {
		out_write(out, small, (size_t)n);
		return;
	}
	va_start(arguments, format);
	out_text(out, arena_vformat(&scratch, format, arguments));
	va_end(arguments);
	arena_release(&scratch);
}

bool out_flush(struct out *out)
{
	if (out->fd >= 0) {
		write_all(out, out->data, out->used);
		out->used = 0;
	}
	return !out->error;
}

void out_release(struct out *out)
{
	free(out->data);
	*out = (struct out){.fd = out->fd, .error = out->error};
}

struct bytes out_bytes(const struct out *out)
{
	return (struct bytes){out->data, out->used};
}
