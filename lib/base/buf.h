/* buf.h - Growable byte buffer, always NUL-terminated. Owned by the context given to buf_init(). */
#ifndef BUF_H
#define BUF_H

#include "base/str.h"

struct buf {
	char *s; /* NUL-terminated once something was put */
	size_t n, cap;
	const void *mem;
};

struct buf buf_init(const void *ctx);
void buf_reserve(struct buf *, size_t more);
void buf_put_int(struct buf *, int64_t);
void buf_printf(struct buf *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void buf_clear(struct buf *);           /* keeps the capacity */
struct str buf_str(const struct buf *); /* a view; invalid after the next put */

/* Inline, as an answer makes thousands of these calls and most of them need no allocation. */
static inline char *
buf_room(
    struct buf *b, size_t n) /* where n bytes and a NUL may be written; the caller adds to b->n */
{
	if (b->cap - b->n <= n)
		buf_reserve(b, n);
	return b->s + b->n;
}

static inline void
buf_put(struct buf *b, struct str v)
{
	char *at = buf_room(b, v.n);

	if (v.n > 0)
		memcpy(at, v.s, v.n);
	b->n += v.n;
	b->s[b->n] = '\0';
}

static inline void
buf_puts(struct buf *b, const char *cstr)
{
	buf_put(b, str_of(cstr));
}

static inline void
buf_putc(struct buf *b, char c)
{
	buf_put(b, (struct str){&c, 1});
}

#endif
