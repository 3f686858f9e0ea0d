/* months.c - Lists months with their state, and details of one month. */
#include "inventory/period/months.h"

#include "base/mem.h"
#include "store/rows.h"
#include "inventory/period/period.h"

static enum period_state
months_state_of(const struct closing *c, struct str month)
{
	return period_is_closed(c->through, month) ? PERIOD_CLOSED : PERIOD_OPEN;
}

/* last: who closed or reopened it last; NULL: never happened. */
static void
months_fill_row(
    struct period_row *r, struct str month, const struct closing *c, const struct period *last)
{
	*r = (struct period_row){0};
	SET(r, period_row, id, month);
	SET(r, period_row, state, (int)months_state_of(c, month));
	SET(r, period_row, version, c->version);
	if (last == NULL || !HAS(last, period, reason))
		return;
	SET(r, period_row, reason, last->reason);
	SET(r, period_row, changed_at, last->changed_at);
	if (HAS(last, period, changed_by))
		SET(r, period_row, changed_by, last->changed_by);
}

/* --- list --- */

/* The months in that state, in the requested order. */
static enum err
months_list(struct store *st, const struct change_context *cx, const struct months_query *q,
    const struct closing *c, struct list *months, struct why *w)
{
	const struct str now = month_of_day(day_of(cx->mem, cx->now));
	struct id_set found = {.mem = cx->mem};
	struct str first;
	struct list all;
	enum err e;

	if ((e = period_first(st, cx->mem, &first, w)) != OK)
		return e;
	if (c->through.n > 0 && (first.n == 0 || str_cmp(c->through, first) < 0))
		first = c->through;
	all = period_between(cx->mem, first.n == 0 ? now : first, now);
	for (size_t i = 0; i < all.n; i++) {
		struct str month = all.v[q->desc ? all.n - 1 - i : i];

		if (q->state == NULL || *q->state == months_state_of(c, month))
			id_set_add(&found, month);
	}
	*months = found.list;
	return OK;
}

static struct list
months_page(const struct months_query *q, struct list all)
{
	size_t from = q->skip < all.n ? q->skip : all.n;

	for (size_t i = 0; q->after.n > 0 && i < all.n; i++)
		if (str_eq(all.v[i], q->after))
			from = i + 1;
	all.v += from;
	all.n -= from;
	if (all.n > q->limit)
		all.n = q->limit;
	return all;
}

enum err
months_find(struct store *st, const struct change_context *cx, const struct months_query *q,
    struct rows *rows, int64_t *total, struct why *w)
{
	struct list all, page;
	struct closing c;
	struct rows last;
	struct period_row *v;
	enum err e;

	if ((e = period_closing(st, cx->mem, &c, w)) != OK ||
	    (e = months_list(st, cx, q, &c, &all, w)) != OK)
		return e;
	page = months_page(q, all);
	if ((e = rows_find_in(st, &period_schema, FIELD(period, id), page, &last, w)) != OK)
		return e;
	v = MEM_MANY(cx->mem, struct period_row, page.n + 1);
	for (size_t i = 0; i < page.n; i++)
		months_fill_row(&v[i], page.v[i], &c,
		    rows_lookup(&last, &period_schema, FIELD(period, id), page.v[i]));
	*rows = (struct rows){v, page.n};
	*total = (int64_t)all.n;
	return OK;
}

/* --- one month --- */

static enum err
months_fill_change(struct store *st, const struct change_context *cx, const struct closing *c,
    struct period_row *r, struct why *w)
{
	const struct str now = month_of_day(day_of(cx->mem, cx->now));
	struct list months = {0};
	enum err e;

	if (r->state == PERIOD_CLOSED)
		months = period_opens(cx->mem, c, r->id);
	SET(r, period_row, opens, months);
	months = (struct list){0};
	if (r->state == PERIOD_OPEN && str_cmp(r->id, now) < 0 &&
	    (e = period_closes(st, cx->mem, c, r->id, &months, w)) != OK)
		return e;
	SET(r, period_row, closes, months);
	return OK;
}

enum err
months_get(struct store *st, const struct change_context *cx, struct str month,
    struct period_row *r, struct why *w)
{
	const struct str now = month_of_day(day_of(cx->mem, cx->now));
	struct lines open;
	struct period last;
	struct closing c;
	enum err e;

	if (!month_valid(month) || str_cmp(month, now) > 0)
		return err_set(w, ERR_NOT_FOUND, "There is no such month yet");
	if ((e = period_closing(st, cx->mem, &c, w)) != OK)
		return e;
	if ((e = store_get(st, &period_schema, month, &last, w)) != OK && e != ERR_NOT_FOUND)
		return e;
	why_clear(w);
	months_fill_row(r, month, &c, e == OK ? &last : NULL);
	if ((e = months_fill_change(st, cx, &c, r, w)) != OK ||
	    (e = months_open(st, cx->mem, month, &open, w)) != OK)
		return e;
	SET(r, period_row, open, open);
	return OK;
}
