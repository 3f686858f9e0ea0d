/* block.c - Cuts values off blocks that double in size, up to a limit. */
#include "base/block.h"

#include "base/mem.h"

enum { BLOCK_FIRST = 2000, BLOCK_MOST = 64 * 1024, BLOCK_ALIGN = 16 };

static char *
block_take(struct block *b, size_t n)
{
	char *at;

	if (n > b->left) {
		b->size = b->size == 0 ? BLOCK_FIRST : 2 * b->size;
		if (b->size > BLOCK_MOST)
			b->size = BLOCK_MOST;
		b->left = n > b->size ? n : b->size;
		b->at = mem_new(b->mem, b->left);
	}
	at = b->at;
	b->at += n;
	b->left -= n;
	return at;
}

void *
block_new(struct block *b, size_t n)
{
	const size_t off = (uintptr_t)b->at % BLOCK_ALIGN;
	const size_t gap = off == 0 ? 0 : BLOCK_ALIGN - off;

	if (gap < b->left)
		block_take(b, gap);
	else
		b->left = 0;
	return block_take(b, n);
}

struct str
block_put(struct block *b, struct str v)
{
	char *s = block_take(b, v.n + 1);

	if (v.n > 0)
		memcpy(s, v.s, v.n);
	s[v.n] = '\0';
	return (struct str){s, v.n};
}
