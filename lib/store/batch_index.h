/* batch_index.h - Finds rows in a batch by id, in constant time. */
#ifndef BATCH_INDEX_H
#define BATCH_INDEX_H

#include "store/store.h"

/* The record that the batch, or an earlier part of it, inserts with that id; NULL: none. */
const void *batch_inserted(struct batch *, const struct schema *, struct str id);

/* Whether an op of the batch, of that kind or of any, refers to that row. */
bool batch_has_op(struct batch *, enum opkind, const struct schema *, struct str id);
bool batch_has_row(struct batch *, const struct schema *, struct str id);

/* Begins the next part of a batch, whose ops and other memory are in mem: empties it, and keeps
 * copies in `kept` of the inserted records of the schemas that `keeps` accepts. They must have no
 * lines. */
void batch_next_part(
    struct batch *, const void *mem, const void *kept, bool (*keeps)(const struct schema *));

#endif
