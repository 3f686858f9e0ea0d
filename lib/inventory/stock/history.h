/* history.h - Stock of one item over time, by day or month. */
#ifndef HISTORY_H
#define HISTORY_H

#include "schema/records.h"
#include "store/store.h"

enum { HISTORY_POINTS_MAX = 1000 };

/* from and to: days, or months with STEP_MONTH; inclusive, with a point (struct history_point)
 * for each. INVALID when there would be more than HISTORY_POINTS_MAX. */
enum err history_find(struct store *, struct str item_id, struct str from, struct str to,
    enum history_step, struct rows *, struct why *) MUST_CHECK;

#endif
