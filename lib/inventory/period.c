/* period.c - closing and opening a month. */
#include "inventory/period.h"

#include "base/mem.h"
#include "inventory/again.h"
#include "store/series.h"

enum err
period_get(struct store *st, const void *mem, struct str month, struct period *p, bool *absent,
    struct why *w)
{
	const struct filter where = {.field = FIELD(period, id), .text = month};
	const struct query q = {.schema = &period_schema, .where = &where, .nwhere = 1, .limit = 1};
	struct rows rows;
	enum err e = store_find(st, &q, &rows, w);

	if (e != OK)
		return e;
	*absent = rows.n == 0;
	*p = (struct period){0};
	if (rows.n > 0)
		*p = *(const struct period *)rows.v;
	else
		SET(p, period, id, str_dup(mem, month)), SET(p, period, state, PERIOD_OPEN);
	return OK;
}

/* --- gates --- */

static struct series *
gate_row(const void *mem, struct str id)
{
	struct series *s = MEM_ONE(mem, struct series);

	SET(s, series, id, id);
	SET(s, series, value, 0);
	return s;
}

static struct str
gate_id(const void *mem, struct str month, int n)
{
	return str_printf(mem, "gate:%.*s:%d", STRF(month), n);
}

enum err
period_gate_get(
    struct store *st, const void *mem, struct str month, int n, struct gate *g, struct why *w)
{
	struct series s;
	enum err e;

	*g = (struct gate){.id = gate_id(mem, month, n)};
	if ((e = store_get(st, &series_schema, g->id, &s, w)) == OK)
		g->version = s.version;
	if (e == ERR_NOT_FOUND)
		why_clear(w);
	return e == ERR_NOT_FOUND ? OK : e;
}

void
period_gate_expect(struct batch *b, const struct gate *g)
{
	if (g->version == 0) {
		batch_add(b, OP_INSERT, &series_schema, gate_row(b->mem, g->id));
	} else {
		struct op *op = batch_add(b, OP_EXPECT, &series_schema, NULL);

		op->id = g->id;
		op->version = g->version;
	}
}

static void
change_gates(struct batch *b, struct str month)
{
	for (int i = 0; i < PERIOD_GATES; i++)
		series_add(b, gate_id(b->mem, month, i), 0, 1);
}

/* --- closing and opening --- */

static enum err
set_once(struct store *st, const struct deed *d, const struct period *was, bool absent,
    enum period_state state, struct str reason, struct period *now, struct why *w)
{
	struct batch b = deed_batch(d, &period_schema, was->id, 200);

	*now = *was;
	SET(now, period, state, (int)state);
	SET(now, period, reason, reason);
	SET(now, period, changed_at, d->now);
	SET(now, period, changed_by, d->user_id);
	batch_add(&b, absent ? OP_INSERT : OP_UPDATE, &period_schema, now)->version = was->version;
	change_gates(&b, was->id);
	deed_audit(&b, d, state == PERIOD_CLOSED ? "close" : "reopen", &period_schema, now->id,
	    now->id, was, now);
	return store_apply(st, b.ops, b.n, w);
}

enum err
period_set(struct store *st, const struct deed *d, struct str month, enum period_state state,
    struct str reason, struct period *now, struct why *w)
{
	struct again again = again_start();
	struct period was;
	bool absent;
	enum err e;

	if (!month_valid(month))
		return err_set(w, ERR_NOT_FOUND, "There is no such month");
	if (str_cmp(month, month_of_day(day_of(d->mem, d->now))) > 0)
		return err_set(w, ERR_CONFLICT, "The month has not begun");
	do {
		if ((e = period_get(st, d->mem, month, &was, &absent, w)) != OK)
			return e;
		if (was.state == (int)state && !absent) {
			*now = was;
			return OK;
		}
		e = set_once(st, d, &was, absent, state, reason, now, w);
	} while (again_try(&again, d, &e, w));
	return e;
}
