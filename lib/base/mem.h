/*
 * mem.h - Memory contexts (talloc) whose allocations cannot fail.
 *
 * Everything is allocated under a context and freed with it; there are two lifetimes, the
 * worker's and the request's. The name of the context in a parameter list says how long a
 * value lives. None of these functions returns NULL: out of memory ends the process, and its
 * supervisor starts another.
 */
#ifndef MEM_H
#define MEM_H

#include <stddef.h>
#include <talloc.h>

/* A root context; mem_free() frees it and everything allocated below it. */
void *mem_root(const char *name);

/* A root context for one request: children come from one block of `size` bytes (disabled under
 * ASan, so that every overrun is detected). */
void *mem_pool(const char *name, size_t size);

/* n zeroed bytes, allocated in ctx. */
void *mem_new(const void *ctx, size_t n);

/* An array of n members of `size` bytes, zeroed; ends the process when the product overflows. */
void *mem_array(const void *ctx, size_t n, size_t size);

/* A copy of n bytes, NUL-terminated. */
char *mem_copy(const void *ctx, const void *p, size_t n);

/* Grows p (from mem_*, or NULL) to n > 0 members of `size` bytes; the new part is not zeroed.
 * Ends the process when the product overflows. */
void *mem_grow(const void *ctx, void *p, size_t n, size_t size);

/* Grows the array p, if need be, so that it has room for n members of `size` bytes. *cap is the
 * room it has, at first 0; it at least doubles, so that adding one at a time takes linear time. */
void *mem_reserve(const void *ctx, void *p, size_t n, size_t *cap, size_t size);

void mem_free(void *ctx);

/* Ends the process as the functions above do. For libraries that report out of memory like an
 * invalid argument, so that no valid argument is reported as invalid. */
_Noreturn void mem_exhausted(void);

#define MEM_ONE(ctx, type)     ((type *)mem_new((ctx), sizeof(type)))
#define MEM_MANY(ctx, type, n) ((type *)mem_array((ctx), (n), sizeof(type)))

/* mem_reserve() for the typed array v, whose room is in the variable cap. */
#define MEM_RESERVE(ctx, v, n, cap) ((v) = mem_reserve((ctx), (v), (n), &(cap), sizeof *(v)))

#endif
