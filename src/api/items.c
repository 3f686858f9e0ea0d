/* items.c - Lists items by category, by stock below the minimum, and with what is on hand. */
#include "api/handlers.h"
#include "api/items_sorted.h"
#include "api/list.h"
#include "api/param.h"
#include "api/subtree.h"
#include "inventory/line/master_cache.h"
#include "schema/records.h"

enum { ITEMS_BELOW_MIN_MAX = 10000 };

/* The store has no joins, so the ids are read from the stock rows first. */
static enum err
items_filter_below_min(struct req *req, struct listing *l, const struct list *categories)
{
	const struct filter where[] = {
	    {.field = FIELD(item_stock, headroom), .cmp = CMP_LT, .number = 0},
	    {.field = FIELD(item_stock, category_id), .cmp = CMP_IN, .in = *categories},
	};
	const struct query q = {.schema = &item_stock_schema,
	    .fields = UINT64_C(1) << FIELD(item_stock, id),
	    .where = where,
	    .nwhere = categories->n > 0 ? 2 : 1,
	    .limit = ITEMS_BELOW_MIN_MAX + 1};
	struct id_set ids = {.mem = req->mem};
	struct rows rows;
	enum err e;

	if ((e = store_find(req->app->store, &q, &rows, &req->why)) != OK)
		return e;
	if (rows.n > ITEMS_BELOW_MIN_MAX)
		return err_field(&req->why, param_loc(req, STR("below_min")), "too_many",
		    "More than %d items are below their minimum: narrow by category_id",
		    ITEMS_BELOW_MIN_MAX);
	for (size_t i = 0; i < rows.n; i++)
		id_set_add(&ids, ((const struct item_stock *)rows.v)[i].id);
	list_where(l, (struct filter){.field = FIELD(item, id), .cmp = CMP_IN, .in = ids.list});
	return OK;
}

static enum err
items_filter(struct req *req, struct listing *l)
{
	struct list categories;
	bool given;
	enum err e;

	e = subtree_read(req, "category_id", &item_category_schema, &categories, &given);
	if (e != OK)
		return e;
	if (given)
		list_where(
		    l, (struct filter){
			   .field = FIELD(item, category_id), .cmp = CMP_IN, .in = categories});
	if (!str_is(http_param(req, "below_min"), "true"))
		return OK;
	return items_filter_below_min(req, l, &categories);
}

static enum err
items_add_stock(struct req *req, const struct rows *rows)
{
	struct item *items = rows->v;
	struct id_set ids = {.mem = req->mem};
	struct rows stock;
	enum err e;

	for (size_t i = 0; i < rows->n; i++)
		id_set_add(&ids, items[i].id);
	e = rows_find_in(req->app->store, &item_stock_schema, FIELD(item_stock, id), ids.list,
	    &stock, &req->why);
	for (size_t i = 0; i < rows->n && e == OK; i++) {
		const struct item_stock *row =
		    rows_lookup(&stock, &item_stock_schema, FIELD(item_stock, id), items[i].id);

		if (row == NULL)
			continue;
		SET(&items[i], item, on_hand, row->on_hand);
		SET(&items[i], item, available, row->available);
		SET(&items[i], item, shortage, row->headroom < 0 ? -row->headroom : 0);
	}
	return e;
}

static enum err
items_list_sorted(struct req *req, struct res *res, struct listing *l)
{
	struct rows rows;
	struct str position;
	enum err e;

	if ((e = items_find_sorted(req, l, &rows, &position)) != OK ||
	    (e = items_add_stock(req, &rows)) != OK)
		return e;
	return list_answer_with(req, res, l, &item_schema, &rows, position, l->total);
}

enum err
items_list(struct req *req, struct res *res)
{
	struct listing l;
	struct rows rows;
	bool narrow;
	enum err e;

	if ((e = list_read(req, &item_schema, &l)) != OK || (e = items_filter(req, &l)) != OK)
		return e;
	list_between(req, &l, FIELD(item, created_at));
	if (items_are_sorted(&l))
		return items_list_sorted(req, res, &l);
	narrow = list_narrow(&l);
	if ((e = list_find(req, &l, &rows)) != OK ||
	    (!narrow && (e = items_add_stock(req, &rows)) != OK))
		return e;
	return list_answer(req, res, &l, &item_schema, &rows);
}
