/* batch_print.h - Prints the ops of a batch, for debugging. */
#ifndef BATCH_PRINT_H
#define BATCH_PRINT_H

#include "store/store.h"

/* A line for each op: its number, kind, schema and id, and what it expects, adds or is given. Of
 * a record nothing but its id is printed. failed: what store_apply() said; its op is marked;
 * NULL: none. */
void batch_print(struct buf *, const struct op *, size_t n, const struct why *failed);

#endif
