/* series.h - Numbers from counters, which are rows of `series`, created by the first addition. */
#ifndef STORE_SERIES_H
#define STORE_SERIES_H

#include "store/store.h"

/* Appends an op to the batch that adds to the counter of that id, which starts at `from`. The
 * row holds the new value once the batch is applied. */
const struct series *series_add(struct batch *, struct str id, int64_t from, int64_t more);

#endif
