/* list_params.c - Table of the standard parameters of lists, with the functions that read them. */
#include "api/list_params.h"

#include "api/cursor.h"
#include "api/list_filter.h"
#include "api/param.h"
#include "api/search.h"
#include "base/mem.h"
#include "schema/terms.h"

enum { LIST_PAGE_MAX = 1000000000 };

static void
list_read_skip(struct req *req, struct listing *l, const struct pair *p, const struct param *is)
{
	int64_t n = 0;

	if (param_number(req, p, is->min, is->max, &n))
		l->query.skip = (size_t)n;
}

static void
list_read_limit(struct req *req, struct listing *l, const struct pair *p, const struct param *is)
{
	int64_t n;

	if (param_number(req, p, is->min, is->max, &n))
		l->limit = (size_t)n;
}

static void
list_read_page(struct req *req, struct listing *l, const struct pair *p, const struct param *is)
{
	l->paged = true;
	param_number(req, p, is->min, is->max, &l->page);
}

static void
list_read_page_size(
    struct req *req, struct listing *l, const struct pair *p, const struct param *is)
{
	l->paged = true;
	param_number(req, p, is->min, is->max, &l->page_size);
}

static void
list_read_count(struct req *req, struct listing *l, const struct pair *p, const struct param *is)
{
	(void)is;
	param_bool(req, p, &l->count);
}

static void
list_read_sort(struct req *req, struct listing *l, const struct pair *p, const struct param *is)
{
	const struct schema *s = l->query.schema;
	struct buf all = buf_init(req->mem);
	struct str name = p->value;

	(void)is;
	l->query.order.desc = str_starts(name, STR("-"));
	name = str_from(name, l->query.order.desc);
	for (size_t i = 0; i < s->nfields; i++) {
		if (!list_can_sort(&s->fields[i], req->cx.perms))
			continue;
		if (str_is(name, s->fields[i].name)) {
			l->query.order.field = i;
			return;
		}
		buf_printf(&all, "%s%s", all.n == 0 ? "" : ", ", s->fields[i].name);
	}
	err_field(&req->why, param_loc(req, p->name), "enum",
	    "Must be one of %.*s; prefix it with - for descending order", STRF(buf_str(&all)));
}

static void
list_read_fields(struct req *req, struct listing *l, const struct pair *p, const struct param *is)
{
	const struct schema *s = l->query.schema;
	struct str name, rest = p->value;

	(void)is;
	for (l->fields = 0; rest.s != NULL;) {
		int i;

		rest = str_cut(rest, ',', &name);
		i = schema_field(s, name);
		if (i >= 0 && field_shown(&s->fields[i], req->cx.perms))
			l->fields |= UINT64_C(1) << i;
		else
			err_field(&req->why, param_loc(req, p->name), "enum",
			    "There is no field %.*s; fields are separated by commas", STRF(name));
	}
}

static void
list_read_q(struct req *req, struct listing *l, const struct pair *p, const struct param *is)
{
	(void)is;
	search_read(req, p, &l->query.search);
}

static void
list_read_cursor(struct req *req, struct listing *l, const struct pair *p, const struct param *is)
{
	(void)is;
	if (!cursor_open(req, l->binding, p->value, &l->cursor))
		err_field(&req->why, param_loc(req, p->name), "cursor",
		    "Must be a cursor of the same list with the same filters and order");
}

static void
list_read_bom(struct req *req, struct listing *l, const struct pair *p, const struct param *is)
{
	(void)is;
	param_bool(req, p, &l->bom);
}

static void
list_read_decimal(struct req *req, struct listing *l, const struct pair *p, const struct param *is)
{
	if (param_enum(req, p, is->one_of) && str_is(p->value, "comma"))
		l->form = &csv_decimal_comma;
}

static const char *const decimal_marks[] = {"point", "comma", NULL};

