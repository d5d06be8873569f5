#ifndef MKFDT_BASE_OUT_H
#define MKFDT_BASE_OUT_H

#include "base/arena.h"
#include "base/bytes.h"

/*
 * The one buffered writer. With a file descriptor it passes on what it holds every 64 KiB,
 * with fd -1 it grows in memory. The first failed write sticks in error (an errno value) and
 * what follows is dropped, so that writers need no test at each call: test once, at the end.
 */
struct out {
	int fd;
	int error;
	uint8_t *data;
	size_t used, room;
};

/* fd -1: keep everything in memory. */
void out_init(struct out *out, int fd);

/* The slow way of out_write: no room is left. */
void out_spill(struct out *out, const void *data, size_t n);

static inline void out_write(struct out *out, const void *data, size_t n)
{
	if (n > out->room - out->used) {
		out_spill(out, data, n);
	} else if (n) {
		memcpy(out->data + out->used, data, n);
		out->used += n;
	}
}

static inline void out_char(struct out *out, char c)
{
	out_write(out, &c, 1);
}

static inline void out_text(struct out *out, const char *text)
{
	out_write(out, text, strlen(text));
}

void out_repeat(struct out *out, char c, size_t n);
void out_hex(struct out *out, uint64_t value); /* 0x and lower-case digits, no padding */
void out_decimal(struct out *out, uint64_t value);
void out_be32(struct out *out, uint32_t value);
void out_be64(struct out *out, uint64_t value);
void out_format(struct out *out, const char *format, ...) PRINTF_LIKE(2, 3);

/* Passes on what is held. False when this or an earlier write failed. */
bool out_flush(struct out *out);

/* Frees the buffer; flushes nothing. */
void out_release(struct out *out);

/* A growing writer's bytes; they live until out_release. */
struct bytes out_bytes(const struct out *out);

#endif
