/*
 * clock.h - now, and what a business day is.
 *
 * Instants are int64 milliseconds since 1970-01-01 UTC. A day is a business day
 * in the system's time zone, written "2026-03-01"; a month "2026-03". Both sort
 * as text. Tests set the clock with CCPL_CLOCK_FILE: a file with an RFC 3339
 * instant, read on every call (ENVIRONMENT=test only), or clock_set().
 */
#ifndef CLOCK_H
#define CLOCK_H

#include "base/buf.h"

int64_t clock_now(void);       /* ms since the epoch */
int64_t clock_monotonic(void); /* microseconds; for measuring and deadlines */
int64_t clock_boot(void);      /* ms since the machine was started, with those asleep */
/* Which start of the machine that was; empty where it cannot be known. Lives in ctx. */
struct str clock_boot_id(const void *ctx);
void clock_sleep(int64_t us); /* sleeps */
void clock_skip_sleep(bool);  /* pauses pass at once, monotonic along; for tests */
void clock_set(int64_t ms);   /* 0: the real one again; for tests */
void clock_set_boot(int64_t ms, const char *id); /* 0: the real one again; for tests */
void clock_file(const char *path); /* NULL: none; the file holds an RFC 3339 instant */

/* The zone of business days, by its tz database name (UTC until it is chosen); false when
 * it is unknown. */
bool clock_zone(const char *name);
bool clock_zone_known(const char *name);

/* RFC 3339: "2026-03-01T09:30:00.000Z". parse takes any offset and up to 9
 * fraction digits (cut to ms), years 1970..9999; false for anything else. */
void time_put(struct buf *, int64_t ms);
struct str time_str(const void *ctx, int64_t ms);
bool time_parse(struct str, int64_t *ms);

/* "2026-03-01"; false when there is no such day. */
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
