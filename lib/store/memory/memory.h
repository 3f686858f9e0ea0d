/* memory.h - Internal interface of the in-memory driver. */
#ifndef STORE_MEMORY_H
#define STORE_MEMORY_H

#include "store/store.h"

/* By the field's value, absent values first. */
int memory_compare(const struct field *, size_t field, const void *a, const void *b);

/* Collects the rows that match where and words; returns how many. */
size_t
memory_match(const struct query *, void *const *rows, size_t n, const void **hits, void *mem);

/* Moves the hits of the page to the front, in order; returns how many. */
size_t memory_page(const struct query *, const void **hits, size_t n, void *mem);

/* Sums the hits by group, as store_sum() does. */
struct sums memory_group(const struct schema *, const void **hits, size_t n, const size_t *group,
    size_t ngroup, const size_t *fields, size_t nfields, const void *mem);

#endif
