/*
 * bulk_writes.h - Collects the writes of a batch and sends them, in one or two bulks per
 * collection.
 */
#ifndef STORE_MONGO_WRITES_H
#define STORE_MONGO_WRITES_H

#include "store/mongo/mongo.h"

struct mongo_bulk {
	mongoc_bulk_operation_t *bulk; /* NULL: empty */
	size_t *op;                    /* the op of each write */
	size_t n;
	int64_t matches, removals; /* number of rows that must match */
};

struct mongo_collection_writes { /* of one collection */
	const struct schema *of;
	mongoc_collection_t *collection;
	bool ordered; /* all writes go into `changed`, in the order of the ops */
	struct mongo_bulk inserts, changes;
};

struct mongo_writes {
	struct mongo *m;
	const bson_t *options; /* the session, for every command */
	const struct op *ops;
	size_t n;
	struct mongo_collection_writes *parts;
	size_t nparts;
	struct why *w;
};

void mongo_writes_init(struct mongo_writes *, struct mongo *, const bson_t *options,
    const struct op *, size_t n, struct why *);
void mongo_writes_done(struct mongo_writes *);

/* Adds the write of the i-th op, which changes old (NULL: no row). */
void mongo_writes_put(struct mongo_writes *, size_t i, const void *old);

/* On failure sets w->op, and w->field for EXISTS. */
enum err mongo_writes_send(struct mongo_writes *) MUST_CHECK;

#endif
