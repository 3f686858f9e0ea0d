/*
 * period.h - months, open or closed for postings. A month without a row is open.
 *
 * Postings do not expect the month's row itself, at which they would all meet, but one of its
 * gates: rows of `series` that are all changed when the month is closed or opened. How many
 * gates postings use is up to them; which, does not matter.
 */
#ifndef PERIOD_H
#define PERIOD_H

#include "auth/deed.h"
#include "base/clock.h"

enum { PERIOD_GATES = 16 };

struct gate { /* as it was read */
	struct str id;
	int64_t version; /* 0: there is no such row yet */
};

/* To be read before the month's row, so that a change of that one changes the gate too. */
enum err period_gate_get(struct store *, const void *mem, struct str month, int n, struct gate *,
    struct why *) MUST_CHECK;

/* Adds that the gate is as it was read. */
void period_gate_expect(struct batch *, const struct gate *);

/* The month's row; absent: an open one that is not kept yet. */
enum err period_get(struct store *, const void *mem, struct str month, struct period *,
    bool *absent, struct why *) MUST_CHECK;

/* Closes or opens a month. The state it has already is answered as it is. INVALID for what is
 * no month, CONFLICT for one that has not begun. */
enum err period_set(struct store *, const struct deed *, struct str month, enum period_state,
    struct str reason, struct period *, struct why *) MUST_CHECK;

#endif
