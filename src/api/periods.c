/* periods.c - Lists, closes and reopens accounting months. */
#include "inventory/period/period_change.h"

#include "api/handlers.h"
#include "api/list.h"
#include "api/param.h"
#include "base/mem.h"
#include "inventory/period/months.h"

enum err
periods_list(struct req *req, struct res *res)
{
	const struct field *f = &period_row_schema.fields[FIELD(period_row, state)];
	const struct str state_name = http_param(req, "state");
	struct months_query q = {.desc = true};
	enum period_state state;
	struct listing l;
	struct rows rows;
	struct str position = {"", 0};
	int64_t total;
	enum err e;

	if ((e = list_read(req, &period_row_schema, &l)) != OK)
		return e;
	state = state_name.s != NULL && str_is(state_name, f->one_of[PERIOD_OPEN]) ? PERIOD_OPEN
										   : PERIOD_CLOSED;
	q.state = state_name.s == NULL ? NULL : &state;
	if (http_param(req, "sort").s != NULL)
		q.desc = l.query.order.desc;
	q.after = l.cursor;
	q.skip = l.query.skip;
	q.limit = l.query.limit;
	if ((e = months_find(req->app->store, &req->cx, &q, &rows, &total, &req->why)) != OK)
		return e;
	if (rows.n > l.limit)
		position = ((const struct period_row *)rows.v)[l.limit - 1].id;
	return list_answer_with(
	    req, res, &l, &period_row_schema, &rows, position, l.count || l.paged ? total : -1);
}

enum err
periods_get(struct req *req, struct res *res)
{
	struct period_row r;
	enum err e;

	if ((e = param_check(req)) != OK ||
	    (e = months_get(req->app->store, &req->cx, req->args[0], &r, &req->why)) != OK)
		return e;
	return http_record(req, res, 200, &period_row_schema, &r);
}

static enum err
periods_prepare(struct req *req, enum period_state state)
{
	struct period_change *x = MEM_ONE(req->mem, struct period_change);
	const struct period_request *in = req->in;
	enum err e;

	if ((e = param_check(req)) != OK)
		return e;
	req->change = &x->change;
	return period_change_init(
	    x, req->app->store, &req->cx, state, req->args[0], in->reason, &req->why);
}

enum err
periods_close(struct req *req, struct res *res)
{
	(void)res;
	return periods_prepare(req, PERIOD_CLOSED);
}

enum err
periods_reopen(struct req *req, struct res *res)
{
	(void)res;
	return periods_prepare(req, PERIOD_OPEN);
}
