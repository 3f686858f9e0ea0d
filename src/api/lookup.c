/* lookup.c - Finds what scanned or typed codes name; reads each schema once, however many. */
#include "api/handlers.h"
#include "api/param.h"
#include "auth/permission.h"
#include "base/mem.h"
#include "masters/code/code_row.h"
#include "masters/code/scan.h"
#include "masters/master/master.h"
#include "schema/json.h"

/* Schemas with codes of their own besides items. */
static const struct lookup_source {
	enum lookup_kind kind;
	enum perm needs;
	const struct schema *schema;
	size_t key; /* the field it is found by: the id, via a code row; or the number */
	size_t code, name;
} others[] = {
    {LOOKUP_LOCATION, PERM_MASTER_READ, &location_schema, FIELD(location, id),
	FIELD(location, code), FIELD(location, name)},
    {LOOKUP_RECIPIENT, PERM_MASTER_READ, &recipient_schema, FIELD(recipient, id),
	FIELD(recipient, code), FIELD(recipient, name)},
    {LOOKUP_POSTING, PERM_LEDGER_READ, &posting_schema, FIELD(posting, number),
	FIELD(posting, number), 0},
};

enum { LOOKUP_SOURCES = sizeof others / sizeof *others, LOOKUP_ALL_KINDS = -1 };

struct lookup {
	struct req *req;
	struct list texts;
	int only;                /* an enum lookup_kind, or ALL_KINDS */
	struct scan_cache scans; /* what was read */
	struct rows codes;       /* of locations and recipients, by id */
	struct rows homes;       /* usual locations of the items, by id */
	struct rows rows[LOOKUP_SOURCES];
};

static bool
lookup_includes(const struct lookup *l, enum lookup_kind kind, enum perm needs)
{
	return (l->only == LOOKUP_ALL_KINDS || l->only == (int)kind) &&
	       has_perm(l->req->cx.perms, needs);
}

static bool
source_has_codes(const struct lookup_source *o)
{
	return o->key == 0;
}

static struct str
lookup_code_id(const struct lookup *l, const struct lookup_source *o, struct str text)
{
	return code_row_id(l->req->mem, master_code_kind(o->schema), text);
}

/* --- reads --- */

static enum err
lookup_read_codes(struct lookup *l)
{
	struct id_set ids = {.mem = l->req->mem};

	for (size_t k = 0; k < LOOKUP_SOURCES; k++)
		for (size_t i = 0; i < l->texts.n && source_has_codes(&others[k]); i++)
			if (lookup_includes(l, others[k].kind, others[k].needs))
				id_set_add(&ids, lookup_code_id(l, &others[k], l->texts.v[i]));
	return rows_find_in(
	    l->req->app->store, &code_schema, FIELD(code, id), ids.list, &l->codes, &l->req->why);
}

/* The key value of the record with that code; empty: none. */
static struct str
lookup_key(const struct lookup *l, const struct lookup_source *o, struct str text)
{
	const struct code *row;

	if (!source_has_codes(o))
		return str_capitals(l->req->mem, text);
	row = rows_lookup(&l->codes, &code_schema, FIELD(code, id), lookup_code_id(l, o, text));
	return row == NULL ? (struct str){0} : row->record_id;
}

static enum err
lookup_read_source(struct lookup *l, size_t k)
{
	const struct lookup_source *o = &others[k];
	struct id_set keys = {.mem = l->req->mem};

	for (size_t i = 0; i < l->texts.n; i++)
		id_set_add(&keys, lookup_key(l, o, l->texts.v[i]));
	return rows_find_in(
	    l->req->app->store, o->schema, o->key, keys.list, &l->rows[k], &l->req->why);
}

static enum err
lookup_read_homes(struct lookup *l)
{
	struct id_set ids = {.mem = l->req->mem};
	const struct item *v = l->scans.items.v;

	for (size_t i = 0; i < l->scans.items.n && has_perm(l->req->cx.perms, PERM_MASTER_READ);
	     i++)
		id_set_add(&ids, v[i].default_location_id);
	return rows_find_in(l->req->app->store, &location_schema, FIELD(location, id), ids.list,
	    &l->homes, &l->req->why);
}

