/*
 * period.h - Accounting periods: which months are closed.
 *
 * The state is one row, the series `period:closed_through`: the value 202610 means that all
 * days up to the end of 2026-10 are closed. A posting reads it together with a gate
 * (store/gate.h) that closing and reopening change. The rows of `period` record who last
 * closed or reopened a month, and why; their state is derived.
 */
#ifndef PERIOD_H
#define PERIOD_H

#include "base/clock.h"
#include "schema/records.h"
#include "store/store.h"

#define PERIOD_GATE "period"
/* Sorts after the ids of all gates, so a read of both in the order of ids reads the gate first. */
#define PERIOD_THROUGH "period:closed_through"

struct closing {
	struct str through; /* the month; empty: none is closed */
	int64_t version;    /* 0: none was ever closed */
};

/* The value of the row; NULL: no row. */
struct str period_through_of(const void *mem, const struct series *);
enum err period_closing(struct store *, const void *mem, struct closing *, struct why *) MUST_CHECK;

static inline bool
period_is_closed(struct str through, struct str month)
{
	return through.n > 0 && str_cmp(month, through) <= 0;
}

/* The first month that was posted to, closed or reopened; empty: none. */
enum err period_first(struct store *, const void *mem, struct str *month, struct why *) MUST_CHECK;

/* The months that closing this one would close, or that reopening it would reopen, oldest
 * first; none when nothing would change. */
enum err period_closes(struct store *, const void *mem, const struct closing *, struct str month,
    struct list *, struct why *) MUST_CHECK;
struct list period_opens(const void *mem, const struct closing *, struct str month);
struct list period_between(const void *mem, struct str from, struct str to);

/* Adds an update of the row from `was` to that month. */
void period_put_through(struct batch *, const struct closing *was, struct str month);

#endif
