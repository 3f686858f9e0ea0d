/* ledger.c - Lists ledger lines by item, location, lot and date. */
#include "inventory/ledger/ledger_join.h"
#include "inventory/stock/lot.h"

#include "api/handlers.h"
#include "api/list.h"
#include "api/param.h"
#include "api/subtree.h"
#include "schema/records.h"

/* The last day of the range, for which the location tree is read. */
static struct str
ledger_last_day(struct req *req)
{
	return param_earlier_day(req, "posted_to", param_earlier_day(req, "to", STR("")));
}

/* A lot belongs to an item: with the item there is an index, and few spellings. */
static enum err
ledger_filter_lot(struct req *req, struct listing *l)
{
	struct str lot = http_param(req, "lot"), item = http_param(req, "item_id");
	struct lot_filter f;
	enum err e;

	if (lot.s == NULL)
		return OK;
	if ((e = lot_find(req->app->store, item, lot, &f, &req->why)) != OK)
		return e;
	list_where(
	    l, (struct filter){
		   .field = FIELD(stock_transaction, item_id), .cmp = CMP_IN, .in = f.items});
	list_where(
	    l, (struct filter){
		   .field = FIELD(stock_transaction, lot), .cmp = CMP_IN, .in = f.spellings});
	return OK;
}

/* The lines of a posting have its serial number, which has an index. */
static enum err
ledger_filter_posting(struct req *req, struct listing *l)
{
	struct filter w = {.field = FIELD(stock_transaction, seq), .cmp = CMP_IN};
	const struct str id = http_param(req, "posting_id");
	struct posting p;
	enum err e;

	if (id.s == NULL)
		return OK;
	e = store_get(req->app->store, &posting_schema, id, &p, &req->why);
	if (e != OK && e != ERR_NOT_FOUND)
		return e;
	if (e == OK)
		w = (struct filter){.field = w.field, .number = p.seq};
	else
		why_clear(&req->why);
	list_where(l, w);
	return OK;
}

/* Filters beyond the schema's: item and location use indexes over two fields, and a location
 * includes its descendants. */
static enum err
ledger_filter(struct req *req, struct listing *l)
{
	struct filter w = {.field = FIELD(stock_transaction, item_id)};
	bool at;
	enum err e;

	w.text = http_param(req, "item_id");
	if (w.text.s != NULL)
		list_where(l, w);
	w = (struct filter){.field = FIELD(stock_transaction, location_id), .cmp = CMP_IN};
	if ((e = subtree_read_locations(req, ledger_last_day(req), &w.in, &at)) != OK)
		return e;
	if (at)
		list_where(l, w);
	if ((e = ledger_filter_lot(req, l)) != OK || (e = ledger_filter_posting(req, l)) != OK)
		return e;
	list_between(req, l, FIELD(stock_transaction, transaction_date));
	return list_posted_between(req, l, FIELD(stock_transaction, seq));
}

enum err
ledger_list(struct req *req, struct res *res)
{
	struct listing l;
	struct rows rows;
	bool narrow;
	enum err e;

	if ((e = list_read(req, &stock_transaction_schema, &l)) != OK ||
	    (e = ledger_filter(req, &l)) != OK)
		return e;
	if (http_param(req, "sort").s == NULL)
		l.query.order = (struct order){FIELD(stock_transaction, seq), true};
	narrow = list_narrow(&l);
	if ((e = list_find(req, &l, &rows)) != OK ||
	    (!narrow && (e = ledger_join(req->app->store, rows.v, rows.n, &req->why)) != OK))
		return e;
	return list_answer(req, res, &l, &stock_transaction_schema, &rows);
}
