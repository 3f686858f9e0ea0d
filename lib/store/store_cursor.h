/*
 * store_cursor.h - Iterates over all records of a schema in the order of their ids. Reads in
 * chunks, each in memory of its own that is freed with the next one.
 */
#ifndef STORE_CURSOR_H
#define STORE_CURSOR_H

#include "store/store.h"

struct store_cursor {
	struct store *store;
	const struct schema *of;
	size_t chunk_rows; /* records per chunk */
	void *mem;         /* of the current chunk */
	struct str last;
	struct rows rows;
	size_t at; /* index of the next record in the chunk */
};

/* Starts after that id, or at the first when it is empty. Close with store_cursor_close(). */
struct store_cursor
store_cursor_open(struct store *, const struct schema *, struct str behind, size_t chunk_rows);
void store_cursor_close(struct store_cursor *);

/* Fetches the next chunk into rows; empty after the last record. Error texts are in w's memory. */
enum err store_cursor_fetch(struct store_cursor *, struct why *) MUST_CHECK;

/* The next record, valid until the following call; NULL after the last one. */
enum err store_cursor_next(struct store_cursor *, const void **rec, struct why *) MUST_CHECK;

#endif
