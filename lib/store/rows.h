/* rows.h - Finds many rows of a schema by key: collect the keys, query once, look up in memory. */
#ifndef STORE_KNOWN_H
#define STORE_KNOWN_H

#include "store/store.h"

/* A growing list of keys; may contain duplicates. */
struct id_set {
	const void *mem;
	struct list list;
	size_t cap;
};

void id_set_add(struct id_set *, struct str);

/* All rows whose text field is in the list, sorted by that field. */
enum err rows_find_in(struct store *, const struct schema *, size_t field, struct list,
    struct rows *, struct why *) MUST_CHECK;

/* Adds the rows that are not among them yet, by a unique field. */
enum err rows_find_more(struct store *, const struct schema *, size_t field, struct list,
    struct rows *, struct why *) MUST_CHECK;

/* The row with that value in the field that rows are sorted by; NULL when there is none. */
void *rows_lookup(const struct rows *, const struct schema *, size_t field, struct str);

#endif
