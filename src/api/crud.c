/*
 * crud.c - list, get, make, change, deactivate and restore: the same for every master.
 *
 * The route says of which (route->of); what is particular to one of them is in lib/masters.
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

static const struct field *
crud_field(const struct schema *s, const char *name)
{
	return &s->fields[schema_known_field(s, name)];
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

static enum err
crud_answer_created(struct req *req, struct res *res, void *rec)
{
	const struct schema *s = req->route->of;
	struct str id = rec_text(rec, crud_field(s, "id"));
	enum err e;

	if ((e = master_fill_created(req->app->store, s, rec, &req->why)) != OK)
		return e;
	http_set(res, "Location", "%s/%.*s", req->route->path, STRF(id));
	return http_record(req, res, 201, s, rec);
}

enum err
crud_create(struct req *req, struct res *res)
{
	enum err e = master_create(req->app->store, &req->cx, req->route->of, req->in, &req->why);

	return e == OK ? crud_answer_created(req, res, req->in) : e;
}

enum err
crud_replay(struct req *req, struct res *res)
{
	const struct schema *s = req->route->of;
	void *rec = crud_new_record(req);
	enum err e = master_get(req->app->store, s, req->args[0], rec, &req->why);

	return e == OK ? crud_answer_created(req, res, rec) : e;
}

/* The version that the change must find: that of the record which If-Match named; else 0. */
static enum err
crud_expected_version(struct req *req, int64_t *version)
{
	const struct schema *s = req->route->of;
	void *rec = crud_new_record(req);
	enum err e;

	*version = 0;
	if (http_header(req, "if-match").s == NULL)
		return OK;
	if ((e = master_get(req->app->store, s, req->args[0], rec, &req->why)) != OK)
		return e;
	*version = rec_number(rec, crud_field(s, "version"));
	return http_if_match(req, *version);
}

enum err
crud_update(struct req *req, struct res *res)
{
	const struct schema *s = req->route->of;
	void *rec = crud_new_record(req);
	int64_t version;
	enum err e;

	if ((e = crud_expected_version(req, &version)) != OK)
		return e;
	e = master_update(
	    req->app->store, &req->cx, s, req->args[0], version, req->in, rec, &req->why);
	return e == OK ? http_record(req, res, 200, s, rec) : e;
}

enum err
crud_deactivate(struct req *req, struct res *res)
{
	int64_t version;
	enum err e;

	if ((e = crud_expected_version(req, &version)) != OK)
		return e;
	res->status = 204;
	return master_deactivate(req->app->store, &req->cx, req->route->of, req->args[0], version,
	    crud_new_record(req), &req->why);
}

enum err
crud_restore(struct req *req, struct res *res)
{
	const struct schema *s = req->route->of;
	void *rec = crud_new_record(req);
	int64_t version;
	enum err e;

	if ((e = crud_expected_version(req, &version)) != OK)
		return e;
	e = master_restore(req->app->store, &req->cx, s, req->args[0], version, rec, &req->why);
	return e == OK ? http_record(req, res, 200, s, rec) : e;
}