static const struct standard_param {
	struct param is;
	void (*read)(struct req *, struct listing *, const struct pair *, const struct param *);
} standard_params[] = {
    {{"q", T_TEXT, NULL, .doc = "Searches for words; the results have their own order.",
	 .max = SEARCH_TEXT_MAX},
	list_read_q},
    {{"skip", T_INT, NULL, .doc = "Number of records to skip; not with page.",
	 .max = LIST_PAGE_MAX},
	list_read_skip},
    {{"limit", T_INT, NULL, .doc = "Maximum number of records, 100 by default; not with page.",
	 .min = 1, .max = LIST_LIMIT_MAX},
	list_read_limit},
    {{"sort", T_TEXT, NULL, .doc = "Field to sort by; prefix it with - for descending order."},
	list_read_sort},
    {{"fields", T_TEXT, NULL,
	 .doc = "Names of the fields to return, separated by commas; all by default.",
	 .pattern = "^[a-z_0-9]+(,[a-z_0-9]+)*$"},
	list_read_fields},
    {{"cursor", T_TEXT, NULL,
	 .doc = "Position of the next page, from the Link header of the previous one."},
	list_read_cursor},
    {{"count", T_BOOL, NULL,
	 .doc = "Whether to return the total number of records in X-Total-Count."},
	list_read_count},
    {{"page", T_INT, NULL, .doc = "Page number, from 1; the response is then an object.", .min = 1,
	 .max = LIST_PAGE_MAX},
	list_read_page},
    {{"page_size", T_INT, NULL, .doc = "Number of records per page.", .min = 1,
	 .max = LIST_LIMIT_MAX},
	list_read_page_size},
    {{"bom", T_BOOL, NULL,
	 .doc = "For CSV: whether it begins with a BOM and a line that names the separator, as "
		"Excel needs it."},
	list_read_bom},
    {{"decimal", T_ENUM, decimal_marks,
	 .doc = "For CSV: the decimal mark of numbers, a point by default; with a comma, the "
		"separator is a semicolon."},
	list_read_decimal},
};

enum { STANDARD_PARAMS = sizeof standard_params / sizeof *standard_params };

static bool
list_can_sort_any(const struct schema *s)
{
	for (size_t i = 0; i < s->nfields; i++)
		if (list_can_sort(&s->fields[i], UINT64_MAX))
			return true;
	return false;
}

static bool
list_has_param(const struct schema *s, const struct standard_param *p)
{
	return (p->read != list_read_q || terms_searchable(s)) &&
	       (p->read != list_read_sort || list_can_sort_any(s));
}

bool
list_read_standard(struct req *req, struct listing *l, const struct pair *p)
{
	for (size_t i = 0; i < STANDARD_PARAMS; i++)
		if (str_is(p->name, standard_params[i].is.name) &&
		    list_has_param(l->query.schema, &standard_params[i])) {
			standard_params[i].read(req, l, p, &standard_params[i].is);
			return true;
		}
	return false;
}

void
list_refuse_unknown(struct req *req, const struct schema *s, struct str name)
{
	struct buf all = buf_init(req->mem);

	for (size_t i = 0; i < STANDARD_PARAMS; i++)
		if (list_has_param(s, &standard_params[i]))
			buf_printf(
			    &all, "%s%s", all.n == 0 ? "" : ", ", standard_params[i].is.name);
	for (const struct param *p = req->route->params; p != NULL && p->name != NULL; p++)
		buf_printf(&all, ", %s", p->name);
	for (size_t i = 0; i < s->nfields; i++)
		if (list_can_filter(&s->fields[i], req->cx.perms))
			buf_printf(&all, ", %s", s->fields[i].name);
	err_field(&req->why, param_loc(req, name), "extra_forbidden", "Unknown; allowed are %.*s",
	    STRF(buf_str(&all)));
}

/* --- for the OpenAPI document --- */

const struct param *
list_param(const struct schema *s, size_t i)
{
	static const struct param none;

	if (i >= STANDARD_PARAMS)
		return NULL;
	return list_has_param(s, &standard_params[i]) ? &standard_params[i].is : &none;
}

const char *const *
list_orders(const void *mem, const struct schema *s)
{
	const char **names = MEM_MANY(mem, const char *, 2 * s->nfields + 1);
	size_t n = 0;

	for (size_t i = 0; i < s->nfields; i++) {
		if (!list_can_sort(&s->fields[i], UINT64_MAX))
			continue;
		names[n++] = s->fields[i].name;
		names[n++] = str_printf(mem, "-%s", s->fields[i].name).s;
	}
	return names;
}
