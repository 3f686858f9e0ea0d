/* period.c - closing and opening a month. */
#include "inventory/period.h"

#include "base/mem.h"
#include "inventory/again.h"

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
