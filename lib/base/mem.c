/* mem.c - Wraps talloc; exits when memory is exhausted. */
#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#define POOLED 0
#else
#define POOLED 1
#endif

enum { RESERVE_FIRST = 16 };

void
mem_exhausted(void)
{
	fputs("out of memory\n", stderr);
	_Exit(70); /* EX_SOFTWARE: the supervisor restarts the process */
}

static void *
mem_check(void *p)
{
	if (p == NULL)
		mem_exhausted();
	return p;
}

void *
mem_root(const char *name)
{
	return mem_check(talloc_named_const(NULL, 0, name));
}

void *
mem_pool(const char *name, size_t size)
{
	void *p = mem_check(POOLED ? talloc_pool(NULL, size) : talloc_new(NULL));

	talloc_set_name_const(p, name);
	return p;
}

void *
mem_new(const void *ctx, size_t n)
{
	return mem_check(talloc_zero_size(ctx, n));
}

static size_t
mem_bytes(size_t n, size_t size)
{
	size_t all;

	if (__builtin_mul_overflow(n, size, &all))
		mem_exhausted();
	return all;
}

void *
mem_array(const void *ctx, size_t n, size_t size)
{
	return mem_new(ctx, mem_bytes(n, size));
}

char *
mem_copy(const void *ctx, const void *p, size_t n)
{
	char *c = mem_check(talloc_size(ctx, n + 1));

	if (n > 0)
		memcpy(c, p, n);
	c[n] = '\0';
	return c;
}

void *
mem_grow(const void *ctx, void *p, size_t n, size_t size)
{
	return mem_check(talloc_realloc_size(ctx, p, mem_bytes(n, size)));
}

void *
mem_reserve(const void *ctx, void *p, size_t n, size_t *cap, size_t size)
{
	if (n <= *cap)
		return p;
	if (n < RESERVE_FIRST)
		n = RESERVE_FIRST;
	*cap = n > 2 * *cap ? n : 2 * *cap;
	return mem_grow(ctx, p, *cap, size);
}

void
mem_free(void *ctx)
{
	talloc_free(ctx);
}
