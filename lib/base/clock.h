/*
 * clock.h - System clock, business days and RFC 3339 timestamps.
 *
 * Instants are int64 milliseconds since 1970-01-01 UTC. A day is a business day in the
 * configured time zone, written "2026-03-01"; a month "2026-03". Both sort as text. Tests set
 * the clock with CCPL_CLOCK_FILE, a file with an RFC 3339 instant that is read on every call
 * (ENVIRONMENT=test only), or with clock_set().
 */
#ifndef CLOCK_H
#define CLOCK_H

#include "base/buf.h"

int64_t clock_now(void);       /* ms since the epoch */
int64_t clock_monotonic(void); /* microseconds, for durations and deadlines */
int64_t clock_boot(void);      /* ms since boot, suspended time included */
/* Identifies the boot; empty where the system hides it. Allocated in ctx. */
struct str clock_boot_id(const void *ctx);
void clock_sleep(int64_t us); /* sleeps */
void clock_skip_sleep(bool);  /* for tests: sleeps return at once and advance clock_monotonic() */
void clock_set(int64_t ms);   /* for tests; 0: the real clock */
void clock_set_boot(int64_t ms, const char *id); /* for tests; 0: the real one */
void clock_file(const char *path); /* NULL: no file; otherwise it holds an RFC 3339 instant */

/* Sets the zone of business days by its tz database name (UTC by default); false when unknown. */
bool clock_zone(const char *name);
bool clock_zone_known(const char *name);

/* RFC 3339: "2026-03-01T09:30:00.000Z". time_parse() takes any offset, up to 9 fraction digits
 * (truncated to ms) and years 1970..9999; false for anything else. */
void time_put(struct buf *, int64_t ms);
struct str time_str(const void *ctx, int64_t ms);
bool time_parse(struct str, int64_t *ms);

/* "2026-03-01"; false when no such day exists. */
bool day_valid(struct str);
bool month_valid(struct str);
struct str day_of(const void *ctx, int64_t ms); /* in the zone */
struct str month_of_day(struct str day);        /* a view */
int64_t day_start(struct str day);              /* its first ms, in the zone */
int64_t day_end(struct str day);                /* its last ms, in the zone */
struct str day_next(const void *ctx, struct str day);
struct str month_next(const void *ctx, struct str month);
struct str month_previous(const void *ctx, struct str month);

#endif
