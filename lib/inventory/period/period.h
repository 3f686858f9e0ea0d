/*
 * period.h - through which month the books are closed.
 *
 * One row says it: the series `period:closed_through`, whose value is 202610 when all days
 * up to the end of 2026-10 are closed. A posting reads it together with a gate (store/gate.h)
 * that closing and opening change. The rows of `period` keep who last closed or opened a
 * month, and why; their state follows.
 */
#ifndef PERIOD_H
#define PERIOD_H

#include "base/clock.h"
#include "change/change.h"

#define PERIOD_GATE "period"
/* Behind the ids of all gates: who reads both in the order of ids reads the gate first. */
#define PERIOD_THROUGH "period:closed_through"

struct closing {
	struct str through; /* the month; empty: none is closed */
	int64_t version;    /* 0: none was ever closed */
};

/* What the row says; NULL: there is none. */
struct str period_through_of(const void *mem, const struct series *);
enum err period_closing(struct store *, const void *mem, struct closing *, struct why *) MUST_CHECK;

static inline bool
period_is_closed(struct str through, struct str month)
{
	return through.n > 0 && str_cmp(month, through) <= 0;
}

/* The first month that was posted to, closed or opened; empty: there is none. */
enum err period_first(struct store *, const void *mem, struct str *month, struct why *) MUST_CHECK;

/* The months that closing this one would close, and those that opening it would open, the
 * oldest first: none when it is as it would become. */
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

/* Adds that the books, closed as they were, are closed through that month. */
void period_put_through(struct batch *, const struct closing *was, struct str month);

/* Where months were closed one by one: the books are closed through the latest of them. Says
 * so, and which others are closed with it. May be run again. */
enum err period_upgrade(struct store *, struct buf *report, struct why *) MUST_CHECK;

#endif
