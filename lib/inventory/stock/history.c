/* history.c - Builds the points of an item's stock history from daily and monthly totals. */
#include "inventory/stock/history.h"

#include "base/clock.h"
#include "base/mem.h"

struct history_span {
	struct store *store;
	struct str item, from, to;
	struct why *w;
};

/* Sums of a table of totals between two values of its time field, grouped by it. */
static enum err
history_sum(const struct history_span *s, const struct schema *of, size_t item, size_t when,
    size_t in, size_t out, struct sums *sums)
{
	const size_t fields[] = {in, out};
	const struct filter where[] = {{.field = item, .text = s->item},
	    {.field = when, .cmp = CMP_GE, .text = s->from},
	    {.field = when, .cmp = CMP_LE, .text = s->to}};
	const struct query q = {.schema = of, .where = where, .nwhere = 3, .limit = 1};

	return store_sum(s->store, &q, &when, 1, fields, 2, sums, s->w);
}

static enum err
history_sum_days(const struct history_span *s, struct sums *sums)
{
	return history_sum(s, &stock_day_schema, FIELD(stock_day, item_id), FIELD(stock_day, day),
	    FIELD(stock_day, quantity_in), FIELD(stock_day, quantity_out), sums);
}

static enum err
history_sum_months(const struct history_span *s, struct sums *sums)
{
	return history_sum(s, &stock_month_schema, FIELD(stock_month, item_id),
	    FIELD(stock_month, month), FIELD(stock_month, quantity_in),
	    FIELD(stock_month, quantity_out), sums);
}

static int64_t
history_net_before(const struct sums *sums, struct str before)
{
	int64_t total = 0;

	for (size_t i = 0; i < sums->n; i++)
		if (str_cmp(sums->v[i].key[0], before) < 0)
			total += sums->v[i].total[0] - sums->v[i].total[1];
	return total;
}

/* Stock before the first point: whole months, then the days of its own month. */
static enum err
history_read_start(const struct history_span *s, int64_t *start)
{
	const struct str month = month_of_day(s->from);
	struct history_span before = *s;
	struct sums months, days = {0};
	enum err e;

	before.from = STR("");
	before.to = month;
	if ((e = history_sum_months(&before, &months)) != OK)
		return e;
	before.from = month;
	before.to = s->from;
	if (s->from.n > month.n && (e = history_sum_days(&before, &days)) != OK)
		return e;
	*start = history_net_before(&months, month) + history_net_before(&days, s->from);
	return OK;
}

static enum err
history_fill_points(const struct history_span *s, bool monthly, int64_t at_end,
    const struct sums *sums, struct rows *rows)
{
	struct history_point *v = mem_array(s->w->mem, HISTORY_POINTS_MAX, sizeof *v);
	size_t n = 0, next = 0;

	for (struct str p = s->from; str_cmp(p, s->to) <= 0;
	     p = monthly ? month_next(s->w->mem, p) : day_next(s->w->mem, p)) {
		struct history_point *h;

		if (n == HISTORY_POINTS_MAX)
			return err_field(s->w,
			    loc_name(s->w, loc_name(s->w, NULL, "query"), "from"), "too_long",
			    "More than %d points from `from` to `to`", HISTORY_POINTS_MAX);
		h = &v[n++];
		*h = (struct history_point){
		    .has = (UINT64_C(1) << history_point_fields_n) - 1, .period = p};
		if (next < sums->n && str_eq(sums->v[next].key[0], p)) {
			h->quantity_in = sums->v[next].total[0];
			h->quantity_out = sums->v[next++].total[1];
		}
		h->on_hand = at_end += h->quantity_in - h->quantity_out;
	}
	*rows = (struct rows){v, n};
	return OK;
}

enum err
history_find(struct store *st, struct str item_id, struct str from, struct str to,
    enum history_step step, struct rows *rows, struct why *w)
{
	const struct history_span s = {st, item_id, from, to, w};
	bool monthly = step == STEP_MONTH;
	struct sums sums;
	int64_t start;
	enum err e;

	if ((e = store_snapshot_begin(st, w)) != OK)
		return e;
	if ((e = history_read_start(&s, &start)) == OK)
		e = monthly ? history_sum_months(&s, &sums) : history_sum_days(&s, &sums);
	store_snapshot_end(st);
	return e != OK ? e : history_fill_points(&s, monthly, start, &sums, rows);
}
