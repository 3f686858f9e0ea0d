/* stock.c - Stock lists, the stock of one item, and the dashboard summary. */
#include "inventory/stock/stock.h"

#include <assert.h>

#include "inventory/ledger/ledger_mark.h"
#include "inventory/stock/stock_rows.h"
#include "schema/records.h"

enum { LOCATIONS_MAX = 10000 };

static enum err
stock_begin(struct stock_rows *r)
{
	r->asof = r->q->asof;
	return r->q->then ? asof_choose(r->store, &r->asof, r->w) : OK;
}

enum err
stock_find(struct store *st, const struct stock_query *q, struct stock_page *page, struct why *w)
{
	struct stock_rows r = {.store = st, .q = q, .w = w};
	enum err e;

	assert(q->limit > 0);
	if ((e = store_snapshot_begin(st, w)) != OK)
		return e;
	if ((e = stock_begin(&r)) == OK)
		e = stock_is_by_item(q) ? stock_items(&r) : stock_balances(&r);
	if (e == OK)
		e = stock_rows_name(&r);
	store_snapshot_end(st);
	*page = (struct stock_page){{r.v, r.n}, r.places};
	return e;
}

/* Skips all rows and counts them, where the store cannot. */
enum err
stock_count(struct store *st, const struct stock_query *query, int64_t *n, struct why *w)
{
	struct stock_query q = *query;
	struct stock_rows r = {.store = st, .q = &q, .w = w};
	enum err e;

	q.after = (struct query_position){0};
	q.skip = SIZE_MAX / 2;
	q.limit = 1;
	if ((e = store_snapshot_begin(st, w)) != OK)
		return e;
	e = stock_begin(&r);
	if (e == OK && stock_is_by_item(&q)) {
		e = stock_items_count(&r, n);
	} else if (e == OK) {
		e = stock_balances(&r);
		*n = (int64_t)r.skipped;
	}
	store_snapshot_end(st);
	return e;
}

static enum err
stock_read_item(struct store *st, struct str id, struct item_stock_answer *a, struct why *w)
{
	struct item item;
	struct item_stock s;
	enum err e;

	if ((e = store_get(st, &item_schema, id, &item, w)) != OK)
		return e == ERR_NOT_FOUND ? err_set(w, e, "Item not found") : e;
	if ((e = store_get(st, &item_stock_schema, id, &s, w)) != OK && e != ERR_NOT_FOUND)
		return e;
	if (e == ERR_NOT_FOUND) {
		why_clear(w);
		s = (struct item_stock){0};
	}
	SET(a, item_stock_answer, item_id, item.id);
	SET(a, item_stock_answer, item_code, item.item_code);
	SET(a, item_stock_answer, item_name, item.item_name);
	SET(a, item_stock_answer, uom, item.uom);
	SET(a, item_stock_answer, on_hand, s.on_hand);
	SET(a, item_stock_answer, available, s.available);
	SET(a, item_stock_answer, below_min, s.available < item.min_stock_level);
	if (HAS(&item, item, min_stock_level))
		SET(a, item_stock_answer, min_stock_level, item.min_stock_level);
	if (HAS(&item, item, reorder_qty))
		SET(a, item_stock_answer, reorder_qty, item.reorder_qty);
	return OK;
}

enum err
stock_of_item(struct store *st, struct str id, struct item_stock_answer *a, struct why *w)
{
	const struct stock_query q = {.item_id = id, .limit = LOCATIONS_MAX};
	struct stock_page page;
	enum err e;

	*a = (struct item_stock_answer){0};
	if ((e = stock_read_item(st, id, a, w)) != OK || (e = stock_find(st, &q, &page, w)) != OK)
		return e;
	SET(a, item_stock_answer, locations, ((struct lines){page.rows.v, page.rows.n}));
	return OK;
}

static enum err
stock_count_where(struct store *st, const struct schema *s, const struct filter *where, size_t n,
    int64_t *out, struct why *w)
{
	const struct query q = {.schema = s, .where = where, .nwhere = n, .limit = 1};

	return store_count(st, &q, out, w);
}

enum err
stock_summary(struct store *st, int64_t today, struct ledger_mark *mark, struct stock_summary *a,
    struct why *w)
{
	const struct filter active_item = {.field = FIELD(item, is_active), .number = 1},
			    active_place = {.field = FIELD(location, is_active), .number = 1};
	const struct filter some = {
	    .field = FIELD(item_stock, on_hand), .cmp = CMP_GT, .number = 0};
	const struct filter below[] = {
	    {.field = FIELD(item_stock, headroom), .cmp = CMP_LT, .number = 0},
	    {.field = FIELD(item_stock, is_active), .number = 1}};
	enum err e;

	*a = (struct stock_summary){.has = (UINT64_C(1) << stock_summary_fields_n) - 1};
	if ((e = stock_count_where(st, &item_schema, &active_item, 1, &a->items, w)) != OK ||
	    (e = stock_count_where(st, &item_stock_schema, &some, 1, &a->items_in_stock, w)) !=
		OK ||
	    (e = stock_count_where(st, &item_stock_schema, below, 2, &a->items_below_min, w)) !=
		OK ||
	    (e = stock_count_where(st, &location_schema, &active_place, 1, &a->locations, w)) != OK)
		return e;
	return ledger_count_since(st, mark, today, &a->postings_today, w);
}
