/*
 * stock_items.c - Pages through stock by item, including items that never moved, as each has a
 * row of item_stock, whose positions are those of the list.
 */
#include "inventory/stock/stock_rows.h"

#include <assert.h>
#include <stdlib.h>

#include "base/mem.h"
#include "schema/records.h"

enum { PAGE = 200, PAGE_MAX = 2000 };

static bool
stock_items_matches(const struct stock_query *q, const struct item_stock *s)
{
	if (q->below_min)
		return s->headroom < 0;
	return s->on_hand != 0 || q->include_zero;
}

static void
stock_items_fill_row(const struct stock_query *q, struct stock_row *row, const struct item_stock *s)
{
	SET(row, stock_row, item_id, s->id);
	SET(row, stock_row, on_hand, s->on_hand);
	SET(row, stock_row, available, s->available);
	if (!q->at_locations && !q->lot.given)
		SET(row, stock_row, shortage, s->headroom < 0 ? -s->headroom : 0);
	if (q->then)
		return;
	SET(row, stock_row, updated_at, s->updated_at);
	if (s->last_day.n > 0)
		SET(row, stock_row, last_movement, s->last_day);
}

/* Takes a row of a page that q found. */
typedef void stock_items_put(struct stock_rows *, const struct query *q, const struct item_stock *);

static void
stock_items_add_row(struct stock_rows *r, const struct query *q, const struct item_stock *s)
{
	struct stock_row *row;

	if (stock_rows_full(r) || !stock_items_matches(r->q, s) ||
	    (row = stock_rows_add(r, query_position_of(r->w->mem, q, s))) == NULL)
		return;
	stock_items_fill_row(r->q, row, s);
}

enum { ITEM_FILTERS = 6 };

static size_t
stock_items_filters(const struct stock_query *q, struct filter *where)
{
	size_t n = 0;

	if (q->item_id.n > 0)
		where[n++] = (struct filter){.field = FIELD(item_stock, id), .text = q->item_id};
	if (q->lot.given)
		where[n++] = (struct filter){
		    .field = FIELD(item_stock, id), .cmp = CMP_IN, .in = q->lot.items};
	if (q->in_categories)
		where[n++] = (struct filter){
		    .field = FIELD(item_stock, category_id), .cmp = CMP_IN, .in = q->categories};
	if (q->last_before.n > 0)
		where[n++] = (struct filter){
		    .field = FIELD(item_stock, last_day), .cmp = CMP_LT, .text = q->last_before};
	if (q->below_min)
		where[n++] = (struct filter){.field = FIELD(item_stock, is_active), .number = 1};
	if (q->below_min && !q->then)
		where[n++] = (struct filter){
		    .field = FIELD(item_stock, headroom), .cmp = CMP_LT, .number = 0};
	if (!q->then && !q->include_zero && (!q->below_min || q->last_before.n > 0))
		where[n++] = (struct filter){
		    .field = FIELD(item_stock, on_hand), .cmp = CMP_GT, .number = 0};
	return n;
}

/* The store filters, sorts and skips. */
static enum err
stock_items_totals(struct stock_rows *r)
{
	struct filter where[ITEM_FILTERS];
	const struct query q = {.schema = &item_stock_schema,
	    .where = where,
	    .nwhere = stock_items_filters(r->q, where),
	    .order = r->q->order,
	    .after = r->q->after,
	    .skip = r->q->skip,
	    .limit = r->q->limit};
	struct rows page;
	enum err e = store_find(r->store, &q, &page, r->w);

	r->skipped = r->q->skip;
	for (size_t i = 0; e == OK && i < page.n; i++)
		stock_items_add_row(r, &q, (struct item_stock *)page.v + i);
	return e;
}

/* The rows still needed, when every item found becomes a row. */
static size_t
stock_items_page_size(const struct stock_rows *r)
{
	size_t needed = r->q->limit - r->n + r->q->skip - r->skipped;

	return needed > PAGE_MAX || needed < PAGE ? PAGE : needed;
}

/* A part of the stock, or that at a past time: summed for a page of items at a time. */
static enum err
stock_items_sums(struct stock_rows *r, struct query_position after, stock_items_put *put)
{
	struct filter where[ITEM_FILTERS];
	struct query q = {.schema = &item_stock_schema,
	    .where = where,
	    .nwhere = stock_items_filters(r->q, where),
	    .after = after};
	struct rows page;
	enum err e;

	do {
		q.limit = stock_items_page_size(r);
		if ((e = store_find(r->store, &q, &page, r->w)) != OK ||
		    (e = stock_items_restate(r, page.v, page.n)) != OK)
			return e;
		for (size_t i = 0; i < page.n; i++)
			put(r, &q, (struct item_stock *)page.v + i);
		if (page.n > 0)
			q.after = query_position_of(
			    r->w->mem, &q, (struct item_stock *)page.v + page.n - 1);
	} while (page.n == q.limit && !stock_rows_full(r));
	return OK;
}

struct placed_item {
	struct query_position at;
	const struct item_stock *row;
};

static int
stock_items_compare_places(const void *a, const void *b)
{
	return query_position_compare(
	    &((const struct placed_item *)a)->at, &((const struct placed_item *)b)->at);
}

static void
stock_items_keep(struct stock_rows *r, const struct query *q, const struct item_stock *s)
{
	(void)q;
	if (!stock_items_matches(r->q, s))
		return;
	MEM_RESERVE(r->w->mem, r->kept, r->nkept + 1, r->kept_cap);
	r->kept[r->nkept++] = *s;
}

/* Sums are in no store: all of them are sorted for each page. */
static enum err
stock_items_sorted_sums(struct stock_rows *r)
{
	const struct query q = {.schema = &item_stock_schema, .order = r->q->order};
	const bool desc = q.order.desc;
	struct placed_item *v;
	enum err e = stock_items_sums(r, (struct query_position){0}, stock_items_keep);

	if (e != OK)
		return e;
	v = MEM_MANY(r->w->mem, struct placed_item, r->nkept + 1);
	for (size_t i = 0; i < r->nkept; i++)
		v[i] = (struct placed_item){
		    query_position_of(r->w->mem, &q, &r->kept[i]), &r->kept[i]};
	qsort(v, r->nkept, sizeof *v, stock_items_compare_places);
	for (size_t i = 0; i < r->nkept; i++) {
		const struct placed_item *next = &v[desc ? r->nkept - 1 - i : i];
		int c = query_position_compare(&next->at, &r->q->after);

		if (!r->q->after.given || (desc ? c < 0 : c > 0))
			stock_items_add_row(r, &q, next->row);
	}
	return OK;
}

enum err
stock_items(struct stock_rows *r)
{
	assert(r->q->last_before.n == 0 || stock_is_total(r->q));
	if (stock_is_total(r->q))
		return stock_items_totals(r);
	if (r->q->order.field == 0 && !r->q->order.desc)
		return stock_items_sums(r, r->q->after, stock_items_add_row);
	return stock_items_sorted_sums(r);
}

enum err
stock_items_count(struct stock_rows *r, int64_t *n)
{
	struct filter where[ITEM_FILTERS];
	const struct query q = {.schema = &item_stock_schema,
	    .where = where,
	    .nwhere = stock_items_filters(r->q, where),
	    .limit = 1};
	enum err e;

	if (stock_is_total(r->q))
		return store_count(r->store, &q, n, r->w);
	e = stock_items_sums(r, q.after, stock_items_add_row);
	*n = (int64_t)r->skipped;
	return e;
}
