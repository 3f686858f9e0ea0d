/* batch_rows.h - The rows of a batch: read before its ops are computed, then kept as these leave
 * them. */
#ifndef STORE_MONGO_BATCH_ROWS_H
#define STORE_MONGO_BATCH_ROWS_H

#include <uthash.h>

#include "store/mongo/bulk_writes.h"
#include "store/mongo/document.h"

/* A row as the ops so far have left it. */
struct mongo_row {
	UT_hash_handle hh;
	struct str key;
	void *rec;    /* NULL: no row */
	bool to_read; /* still to be read */
};

struct mongo_batch {
	struct mongo *m;
	const bson_t *options; /* the session, for every command */
	struct op *ops;
	size_t n;
	struct mongo_row *rows; /* a hash by key */
	struct mongo_writes writes;
	struct why *w;
};

/* The row with that id; NULL: none is kept, unless it is to be made. */
struct mongo_row *
mongo_row_at(struct mongo_batch *, const struct schema *, struct str id, bool make);

/* Reads all rows that ops refer to, except those that they insert. */
enum err mongo_read_rows(struct mongo_batch *) MUST_CHECK;

/* In the session. Takes ownership of both documents. */
mongoc_cursor_t *mongo_find_in_session(
    struct mongo_batch *, const struct schema *, struct doc *where, struct doc *options);

#endif
