/* movements.h - how much moved each day. */
#ifndef MOVEMENTS_H
#define MOVEMENTS_H

#include "store/store.h"

enum { MOVEMENTS_DAYS_MAX = 366 };

/* How many ledger lines of each type each business day had (struct movement_count), the oldest
 * day first; from and to are days, both included. A day or type without lines has no row.
 * INVALID when there are more than MOVEMENTS_DAYS_MAX days. */
enum err movements_count(
    struct store *, struct str from, struct str to, struct rows *, struct why *) MUST_CHECK;

#endif
