/* batch_print.h - Prints the ops of a batch, for debugging. */
#ifndef BATCH_PRINT_H
#define BATCH_PRINT_H

#include "store/store.h"

/* Prints a line for each op: its number, kind, schema and id, and its expectations, increments and
 * assigned numbers. Of a record only the id is printed. failed: the why of store_apply(), whose op
 * is marked; NULL: none. */
void batch_print(struct buf *, const struct op *, size_t n, const struct why *failed);

#endif
