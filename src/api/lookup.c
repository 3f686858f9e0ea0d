/* lookup.c - what a scanned or typed code names: an item, a pack, a place, a posting. */
#include "api/handlers.h"
#include "api/param.h"
#include "auth/may.h"
#include "base/mem.h"
#include "masters/master.h"

struct lookup {
	struct req *req;
	struct str code;
	struct lookup_answer *found;
};

static void
fill(struct lookup *s, const char *kind, struct str id, struct str code, struct str name)
{
	SET(s->found, lookup_answer, kind, str_of(kind));
	SET(s->found, lookup_answer, id, id);
	SET(s->found, lookup_answer, code, code);
	if (name.n > 0)
		SET(s->found, lookup_answer, name, name);
}

static enum err
named(struct lookup *s, enum code_kind kind, const struct schema *schema, void *rec)
{
	struct why *w = &s->req->why;
	struct code row = {0};
	enum err e;

	if ((e = master_code_get(s->req->app->store, kind, s->code, &row, w)) != OK)
		return e;
	return store_get(s->req->app->store, schema, row.record_id, rec, w);
}

static void
fill_item(struct lookup *s, const struct item *item)
{
	fill(s, "item", item->id, item->item_code, item->item_name);
	SET(s->found, lookup_answer, uom, item->uom);
	SET(s->found, lookup_answer, is_active, item->is_active);
}

static enum err
find_item(struct lookup *s)
{
	struct item item = {0};
	enum err e = named(s, CODE_ITEM, &item_schema, &item);

	if (e == OK)
		fill_item(s, &item);
	return e;
}

static enum err
find_barcode(struct lookup *s)
{
	struct item item = {0};
	const struct pack *p;
	enum err e = named(s, CODE_BARCODE, &item_schema, &item);

	if (e != OK)
		return e;
	fill_item(s, &item);
	p = item.packs.v;
	for (const struct pack *end = p + item.packs.n; p < end; p++) {
		if (!HAS(p, pack, barcode) ||
		    !str_eq(str_fold(s->req->mem, p->barcode), str_fold(s->req->mem, s->code)))
			continue;
		SET(s->found, lookup_answer, kind, STR("pack"));
		SET(s->found, lookup_answer, uom, p->uom);
		SET(s->found, lookup_answer, numerator, p->numerator);
		SET(s->found, lookup_answer, denominator, p->denominator);
	}
	return OK;
}

static enum err
find_location(struct lookup *s)
{
	struct location location = {0};
	enum err e = named(s, CODE_LOCATION, &location_schema, &location);

	if (e != OK)
		return e;
	fill(s, "location", location.id, location.code, location.name);
	SET(s->found, lookup_answer, is_active, location.is_active);
	return OK;
}

static enum err
find_recipient(struct lookup *s)
{
	struct recipient recipient = {0};
	enum err e = named(s, CODE_RECIPIENT, &recipient_schema, &recipient);

	if (e != OK)
		return e;
	fill(s, "recipient", recipient.id, recipient.code, recipient.name);
	SET(s->found, lookup_answer, is_active, recipient.is_active);
	return OK;
}

static enum err
find_posting(struct lookup *s)
{
	const struct filter by = {
	    .field = FIELD(posting, number), .text = str_capitals(s->req->mem, s->code)};
	const struct query q = {.schema = &posting_schema, .where = &by, .nwhere = 1, .limit = 1};
	const struct posting *p;
	struct rows rows;
	enum err e;

	if ((e = store_find(s->req->app->store, &q, &rows, &s->req->why)) != OK)
		return e;
	p = rows.v;
	if (rows.n == 0)
		return err_set(&s->req->why, ERR_NOT_FOUND, "%s", err_title(ERR_NOT_FOUND));
	fill(s, "posting", p->id, p->number, STR(""));
	return OK;
}

/* The first that knows the code answers; one that may not be seen does not know it. */
static const struct {
	enum perm needs;
	enum err (*find)(struct lookup *);
} finders[] = {
    {PERM_ITEM_READ, find_item},
    {PERM_ITEM_READ, find_barcode},
    {PERM_MASTER_READ, find_location},
    {PERM_MASTER_READ, find_recipient},
    {PERM_LEDGER_READ, find_posting},
};

enum err
lookup_get(struct req *req, struct res *res)
{
	struct lookup s = {.req = req, .found = MEM_ONE(req->mem, struct lookup_answer)};
	enum err e;

	s.code = str_trim(http_param(req, "code"));
	if (s.code.n == 0)
		err_field(&req->why, param_loc(req, STR("code")), "missing", "Is required");
	if ((e = param_check(req)) != OK)
		return e;
	for (size_t i = 0; i < sizeof finders / sizeof *finders; i++) {
		if (!may(req->deed.may, finders[i].needs))
			continue;
		if ((e = finders[i].find(&s)) == OK)
			return http_record(req, res, 200, &lookup_answer_schema, s.found);
		if (e != ERR_NOT_FOUND)
			return e;
	}
	return err_set(&req->why, ERR_NOT_FOUND, "Nothing has the code %.*s", STRF(s.code));
}
