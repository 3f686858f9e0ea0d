/*
 * rows.h - many rows of a kind at once: what is wanted is gathered, asked for with one query,
 * and then found in memory.
 */
#ifndef STORE_KNOWN_H
#define STORE_KNOWN_H

#include "store/store.h"

/* A set of texts under construction. */
struct id_set {
	const void *mem;
	struct list list;
	size_t cap;
};

void id_set_add(struct id_set *, struct str);

/* All rows whose text field is one of these, sorted by that field. */
enum err rows_find_in(struct store *, const struct schema *, size_t field, struct list,
    struct rows *, struct why *) MUST_CHECK;

/* The row with that value in a field the rows are sorted by; NULL when there is none. */
void *rows_lookup(const struct rows *, const struct schema *, size_t field, struct str);

#endif
