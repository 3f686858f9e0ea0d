/* memory.h - What the files of the memory driver share. */
#ifndef STORE_MEMORY_H
#define STORE_MEMORY_H

#include "store/store.h"

struct memory_table {
	const struct schema *of;
	void **rows;
	size_t n;
};

struct memory {
	struct store base;
	struct memory_table *tables; /* one per entry of schemas[] */
	size_t n;
};

static inline struct memory *
memory_of(struct store *s)
{
	return (struct memory *)s;
}

/* The port, see store.h. */
enum err memory_get(
    struct store *, const struct schema *, struct str id, void *rec, struct why *) MUST_CHECK;
enum err memory_find(struct store *, const struct query *, struct rows *, struct why *) MUST_CHECK;
enum err memory_sum(struct store *, const struct query *, const size_t *group, size_t ngroup,
    const size_t *fields, size_t nfields, struct sums *, struct why *) MUST_CHECK;
enum err memory_apply(struct store *, struct op *, size_t n, struct why *) MUST_CHECK;

/* By the field's value, absent values first. */
int memory_compare(const struct field *, size_t field, const void *a, const void *b);

/* Collects the rows that match where and search; returns how many. */
size_t
memory_match(const struct query *, void *const *rows, size_t n, const void **hits, void *mem);

/* Moves the hits of the page to the front, in order; returns how many. */
size_t memory_page(const struct query *, const void **hits, size_t n, void *mem);

/* Sums the hits by group, as store_sum() does. */
struct sums memory_group(const struct schema *, const void **hits, size_t n, const size_t *group,
    size_t ngroup, const size_t *fields, size_t nfields, const void *mem);

#endif
