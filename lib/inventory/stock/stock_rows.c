/* stock_rows.c - Collects the rows of a stock list and fills in codes and names. */
#include "inventory/stock/stock_rows.h"

#include "base/mem.h"
#include "schema/records.h"
#include "store/rows.h"

struct stock_row *
stock_rows_add(struct stock_rows *r, struct query_position place)
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
stock_rows_name_item(struct stock_row *r, const struct item *item)
{
	SET(r, stock_row, item_code, item->item_code);
	SET(r, stock_row, item_name, item->item_name);
	SET(r, stock_row, uom, item->uom);
	SET(r, stock_row, category_id, item->category_id);
	if (HAS(item, item, min_stock_level))
		SET(r, stock_row, min_stock_level, item->min_stock_level);
}

static void
stock_rows_name_location(struct stock_row *r, const struct location *at)
{
	SET(r, stock_row, location_code, at->code);
	SET(r, stock_row, location_name, at->name);
	SET(r, stock_row, available, at->usage == USAGE_STOCK ? r->on_hand : 0);
}

/* What to order, and of whom. */
static void
stock_rows_name_order(struct stock_row *r, const struct item *item, const struct supplier *from)
{
	if (HAS(item, item, reorder_qty))
		SET(r, stock_row, reorder_qty, item->reorder_qty);
	if (HAS(item, item, default_supplier_id))
		SET(r, stock_row, default_supplier_id, item->default_supplier_id);
	if (from == NULL)
		return;
	SET(r, stock_row, default_supplier_code, from->code);
	SET(r, stock_row, default_supplier_name, from->name);
}

/* Reads only the fields of items that a stock row shows. */
static enum err
stock_rows_find_items(struct store *st, struct list ids, struct rows *rows, struct why *w)
{
	const struct filter where = {.field = FIELD(item, id), .cmp = CMP_IN, .in = ids};
	const struct query q = {.schema = &item_schema,
	    .fields = FIELD_BIT(item, item_code) | FIELD_BIT(item, item_name) |
		      FIELD_BIT(item, uom) | FIELD_BIT(item, category_id) |
		      FIELD_BIT(item, min_stock_level) | FIELD_BIT(item, reorder_qty) |
		      FIELD_BIT(item, default_supplier_id),
	    .where = &where,
	    .nwhere = 1,
	    .limit = ids.n};

	*rows = (struct rows){0};
	return ids.n == 0 ? OK : store_find(st, &q, rows, w);
}

static enum err
stock_rows_find_suppliers(
    struct store *st, const struct rows *items, struct rows *rows, struct why *w)
{
	const struct item *v = items->v;
	struct id_set ids = {.mem = w->mem};

	for (size_t i = 0; i < items->n; i++)
		if (HAS(&v[i], item, default_supplier_id))
			id_set_add(&ids, v[i].default_supplier_id);
	return rows_find_in(st, &supplier_schema, FIELD(supplier, id), ids.list, rows, w);
}

/* One row per item. */
static enum err
stock_rows_name_items(
    struct store *st, struct stock_row *v, size_t n, const struct rows *items, struct why *w)
{
	struct rows suppliers;
	enum err e = stock_rows_find_suppliers(st, items, &suppliers, w);

	for (size_t i = 0; i < n && e == OK; i++) {
		const struct item *item =
		    rows_lookup(items, &item_schema, FIELD(item, id), v[i].item_id);

		if (item != NULL)
			stock_rows_name_order(&v[i], item,
			    rows_lookup(&suppliers, &supplier_schema, FIELD(supplier, id),
				item->default_supplier_id));
	}
	return e;
}

/* One row per item, location and lot. */
static enum err
stock_rows_name_locations(struct stock_rows *r)
{
	const size_t id = FIELD(location, id);
	struct id_set ids = {.mem = r->w->mem};
	enum err e;

	for (size_t i = 0; i < r->n; i++)
		id_set_add(&ids, r->v[i].location_id);
	e = rows_find_more(r->store, &location_schema, id, ids.list, &r->locations, r->w);
	for (size_t i = 0; i < r->n && e == OK; i++) {
		const struct location *at =
		    rows_lookup(&r->locations, &location_schema, id, r->v[i].location_id);

		if (at != NULL)
			stock_rows_name_location(&r->v[i], at);
	}
	return e;
}

enum err
stock_rows_name(struct stock_rows *r)
{
	struct id_set ids = {.mem = r->w->mem};
	struct rows items;
	enum err e;

	for (size_t i = 0; i < r->n; i++)
		id_set_add(&ids, r->v[i].item_id);
	if ((e = stock_rows_find_items(r->store, ids.list, &items, r->w)) != OK)
		return e;
	for (size_t i = 0; i < r->n; i++) {
		const struct item *item =
		    rows_lookup(&items, &item_schema, FIELD(item, id), r->v[i].item_id);

		if (item != NULL)
			stock_rows_name_item(&r->v[i], item);
	}
	if (stock_is_by_item(r->q))
		return stock_rows_name_items(r->store, r->v, r->n, &items, r->w);
	return stock_rows_name_locations(r);
}
