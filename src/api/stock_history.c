/* stock_history.c - Reports stock over time: the history of an item, movements per day. */
#include "inventory/stock/history.h"

#include "api/handlers.h"
#include "api/list.h"
#include "api/param.h"
#include "base/clock.h"
#include "inventory/ledger/movements.h"
#include "schema/records.h"

static const int64_t day_ms = INT64_C(86400000);

enum { HISTORY_MONTHS = 12, HISTORY_DAYS = 30, MOVEMENT_DAYS = 14 };

/* Never before the first valid day, which west of Greenwich an instant of 1970 would be. */
static struct str
stock_day_of(const struct req *req, int64_t at)
{
	const struct str first = STR("1970-01-01"), day = day_of(req->mem, at);

	return str_cmp(day, first) < 0 ? first : day;
}

/* A day, or with step=month the month of one; by default today, or that many days or months
 * before. */
static struct str
stock_read_bound(struct req *req, const char *name, bool monthly)
{
	const struct pair given = {str_of(name), http_param(req, name)};
	const bool from = str_is(given.name, "from");
	struct time_span span = {.first = req->cx.now};
	struct str day;

	if (from)
		span.first -= day_ms * (monthly ? HISTORY_MONTHS * HISTORY_DAYS : HISTORY_DAYS);
	if (monthly && given.value.s != NULL && month_valid(given.value))
		return given.value;
	if (given.value.s != NULL)
		param_parse_time(req, &given, &span);
	day = stock_day_of(req, span.first);
	return monthly ? month_of_day(day) : day;
}

enum err
stock_history(struct req *req, struct res *res)
{
	bool monthly = str_is(http_param(req, "step"), "month");
	struct str from, to;
	struct listing l;
	struct item item;
	struct rows rows;
	enum err e;

	if ((e = list_read(req, &history_point_schema, &l)) != OK)
		return e;
	from = stock_read_bound(req, "from", monthly);
	to = stock_read_bound(req, "to", monthly);
	if (req->why.nfaults > 0)
		return ERR_INVALID;
	e = store_get(req->app->store, &item_schema, req->args[0], &item, &req->why);
	if (e != OK)
		return e == ERR_NOT_FOUND ? err_set(&req->why, e, "Item not found") : e;
	if ((e = history_find(req->app->store, item.id, from, to, monthly ? STEP_MONTH : STEP_DAY,
		 &rows, &req->why)) != OK)
		return e;
	l.limit = HISTORY_POINTS_MAX;
	return list_answer_with(
	    req, res, &l, &history_point_schema, &rows, STR(""), (int64_t)rows.n);
}

enum err
stock_movements(struct req *req, struct res *res)
{
	const struct time_span *first, *last;
	struct str from, to;
	struct listing l;
	struct rows rows;
	enum err e;

	if ((e = list_read(req, &movement_count_schema, &l)) != OK)
		return e;
	first = param_time(req, "from");
	last = param_time(req, "to");
	to = stock_day_of(req, last != NULL ? last->first : req->cx.now);
	from = stock_day_of(req, first != NULL
				     ? first->first
				     : day_start(to) + day_ms / 2 - (MOVEMENT_DAYS - 1) * day_ms);
	if ((e = movements_count(req->app->store, from, to, &rows, &req->why)) != OK)
		return e;
	l.limit = rows.n;
	return list_answer_with(
	    req, res, &l, &movement_count_schema, &rows, STR(""), (int64_t)rows.n);
}
