/* list.c - Reads the parameters of a list and finds its rows. */
#include "api/list.h"

#include "api/cursor.h"
#include "api/list_filter.h"
#include "api/list_params.h"
#include "api/param.h"
#include "auth/permission.h"

static bool
list_wants_csv(const struct req *req)
{
	struct str one, rest = http_header(req, "accept");

	while (rest.s != NULL) {
		rest = str_cut(rest, ',', &one);
		str_cut(one, ';', &one);
		if (str_is(str_trim(one), "text/csv"))
			return true;
		if (str_is(str_trim(one), "application/json"))
			return false;
	}
	return false;
}

/* Checks parameters that exclude each other, and fills in what others imply. */
static void
list_normalize(struct req *req, struct listing *l)
{
	bool jumps = http_param(req, "skip").s != NULL || l->paged;

	if (l->paged && (http_param(req, "skip").s != NULL || http_param(req, "limit").s != NULL))
		err_field(&req->why, param_loc(req, STR("page")), "exclusive",
		    "page and page_size cannot be combined with skip and limit");
	if (jumps && http_param(req, "cursor").s != NULL)
		err_field(&req->why, param_loc(req, STR("cursor")), "exclusive",
		    "A cursor cannot be combined with skip, page and page_size");
	if (l->query.search.given && http_param(req, "sort").s != NULL)
		err_field(&req->why, param_loc(req, STR("sort")), "exclusive",
		    "A search has its own order: omit sort");
	if (l->paged) {
		l->limit = (size_t)l->page_size;
		l->query.skip = (size_t)((l->page - 1) * l->page_size);
	}
	l->query.limit = l->limit + 1;
}

enum err
list_read(struct req *req, const struct schema *s, struct listing *l)
{
	*l = (struct listing){.query.schema = s,
	    .query.where = l->where,
	    .fields = UINT64_MAX,
	    .limit = LIST_LIMIT,
	    .page = 1,
	    .page_size = LIST_LIMIT,
	    .total = -1,
	    .form = &csv_plain};
	l->csv = list_wants_csv(req);
	l->binding = cursor_binding(req);
	for (const struct pair *p = req->params; p < req->params + req->nparams; p++) {
		if (!param_repeated(req, p) && !list_read_standard(req, l, p) &&
		    !param_own(req, p) && !list_filter_param(req, l, p))
			list_refuse_unknown(req, s, p->name);
	}
	list_filter_active(req, l);
	list_normalize(req, l);
	if (req->why.err == OK && l->csv)
		return require_perm(req->cx.perms, PERM_EXPORT, &req->why);
	return req->why.err;
}

/* A search finds the position of its last row from its code, names and terms. */
bool
list_narrow(struct listing *l)
{
	const struct schema *s = l->query.schema;

	if (l->fields == UINT64_MAX || l->query.search.given)
		return false;
	for (size_t i = 0; i < s->nfields; i++)
		if ((l->fields >> i & 1) && field_is(&s->fields[i], F_VIRTUAL))
			return false;
	l->query.fields = l->fields | UINT64_C(1) << l->query.order.field | 1;
	return true;
}

enum err
list_prepare(struct req *req, struct listing *l)
{
	if (req->why.err != OK) /* faults of filters added since */
		return req->why.err;
	if (l->cursor.s != NULL && !cursor_decode(l->cursor, &l->query.after))
		return err_field(
		    &req->why, param_loc(req, STR("cursor")), "cursor", "Not a cursor");
	return list_normalize_units(req, l);
}

enum err
list_find(struct req *req, struct listing *l, struct rows *rows)
{
	enum err e;

	if ((e = list_prepare(req, l)) != OK ||
	    (e = store_find(req->app->store, &l->query, rows, &req->why)) != OK)
		return e;
	return list_count(req, l);
}

enum err
list_count(struct req *req, struct listing *l)
{
	if (!l->count && !l->paged)
		return OK;
	return store_count(req->app->store, &l->query, &l->total, &req->why);
}
