/*
 * items_sorted.c - Lists items in an order of their stock, which is in item_stock. The store has
 * no joins: rows of item_stock are read in the order, and those whose items match are kept.
 *
 * What item_stock knows of an item is filtered there. If there are other filters, the ids of the
 * items that match are read first, unless they are many; then a page is soon full.
 */
#include "api/items_sorted.h"

#include "api/cursor.h"
#include "base/mem.h"
#include "inventory/stock/stock.h"
#include "schema/records.h"
#include "store/rows.h"

enum { SORTED_CHUNK = 200, SORTED_GROWTH = 4 };

struct sorted_items {
	struct req *req;
	struct listing *l;
	struct query stock; /* of item_stock; where: below */
	struct filter where[LIST_WHERE_MAX];
	bool partly; /* items that match must be picked from its rows */
	struct rows items;
	struct query_position *places; /* of the items, in `stock` */
	size_t cap, places_cap, skipped;
};

/* The fields that are the same in both. */
static const struct {
	size_t item, stock;
} sorted_same[] = {
    {FIELD(item, id), FIELD(item_stock, id)},
    {FIELD(item, item_code), FIELD(item_stock, item_code)},
    {FIELD(item, category_id), FIELD(item_stock, category_id)},
    {FIELD(item, is_active), FIELD(item_stock, is_active)},
};

bool
items_are_sorted(const struct listing *l)
{
	return field_is(&item_schema.fields[l->query.order.field], F_SORTS);
}

static void
sorted_add_filter(struct sorted_items *s, struct filter f)
{
	for (size_t i = 0; i < sizeof sorted_same / sizeof *sorted_same; i++)
		if (f.field == sorted_same[i].item) {
			f.field = sorted_same[i].stock;
			s->where[s->stock.nwhere++] = f;
			return;
		}
	s->partly = true;
}

/* The ids of the items that match, if they are not too many for one filter. */
static enum err
sorted_narrow(struct sorted_items *s)
{
	struct query q = s->l->query;
	struct id_set ids = {.mem = s->req->mem};
	struct rows rows;
	enum err e;

	q.fields = FIELD_BIT(item, id);
	q.order = (struct order){0};
	q.after = (struct query_position){0};
	q.skip = 0;
	q.limit = READ_ROWS_MAX;
	if ((e = store_find(s->req->app->store, &q, &rows, &s->req->why)) != OK ||
	    rows.n == READ_ROWS_MAX)
		return e;
	for (size_t i = 0; i < rows.n; i++)
		id_set_add(&ids, ((const struct item *)rows.v)[i].id);
	s->stock.nwhere = 1;
	s->where[0] =
	    (struct filter){.field = FIELD(item_stock, id), .cmp = CMP_IN, .in = ids.list};
	s->partly = false;
	return OK;
}

static void
sorted_add(struct sorted_items *s, const struct item *item, const struct item_stock *row)
{
	if (s->skipped < s->l->query.skip) {
		s->skipped++;
		return;
	}
	if (s->items.n == s->l->query.limit)
		return;
	MEM_RESERVE(s->req->mem, s->places, s->items.n + 1, s->places_cap);
	s->places[s->items.n] = query_position_of(s->req->mem, &s->stock, row);
	*(struct item *)rows_add(s->req->mem, &s->items, &s->cap, sizeof *item) = *item;
}

/* The items of these rows, as far as they match. Those to be skipped are only counted. */
static enum err
sorted_pick(struct sorted_items *s, const struct rows *stock)
{
	const struct item_stock *v = stock->v;
	struct id_set ids = {.mem = s->req->mem};
	struct filter where[LIST_WHERE_MAX + 1];
	struct query q = {.schema = &item_schema, .where = where, .limit = stock->n};
	const bool skips = s->skipped + stock->n <= s->l->query.skip;
	struct rows items;
	enum err e;

	if (stock->n == 0)
		return OK;
	q.fields = skips ? FIELD_BIT(item, id) : 0;
	for (size_t i = 0; i < stock->n; i++)
		id_set_add(&ids, v[i].id);
	where[q.nwhere++] =
	    (struct filter){.field = FIELD(item, id), .cmp = CMP_IN, .in = ids.list};
	for (size_t i = 0; s->partly && i < s->l->query.nwhere; i++)
		where[q.nwhere++] = s->l->where[i];
	if ((e = store_find(s->req->app->store, &q, &items, &s->req->why)) != OK)
		return e;
	for (size_t i = 0; i < stock->n; i++) {
		const struct item *item =
		    rows_lookup(&items, &item_schema, FIELD(item, id), v[i].id);

		if (item != NULL)
			sorted_add(s, item, &v[i]);
	}
	return OK;
}

/* Chunks grow, as each is sorted anew. */
static enum err
sorted_walk(struct sorted_items *s)
{
	struct rows rows;
	enum err e;

	for (s->stock.limit = SORTED_CHUNK;; s->stock.limit *= SORTED_GROWTH) {
		if (s->stock.limit > READ_ROWS_MAX)
			s->stock.limit = READ_ROWS_MAX;
		if ((e = store_find(s->req->app->store, &s->stock, &rows, &s->req->why)) != OK ||
		    (e = sorted_pick(s, &rows)) != OK)
			return e;
		if (rows.n < s->stock.limit || s->items.n == s->l->query.limit)
			return OK;
		s->stock.after = query_position_of(
		    s->req->mem, &s->stock, (struct item_stock *)rows.v + rows.n - 1);
	}
}

/* The rows are those of the page. */
static enum err
sorted_page(struct sorted_items *s)
{
	struct rows rows;
	enum err e;

	s->stock.skip = s->skipped = s->l->query.skip;
	s->stock.limit = s->l->query.limit;
	if ((e = store_find(s->req->app->store, &s->stock, &rows, &s->req->why)) != OK)
		return e;
	return sorted_pick(s, &rows);
}

static enum err
sorted_read(struct sorted_items *s)
{
	enum err e;

	if (s->partly && (e = sorted_narrow(s)) != OK)
		return e;
	return s->partly ? sorted_walk(s) : sorted_page(s);
}

enum err
items_find_sorted(struct req *req, struct listing *l, struct rows *rows, struct str *position)
{
	struct sorted_items s = {.req = req, .l = l};
	enum err e;

	if ((e = list_prepare(req, l)) != OK)
		return e;
	s.stock = (struct query){.schema = &item_stock_schema,
	    .where = s.where,
	    .order = stock_order(&item_schema, l->query.order),
	    .after = l->query.after};
	s.stock.fields = FIELD_BIT(item_stock, id) | UINT64_C(1) << s.stock.order.field;
	for (size_t i = 0; i < l->query.nwhere; i++)
		sorted_add_filter(&s, l->where[i]);
	if ((e = store_snapshot_begin(req->app->store, &req->why)) != OK)
		return e;
	e = sorted_read(&s);
	store_snapshot_end(req->app->store);
	*rows = s.items;
	*position = STR("");
	if (s.items.n > l->limit)
		*position = cursor_encode(req->mem, &s.places[l->limit - 1]);
	return e != OK ? e : list_count(req, l);
}
