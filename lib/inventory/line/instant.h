/*
 * instant.h - The instant of a posting and its business day, checked against the rules for
 * dates.
 */
#ifndef INSTANT_H
#define INSTANT_H

#include "change/context.h"

struct instant {
	int64_t at;
	struct str day; /* the business day of `at` */
	bool past;      /* before today */
};

struct instant instant_at(const struct change_context *, int64_t ms);

/* An empty text and today's date mean now, an earlier date its end. Up to five minutes ahead
 * means now; more is a fault at loc. BACKDATE when more than seven days back without the
 * permission stock.backdate. */
enum err instant_read(const struct change_context *, struct str given, const struct loc *,
    struct instant *, struct why *) MUST_CHECK;

#endif
