/* list_filter.c - Turns query parameters into filters, and says which fields can be one. */
#include "api/list_filter.h"

#include <assert.h>

#include "api/param.h"
#include "auth/permission.h"
#include "inventory/ledger/ledger.h"
#include "masters/reference/refs.h"
#include "schema/records.h"

bool
list_can_filter(const struct field *f, uint64_t granted)
{
	return (f->flags & F_INDEXED) && !(f->flags & (F_VIRTUAL | F_SECRET | F_HIDDEN)) &&
	       (f->read == PERM_NONE || has_perm(granted, f->read));
}

bool
list_can_sort(const struct field *f, uint64_t granted)
{
	if (field_is(f, F_SORTS))
		return field_shown(f, granted);
	return f->type == T_KEY || (list_can_filter(f, granted) && (f->flags & F_REQUIRED));
}

void
list_where(struct listing *l, struct filter f)
{
	assert(l->query.nwhere < LIST_WHERE_MAX);
	l->where[l->query.nwhere++] = f;
}

static void
list_filter_field(struct req *req, struct listing *l, const struct pair *p, size_t field)
{
	const struct field *f = &l->query.schema->fields[field];
	struct filter w = {.field = field, .text = p->value};
	struct time_span span = {0};
	bool yes = false, good = true;

	switch (f->type) {
	case T_BOOL:
		good = param_bool(req, p, &yes);
		w.number = yes;
		break;
	case T_INT:
		good = param_number(req, p, INT64_MIN, INT64_MAX, &w.number);
		break;
	case T_DEC:
		good = param_decimal(req, p, &w.number);
		break;
	case T_TIME:
		good = param_parse_time(req, p, &span);
		w.number = span.first;
		break;
	case T_ENUM:
		good = param_enum(req, p, f->one_of);
		break;
	default:
		break;
	}
	if (good)
		list_where(l, w);
}

void
list_filter_active(struct req *req, struct listing *l)
{
	int field = l->query.schema->is_active;
	struct pair p = {STR("is_active"), http_param(req, "is_active")};

	if (field < 0 || !(l->query.schema->fields[field].flags & F_INDEXED))
		return;
	if (p.value.s == NULL)
		p.value = STR("true");
	if (!str_is(p.value, "all"))
		list_filter_field(req, l, &p, (size_t)field);
}

bool
list_filter_param(struct req *req, struct listing *l, const struct pair *p)
{
	int field = schema_field(l->query.schema, p->name);

	if (field < 0 || !list_can_filter(&l->query.schema->fields[field], req->cx.perms))
		return false;
	if (!str_is(p->name, "is_active")) /* see list_filter_active() */
		list_filter_field(req, l, p, (size_t)field);
	return true;
}

enum err
list_normalize_units(struct req *req, struct listing *l)
{
	for (size_t i = 0; i < l->query.nwhere; i++) {
		struct uom uom = {0};
		struct why why;
		enum err e;

		if (l->query.schema->fields[l->where[i].field].ref != &uom_schema)
			continue;
		why_init(&why, req->mem);
		e = refs_get(req->app->store, &uom_schema, l->where[i].text, &uom, &why);
		if (e == OK)
			l->where[i].text = uom.id;
		else if (e != ERR_NOT_FOUND)
			return err_set(&req->why, e, "%.*s", STRF(why.text));
	}
	return OK;
}

/* --- times --- */

void
list_between(struct req *req, struct listing *l, size_t field)
{
	const struct time_span *from = param_time(req, "from"), *to = param_time(req, "to");

	if (from != NULL)
		list_where(
		    l, (struct filter){.field = field, .cmp = CMP_GE, .number = from->first});
	if (to != NULL)
		list_where(l, (struct filter){.field = field, .cmp = CMP_LE, .number = to->last});
}

enum err
list_posted_between(struct req *req, struct listing *l, size_t seq_field)
{
	static const struct {
		const char *name;
		bool end; /* a day means its end; otherwise its start, excluding earlier postings */
		enum cmp cmp;
	} bounds[] = {{"posted_from", false, CMP_GT}, {"posted_to", true, CMP_LE}};
	enum err e;

	for (size_t i = 0; i < sizeof bounds / sizeof *bounds; i++) {
		const struct time_span *span = param_time(req, bounds[i].name);
		struct filter w = {.field = seq_field, .cmp = bounds[i].cmp};
		int64_t at;

		if (span == NULL)
			continue;
		at = bounds[i].end ? span->last : span->first - 1;
		if ((e = ledger_seq_at(req->app->store, at, &w.number, &req->why)) != OK)
			return e;
		list_where(l, w);
	}
	return OK;
}
