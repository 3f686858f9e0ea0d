/*
 * recount_item_stock.c - Recomputes the total of an item, from its balances and the usage of
 * their locations.
 */
#include "inventory/recount/recount_parts.h"

#include "base/decimal.h"
#include "base/mem.h"
#include "schema/records.h"
#include "store/rows.h"

static void
recount_item_stock_fill(const struct recount_run *r, struct item_stock *s)
{
	const struct item *item = r->item;
	int64_t on_hand = 0, available = 0;
	struct str last = STR("");

	for (size_t i = 0; i < r->balances.n; i++) {
		const struct sum_row *b = &r->balances.v[i];
		const struct location *at = rows_lookup(
		    &r->places, &location_schema, FIELD(location, id), b->key[RECOUNT_LOCATION]);

		on_hand += b->total[0] - b->total[1];
		if (at != NULL && at->usage == USAGE_STOCK)
			available += b->total[0] - b->total[1];
	}
	for (size_t i = 0; i < r->days.n; i++)
		if (str_cmp(r->days.v[i].key[RECOUNT_WHEN], last) > 0)
			last = r->days.v[i].key[RECOUNT_WHEN];
	SET(s, item_stock, id, item->id);
	SET(s, item_stock, item_code, item->item_code);
	SET(s, item_stock, category_id, item->category_id);
	SET(s, item_stock, is_active, item->is_active);
	SET(s, item_stock, on_hand, on_hand);
	SET(s, item_stock, available, available);
	SET(s, item_stock, headroom, available - item->min_stock_level);
	SET(s, item_stock, last_day, last);
	SET(s, item_stock, updated_at, r->now);
}

static struct str
recount_item_stock_text(const void *mem, const struct item_stock *s)
{
	return str_printf(mem,
	    "%.*s on hand, %.*s available, %.*s above the minimum, last day '%.*s'",
	    STRF(dec_str(mem, s->on_hand)), STRF(dec_str(mem, s->available)),
	    STRF(dec_str(mem, s->headroom)), STRF(s->last_day));
}

/* An item that never moved may have no row. */
enum err
recount_item_stock(struct recount_run *r)
{
	struct item_stock *due = MEM_ONE(r->w->mem, struct item_stock), *kept, none = {0};
	struct recount_diff *a;
	enum err e;

	kept = MEM_ONE(r->w->mem, struct item_stock);
	e = store_get(r->store, &item_stock_schema, r->item->id, kept, r->w);
	if (e != OK && e != ERR_NOT_FOUND)
		return e;
	if (e == ERR_NOT_FOUND) {
		why_clear(r->w);
		kept = NULL;
		if (r->days.n == 0)
			return OK;
	}
	recount_item_stock_fill(r, due);
	r->out->version = kept == NULL ? 0 : kept->version;
	if (kept != NULL && kept->on_hand == due->on_hand && kept->available == due->available &&
	    kept->headroom == due->headroom && str_eq(kept->last_day, due->last_day))
		return OK;
	a = recount_add(r, &item_stock_schema, kept, due);
	a->what = str_printf(r->w->mem, "the stock of %.*s", STRF(r->item->item_code));
	a->is = recount_item_stock_text(r->w->mem, kept == NULL ? &none : kept);
	a->should = recount_item_stock_text(r->w->mem, due);
	return OK;
}