static enum err
lookup_read(struct lookup *l)
{
	enum err e = OK;

	if (lookup_includes(l, LOOKUP_ITEM, PERM_ITEM_READ))
		e = scan_cache_read(
		    l->req->app->store, l->texts, (struct list){0}, &l->scans, &l->req->why);
	if (e == OK)
		e = lookup_read_homes(l);
	if (e == OK)
		e = lookup_read_codes(l);
	for (size_t k = 0; k < LOOKUP_SOURCES && e == OK; k++)
		if (lookup_includes(l, others[k].kind, others[k].needs))
			e = lookup_read_source(l, k);
	return e;
}

/* --- answers --- */

static void
lookup_fill_item(const struct lookup *l, struct lookup_answer *a, const struct scan_result *is)
{
	const struct str home = is->item->default_location_id;
	const struct location *at =
	    rows_lookup(&l->homes, &location_schema, FIELD(location, id), home);

	SET(a, lookup_answer, kind, is->pack != NULL ? STR("pack") : STR("item"));
	SET(a, lookup_answer, id, is->item->id);
	SET(a, lookup_answer, code, is->item->item_code);
	SET(a, lookup_answer, name, is->item->item_name);
	SET(a, lookup_answer, uom, is->pack != NULL ? is->pack->uom : is->item->uom);
	SET(a, lookup_answer, is_active, is->item->is_active);
	SET(a, lookup_answer, item_uom, is->item->uom);
	SET(a, lookup_answer, packs, is->item->packs);
	if (home.n > 0)
		SET(a, lookup_answer, default_location_id, home);
	if (at != NULL)
		SET(a, lookup_answer, default_location_code, at->code);
	if (is->pack != NULL) {
		SET(a, lookup_answer, numerator, is->pack->numerator);
		SET(a, lookup_answer, denominator, is->pack->denominator);
	}
	if (is->gs1.lot.n > 0)
		SET(a, lookup_answer, lot, is->gs1.lot);
	if (is->gs1.serial.n > 0)
		SET(a, lookup_answer, serial, is->gs1.serial);
	if (is->quantity > 0) {
		SET(a, lookup_answer, quantity, is->quantity);
		SET(a, lookup_answer, quantity_uom, is->unit);
	}
}

static void
lookup_fill_other(struct lookup_other *a, const struct lookup_source *o, const void *rec)
{
	const struct schema *s = o->schema;

	SET(a, lookup_other, kind, str_of(s->name));
	SET(a, lookup_other, id, rec_text(rec, &s->fields[0]));
	SET(a, lookup_other, code, rec_text(rec, &s->fields[o->code]));
	if (o->name > 0)
		SET(a, lookup_other, name, rec_text(rec, &s->fields[o->name]));
	if (s->is_active >= 0)
		SET(a, lookup_other, is_active, rec_is_active(s, rec));
}

/* All matches of that text except items. */
static struct lines
lookup_find_others(const struct lookup *l, struct str text)
{
	struct lookup_other *v = MEM_MANY(l->req->mem, struct lookup_other, LOOKUP_SOURCES);
	struct lines found = {v, 0};

	for (size_t k = 0; k < LOOKUP_SOURCES; k++) {
		const void *rec = rows_lookup(
		    &l->rows[k], others[k].schema, others[k].key, lookup_key(l, &others[k], text));

		if (rec != NULL)
			lookup_fill_other(&v[found.n++], &others[k], rec);
	}
	return found;
}

/* Where no item has the code, the first of the other matches becomes the result. */
static void
lookup_promote_first(struct lookup_answer *a, struct lines *rest)
{
	const struct lookup_other *first = rest->v;

	SET(a, lookup_answer, kind, first->kind);
	SET(a, lookup_answer, id, first->id);
	SET(a, lookup_answer, code, first->code);
	if (HAS(first, lookup_other, name))
		SET(a, lookup_answer, name, first->name);
	if (HAS(first, lookup_other, is_active))
		SET(a, lookup_answer, is_active, first->is_active);
	*rest = (struct lines){(struct lookup_other *)rest->v + 1, rest->n - 1};
}

