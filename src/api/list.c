/* list.c - reads what a list was asked for, and finds its rows. */
#include "api/list.h"

#include "api/cursor.h"
#include "api/param.h"
#include "auth/may.h"
#include "base/mem.h"
#include "masters/gs1.h"
#include "schema/terms.h"

enum { SEARCH_MAX = 200, PAGE_MAX = 1000000000 };

static void
read_skip(struct req *req, struct listing *l, const struct pair *p)
{
	int64_t n = 0;

	if (param_number(req, p, 0, PAGE_MAX, &n))
		l->query.skip = (size_t)n;
}

static void
read_limit(struct req *req, struct listing *l, const struct pair *p)
{
	int64_t n;

	if (param_number(req, p, 1, LIST_LIMIT_MAX, &n))
		l->limit = (size_t)n;
}

static void
read_page(struct req *req, struct listing *l, const struct pair *p)
{
	l->paged = true;
	param_number(req, p, 1, PAGE_MAX, &l->page);
}

static void
read_page_size(struct req *req, struct listing *l, const struct pair *p)
{
	l->paged = true;
	param_number(req, p, 1, LIST_LIMIT_MAX, &l->page_size);
}

static void
read_count(struct req *req, struct listing *l, const struct pair *p)
{
	param_bool(req, p, &l->count);
}

static void
read_sort(struct req *req, struct listing *l, const struct pair *p)
{
	const struct schema *s = l->query.schema;
	struct buf all = buf_init(req->mem);
	struct str name = p->value;

	l->query.order.desc = str_starts(name, STR("-"));
	name = str_from(name, l->query.order.desc);
	for (size_t i = 0; i < s->nfields; i++) {
		if (!list_sorts(&s->fields[i], req->deed.may))
			continue;
		if (str_is(name, s->fields[i].name)) {
			l->query.order.field = i;
			return;
		}
		buf_printf(&all, "%s%s", all.n == 0 ? "" : ", ", s->fields[i].name);
	}
	err_field(&req->why, param_loc(req, p->name), "enum",
	    "Must be one of %.*s; with - before it the other way round", STRF(buf_str(&all)));
}

/* A GS1 code is searched for by its trade item: it is a barcode of a record, in some length. */
static struct str
sought(struct req *req, struct str text)
{
	struct gs1 gs1;

	return gs1_is(text) && gs1_read(req->mem, text, &gs1) ? gs1.gtin : text;
}

static void
read_q(struct req *req, struct listing *l, const struct pair *p)
{
	if (str_chars(p->value) > SEARCH_MAX)
		err_field(&req->why, param_loc(req, p->name), "string_too_long",
		    "Must have at most %d characters", SEARCH_MAX);
	else
		l->query.words = terms_words(req->mem, sought(req, p->value));
}

static void
read_cursor(struct req *req, struct listing *l, const struct pair *p)
{
	if (!cursor_open(req, l->binding, p->value, &l->cursor))
		err_field(&req->why, param_loc(req, p->name), "cursor",
		    "Must be the cursor of a page of this very list, with the same filters "
		    "and order");
}

static const struct standard {
	struct param is;
	void (*read)(struct req *, struct listing *, const struct pair *);
} standard[] = {
    {{"q", T_TEXT, NULL, "Words to search for."}, read_q}, /* first: see list_param() */
    {{"skip", T_INT, NULL, "How many to leave out at the beginning."}, read_skip},
    {{"limit", T_INT, NULL, "How many at most: 1 to 1000; left out: 100."}, read_limit},
    {{"sort", T_TEXT, NULL, "The field to sort by; with - before it the other way round."},
	read_sort},
    {{"cursor", T_TEXT, NULL, "Where to go on, from the Link of the page before."}, read_cursor},
    {{"count", T_BOOL, NULL, "Whether to say how many there are in all, in X-Total-Count."},
	read_count},
    {{"page", T_INT, NULL, "Which page, from 1; the answer is then an object."}, read_page},
    {{"page_size", T_INT, NULL, "How many a page has."}, read_page_size},
};

enum { STANDARD_N = sizeof standard / sizeof *standard };

const struct param *
list_param(size_t i)
{
	return i < STANDARD_N ? &standard[i].is : NULL;
}

/* --- parameters by their names --- */

static bool
read_standard(struct req *req, struct listing *l, const struct pair *p)
{
	for (size_t i = terms_any(l->query.schema) ? 0 : 1; i < STANDARD_N; i++)
		if (str_is(p->name, standard[i].is.name)) {
			standard[i].read(req, l, p);
			return true;
		}
	return false;
}

static void
refuse_unknown(struct req *req, const struct schema *s, struct str name)
{
	struct buf all = buf_init(req->mem);

	for (size_t i = terms_any(s) ? 0 : 1; i < STANDARD_N; i++)
		buf_printf(&all, "%s%s", all.n == 0 ? "" : ", ", standard[i].is.name);
	for (const struct param *p = req->route->params; p != NULL && p->name != NULL; p++)
		buf_printf(&all, ", %s", p->name);
	for (size_t i = 0; i < s->nfields; i++)
		if (list_filters(&s->fields[i], req->deed.may))
			buf_printf(&all, ", %s", s->fields[i].name);
	err_field(&req->why, param_loc(req, name), "extra_forbidden", "Unknown; allowed are %.*s",
	    STRF(buf_str(&all)));
}

static bool
wants_csv(const struct req *req)
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

/* What excludes one another, and what follows from it. */
static void
settle(struct req *req, struct listing *l)
{
	bool jumps = http_param(req, "skip").s != NULL || l->paged;

	if (l->paged && (http_param(req, "skip").s != NULL || http_param(req, "limit").s != NULL))
		err_field(&req->why, param_loc(req, STR("page")), "exclusive",
		    "page and page_size do not go with skip and limit");
	if (jumps && http_param(req, "cursor").s != NULL)
		err_field(&req->why, param_loc(req, STR("cursor")), "exclusive",
		    "A cursor does not go with skip, page and page_size");
	if (l->query.words.n > 0 && http_param(req, "sort").s != NULL)
		err_field(&req->why, param_loc(req, STR("sort")), "exclusive",
		    "A search has an order of its own: leave sort out");
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
	    .limit = LIST_LIMIT,
	    .page = 1,
	    .page_size = LIST_LIMIT,
	    .total = -1};
	l->csv = wants_csv(req);
	l->binding = cursor_binding(req);
	for (const struct pair *p = req->params; p < req->params + req->nparams; p++) {
		if (!param_repeated(req, p) && !read_standard(req, l, p) && !param_own(req, p) &&
		    !list_filter(req, l, p))
			refuse_unknown(req, s, p->name);
	}
	list_active(req, l);
	settle(req, l);
	if (req->why.err == OK && l->csv)
		return may_or_refuse(req->deed.may, PERM_EXPORT, &req->why);
	return req->why.err;
}

enum err
list_find(struct req *req, struct listing *l, struct rows *rows)
{
	enum err e;

	if (req->why.err != OK) /* of filters that were added since */
		return req->why.err;
	if (l->cursor.s != NULL && !cursor_after(l->cursor, &l->query.after))
		return err_field(
		    &req->why, param_loc(req, STR("cursor")), "cursor", "Not a cursor");
	if ((e = list_spell(req, l)) != OK ||
	    (e = store_find(req->app->store, &l->query, rows, &req->why)) != OK)
		return e;
	if (l->count || l->paged)
		return store_count(req->app->store, &l->query, &l->total, &req->why);
	return OK;
}
