/*
 * store_cursor.h - all records of a kind in the order of their ids, however many there are: read in
 * slices, each in memory of its own that goes with the next one.
 */
#ifndef STORE_CURSOR_H
#define STORE_CURSOR_H

#include "store/store.h"

struct store_cursor {
	struct store *store;
	const struct schema *of;
	size_t chunk_rows; /* records of a slice */
	void *mem;         /* of the slice */
	struct str last;
	struct rows rows;
	size_t at; /* of the slice: the next one */
};

/* Behind that id; from the first one when it is empty. Ended by walk_end(). */
struct store_cursor
store_cursor_open(struct store *, const struct schema *, struct str behind, size_t chunk_rows);
void store_cursor_close(struct store_cursor *);

/* The next slice into rows: none behind the last record. What is said is in w's memory. */
enum err store_cursor_fetch(struct store_cursor *, struct why *) MUST_CHECK;

/* The next record, good until the one after it is asked for; NULL behind the last. */
enum err store_cursor_next(struct store_cursor *, const void **rec, struct why *) MUST_CHECK;

#endif
