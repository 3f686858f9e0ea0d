/*
 * period.h - Closes and reopens accounting periods (months).
 *
 * The state is one row, the series `period:closed_through`: the value 202610 means that all
 * days up to the end of 2026-10 are closed. A posting reads it together with a gate
 * (store/gate.h) that closing and reopening change. The rows of `period` record who last
 * closed or reopened a month, and why; their state is derived.
 */
#ifndef PERIOD_H
#define PERIOD_H

#include "schema/records.h"
#include "base/clock.h"
#include "change/change.h"

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

/* Closing a month and all before it, or opening it and all behind it, for the engine. If-Match
 * names the version of the row. A month that is already as it shall be stays as it is. */
struct period_change {
	struct change change;
	enum period_state state;
	struct str reason;
};

/* NOT_FOUND for what is no month, CONFLICT for closing one that has not ended. */
enum err period_change_init(struct period_change *, struct store *, const struct change_context *,
    enum period_state, struct str month, struct str reason, struct why *) MUST_CHECK;

/* The same, run at once. */
enum err period_set(struct store *, const struct change_context *, enum period_state,
    struct str month, struct str reason, struct why *) MUST_CHECK;

/* Adds an update of the row from `was` to that month. */
void period_put_through(struct batch *, const struct closing *was, struct str month);

#endif
