/*
 * block.h - Many small values in a few blocks, without a header for each: freed together with
 * their context, never one by one.
 */
#ifndef BLOCK_H
#define BLOCK_H

#include "base/str.h"

struct block { /* initialize with the context only */
	const void *mem;
	char *at;
	size_t left, size;
};

/* n zeroed bytes, aligned for any type. */
void *block_new(struct block *, size_t n);

/* A copy of the text, NUL-terminated. */
struct str block_put(struct block *, struct str);

#define BLOCK_ONE(block, type) ((type *)block_new((block), sizeof(type)))

#endif
