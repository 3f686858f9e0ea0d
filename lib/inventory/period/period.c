/* period.c - closing and opening months. */
#include "inventory/period/period.h"

#include <assert.h>

#include "base/mem.h"
#include "inventory/posting/retry.h"
#include "store/gate.h"
#include "store/rows.h"

enum { YEAR = 100 }; /* months of a year, in the value of the row */

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

/* The text field of the first row in an order; empty: there is none. */
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

/* --- closing and opening --- */

struct period_change { /* what is asked */
	const struct change_context *cx;
	struct str month, reason;
	enum period_state state;
	int64_t version;
};

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
period_put_month(
    struct batch *b, const struct period_change *x, struct str month, const struct period *was)
{
	struct period *now = MEM_ONE(b->mem, struct period);

	if (was != NULL)
		*now = *was;
	SET(now, period, id, month);
	SET(now, period, state, (int)x->state);
	SET(now, period, reason, x->reason);
	SET(now, period, changed_at, x->cx->now);
	SET(now, period, changed_by, x->cx->user_id.n > 0 ? x->cx->user_id : STR("ccpl"));
	batch_add(b, was == NULL ? OP_INSERT : OP_UPDATE, &period_schema, now)->version =
	    was == NULL ? 0 : was->version;
	change_audit(b, x->cx, x->state == PERIOD_CLOSED ? "close" : "reopen", &period_schema,
	    month, month, was, now);
}

static enum err
period_set_months(struct store *st, const struct period_change *x, const struct closing *was,
    const struct list *months, struct why *w)
{
	const void *mem = x->cx->mem;
	struct batch b = change_batch(x->cx, &period_schema, x->month, 200);
	struct rows rows;
	enum err e = rows_find_in(st, &period_schema, FIELD(period, id), *months, &rows, w);

	if (e != OK)
		return e;
	period_put_through(
	    &b, was, x->state == PERIOD_CLOSED ? x->month : month_previous(mem, x->month));
	gate_change_all(&b, STR(PERIOD_GATE));
	for (size_t i = 0; i < months->n; i++)
		period_put_month(&b, x, months->v[i],
		    rows_lookup(&rows, &period_schema, FIELD(period, id), months->v[i]));
	return store_apply(st, b.ops, b.n, w);
}

static enum err
period_set_once(struct store *st, const struct period_change *x, struct why *w)
{
	const void *mem = x->cx->mem;
	struct list months;
	struct closing was;
	enum err e;

	if ((e = period_closing(st, mem, &was, w)) != OK)
		return e;
	if (x->version != 0 && x->version != was.version)
		return err_set(w, ERR_STALE, "%s", err_title(ERR_STALE));
	if (period_is_closed(was.through, x->month) == (x->state == PERIOD_CLOSED))
		return OK;
	if (x->state == PERIOD_OPEN)
		months = period_opens(mem, &was, x->month);
	else if ((e = period_closes(st, mem, &was, x->month, &months, w)) != OK)
		return e;
	return period_set_months(st, x, &was, &months, w);
}

enum err
period_set(struct store *st, const struct change_context *cx, struct str month,
    enum period_state state, int64_t version, struct str reason, struct why *w)
{
	const struct period_change x = {cx, month, reason, state, version};
	const struct str now = month_of_day(day_of(cx->mem, cx->now));
	struct retry retry = retry_start();
	enum err e;

	if (!month_valid(month))
		return err_set(w, ERR_NOT_FOUND, "There is no such month");
	if (str_cmp(month, now) > 0)
		return err_set(w, ERR_CONFLICT, "The month has not begun");
	if (state == PERIOD_CLOSED && str_eq(month, now))
		return err_set(w, ERR_CONFLICT, "The month has not ended");
	do
		e = period_set_once(st, &x, w);
	while (retry_needed(&retry, cx, &e, w));
	return e;
}
