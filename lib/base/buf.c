/* buf.c - Growable byte buffer. */
#include "base/buf.h"

#include <assert.h>
#include <stdio.h>

#include "base/mem.h"

struct buf
buf_init(const void *ctx)
{
	return (struct buf){.mem = ctx};
}

void
buf_reserve(struct buf *b, size_t more)
{
	size_t want;

	if (__builtin_add_overflow(b->n, more + 1, &want))
		want = SIZE_MAX;
	if (want <= b->cap)
		return;
	b->cap = want < 2 * b->cap ? 2 * b->cap : want < 64 ? 64 : want;
	b->s = mem_grow(b->mem, b->s, b->cap, 1);
}

void
buf_put_int(struct buf *b, int64_t v)
{
	char digits[24];
	char *p = digits + sizeof digits;
	uint64_t u = v < 0 ? -(uint64_t)v : (uint64_t)v;

	do
		*--p = (char)('0' + u % 10);
	while ((u /= 10) != 0);
	if (v < 0)
		*--p = '-';
	buf_put(b, (struct str){p, (size_t)(digits + sizeof digits - p)});
}

void
buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	assert(n >= 0);
	buf_reserve(b, (size_t)n);
	va_start(ap, fmt);
	vsnprintf(b->s + b->n, (size_t)n + 1, fmt, ap);
	va_end(ap);
	b->n += (size_t)n;
}

void
buf_clear(struct buf *b)
{
	b->n = 0;
}

struct str
buf_str(const struct buf *b)
{
	return (struct str){b->s == NULL ? "" : b->s, b->n};
}
