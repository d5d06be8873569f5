#include "base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	CHUNK_SMALLEST = 32 * 1024,
	CHUNK_LARGEST = 4 * 1024 * 1024,
};

struct arena_chunk {
	struct arena_chunk *previous;
	size_t size; /* of data */
	max_align_t data[];
};

_Noreturn void out_of_memory(void)
{
	fputs("mkfdt: out of memory\n", stderr);
	exit(2);
}

/* Chunks double, so that a large tree costs few of them and a small one little memory. */
static size_t next_chunk_size(const struct arena *arena, size_t wanted)
{
	size_t size = arena->chunks ? arena->chunks->size * 2 : CHUNK_SMALLEST;

	if (size > CHUNK_LARGEST)
		size = CHUNK_LARGEST;
	return size < wanted ? wanted : size;
}

static void add_chunk(struct arena *arena, size_t wanted)
{
	size_t size = next_chunk_size(arena, wanted);
	struct arena_chunk *chunk;

	if (size > SIZE_MAX - sizeof(*chunk))
		out_of_memory();
	chunk = calloc(1, sizeof(*chunk) + size);
	if (!chunk)
		out_of_memory();
	chunk->previous = arena->chunks;
	chunk->size = size;
	arena->chunks = chunk;
	arena->left = size;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	const size_t unit = sizeof(max_align_t) < 16 ? sizeof(max_align_t) : 16;
	unsigned char *end;

	if (size > SIZE_MAX / 2)
		out_of_memory();
	size = size ? (size + unit - 1) / unit * unit : unit;
	if (!arena->chunks || size > arena->left)
		add_chunk(arena, size);
	end = (unsigned char *)arena->chunks->data + arena->chunks->size;
	arena->left -= size;
	return end - arena->left - size;
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
	if (size && count > SIZE_MAX / 2 / size)
		out_of_memory();
	return arena_alloc(arena, count * size);
}

void *arena_more(struct arena *arena, void *array, size_t count, size_t size)
{
	enum { FIRST_ROOM = 8 };
	void *larger;

	/* The room is FIRST_ROOM, then every power of two: it is full when the count is one. */
	if (count && (count < FIRST_ROOM || (count & (count - 1)) != 0))
		return array;
	larger = arena_array(arena, count ? count * 2 : FIRST_ROOM, size);
	if (count)
		memcpy(larger, array, count * size);
	return larger;
}

char *arena_text(struct arena *arena, const char *text, size_t n)
{
	char *copy = arena_alloc(arena, n + 1);

	if (n)
		memcpy(copy, text, n);
	return copy;
}

char *arena_vformat(struct arena *arena, const char *format, va_list arguments)
{
	va_list again;
	char *text;
	int n;

	va_copy(again, arguments);
	n = vsnprintf(NULL, 0, format, again);
	va_end(again);
	if (n < 0)
		out_of_memory();
	text = arena_alloc(arena, (size_t)n + 1);
	vsnprintf(text, (size_t)n + 1, format, arguments);
	return text;
}

char *arena_format(struct arena *arena, const char *format, ...)
{
	va_list arguments;
	char *text;

	va_start(arguments, format);
	text = arena_vformat(arena, format, arguments);
	va_end(arguments);
	return text;
}

void arena_release(struct arena *arena)
{
	while (arena->chunks) {
		struct arena_chunk *chunk = arena->chunks;

		arena->chunks = chunk->previous;
		free(chunk);
	}
	arena->left = 0;
}
