/* horizon.c - Compares the clock with the stored heartbeat and advances the purge horizon. */
#include "auth/horizon.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "schema/records.h"

#define HORIZON_HOUR_MS    INT64_C(3600000)
#define HORIZON_DAY_MS     (24 * HORIZON_HOUR_MS)
#define KEY_LIFE_MS        (30 * HORIZON_DAY_MS) /* retention of a key */
#define CLOCK_DRIFT_MAX_MS (INT64_C(300000))     /* more than clocks drift in an hour, or a day */

enum { HORIZON_RATE = 24 };

/* --- settings --- */

struct heartbeat {
	bool there, same_boot;
	int64_t clock, boot;
	struct str boot_id;
};

/* "2026-03-01T09:30:00.000Z 86400000 4b5f..." */
static bool
heartbeat_parse(struct str v, struct heartbeat *h)
{
	struct str clock, boot;

	h->boot_id = str_cut(v, ' ', &clock);
	h->boot_id = str_cut(h->boot_id, ' ', &boot);
	return time_parse(clock, &h->clock) && str_int(boot, &h->boot);
}

static enum err
horizon_setting_get(struct store *st, const char *id, struct setting *s, bool *there, struct why *w)
{
	enum err e = store_get(st, &setting_schema, str_of(id), s, w);

	*there = e == OK;
	if (e != ERR_NOT_FOUND)
		return e;
	why_clear(w);
	return OK;
}

static enum err
heartbeat_get(struct store *st, struct heartbeat *h, struct why *w)
{
	struct str here = clock_boot_id(w->mem);
	struct setting s;
	enum err e;

	*h = (struct heartbeat){0};
	if ((e = horizon_setting_get(st, "heartbeat", &s, &h->there, w)) != OK)
		return e;
	h->there = h->there && heartbeat_parse(s.value, h);
	h->same_boot =
	    h->there && here.n > 0 && str_eq(here, h->boot_id) && h->boot <= clock_boot();
	return OK;
}

static void
horizon_setting_put(struct batch *b, const char *id, struct str value, bool there)
{
	struct setting *s = MEM_ONE(b->mem, struct setting);

	SET(s, setting, id, str_of(id));
	SET(s, setting, value, value);
	batch_add(b, there ? OP_UPDATE : OP_INSERT, &setting_schema, s);
}

/* --- the horizon --- */

/* Initial value: everything kept so far is still within its retention. */
static enum err
horizon_oldest_key(struct store *st, int64_t *out, struct why *w)
{
	const struct query q = {.schema = &idempotency_schema,
	    .order = {.field = FIELD(idempotency, created_at)},
	    .limit = 1};
	struct rows rows;
	enum err e = store_find(st, &q, &rows, w);

	*out = e == OK && rows.n > 0 ? ((const struct idempotency *)rows.v)->created_at
				     : clock_now() - KEY_LIFE_MS;
	return e;
}

static enum err
horizon_get(struct store *st, int64_t *out, bool *there, struct why *w)
{
	struct setting s;
	enum err e;

	if ((e = horizon_setting_get(st, "purged_to", &s, there, w)) != OK)
		return e;
	return *there && time_parse(s.value, out) ? OK : horizon_oldest_key(st, out, w);
}

