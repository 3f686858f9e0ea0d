/* instant.h - when a posting happened, as its user says, held against the rules of dates. */
#ifndef INSTANT_H
#define INSTANT_H

#include "change/context.h"

struct idempotency;

struct instant {
	int64_t at;
	struct str day; /* the business day of at */
	bool past;      /* a day before today */
};

struct instant instant_at(const struct change_context *, int64_t ms);

/* An empty text is now; today's date is now, an earlier one its end; up to five minutes
 * ahead is now, more is a fault at loc. Further back than seven days needs
 * stock.backdate: BACKDATE. */
enum err instant_read(const struct change_context *, struct str given, const struct loc *,
    struct instant *, struct why *) MUST_CHECK;

#endif
