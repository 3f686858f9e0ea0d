/*
 * series.h - counters: rows of the record `series`, each made by what is first added to it.
 */
#ifndef STORE_SERIES_H
#define STORE_SERIES_H

#include "store/store.h"

/* An op behind the others of the batch: adds to the counter of that id, which begins at from.
 * The row holds the new value once the batch is applied. */
const struct series *series_add(struct batch *, struct str id, int64_t from, int64_t more);

#endif
