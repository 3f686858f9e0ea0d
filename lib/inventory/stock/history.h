/* history.h - how the stock of one item went, day by day or month by month. */
#ifndef HISTORY_H
#define HISTORY_H

#include "schema/records.h"
#include "store/store.h"

enum { HISTORY_POINTS_MAX = 1000 };

/* from and to: days, or with STEP_MONTH months; both included, every one a point (struct
 * history_point). INVALID when there would be more than HISTORY_POINTS_MAX. */
enum err history_find(struct store *, struct str item_id, struct str from, struct str to,
    enum history_step, struct rows *, struct why *) MUST_CHECK;

#endif
