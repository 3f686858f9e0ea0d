/*
 * stock_balances.c - Pages through stock by balance (item, location, lot), in the order of
 * balance ids, which are also the positions. With a filter by item or category, goes item by
 * item in the order of their ids.
 */
#include "inventory/stock/stock_rows.h"

#include "schema/records.h"
#include "store/rows.h"

enum { PAGE = 200, PAGE_MAX = 2000, FEW_ITEMS = 16 };

static int64_t
stock_balances_sum_at(const struct sums *sums, const struct balance_key *key)
{
	size_t low = 0, high = sums->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		struct balance_key at = balance_key_of_sum(&sums->v[mid]);
		int c = balance_key_compare(&at, key);

		if (c == 0)
			return sums->v[mid].total[0];
		if (c < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return 0;
}

/* What was there then, of the balances of one page. */
static enum err
stock_balances_rewind_page(struct stock_rows *r, struct balance *b, size_t n)
{
	struct asof a = r->asof;
	const void *mem = r->w->mem;
	struct id_set items = {.mem = mem};
	struct sums changes;
	enum err e;

	for (size_t i = 0; i < n; i++)
		if (i == 0 || !str_eq(b[i].item_id, b[i - 1].item_id))
			id_set_add(&items, b[i].item_id);
	a.items = items.list;
	a.lot = r->q->lot;
	if (n == 0 || (e = asof_changes(r->store, &a, &changes, r->w)) != OK)
		return n == 0 ? OK : e;
	for (size_t i = 0; i < n; i++)
		b[i].on_hand =
		    (a.from_now ? b[i].on_hand : 0) +
		    stock_balances_sum_at(&changes, &(struct balance_key){b[i].item_id,
							b[i].location_id, lot_fold(mem, b[i].lot)});
	return OK;
}

static void
stock_balances_add_row(struct stock_rows *r, const struct balance *b)
{
	struct stock_row *row;

	if (stock_rows_full(r) || (b->on_hand == 0 && !r->q->include_zero) ||
	    (row = stock_rows_add(r, (struct query_position){.given = true, .id = b->id})) == NULL)
		return;
	SET(row, stock_row, item_id, b->item_id);
	SET(row, stock_row, location_id, b->location_id);
	SET(row, stock_row, lot, b->lot);
	SET(row, stock_row, on_hand, b->on_hand);
	SET(row, stock_row, available, 0);
	if (!r->q->then)
		SET(row, stock_row, updated_at, b->updated_at);
}

/* The rows still needed, when every balance found becomes a row. */
static size_t
stock_balances_page_size(const struct stock_rows *r)
{
	size_t needed = r->q->limit - r->n + r->q->skip - r->skipped;

	if (needed > PAGE_MAX || (r->q->then && needed < PAGE))
		return PAGE;
	return needed;
}

enum { BALANCE_FILTERS = 5 };

static size_t
stock_balances_filters(const struct stock_query *q, struct list items, struct filter *where)
{
	size_t n = 0;

	if (items.n > 0)
		where[n++] =
		    (struct filter){.field = FIELD(balance, item_id), .cmp = CMP_IN, .in = items};
	if (q->lot.given && items.n == 0)
		where[n++] = (struct filter){
		    .field = FIELD(balance, item_id), .cmp = CMP_IN, .in = q->lot.items};
	if (q->lot.given)
		where[n++] = (struct filter){
		    .field = FIELD(balance, lot), .cmp = CMP_IN, .in = q->lot.spellings};
	if (q->at_locations)
		where[n++] = (struct filter){
		    .field = FIELD(balance, location_id), .cmp = CMP_IN, .in = q->locations};
	if (!q->then && !q->include_zero)
		where[n++] =
		    (struct filter){.field = FIELD(balance, on_hand), .cmp = CMP_GT, .number = 0};
	return n;
}

/* All balances after `after` that match the query: of these items, in their order, or (none) of
 * any. */
static enum err
stock_balances_read(struct stock_rows *r, struct list items, struct str after)
{
	struct filter where[BALANCE_FILTERS];
	struct query q = {.schema = &balance_schema, .where = where, .after.id = after};
	struct rows page;
	enum err e;

	q.nwhere = stock_balances_filters(r->q, items, where);
	if (items.n > 0) {
		q.order.field = FIELD(balance, item_id);
		str_cut(after, '|', &q.after.text);
	}
	do {
		q.limit = stock_balances_page_size(r);
		q.after.given = q.after.id.n > 0;
		if ((e = store_find(r->store, &q, &page, r->w)) != OK ||
		    (r->q->then && (e = stock_balances_rewind_page(r, page.v, page.n)) != OK))
			return e;
		for (size_t i = 0; i < page.n; i++)
			stock_balances_add_row(r, (struct balance *)page.v + i);
		if (page.n > 0)
			q.after =
			    query_position_of(r->w->mem, &q, (struct balance *)page.v + page.n - 1);
	} while (page.n == q.limit && !stock_rows_full(r));
	return OK;
}

/* The items of the categories, in the order of their ids: few at first, as each may have any
 * number of balances. */
static enum err
stock_balances_read_categories(struct stock_rows *r)
{
	struct str from, after = r->q->after.id;
	struct filter where[4] = {
	    {.field = FIELD(item_stock, category_id), .cmp = CMP_IN, .in = r->q->categories}};
	struct query q = {
	    .schema = &item_stock_schema, .where = where, .nwhere = 1, .limit = FEW_ITEMS};
	struct rows page;
	enum err e;

	str_cut(after, '|', &from);
	if (!r->q->then && !r->q->include_zero)
		where[q.nwhere++] = (struct filter){
		    .field = FIELD(item_stock, on_hand), .cmp = CMP_GT, .number = 0};
	if (r->q->lot.given)
		where[q.nwhere++] = (struct filter){
		    .field = FIELD(item_stock, id), .cmp = CMP_IN, .in = r->q->lot.items};
	if (from.n > 0)
		where[q.nwhere++] =
		    (struct filter){.field = FIELD(item_stock, id), .cmp = CMP_GE, .text = from};
	for (;; q.limit = q.limit < PAGE ? 2 * q.limit : q.limit) {
		struct id_set items = {.mem = r->w->mem};

		if ((e = store_find(r->store, &q, &page, r->w)) != OK || page.n == 0)
			return e;
		for (size_t i = 0; i < page.n; i++)
			id_set_add(&items, ((struct item_stock *)page.v)[i].id);
		if ((e = stock_balances_read(r, items.list, after)) != OK || page.n < q.limit ||
		    stock_rows_full(r))
			return e;
		q.after =
		    (struct query_position){.given = true, .id = items.list.v[items.list.n - 1]};
		after = STR("");
	}
}

enum err
stock_balances(struct stock_rows *r)
{
	struct str item = r->q->item_id;

	if (r->q->in_categories && item.n == 0)
		return stock_balances_read_categories(r);
	return stock_balances_read(r, (struct list){&item, item.n > 0}, r->q->after.id);
}
