/* batch_ops.h - One attempt at a batch, for mongo_apply.c. */
#ifndef STORE_MONGO_BATCH_H
#define STORE_MONGO_BATCH_H

#include "store/mongo/mongo.h"
#include "store/op.h"

/* Writes the ops; options name the session of the transaction, if any. On failure w->op says
 * which op, and m->retryable whether to retry. */
enum err mongo_batch_write(
    struct mongo *, const bson_t *options, struct op *, size_t n, struct why *) MUST_CHECK;

/* After a batch failed at w->op with e: whether this op or an earlier one creates what exists
 * already. That then is the failure to report. Defined in first_clash.c. */
enum err mongo_batch_first_clash(
    struct mongo *, const struct op *, size_t at, enum err e, struct why *) MUST_CHECK;

#endif
