/*
 * horizon.h - Decides up to which time expired rows may be deleted, without trusting a clock
 * that jumped.
 *
 * Rows expire by the clock. A clock 40 days ahead for a few seconds would delete every key and
 * session, and then a key could post twice. So the setting `purged_to` is a horizon before
 * which keys may have been deleted: never later than 30 days ago, and advanced by at most a
 * day per hour of time since boot during which the clock did not drift. The setting
 * `heartbeat` records both clocks hourly, so that short-lived processes can compare them. A
 * clock that drifts is logged and does not advance the horizon; it is trusted again after an
 * hour without further drift.
 */
#ifndef HORIZON_H
#define HORIZON_H

#include "store/store.h"

/* The clock as this process last saw it; zero: not yet. */
struct horizon_state {
	bool valid;
	int64_t clock, boot;   /* ms */
	int64_t horizon;       /* the horizon then */
	int64_t suspect_since; /* start of the distrust, since boot; 0: trusted */
	int64_t last_beat;     /* time of the last heartbeat, likewise; 0: none */
};

/* Gives the time to purge by, never later than the clock. Writes the heartbeat, hourly. */
enum err
horizon_advance(struct store *, struct horizon_state *, int64_t *now, struct why *) MUST_CHECK;

/* CONFLICT, with a text for users, when the clock has drifted since the last heartbeat. A long
 * time without postings is no sign of it. */
enum err horizon_check(struct store *, struct why *) MUST_CHECK;

#endif
