/* period.h - months, open or closed for postings. A month without a row is open. */
#ifndef PERIOD_H
#define PERIOD_H

#include "auth/deed.h"
#include "base/clock.h"

/* The month's row; absent: an open one that is not kept yet. */
enum err period_get(struct store *, const void *mem, struct str month, struct period *,
    bool *absent, struct why *) MUST_CHECK;

/* Closes or opens a month. The state it has already is answered as it is. INVALID for what is
 * no month, CONFLICT for one that has not begun. */
enum err period_set(struct store *, const struct deed *, struct str month, enum period_state,
    struct str reason, struct period *, struct why *) MUST_CHECK;

#endif