static int64_t
time_min(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* --- clock drift --- */

/* By how much the clock is ahead of where it should be since then. */
static int64_t
clock_drift_since(int64_t clock, int64_t boot)
{
	return clock_now() - clock - (clock_boot() - boot);
}

/* In ms; 0: no drift that can be detected. */
static int64_t
heartbeat_drift(const struct heartbeat *h)
{
	int64_t ahead = 0;

	if (h->same_boot)
		ahead = clock_drift_since(h->clock, h->boot);
	else if (h->there)
		ahead = time_min(clock_now() - h->clock, 0); /* it cannot be earlier than it was */
	return llabs(ahead) <= CLOCK_DRIFT_MAX_MS ? 0 : ahead;
}

static void
horizon_state_set(struct horizon_state *p, int64_t clock, int64_t boot, int64_t horizon)
{
	p->valid = true;
	p->clock = clock;
	p->boot = boot;
	p->horizon = horizon;
}

static void
horizon_suspect_clock(struct horizon_state *p, int64_t ahead, int64_t horizon)
{
	LOG(LOG_LEVEL_ERROR, "clock_out_of_step", LOG_NUMBER("ahead_ms", ahead));
	horizon_state_set(p, clock_now(), clock_boot(), horizon);
	p->suspect_since = clock_boot();
}

/* The starting point of this process: the heartbeat, if the clock has not drifted from it. */
static void
horizon_state_start(struct horizon_state *p, const struct heartbeat *h, int64_t horizon)
{
	const int64_t ahead = heartbeat_drift(h);

	if (ahead != 0)
		horizon_suspect_clock(p, ahead, horizon);
	else if (h->same_boot)
		horizon_state_set(p, h->clock, h->boot, horizon);
	else
		horizon_state_set(p, clock_now(), clock_boot(), horizon);
	p->suspect_since = ahead != 0 ? p->suspect_since : 0;
}

static void
horizon_follow_clock(struct horizon_state *p, const struct heartbeat *h, int64_t horizon)
{
	if (!p->valid || llabs(clock_drift_since(p->clock, p->boot)) > CLOCK_DRIFT_MAX_MS)
		horizon_state_start(p, h, horizon);
	if (p->suspect_since != 0 && clock_boot() - p->suspect_since >= HORIZON_HOUR_MS)
		p->suspect_since = 0;
}

/* --- advancing --- */

/* Another boot replaces the heartbeat at once; when there are several machines, each writes it
 * hourly. */
static bool
heartbeat_is_due(const struct horizon_state *p, const struct heartbeat *h)
{
	const int64_t last = h->same_boot ? h->boot : p->last_beat;

	return p->suspect_since == 0 &&
	       (!h->there || last == 0 || clock_boot() - last >= HORIZON_HOUR_MS);
}

static enum err
heartbeat_write(struct store *st, struct horizon_state *p, bool exists, bool moved, struct why *w)
{
	struct batch b = batch_init(w->mem);
	struct str id = clock_boot_id(w->mem);
	enum err e;

	horizon_setting_put(&b, "heartbeat",
	    str_printf(
		w->mem, "%s %lld %.*s", time_str(w->mem, p->clock).s, (long long)p->boot, STRF(id)),
	    exists);
	horizon_setting_put(&b, "purged_to", time_str(w->mem, p->horizon), moved);
	p->last_beat = p->boot;
	e = store_apply(st, b.ops, b.n, w);
	if (e != ERR_EXISTS && e != ERR_CLASH)
		return e;
	why_clear(w); /* another program did it at this moment */
	return OK;
}

/* Advances from the last step, never backwards except with the clock. */
static int64_t
horizon_next(const struct horizon_state *p, int64_t stored)
{
	const int64_t most = clock_now() - KEY_LIFE_MS;
	int64_t next = p->horizon + HORIZON_RATE * (clock_boot() - p->boot);

	if (p->suspect_since != 0 || next < stored)
		next = stored;
	return time_min(next, most);
}

enum err
horizon_advance(struct store *st, struct horizon_state *p, int64_t *now, struct why *w)
{
	struct heartbeat h;
	int64_t stored;
	bool moved;
	enum err e;

	if ((e = heartbeat_get(st, &h, w)) != OK || (e = horizon_get(st, &stored, &moved, w)) != OK)
		return e;
	horizon_follow_clock(p, &h, stored);
	horizon_state_set(p, clock_now(), clock_boot(), horizon_next(p, stored));
	*now = p->horizon + KEY_LIFE_MS;
	return heartbeat_is_due(p, &h) ? heartbeat_write(st, p, h.there, moved, w) : OK;
}

enum err
horizon_check(struct store *st, struct why *w)
{
	struct heartbeat h;
	int64_t ahead;
	enum err e;

	if ((e = heartbeat_get(st, &h, w)) != OK || (ahead = heartbeat_drift(&h)) == 0)
		return e;
	return err_set(w, ERR_CONFLICT,
	    "The clock says %s; since the last heartbeat, at %s, it advanced %lld minutes too %s. "
	    "Correct it (NTP); if it is correct now, it is accepted in an hour",
	    time_str(w->mem, clock_now()).s, time_str(w->mem, h.clock).s,
	    (long long)(llabs(ahead) / 60000), ahead > 0 ? "far" : "little");
}
