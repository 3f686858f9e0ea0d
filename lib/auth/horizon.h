/*
 * horizon.h - up to when is forgotten; and whether the clock can be believed.
 *
 * What has served its time is deleted by the clock. One that is 40 days ahead for some seconds
 * would delete every key and session, and a key would post twice. So the setting `purged_to`
 * is a horizon behind which keys may be gone: it never exceeds now less 30 days, and moves
 * at most a day for each hour of the time since boot through which the clock kept step with
 * it. The setting `heartbeat` says hourly what both were, so that programs that live for seconds
 * have something to hold the clock against. A clock that does not keep step is logged, moves
 * nothing, and is believed when it has stayed so for an hour.
 */
#ifndef HORIZON_H
#define HORIZON_H

#include "store/store.h"

/* What a program saw of the clock last; zero: nothing yet. */
struct horizon_state {
	bool valid;
	int64_t clock, boot;   /* ms */
	int64_t horizon;       /* where it stood then */
	int64_t suspect_since; /* since when, by the time since boot; 0: the clock is believed */
	int64_t last_beat;     /* when it last beat, by the same; 0: never */
};

/* The moment by which may be purged: never later than now. Beats, hourly. */
enum err
horizon_advance(struct store *, struct horizon_state *, int64_t *moment, struct why *) MUST_CHECK;

/* CONFLICT when the clock has not kept step with the last heartbeat, in words for people. That
 * nothing was posted for long is no sign of it. */
enum err horizon_check(struct store *, struct why *) MUST_CHECK;

#endif
