/*
 * crud.c - Lists, reads, creates, updates, deactivates and restores any master record. The
 * route names the schema (route->of); the rules are in lib/masters.
 */
#include "api/handlers.h"
#include "api/list.h"
#include "api/param.h"
#include "base/mem.h"
#include "masters/master/master.h"

static void *
crud_new_record(const struct req *req)
{
	return mem_new(req->mem, req->route->of->size);
}

enum err
crud_list(struct req *req, struct res *res)
{
	const struct schema *s = req->route->of;
	struct listing l;
	struct rows rows;
	enum err e;

	if ((e = list_read(req, s, &l)) != OK)
		return e;
	list_between(req, &l, schema_known_field(s, "created_at"));
	list_narrow(&l);
	if ((e = list_find(req, &l, &rows)) != OK)
		return e;
	return list_answer(req, res, &l, s, &rows);
}

enum err
crud_get(struct req *req, struct res *res)
{
	const struct schema *s = req->route->of;
	void *rec = crud_new_record(req);
	enum err e;

	if ((e = param_check(req)) != OK)
		return e;
	if ((e = master_get(req->app->store, s, req->args[0], rec, &req->why)) != OK)
		return e;
	return http_record(req, res, 200, s, rec);
}

/* --- changes --- */

static enum err
crud_prepare(struct req *req, enum edit_kind kind)
{
	struct master_change *x = MEM_ONE(req->mem, struct master_change);

	master_change_init(
	    x, req->app->store, &req->cx, kind, req->route->of, req->args[0], req->in, &req->why);
	req->change = &x->change;
	return OK;
}

enum err
crud_create(struct req *req, struct res *res)
{
	(void)res;
	return crud_prepare(req, EDIT_CREATE);
}

enum err
crud_update(struct req *req, struct res *res)
{
	(void)res;
	return crud_prepare(req, EDIT_UPDATE);
}

enum err
crud_deactivate(struct req *req, struct res *res)
{
	(void)res;
	return crud_prepare(req, EDIT_DEACTIVATE);
}

enum err
crud_restore(struct req *req, struct res *res)
{
	(void)res;
	return crud_prepare(req, EDIT_RESTORE);
}

/* --- responses --- */

enum err
crud_changed(struct req *req, struct res *res)
{
	const struct master_change *x = (const struct master_change *)req->change;

	return http_record(req, res, 200, req->route->of, x->rec);
}

static enum err
crud_answer_created(struct req *req, struct res *res, void *rec)
{
	const struct schema *s = req->route->of;
	struct str id = rec_text(rec, &s->fields[0]);
	enum err e;

	if ((e = master_fill_created(req->app->store, s, rec, &req->why)) != OK)
		return e;
	http_set(res, "Location", "%s/%.*s", req->route->path, STRF(id));
	return http_record(req, res, 201, s, rec);
}

enum err
crud_created(struct req *req, struct res *res)
{
	return crud_answer_created(req, res, ((struct master_change *)req->change)->rec);
}

enum err
crud_replay(struct req *req, struct res *res)
{
	const struct schema *s = req->route->of;
	void *rec = crud_new_record(req);
	enum err e = master_get(req->app->store, s, req->args[0], rec, &req->why);

	return e == OK ? crud_answer_created(req, res, rec) : e;
}