/* Returns OK and the answer, or why there is none. */
static enum err
lookup_resolve(
    const struct lookup *l, struct str text, struct scan_result *is, struct lookup_answer *a)
{
	struct lines rest = lookup_find_others(l, text);

	*is = (struct scan_result){.err = ERR_NOT_FOUND};
	if (lookup_includes(l, LOOKUP_ITEM, PERM_ITEM_READ))
		*is = scan_resolve(&l->scans, l->req->mem, text);
	if (is->err == OK)
		lookup_fill_item(l, a, is);
	else if (is->err == ERR_AMBIGUOUS || rest.n == 0)
		return is->err;
	else
		lookup_promote_first(a, &rest);
	SET(a, lookup_answer, others, rest);
	return OK;
}

enum err
lookup_get(struct req *req, struct res *res)
{
	struct lookup_answer *found = MEM_ONE(req->mem, struct lookup_answer);
	struct str text = str_trim(http_param(req, "code")), kind = http_param(req, "kind");
	struct lookup l = {.req = req, .texts = {&text, 1}};
	struct scan_result is;
	enum err e;

	if (text.n == 0)
		err_field(&req->why, param_loc(req, STR("code")), "missing", "Is required");
	if ((e = param_check(req)) != OK)
		return e;
	l.only = kind.s == NULL
		     ? LOOKUP_ALL_KINDS
		     : field_enum_index(
			   &lookup_request_schema.fields[FIELD(lookup_request, kind)], kind);
	if ((e = lookup_read(&l)) != OK)
		return e;
	if (lookup_resolve(&l, text, &is, found) == OK)
		return http_record(req, res, 200, &lookup_answer_schema, found);
	return scan_fail(&l.scans, &is, text, param_loc(req, STR("code")), &req->why);
}

/* --- several codes --- */

static void
lookup_fill_error(const struct lookup *l, const struct scan_result *is, struct lookup_result *r)
{
	struct why why;

	why_init(&why, l->req->mem);
	SET(r, lookup_result, error,
	    str_of(err_code(scan_fail(&l->scans, is, r->code, NULL, &why))));
	SET(r, lookup_result, detail, why.faults != NULL ? why.faults->msg : why.text);
	if (is->err == ERR_AMBIGUOUS)
		SET(r, lookup_result, items, scan_claimants(&l->scans, l->req->mem, is->code));
}

static void
lookup_fill_result(const struct lookup *l, struct str text, struct lookup_result *r)
{
	struct lookup_answer *found = MEM_ONE(l->req->mem, struct lookup_answer);
	struct scan_result is;

	SET(r, lookup_result, code, text);
	if (lookup_resolve(l, text, &is, found) == OK)
		SET(r, lookup_result, found, ((struct lines){found, 1}));
	else
		lookup_fill_error(l, &is, r);
}

enum err
lookup_many(struct req *req, struct res *res)
{
	const struct lookup_request *in = req->in;
	struct lookup_results_answer *all = MEM_ONE(req->mem, struct lookup_results_answer);
	struct lookup_result *v = MEM_MANY(req->mem, struct lookup_result, in->codes.n);
	struct lookup l = {.req = req, .texts = in->codes, .only = LOOKUP_ALL_KINDS};
	enum err e;

	if (HAS(in, lookup_request, kind))
		l.only = in->kind;
	if ((e = lookup_read(&l)) != OK)
		return e;
	for (size_t i = 0; i < in->codes.n; i++)
		lookup_fill_result(&l, in->codes.v[i], &v[i]);
	SET(all, lookup_results_answer, results, ((struct lines){v, in->codes.n}));
	return http_record(req, res, 200, &lookup_results_answer_schema, all);
}
