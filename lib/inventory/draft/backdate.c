/*
 * backdate.c - Checks the stock at the end of each day, from the day on which a batch first
 * decreases a balance: the stored daily totals plus all lines of the batch.
 */
#include "inventory/draft/backdate.h"

#include "base/decimal.h"
#include "schema/json.h"
#include "store/rows.h"

enum err
backdate_read_versions(const struct posting_batch *pb, struct effects *fx, struct why *w)
{
	struct id_set ids = {.mem = pb->cx->mem};
	struct rows rows;
	enum err e;

	for (size_t i = 0; i < fx->nitems; i++)
		if (fx->items[i].falls != NULL && (pb->after_clash || fx->items[i].falls->past))
			id_set_add(&ids, fx->items[i].item->id);
	e = rows_find_in(pb->store, &item_stock_schema, FIELD(item_stock, id), ids.list, &rows, w);
	if (e != OK)
		return e;
	for (size_t i = 0; i < fx->nitems; i++) {
		struct item_effect *x = &fx->items[i];
		const struct item_stock *s =
		    rows_lookup(&rows, &item_stock_schema, FIELD(item_stock, id), x->item->id);

		if (s != NULL && x->version == 0 && str_cmp(s->last_day, x->falls->day) > 0)
			x->version = s->version;
	}
	return OK;
}

/* The quantities in and out on each day after `from`, for all balances of these items; sorted by
 * item, location, lot and day. */
static enum err
backdate_sum_days(const struct posting_batch *pb, struct list items, struct str from,
    struct sums *days, struct why *w)
{
	static const size_t group[] = {FIELD(stock_day, item_id), FIELD(stock_day, location_id),
	    FIELD(stock_day, lot), FIELD(stock_day, day)};
	static const size_t fields[] = {
	    FIELD(stock_day, quantity_in), FIELD(stock_day, quantity_out)};
	const struct filter where[] = {
	    {.field = FIELD(stock_day, item_id), .cmp = CMP_IN, .in = items},
	    {.field = FIELD(stock_day, day), .cmp = CMP_GT, .text = from},
	};
	const struct query q = {
	    .schema = &stock_day_schema, .where = where, .nwhere = 2, .limit = 1};

	return store_sum(pb->store, &q, group, 4, fields, 2, days, w);
}

/* The daily totals of the items that have movements on later days. */
static enum err
backdate_read_days(
    const struct posting_batch *pb, const struct effects *fx, struct sums *days, struct why *w)
{
	struct id_set items = {.mem = pb->cx->mem};
	struct str from = {0};

	*days = (struct sums){0};
	for (size_t i = 0; i < fx->nitems; i++) {
		const struct item_effect *x = &fx->items[i];

		if (x->falls == NULL || x->version == 0)
			continue;
		id_set_add(&items, x->item->id);
		if (from.n == 0 || str_cmp(x->falls->day, from) < 0)
			from = x->falls->day;
	}
	return items.list.n == 0 ? OK : backdate_sum_days(pb, items.list, from, days, w);
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
	return err_set(w, ERR_NEGATIVE_LATER,
	    "Stock of %.*s at %.*s at the end of %.*s would be %.*s", STRF(t->item_code),
	    STRF(t->location_code), STRF(day), STRF(dec_str(w->mem, at_end)));
}

/* The daily movements of a balance: those stored, and those of the batch. */
struct balance_days {
	const struct sum_row *stored;
	size_t nstored;
	const struct day_effect *added;
	size_t nadded;
};

/* Removes the next day; false when there is none. */
static bool
backdate_next_day(struct balance_days *d, struct str *day, int64_t *net)
{
	int c = d->nstored == 0  ? 1
		: d->nadded == 0 ? -1
				 : str_cmp(d->stored->key[3], d->added->when->day);

	if (d->nstored == 0 && d->nadded == 0)
		return false;
	*net = 0;
	if (c <= 0) {
		*day = d->stored->key[3];
		*net += d->stored->total[0] - d->stored->total[1];
		d->stored++, d->nstored--;
	}
	if (c >= 0) {
		*day = d->added->when->day;
		*net += d->added->in - d->added->out;
		d->added++, d->nadded--;
	}
	return true;
}

/* Goes back from the current stock to that before the first day, then forward day by day. Days
 * before x->falls need no check: the batch does not decrease them. */
static enum err
backdate_check_balance(const struct effect *x, struct balance_days days, struct why *w)
{
	struct balance_days back = days;
	int64_t at_end = x->on_hand + x->net, net;
	struct str day;

	while (backdate_next_day(&back, &day, &net))
		at_end -= net;
	while (backdate_next_day(&days, &day, &net)) {
		at_end += net;
		if (at_end < 0 && str_cmp(day, x->falls->day) >= 0)
			return backdate_refuse(x, day, at_end, w);
	}
	return OK;
}

/* Whether there is any day after x->falls. */
static bool
backdate_has_later_day(const struct effect *x)
{
	return x->item->version > 0 || x->days[x->ndays - 1].when != x->falls;
}

enum err
backdate_check(const struct posting_batch *pb, const struct effects *fx, struct why *w)
{
	struct sums days;
	enum err e = backdate_read_days(pb, fx, &days, w);

	for (size_t i = 0, from = 0, to; e == OK && i < fx->n; i++) {
		const struct effect *x = &fx->v[i];
		struct balance_key key;

		for (; from < days.n; from++) {
			key = balance_key_of_sum(&days.v[from]);
			if (balance_key_compare(&key, &x->line->key) >= 0)
				break;
		}
		for (to = from; to < days.n; to++) {
			key = balance_key_of_sum(&days.v[to]);
			if (balance_key_compare(&key, &x->line->key) != 0)
				break;
		}
		if (x->falls != NULL && backdate_has_later_day(x))
			e = backdate_check_balance(x,
			    (struct balance_days){days.v + from, to - from, x->days, x->ndays}, w);
		from = to;
	}
	return e;
}
