/* movements.h - Counts ledger lines per day and movement type. */
#ifndef MOVEMENTS_H
#define MOVEMENTS_H

#include "store/store.h"

enum { MOVEMENTS_DAYS_MAX = 366 };

/* The number of ledger lines of each type on each business day (struct movement_count), oldest
 * day first; from and to are days, inclusive. A day or type without lines has no row. INVALID
 * when there are more than MOVEMENTS_DAYS_MAX days. */
enum err movements_count(
    struct store *, struct str from, struct str to, struct rows *, struct why *) MUST_CHECK;

#endif
