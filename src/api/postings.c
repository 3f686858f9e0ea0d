/* postings.c - making, taking back, correcting, reading and listing postings. */
#include "api/handlers.h"
#include "api/list.h"
#include "api/list_posted.h"
#include "api/param.h"
#include "inventory/posting/posting.h"
#include "schema/records.h"

/* The maker's name is known here and need not be looked up. */
static enum err
postings_answer(struct req *req, struct res *res, struct posting *p)
{
	struct stock_transaction *t = p->lines.v;

	SET(p, posting, created_by_name, req->user->username);
	for (size_t i = 0; i < p->lines.n; i++)
		SET(&t[i], stock_transaction, created_by_name, req->user->username);
	return http_record(req, res, 201, &posting_schema, p);
}

enum err
postings_create(struct req *req, struct res *res)
{
	struct posting p;
	enum err e = posting_make(req->app->store, &req->cx, req->in, &p, &req->why);

	return e == OK ? postings_answer(req, res, &p) : e;
}

enum err
postings_reverse(struct req *req, struct res *res)
{
	struct posting p;
	enum err e =
	    posting_reverse(req->app->store, &req->cx, req->args[0], req->in, &p, &req->why);

	return e == OK ? postings_answer(req, res, &p) : e;
}

enum err
postings_correct(struct req *req, struct res *res)
{
	struct posting p;
	enum err e =
	    posting_correct(req->app->store, &req->cx, req->args[0], req->in, &p, &req->why);

	return e == OK ? postings_answer(req, res, &p) : e;
}

enum err
postings_replay(struct req *req, struct res *res)
{
	struct posting p;
	enum err e = ledger_get(req->app->store, req->args[0], &p, &req->why);

	return e == OK ? http_record(req, res, 200, &posting_schema, &p) : e;
}

enum err
postings_list(struct req *req, struct res *res)
{
	struct listing l;
	struct rows rows;
	enum err e;

	if ((e = list_read(req, &posting_schema, &l)) != OK ||
	    (e = list_posted_between(req, &l, FIELD(posting, seq))) != OK)
		return e;
	if (http_param(req, "sort").s == NULL)
		l.query.order = (struct order){FIELD(posting, seq), true};
	if ((e = list_find(req, &l, &rows)) != OK ||
	    (e = ledger_summarize(req->app->store, rows.v, rows.n, &req->why)) != OK)
		return e;
	return list_answer(req, res, &l, &posting_schema, &rows);
}

enum err
postings_get(struct req *req, struct res *res)
{
	enum err e = param_check(req);

	return e == OK ? postings_replay(req, res) : e;
}
