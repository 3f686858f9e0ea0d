/* postings.c - Creates, reverses, corrects, reads and lists postings. */
#include "api/handlers.h"
#include "api/list.h"
#include "api/param.h"
#include "base/mem.h"
#include "inventory/ledger/ledger_join.h"
#include "inventory/posting/posting.h"
#include "schema/records.h"

static struct posting_change *
postings_prepare(struct req *req)
{
	struct posting_change *x = MEM_ONE(req->mem, struct posting_change);

	req->change = &x->change;
	return x;
}

enum err
postings_create(struct req *req, struct res *res)
{
	(void)res;
	return posting_make_init(
	    postings_prepare(req), req->app->store, &req->cx, req->in, &req->why);
}

enum err
postings_reverse(struct req *req, struct res *res)
{
	(void)res;
	posting_reverse_init(
	    postings_prepare(req), req->app->store, &req->cx, req->args[0], req->in, &req->why);
	return OK;
}

enum err
postings_correct(struct req *req, struct res *res)
{
	(void)res;
	return posting_correct_init(
	    postings_prepare(req), req->app->store, &req->cx, req->args[0], req->in, &req->why);
}

/* Sets the name of the user from the request, so that it need not be looked up. */
enum err
postings_made(struct req *req, struct res *res)
{
	struct stock_transaction *t;
	struct posting p;

	posting_made((const struct posting_change *)req->change, &p);
	SET(&p, posting, created_by_name, req->user->username);
	t = p.lines.v;
	for (size_t i = 0; i < p.lines.n; i++)
		SET(&t[i], stock_transaction, created_by_name, req->user->username);
	return http_record(req, res, 201, &posting_schema, &p);
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
	bool narrow;
	enum err e;

	if ((e = list_read(req, &posting_schema, &l)) != OK ||
	    (e = list_posted_between(req, &l, FIELD(posting, seq))) != OK)
		return e;
	if (http_param(req, "sort").s == NULL)
		l.query.order = (struct order){FIELD(posting, seq), true};
	narrow = list_narrow(&l);
	if ((e = list_find(req, &l, &rows)) != OK ||
	    (!narrow && (e = ledger_summarize(req->app->store, rows.v, rows.n, &req->why)) != OK))
		return e;
	return list_answer(req, res, &l, &posting_schema, &rows);
}

enum err
postings_get(struct req *req, struct res *res)
{
	enum err e = param_check(req);

	return e == OK ? postings_replay(req, res) : e;
}
