/*
 * batch_ops.h - for mongo_apply.c: one try of a batch.
 */
#ifndef STORE_MONGO_BATCH_H
#define STORE_MONGO_BATCH_H

#include "store/mongo/mongo.h"
#include "store/op.h"

/* Does what the ops say; options name the session of the transaction it is part of, or
 * nothing. On failure w->op says which op, and m->again whether it may be tried again. */
enum err mongo_batch_write(
    struct mongo *, const bson_t *options, struct op *, size_t n, struct why *) MUST_CHECK;

/* After a batch failed at w->op with e: whether an op before it, or it, makes what is there
 * already. That decides then. */
enum err mongo_batch_first_clash(
    struct mongo *, const struct op *, size_t at, enum err e, struct why *) MUST_CHECK;

#endif
