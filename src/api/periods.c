/* periods.c - the list of periods, closing and opening them. */
#include "inventory/period.h"

#include "api/handlers.h"
#include "api/list.h"

enum err
periods_list(struct req *req, struct res *res)
{
	struct listing l;
	struct rows rows;
	enum err e;

	if ((e = list_read(req, &period_schema, &l)) != OK)
		return e;
	if (http_param(req, "sort").s == NULL)
		l.query.order.desc = true;
	if ((e = list_find(req, &l, &rows)) != OK)
		return e;
	return list_answer(req, res, &l, &period_schema, &rows);
}

static enum err
set(struct req *req, struct res *res, enum period_state state)
{
	const struct period_request *in = req->in;
	struct period p;
	bool absent;
	enum err e;

	if ((e = period_get(req->app->store, req->mem, req->args[0], &p, &absent, &req->why)) !=
		OK ||
	    (e = http_if_match(req, p.version)) != OK ||
	    (e = period_set(req->app->store, &req->deed, req->args[0], state, in->reason, &p,
		 &req->why)) != OK)
		return e;
	return http_record(req, res, 200, &period_schema, &p);
}

enum err
periods_close(struct req *req, struct res *res)
{
	return set(req, res, PERIOD_CLOSED);
}

enum err
periods_reopen(struct req *req, struct res *res)
{
	return set(req, res, PERIOD_OPEN);
}
