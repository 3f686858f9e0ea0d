/*
 * instant.c - Parses a day or timestamp and enforces the limits for future and back-dated
 * postings.
 */
#include "inventory/line/instant.h"

#include "auth/permission.h"
#include "base/clock.h"
#include "base/time_span.h"

enum { AHEAD_MS = 5 * 60 * 1000, BACK_DAYS = 7 };

#define DAY_MS INT64_C(86400000)

struct instant
instant_at(const struct change_context *cx, int64_t ms)
{
	struct str day = day_of(cx->mem, ms);

	return (struct instant){ms, day, str_cmp(day, day_of(cx->mem, cx->now)) < 0};
}

enum err
instant_read(const struct change_context *cx, struct str given, const struct loc *loc,
    struct instant *m, struct why *w)
{
	struct time_span span = {cx->now, cx->now, false};
	int64_t at;

	if (given.n > 0 && !time_span_parse(given, &span))
		return err_field(w, loc, "date", "Must be a day or an instant with its UTC offset");
	if (span.is_day && span.first > cx->now)
		return err_field(w, loc, "future", "The day is in the future");
	at = span.is_day && span.last > cx->now ? cx->now : span.last;
	if (at - cx->now > AHEAD_MS)
		return err_field(w, loc, "future", "The instant is in the future");
	*m = instant_at(cx, at > cx->now ? cx->now : at);
	if (cx->now - at <= BACK_DAYS * DAY_MS || has_perm(cx->perms, PERM_STOCK_BACKDATE))
		return OK;
	buf_puts(&w->more, "\"permission\":\"stock.backdate\"");
	return err_set(w, ERR_BACKDATE,
	    "Dates more than %d days back need the permission "
	    "stock.backdate",
	    BACK_DAYS);
}
