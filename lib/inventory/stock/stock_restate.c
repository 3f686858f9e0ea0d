/*
 * stock_restate.c - Restates rows of item_stock for a part of the stock, or for a past time: from
 * sums of balances, or of the ledger.
 */
#include "inventory/stock/stock_rows.h"

#include "schema/records.h"
#include "store/rows.h"

/* Sums of balances by item and location. */
static enum err
stock_items_sum_balances(struct stock_rows *r, struct list items, struct sums *sums)
{
	static const size_t group[] = {FIELD(balance, item_id), FIELD(balance, location_id)};
	static const size_t fields[] = {FIELD(balance, on_hand)};
	struct filter where[3] = {{.field = group[0], .cmp = CMP_IN, .in = items}};
	struct query q = {.schema = &balance_schema, .where = where, .nwhere = 1, .limit = 1};

	if (r->q->at_locations)
		where[q.nwhere++] =
		    (struct filter){.field = group[1], .cmp = CMP_IN, .in = r->q->locations};
	if (r->q->lot.given)
		where[q.nwhere++] = (struct filter){
		    .field = FIELD(balance, lot), .cmp = CMP_IN, .in = r->q->lot.spellings};
	return store_sum(r->store, &q, group, 2, fields, 1, sums, r->w);
}

/* What has changed since or until then. */
static enum err
stock_items_sum_changes(struct stock_rows *r, struct list items, struct sums *sums)
{
	struct asof a = r->asof;

	a.items = items;
	a.locations = r->q->locations;
	a.lot = r->q->lot;
	return asof_changes(r->store, &a, sums, r->w);
}

/* The index of the first sum of that item; sums are sorted by item. */
static size_t
stock_items_first_sum(const struct sums *sums, struct str item)
{
	size_t low = 0, high = sums->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (str_cmp(sums->v[mid].key[0], item) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static void
stock_items_add_up(const struct stock_rows *r, const struct sums *sums, struct item_stock *s)
{
	for (size_t i = stock_items_first_sum(sums, s->id);
	     i < sums->n && str_eq(sums->v[i].key[0], s->id); i++) {
		const struct location *at = rows_lookup(
		    &r->locations, &location_schema, FIELD(location, id), sums->v[i].key[1]);

		s->on_hand += sums->v[i].total[0];
		if (at != NULL && at->usage == USAGE_STOCK) {
			s->available += sums->v[i].total[0];
			s->headroom += sums->v[i].total[0]; /* of today's minimum */
		}
	}
}

static void
stock_items_clear(struct item_stock *s)
{
	s->headroom -= s->available;
	s->on_hand = s->available = 0;
}

static enum err
stock_items_add_sums(struct stock_rows *r, const struct sums *sums, struct item_stock *s, size_t n)
{
	struct id_set places = {.mem = r->w->mem};
	enum err e;

	for (size_t i = 0; i < sums->n; i++)
		id_set_add(&places, sums->v[i].key[1]);
	e = rows_find_more(
	    r->store, &location_schema, FIELD(location, id), places.list, &r->locations, r->w);
	for (size_t i = 0; e == OK && i < n; i++)
		stock_items_add_up(r, sums, &s[i]);
	return e;
}

/* From the item's own row, where that is the stock now of all that is asked for. */
enum err
stock_items_restate(struct stock_rows *r, struct item_stock *s, size_t n)
{
	const bool from_now = !r->q->then || r->asof.from_now,
		   part = r->q->at_locations || r->q->lot.given;
	struct id_set ids = {.mem = r->w->mem};
	struct sums now = {0}, changes = {0};
	enum err e = OK;

	for (size_t i = 0; i < n; i++)
		id_set_add(&ids, s[i].id);
	for (size_t i = 0; i < n && (part || !from_now); i++)
		stock_items_clear(&s[i]);
	if (n > 0 && part && from_now)
		e = stock_items_sum_balances(r, ids.list, &now);
	if (n > 0 && r->q->then && e == OK)
		e = stock_items_sum_changes(r, ids.list, &changes);
	if (e != OK || (e = stock_items_add_sums(r, &now, s, n)) != OK)
		return e;
	return stock_items_add_sums(r, &changes, s, n);
}
