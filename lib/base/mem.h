/*
 * mem.h - memory with two lifetimes: the worker's and the request's.
 *
 * Everything is allocated under a talloc context and goes when that context
 * goes; the context's name in a parameter list says how long a value lives.
 * None of these returns NULL: a program without memory ends here, and its
 * supervisor starts another.
 */
#ifndef MEM_H
#define MEM_H

#include <stddef.h>
#include <talloc.h>

/* A root: freed with mem_free(), and with it all that hangs below. */
void *mem_root(const char *name);

/* A root for one request: one block that children are cut from (off under ASan,
 * so that each overrun is seen). */
void *mem_pool(const char *name, size_t size);

/* n bytes, zeroed, below ctx. */
void *mem_new(const void *ctx, size_t n);

/* n members of size each, zeroed; a product that overflows ends the program. */
void *mem_array(const void *ctx, size_t n, size_t size);

/* A copy of n bytes with a NUL after them. */
char *mem_copy(const void *ctx, const void *p, size_t n);

/* Grows p (from mem_*, or NULL) to n bytes; the new part is not zeroed. */
void *mem_grow(const void *ctx, void *p, size_t n);

void mem_free(void *ctx);

/* Ends the program as the functions above do. For a library that says of its want of memory
 * what it says of a bad argument: nobody is to be told that a good one was bad. */
_Noreturn void mem_exhausted(void);

#define MEM_ONE(ctx, type)     ((type *)mem_new((ctx), sizeof(type)))
#define MEM_MANY(ctx, type, n) ((type *)mem_array((ctx), (n), sizeof(type)))

#endif
