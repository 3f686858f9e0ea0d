/* adopt.h - Adds the code, stock and guard rows that records written by other programs lack. */
#ifndef ADOPT_H
#define ADOPT_H

#include "store/store.h"

/* For every master and user in the store, adds the rows our own functions would have written:
 * for its code and barcodes, an item's stock, the count of admins. Skips records that have
 * them, so it can be repeated. Counts the records into *found. DUPLICATE or CONFLICT when two
 * records contradict each other. */
enum err adopt_records(struct store *, int64_t *found, struct why *) MUST_CHECK;

#endif
