/*
 * bulk_writes.h - the writes of a batch on their way: gathered, then sent, a bulk or two for
 * each collection.
 */
#ifndef STORE_MONGO_WRITES_H
#define STORE_MONGO_WRITES_H

#include "store/mongo/mongo.h"

struct mongo_bulk {
	mongoc_bulk_operation_t *bulk; /* NULL: nothing yet */
	size_t *op;                    /* which op its n-th write is for */
	size_t n;
	int64_t matches, removals; /* how many rows it must find */
};

struct mongo_collection_writes { /* of one collection */
	const struct schema *of;
	mongoc_collection_t *collection;
	bool ordered; /* all goes into `changed`, in the order of the ops */
	struct mongo_bulk inserts, changes;
};

struct mongo_writes {
	struct mongo *m;
	const bson_t *options; /* the session, for all that is sent */
	const struct op *ops;
	size_t n;
	struct mongo_collection_writes *parts;
	size_t nparts;
	struct why *w;
};

void mongo_writes_init(struct mongo_writes *, struct mongo *, const bson_t *options,
    const struct op *, size_t n, struct why *);
void mongo_writes_done(struct mongo_writes *);

/* That the i-th op changes old (NULL: there is no row) into what it says. */
void mongo_writes_put(struct mongo_writes *, size_t i, const void *old);

/* On failure w->op, and of EXISTS w->field, say which. */
enum err mongo_writes_send(struct mongo_writes *) MUST_CHECK;

#endif
