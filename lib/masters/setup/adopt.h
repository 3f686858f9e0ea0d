/*
 * adopt.h - records that other programs have made.
 */
#ifndef ADOPT_H
#define ADOPT_H

#include "store/store.h"

/* Gives every master and user that is in the store what our own verbs would have written
 * along: the rows that keep its code and barcodes, an item's stock, the count of admins.
 * What has them is passed over, so it may be run again. Counts what is there into *found.
 * DUPLICATE or CONFLICT when two cannot both stay as they are. */
enum err adopt_records(struct store *, int64_t *found, struct why *) MUST_CHECK;

#endif
