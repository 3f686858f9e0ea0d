/* stock.c - Reports stock: balances now or at a past time, an item's, and the summary. */
#include "inventory/stock/stock.h"

#include "api/cursor.h"
#include "api/handlers.h"
#include "api/list.h"
#include "api/param.h"
#include "api/subtree.h"
#include "base/clock.h"
#include "inventory/ledger/ledger.h"
#include "schema/records.h"

static bool
stock_flag(const struct req *req, const char *name)
{
	return str_is(http_param(req, name), "true");
}

/* A day means its end, an instant itself; neither may be in the future. Returns whether it was
 * given. */
static bool
stock_read_past(struct req *req, const char *name, struct asof *a)
{
	const struct time_span *span = param_time(req, name);

	if (span == NULL)
		return false;
	*a = (struct asof){.at = span->last, .whole = span->is_day};
	a->day = day_of(req->mem, a->at);
	if (span->first > req->cx.now)
		err_field(
		    &req->why, param_loc(req, str_of(name)), "future", "Must not be in the future");
	return true;
}

/* Without as_of: everything known now, whatever the date of its lines. */
static enum err
stock_read_asof(struct req *req, struct stock_query *q)
{
	const struct str last = STR("9999-12-31");
	struct asof known = {0};

	q->then = stock_read_past(req, "as_of", &q->asof);
	if (!stock_read_past(req, "known_at", &known))
		return OK;
	if (!q->then)
		q->asof = (struct asof){.at = day_end(last), .day = last, .whole = true};
	q->then = q->asof.known = true;
	return ledger_seq_at(req->app->store, known.at, &q->asof.seq, &req->why);
}

/* The locations are those of the requested day, as far as their moves were known. */
static struct str
stock_last_day(struct req *req)
{
	return param_earlier_day(req, "known_at", param_earlier_day(req, "as_of", STR("")));
}

/* What is known only of all of an item's stock, or only of today's. */
static void
stock_check_total(struct req *req, const struct stock_query *q)
{
	const bool part = q->at_locations || q->lot.given;
	const struct {
		const char *param;
		bool refused;
		const char *why;
	} rules[] = {
	    {"below_min", q->below_min && (part || http_param(req, "as_of").s != NULL),
		"The minimum applies to the total of the item today: omit location_id, lot and "
		"as_of"},
	    {"last_movement_before", q->last_before.n > 0 && (part || q->then),
		"The last movement is that of the item as known now: omit location_id, lot, as_of "
		"and known_at"},
	    {"sort", q->order.field == FIELD(item_stock, headroom) && part,
		"The minimum applies to the total of the item: omit location_id and lot"},
	    {"sort", q->order.field == FIELD(item_stock, last_day) && q->then,
		"The last movement is that known now: omit as_of and known_at"},
	};

	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
		if (rules[i].refused)
			err_field(&req->why, param_loc(req, str_of(rules[i].param)), "exclusive",
			    "%s", rules[i].why);
	if (http_param(req, "sort").s != NULL && !stock_is_by_item(q))
		err_field(&req->why, param_loc(req, STR("group_by")), "missing",
		    "Only one row per item can be sorted: add group_by=item");
}

static struct str
stock_read_last_before(struct req *req)
{
	const struct time_span *span = param_time(req, "last_movement_before");

	return span == NULL ? STR("") : day_of(req->mem, span->first);
}

static enum err
stock_read_query(struct req *req, const struct listing *l, struct stock_query *q)
{
	struct str lot = http_param(req, "lot");
	enum err e;

	*q = (struct stock_query){.by_item = http_param(req, "group_by").s != NULL,
	    .below_min = stock_flag(req, "below_min"),
	    .last_before = stock_read_last_before(req),
	    .include_zero = stock_flag(req, "include_zero"),
	    .order = stock_order(&stock_row_schema, l->query.order),
	    .after = l->query.after,
	    .skip = l->query.skip,
	    .limit = l->query.limit};
	if (http_param(req, "item_id").s != NULL)
		q->item_id = http_param(req, "item_id");
	if ((e = stock_read_asof(req, q)) != OK ||
	    (e = subtree_read_locations(
		 req, stock_last_day(req), &q->locations, &q->at_locations)) != OK ||
	    (e = subtree_read(req, "category_id", &item_category_schema, &q->categories,
		 &q->in_categories)) != OK)
		return e;
	if (lot.s != NULL &&
	    (e = lot_find(req->app->store, q->item_id, lot, &q->lot, &req->why)) != OK)
		return e;
	stock_check_total(req, q);
	q->asof.locations = q->locations;
	return req->why.nfaults > 0 ? ERR_INVALID : OK;
}

enum err
stock_list(struct req *req, struct res *res)
{
	struct listing l;
	struct stock_query q;
	struct stock_page page;
	struct str position = {"", 0};
	int64_t total = -1;
	enum err e;

	if ((e = list_read(req, &stock_row_schema, &l)) != OK ||
	    (e = list_prepare(req, &l)) != OK ||
	    (e = stock_read_query(req, &l, &q)) != OK ||
	    (e = stock_find(req->app->store, &q, &page, &req->why)) != OK)
		return e;
	if ((l.count || l.paged) && (e = stock_count(req->app->store, &q, &total, &req->why)) != OK)
		return e;
	if (page.rows.n > l.limit)
		position = cursor_encode(req->mem, &page.places[l.limit - 1]);
	return list_answer_with(req, res, &l, &stock_row_schema, &page.rows, position, total);
}

enum err
stock_get(struct req *req, struct res *res)
{
	struct item_stock_answer a;
	enum err e;

	if ((e = param_check(req)) != OK ||
	    (e = stock_of_item(req->app->store, req->args[0], &a, &req->why)) != OK)
		return e;
	return http_record(req, res, 200, &item_stock_answer_schema, &a);
}

enum err
stock_summary_get(struct req *req, struct res *res)
{
	const int64_t today = day_start(day_of(req->mem, req->cx.now));
	struct stock_summary s;
	enum err e;

	if ((e = param_check(req)) != OK ||
	    (e = stock_summary(req->app->store, today, &req->app->today, &s, &req->why)) != OK)
		return e;
	return http_record(req, res, 200, &stock_summary_schema, &s);
}
