/* period_change.c - Closes and reopens months, and records who did it. */
#include "inventory/period/period_change.h"

#include "base/mem.h"
#include "inventory/period/period.h"
#include "store/gate.h"
#include "store/rows.h"

static void
period_put_month(struct period_change *x, struct str month, const struct period *was)
{
	const struct change_context *cx = x->change.cx;
	struct batch *b = &x->change.batch;
	struct period *now = MEM_ONE(b->mem, struct period);

	if (was != NULL)
		*now = *was;
	SET(now, period, id, month);
	SET(now, period, state, (int)x->state);
	SET(now, period, reason, x->reason);
	SET(now, period, changed_at, cx->now);
	SET(now, period, changed_by, cx->user_id.n > 0 ? cx->user_id : STR("ccpl"));
	batch_add(b, was == NULL ? OP_INSERT : OP_UPDATE, &period_schema, now)->version =
	    was == NULL ? 0 : was->version;
	change_audit(b, cx, x->state == PERIOD_CLOSED ? "close" : "reopen", &period_schema, month,
	    month, was, now);
}

static enum err
period_put_all(struct period_change *x, const struct closing *was, const struct list *months)
{
	struct change *c = &x->change;
	const struct str month = c->record_id;
	struct rows rows;
	enum err e =
	    rows_find_in(c->store, &period_schema, FIELD(period, id), *months, &rows, c->w);

	if (e != OK)
		return e;
	period_put_through(
	    &c->batch, was, x->state == PERIOD_CLOSED ? month : month_previous(c->cx->mem, month));
	gate_change_all(&c->batch, STR(PERIOD_GATE));
	for (size_t i = 0; i < months->n; i++)
		period_put_month(x, months->v[i],
		    rows_lookup(&rows, &period_schema, FIELD(period, id), months->v[i]));
	return OK;
}

static enum err
period_build(struct change *c)
{
	struct period_change *x = (struct period_change *)c;
	const void *mem = c->cx->mem;
	struct list months;
	struct closing was;
	enum err e;

	if ((e = period_closing(c->store, mem, &was, c->w)) != OK ||
	    (e = change_match(c, was.version)) != OK)
		return e;
	if (period_is_closed(was.through, c->record_id) == (x->state == PERIOD_CLOSED))
		return OK;
	if (x->state == PERIOD_OPEN)
		months = period_opens(mem, &was, c->record_id);
	else if ((e = period_closes(c->store, mem, &was, c->record_id, &months, c->w)) != OK)
		return e;
	return period_put_all(x, &was, &months);
}

enum err
period_change_init(struct period_change *x, struct store *st, const struct change_context *cx,
    enum period_state state, struct str month, struct str reason, struct why *w)
{
	const struct str now = month_of_day(day_of(cx->mem, cx->now));

	*x = (struct period_change){.change = {.store = st,
					.cx = cx,
					.w = w,
					.build = period_build,
					.schema = &period_schema,
					.record_id = month,
					.status = 200},
	    .state = state,
	    .reason = reason};
	if (!month_valid(month))
		return err_set(w, ERR_NOT_FOUND, "There is no such month");
	if (str_cmp(month, now) > 0)
		return err_set(w, ERR_CONFLICT, "The month has not begun");
	if (state == PERIOD_CLOSED && str_eq(month, now))
		return err_set(w, ERR_CONFLICT, "The month has not ended");
	return OK;
}

enum err
period_set(struct store *st, const struct change_context *cx, enum period_state state,
    struct str month, struct str reason, struct why *w)
{
	struct period_change x;
	enum err e = period_change_init(&x, st, cx, state, month, reason, w);

	return e != OK ? e : change_run(&x.change);
}
