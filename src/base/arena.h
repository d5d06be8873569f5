#ifndef MKFDT_BASE_ARENA_H
#define MKFDT_BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

/*
 * One allocation strategy: what belongs to a run lives in an arena and is freed at once.
 * An arena never returns NULL: a program that cannot have memory says so and exits with 2
 * (nothing of a product exists before its last byte is known, so nothing is left behind).
 */
struct arena {
	struct arena_chunk *chunks;
	size_t left; /* bytes unused at the end of the newest chunk */
};

/* A printf-like function, for the compilers that can check the arguments. */
#if defined(__GNUC__)
#define PRINTF_LIKE(text, first) __attribute__((format(printf, text, first)))
#else
#define PRINTF_LIKE(text, first)
#endif

/* size zeroed bytes, aligned for any object. A size of 0 gives a valid, unique pointer. */
void *arena_alloc(struct arena *arena, size_t size);

/* count zeroed elements of size bytes each. */
void *arena_array(struct arena *arena, size_t count, size_t size);

/*
 * An array that grows from nothing: room for one more element behind the count that it has. What
 * this gave last (NULL for a count of 0) is either given back or copied to twice the room.
 */
void *arena_more(struct arena *arena, void *array, size_t count, size_t size);

/* A copy of n bytes of text with a NUL behind. */
char *arena_text(struct arena *arena, const char *text, size_t n);

char *arena_format(struct arena *arena, const char *format, ...) PRINTF_LIKE(2, 3);
char *arena_vformat(struct arena *arena, const char *format, va_list arguments);

/* Frees all that the arena gave; the arena can be used again. */
void arena_release(struct arena *arena);

/* Says that memory ran out and exits with 2; also for the few allocations outside an arena. */
_Noreturn void out_of_memory(void);

#endif
