/*
 * stock_items.c - Pages through stock by item, including items that never moved, as each has a
 * row of item_stock. The position of a row is the item's id.
 */
#include "inventory/stock/stock_rows.h"

#include "base/mem.h"
#include "schema/records.h"
#include "store/rows.h"

enum { PAGE = 200 };

/* Sums by item and location: for now from balances, otherwise from totals. Only used when the
 * item's own row is not enough. */
static enum err
stock_items_read_sums(
    struct stock_rows *r, struct list items, struct sums *sums, struct rows *places)
{
	static const size_t group[] = {FIELD(balance, item_id), FIELD(balance, location_id)};
	static const size_t fields[] = {FIELD(balance, on_hand)};
	struct id_set ids = {.mem = r->w->mem};
	struct asof a = r->q->asof;
	struct filter where[3] = {{.field = group[0], .cmp = CMP_IN, .in = items}};
	struct query q = {.schema = &balance_schema, .where = where, .nwhere = 1, .limit = 1};
	enum err e;

	a.items = items;
	a.locations = r->q->locations;
	a.lot = r->q->lot;
	if (r->q->at_locations)
		where[q.nwhere++] =
		    (struct filter){.field = group[1], .cmp = CMP_IN, .in = r->q->locations};
	if (r->q->lot.given)
		where[q.nwhere++] = (struct filter){
		    .field = FIELD(balance, lot), .cmp = CMP_IN, .in = r->q->lot.spellings};
	e = r->q->then ? asof_balances(r->store, &a, sums, r->w)
		       : store_sum(r->store, &q, group, 2, fields, 1, sums, r->w);
	if (e != OK)
		return e;
	for (size_t i = 0; i < sums->n; i++)
		id_set_add(&ids, sums->v[i].key[1]);
	return rows_find_in(
	    r->store, &location_schema, FIELD(location, id), ids.list, places, r->w);
}

static void
stock_items_add_up(struct item_stock *s, const struct sums *sums, const struct rows *places)
{
	s->headroom -= s->available; /* the minimum, always the current one */
	s->on_hand = s->available = 0;
	for (size_t i = 0; i < sums->n; i++) {
		const struct location *at =
		    rows_lookup(places, &location_schema, FIELD(location, id), sums->v[i].key[1]);

		if (!str_eq(sums->v[i].key[0], s->id))
			continue;
		s->on_hand += sums->v[i].total[0];
		if (at != NULL && at->usage == USAGE_STOCK)
			s->available += sums->v[i].total[0];
	}
	s->headroom += s->available;
}

static enum err
stock_items_restate(struct stock_rows *r, struct item_stock *s, size_t n)
{
	struct id_set ids = {.mem = r->w->mem};
	struct rows places;
	struct sums sums;
	enum err e;

	for (size_t i = 0; i < n; i++)
		id_set_add(&ids, s[i].id);
	if (n == 0 || (e = stock_items_read_sums(r, ids.list, &sums, &places)) != OK)
		return n == 0 ? OK : e;
	for (size_t i = 0; i < n; i++)
		stock_items_add_up(&s[i], &sums, &places);
	return OK;
}

static bool
stock_items_matches(const struct stock_query *q, const struct item_stock *s)
{
	if (q->below_min)
		return s->headroom < 0;
	return s->on_hand != 0 || q->include_zero;
}

static void
stock_items_add_row(struct stock_rows *r, const struct item_stock *s)
{
	struct stock_row *row;

	if (stock_rows_full(r) || !stock_items_matches(r->q, s) ||
	    (row = stock_rows_add(r, s->id)) == NULL)
		return;
	SET(row, stock_row, item_id, s->id);
	SET(row, stock_row, on_hand, s->on_hand);
	SET(row, stock_row, available, s->available);
	if (!r->q->then)
		SET(row, stock_row, updated_at, s->updated_at);
}

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
	if (q->below_min)
		where[n++] = (struct filter){.field = FIELD(item_stock, is_active), .number = 1};
	if (q->below_min && !q->then)
		where[n++] = (struct filter){
		    .field = FIELD(item_stock, headroom), .cmp = CMP_LT, .number = 0};
	if (!q->then && !q->include_zero && !q->below_min)
		where[n++] = (struct filter){
		    .field = FIELD(item_stock, on_hand), .cmp = CMP_GT, .number = 0};
	return n;
}

/* The item's own row has the current stock at all locations. */
static bool
stock_items_needs_sums(const struct stock_query *q)
{
	return q->then || q->at_locations || q->lot.given;
}

enum err
stock_items(struct stock_rows *r)
{
	struct filter where[6];
	struct query q = {.schema = &item_stock_schema,
	    .where = where,
	    .limit = PAGE,
	    .after = {.given = r->q->after.n > 0, .id = r->q->after}};
	struct rows page;
	enum err e;

	q.nwhere = stock_items_filters(r->q, where);
	do {
		if ((e = store_find(r->store, &q, &page, r->w)) != OK ||
		    (stock_items_needs_sums(r->q) &&
			(e = stock_items_restate(r, page.v, page.n)) != OK))
			return e;
		for (size_t i = 0; i < page.n; i++)
			stock_items_add_row(r, (struct item_stock *)page.v + i);
		if (page.n > 0)
			q.after.id = ((struct item_stock *)page.v)[page.n - 1].id;
		q.after.given = true;
	} while (page.n == q.limit && !stock_rows_full(r));
	return OK;
}
