/*
 * recount_item_stock.c - Recomputes the total of an item, from its balances and the usage of
 * their locations.
 */
#include "inventory/recount/recount_parts.h"

#include "base/decimal.h"
#include "base/mem.h"
#include "schema/records.h"
#include "store/rows.h"

static struct recount_total
recount_add_total(const struct recount_run *r)
{
	struct recount_total t = {.last_day = STR("")};

	for (size_t i = 0; i < r->balances.n; i++) {
		const struct sum_row *b = &r->balances.v[i];
		const struct location *at = rows_lookup(
		    &r->places, &location_schema, FIELD(location, id), b->key[RECOUNT_LOCATION]);

		t.on_hand += b->total[0] - b->total[1];
		if (at != NULL && at->usage == USAGE_STOCK)
			t.available += b->total[0] - b->total[1];
	}
	for (size_t i = 0; i < r->days.n; i++)
		if (str_cmp(r->days.v[i].key[RECOUNT_WHEN], t.last_day) > 0)
			t.last_day = r->days.v[i].key[RECOUNT_WHEN];
	return t;
}

static void
recount_item_stock_fill(
    const struct item *item, const struct recount_total *t, int64_t now, struct item_stock *s)
{
	SET(s, item_stock, id, item->id);
	SET(s, item_stock, item_code, item->item_code);
	SET(s, item_stock, category_id, item->category_id);
	SET(s, item_stock, is_active, item->is_active);
	SET(s, item_stock, on_hand, t->on_hand);
	SET(s, item_stock, available, t->available);
	SET(s, item_stock, min_stock_level, item->min_stock_level);
	SET(s, item_stock, headroom, t->available - item->min_stock_level);
	SET(s, item_stock, last_day, t->last_day);
	SET(s, item_stock, updated_at, now);
}

static bool
recount_item_stock_same(const struct item_stock *a, const struct item_stock *b)
{
	return a->on_hand == b->on_hand && a->available == b->available &&
	       a->min_stock_level == b->min_stock_level && a->headroom == b->headroom &&
	       str_eq(a->last_day, b->last_day);
}

bool
recount_total_is(
    const struct item *item, const struct item_stock *kept, const struct recount_total *t)
{
	struct item_stock due = {0};

	recount_item_stock_fill(item, t, 0, &due);
	return recount_item_stock_same(kept, &due);
}

static struct str
recount_item_stock_text(const void *mem, const struct item_stock *s)
{
	return str_printf(mem,
	    "%.*s on hand, %.*s available, %.*s above the minimum of %.*s, last day '%.*s'",
	    STRF(dec_str(mem, s->on_hand)), STRF(dec_str(mem, s->available)),
	    STRF(dec_str(mem, s->headroom)), STRF(dec_str(mem, s->min_stock_level)),
	    STRF(s->last_day));
}

/* An item that never moved may have no row. */
enum err
recount_item_stock(struct recount_run *r)
{
	struct item_stock *due = MEM_ONE(r->w->mem, struct item_stock), *kept, none = {0};
	const struct recount_total total = recount_add_total(r);
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
	recount_item_stock_fill(r->item, &total, r->now, due);
	r->out->version = kept == NULL ? 0 : kept->version;
	if (kept != NULL && recount_item_stock_same(kept, due))
		return OK;
	a = recount_add(r, &item_stock_schema, kept, due);
	a->what = str_printf(r->w->mem, "the stock of %.*s", STRF(r->item->item_code));
	a->is = recount_item_stock_text(r->w->mem, kept == NULL ? &none : kept);
	a->should = recount_item_stock_text(r->w->mem, due);
	return OK;
}
