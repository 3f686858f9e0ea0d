/* backdate.c - Computes the closing stock of each later day from the daily totals. */
#include "inventory/draft/backdate.h"

#include "base/decimal.h"
#include "inventory/line/master_cache.h"
#include "schema/json.h"

enum err
backdate_read_versions(const struct draft *f, struct effects *fx, struct why *w)
{
	struct id_set ids = {.mem = f->cx->mem};
	struct rows rows;
	enum err e;

	if (!f->after_clash && !f->when.past)
		return OK;
	for (size_t i = 0; i < fx->nitems; i++)
		if (fx->items[i].decreases)
			id_set_add(&ids, fx->items[i].item->id);
	e = rows_find_in(f->store, &item_stock_schema, FIELD(item_stock, id), ids.list, &rows, w);
	if (e != OK)
		return e;
	for (size_t i = 0; i < fx->nitems; i++) {
		const struct item_stock *s = rows_lookup(
		    &rows, &item_stock_schema, FIELD(item_stock, id), fx->items[i].item->id);

		if (s != NULL && fx->items[i].decreases && fx->items[i].version == 0 &&
		    str_cmp(s->last_day, f->when.day) > 0)
			fx->items[i].version = s->version;
	}
	return OK;
}

/* The net of each day after the posting's, for the balances of these items; sorted by item,
 * location, lot and day. */
static enum err
backdate_sum_days(const struct draft *f, struct list items, struct sums *days, struct why *w)
{
	static const size_t group[] = {FIELD(stock_day, item_id), FIELD(stock_day, location_id),
	    FIELD(stock_day, lot), FIELD(stock_day, day)};
	static const size_t fields[] = {
	    FIELD(stock_day, quantity_in), FIELD(stock_day, quantity_out)};
	const struct filter where[] = {
	    {.field = FIELD(stock_day, item_id), .cmp = CMP_IN, .in = items},
	    {.field = FIELD(stock_day, day), .cmp = CMP_GT, .text = f->when.day},
	};
	const struct query q = {
	    .schema = &stock_day_schema, .where = where, .nwhere = 2, .limit = 1};

	return store_sum(f->store, &q, group, 4, fields, 2, days, w);
}

static int
backdate_compare_row(const struct sum_row *row, const struct draft_line *l)
{
	int c = str_cmp(row->key[0], l->t->item_id);

	if (c == 0)
		c = str_cmp(row->key[1], l->t->location_id);
	return c != 0 ? c : str_cmp(row->key[2], l->lot);
}

static enum err
backdate_refuse(const struct effect *x, struct str day, int64_t at_end, struct why *w)
{
	const struct stock_transaction *t = x->line->t;

	buf_printf(&w->more, "\"day\":\"%.*s\",\"item_id\":", STRF(day));
	json_put_str(&w->more, t->item_id);
	buf_puts(&w->more, ",\"location_id\":");
	json_put_str(&w->more, t->location_id);
	buf_puts(&w->more, ",\"on_hand\":");
	dec_put(&w->more, at_end);
	return err_set(w, ERR_NEGATIVE_LATER, "%.*s at %.*s would end %.*s at %.*s",
	    STRF(t->item_code), STRF(t->location_code), STRF(day), STRF(dec_str(w->mem, at_end)));
}

/* Starts with the end of the posting's day, which is the current stock minus everything later,
 * and goes forward day by day. */
static enum err
backdate_check_balance(const struct draft *f, const struct effect *x, const struct sum_row *days,
    size_t n, struct why *w)
{
	int64_t at_end = x->on_hand + effect_net(x);

	for (size_t i = 0; i < n; i++)
		at_end -= days[i].total[0] - days[i].total[1];
	if (at_end < 0)
		return backdate_refuse(x, f->when.day, at_end, w);
	for (size_t i = 0; i < n; i++) {
		at_end += days[i].total[0] - days[i].total[1];
		if (at_end < 0)
			return backdate_refuse(x, days[i].key[3], at_end, w);
	}
	return OK;
}

enum err
backdate_check(const struct draft *f, const struct effects *fx, struct why *w)
{
	struct id_set items = {.mem = f->cx->mem};
	struct sums days;
	enum err e;

	for (size_t i = 0; i < fx->nitems; i++)
		if (fx->items[i].version > 0)
			id_set_add(&items, fx->items[i].item->id);
	if (items.list.n == 0)
		return OK;
	if ((e = backdate_sum_days(f, items.list, &days, w)) != OK)
		return e;
	for (size_t i = 0, from = 0, to; i < fx->n; i++) {
		while (from < days.n && backdate_compare_row(&days.v[from], fx->v[i].line) < 0)
			from++;
		for (to = from;
		     to < days.n && backdate_compare_row(&days.v[to], fx->v[i].line) == 0;)
			to++;
		if (effect_net(&fx->v[i]) < 0 &&
		    (e = backdate_check_balance(f, &fx->v[i], &days.v[from], to - from, w)) != OK)
			return e;
		from = to;
	}
	return OK;
}
