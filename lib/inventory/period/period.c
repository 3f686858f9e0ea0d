/* period.c - Closes and reopens months and records who did it. */
#include "inventory/period/period.h"

#include <assert.h>

#include "base/mem.h"
#include "store/gate.h"
#include "store/rows.h"

enum { YEAR = 100 }; /* factor of the year in the row's value */

struct str
period_through_of(const void *mem, const struct series *s)
{
	if (s == NULL || s->value == 0)
		return STR("");
	return str_printf(mem, "%04d-%02d", (int)(s->value / YEAR % 10000), (int)(s->value % YEAR));
}

static int64_t
period_value_of(struct str month)
{
	int64_t year = 0, number = 0;

	if (!str_int((struct str){month.s, 4}, &year) || !str_int(str_from(month, 5), &number))
		return 0;
	return year * YEAR + number;
}

enum err
period_closing(struct store *st, const void *mem, struct closing *c, struct why *w)
{
	struct series s;
	enum err e = store_get(st, &series_schema, STR(PERIOD_THROUGH), &s, w);

	*c = (struct closing){.through = STR("")};
	if (e == OK)
		*c = (struct closing){period_through_of(mem, &s), s.version};
	if (e == ERR_NOT_FOUND)
		why_clear(w);
	return e == ERR_NOT_FOUND ? OK : e;
}

/* --- months --- */

/* The text field of the first row in an order; empty: no rows. */
static enum err
period_find_first(struct store *st, const struct schema *s, size_t by, size_t field,
    struct str *text, struct why *w)
{
	const struct query q = {.schema = s, .order.field = by, .limit = 1};
	struct rows rows;
	enum err e = store_find(st, &q, &rows, w);

	*text = e == OK && rows.n > 0 ? rec_text(rows.v, &s->fields[field]) : STR("");
	return e;
}

enum err
period_first(struct store *st, const void *mem, struct str *month, struct why *w)
{
	struct str posted, set;
	enum err e;

	if ((e = period_find_first(st, &stock_transaction_schema,
		 FIELD(stock_transaction, transaction_date), FIELD(stock_transaction, day), &posted,
		 w)) != OK ||
	    (e = period_find_first(
		 st, &period_schema, FIELD(period, id), FIELD(period, id), &set, w)) != OK)
		return e;
	posted = posted.n == 0 ? posted : month_of_day(posted);
	*month =
	    str_dup(mem, posted.n == 0 || (set.n > 0 && str_cmp(set, posted) < 0) ? set : posted);
	return OK;
}

struct list
period_between(const void *mem, struct str from, struct str to)
{
	struct id_set months = {.mem = mem};

	for (struct str m = from; str_cmp(m, to) <= 0; m = month_next(mem, m))
		id_set_add(&months, m);
	return months.list;
}

enum err
period_closes(struct store *st, const void *mem, const struct closing *c, struct str month,
    struct list *months, struct why *w)
{
	struct str from = month, first;
	enum err e;

	if (c->through.n > 0) {
		from = month_next(mem, c->through);
	} else {
		if ((e = period_first(st, mem, &first, w)) != OK)
			return e;
		from = first.n > 0 && str_cmp(first, month) < 0 ? first : month;
	}
	*months = period_between(mem, from, month);
	return OK;
}

struct list
period_opens(const void *mem, const struct closing *c, struct str month)
{
	return period_between(mem, month, c->through);
}

/* --- closing and reopening --- */

void
period_put_through(struct batch *b, const struct closing *was, struct str through)
{
	struct series *s = MEM_ONE(b->mem, struct series);

	assert(was->version >= 0);
	SET(s, series, id, STR(PERIOD_THROUGH));
	SET(s, series, value, period_value_of(through));
	batch_add(b, was->version == 0 ? OP_INSERT : OP_UPDATE, &series_schema, s)->version =
	    was->version;
}

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
