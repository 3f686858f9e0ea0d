/* period_change.h - Closes and reopens accounting periods (months). */
#ifndef PERIOD_CHANGE_H
#define PERIOD_CHANGE_H

#include "change/change.h"
#include "schema/records.h"

/* Closes a month and all months before it, or reopens it and all months after it, for the engine.
 * If-Match has the version of the row. Writes nothing if the month is already in that state. */
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

#endif
