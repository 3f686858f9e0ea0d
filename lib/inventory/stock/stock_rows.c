/* stock_rows.c - Collects the rows of a stock list and fills in codes and names. */
#include "inventory/stock/stock_rows.h"

#include "base/mem.h"
#include "schema/records.h"
#include "store/rows.h"

struct stock_row *
stock_rows_add(struct stock_rows *r, struct str place)
{
	if (r->skipped < r->q->skip) {
		r->skipped++;
		return NULL;
	}
	MEM_RESERVE(r->w->mem, r->v, r->n + 1, r->cap);
	MEM_RESERVE(r->w->mem, r->places, r->n + 1, r->places_cap);
	r->places[r->n] = place;
	r->v[r->n] = (struct stock_row){0};
	return &r->v[r->n++];
}

static void
stock_rows_name_row(struct stock_row *r, const struct item *item, const struct location *at)
{
	if (item != NULL) {
		SET(r, stock_row, item_code, item->item_code);
		SET(r, stock_row, item_name, item->item_name);
		SET(r, stock_row, uom, item->uom);
		SET(r, stock_row, category_id, item->category_id);
	}
	if (item != NULL && HAS(item, item, min_stock_level))
		SET(r, stock_row, min_stock_level, item->min_stock_level);
	if (at == NULL)
		return;
	SET(r, stock_row, location_code, at->code);
	SET(r, stock_row, location_name, at->name);
	SET(r, stock_row, available, at->usage == USAGE_STOCK ? r->on_hand : 0);
}

/* Reads only the fields of items that a stock row shows. */
static enum err
stock_rows_find_items(struct store *st, struct list ids, struct rows *rows, struct why *w)
{
	const struct filter where = {.field = FIELD(item, id), .cmp = CMP_IN, .in = ids};
	const struct query q = {.schema = &item_schema,
	    .fields = FIELD_BIT(item, item_code) | FIELD_BIT(item, item_name) |
		      FIELD_BIT(item, uom) | FIELD_BIT(item, category_id) |
		      FIELD_BIT(item, min_stock_level),
	    .where = &where,
	    .nwhere = 1,
	    .limit = ids.n};

	*rows = (struct rows){0};
	return ids.n == 0 ? OK : store_find(st, &q, rows, w);
}

enum err
stock_rows_name(struct store *st, struct stock_row *v, size_t n, struct why *w)
{
	struct id_set items = {.mem = w->mem}, locations = {.mem = w->mem};
	struct rows item_rows, places;
	enum err e;

	for (size_t i = 0; i < n; i++) {
		id_set_add(&items, v[i].item_id);
		if (HAS(&v[i], stock_row, location_id))
			id_set_add(&locations, v[i].location_id);
	}
	if ((e = stock_rows_find_items(st, items.list, &item_rows, w)) != OK ||
	    (e = rows_find_in(
		 st, &location_schema, FIELD(location, id), locations.list, &places, w)) != OK)
		return e;
	for (size_t i = 0; i < n; i++)
		stock_rows_name_row(&v[i],
		    rows_lookup(&item_rows, &item_schema, FIELD(item, id), v[i].item_id),
		    HAS(&v[i], stock_row, location_id) ? rows_lookup(&places, &location_schema,
							     FIELD(location, id), v[i].location_id)
						       : NULL);
	return OK;
}
