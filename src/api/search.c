/*
 * search.c - Finds what a text may mean among all that the user may read: the best hits of each
 * kind, exact codes first.
 *
 * Each kind is one row of search_groups[] and one search of its schema.
 */
#include "api/search.h"

#include "api/handlers.h"
#include "api/param.h"
#include "auth/permission.h"
#include "base/mem.h"
#include "inventory/posting/number_search.h"
#include "masters/gs1/gs1.h"
#include "schema/records.h"
#include "store/rows.h"

struct search_run {
	struct req *req;
	struct search_text text, lot; /* of lots: that of a GS1 code, otherwise the text */
	size_t limit;                 /* of each group */
};

struct search_source;
typedef enum err
search_finder(const struct search_run *, const struct search_source *, struct rows *) MUST_CHECK;

static search_finder search_find_records, search_find_lots, search_find_numbers;

static const struct search_source {
	enum found_kind kind;
	enum perm needs;
	search_finder *find; /* one more than the limit, the best first */
	const struct schema *schema;
	size_t code, name, item; /* fields of a hit; 0: none */
} search_sources[] = {
    {FOUND_ITEM, PERM_ITEM_READ, search_find_records, &item_schema, FIELD(item, item_code),
	FIELD(item, item_name), 0},
    {FOUND_LOCATION, PERM_MASTER_READ, search_find_records, &location_schema, FIELD(location, code),
	FIELD(location, name), 0},
    {FOUND_SUPPLIER, PERM_SUPPLIER_READ, search_find_records, &supplier_schema,
	FIELD(supplier, code), FIELD(supplier, name), 0},
    {FOUND_RECIPIENT, PERM_MASTER_READ, search_find_records, &recipient_schema,
	FIELD(recipient, code), FIELD(recipient, name), 0},
    {FOUND_POSTING, PERM_LEDGER_READ, search_find_numbers, &posting_schema, FIELD(posting, number),
	FIELD(posting, reference), 0},
    {FOUND_REFERENCE, PERM_LEDGER_READ, search_find_records, &posting_schema,
	FIELD(posting, reference), FIELD(posting, number), 0},
    {FOUND_LOT, PERM_STOCK_READ, search_find_lots, &lot_schema, FIELD(lot, lot), 0,
	FIELD(lot, item_id)},
};

enum { SEARCH_SOURCES = sizeof search_sources / sizeof *search_sources };

/* --- the text --- */

/* Whether it is a GS1 code that can be read. */
static bool
search_read_gs1(struct req *req, struct str text, struct gs1 *gs1)
{
	return gs1_is(text) && gs1_read(req->mem, text, gs1);
}

bool
search_read(struct req *req, const struct pair *p, struct search_text *out)
{
	struct gs1 gs1;

	if (str_chars(p->value) > SEARCH_TEXT_MAX) {
		err_field(&req->why, param_loc(req, p->name), "string_too_long",
		    "Must have at most %d characters", SEARCH_TEXT_MAX);
		return false;
	}
	*out = terms_parse(req->mem, search_read_gs1(req, p->value, &gs1) ? gs1.gtin : p->value);
	return true;
}

/* --- finding --- */

static enum err
search_find_text(const struct search_run *x, const struct search_source *from,
    const struct search_text *text, struct rows *rows)
{
	const struct query q = {.schema = from->schema, .search = *text, .limit = x->limit + 1};

	return store_find(x->req->app->store, &q, rows, &x->req->why);
}

static enum err
search_find_records(const struct search_run *x, const struct search_source *from, struct rows *rows)
{
	return search_find_text(x, from, &x->text, rows);
}

static enum err
search_find_lots(const struct search_run *x, const struct search_source *from, struct rows *rows)
{
	return search_find_text(x, from, &x->lot, rows);
}

static enum err
search_find_numbers(const struct search_run *x, const struct search_source *from, struct rows *rows)
{
	(void)from;
	return number_search(x->req->app->store, &x->text, x->limit + 1, rows, &x->req->why);
}

/* --- hits --- */

/* The ranks of a search say it, but for numbers, which have none. */
static bool
search_is_exact(const struct search_run *x, const struct search_source *from, const void *rec)
{
	const struct query q = {
	    .schema = from->schema, .search = from->kind == FOUND_LOT ? x->lot : x->text};

	if (from->find == search_find_numbers)
		return number_is(
		    x->req->mem, rec_text(rec, &from->schema->fields[from->code]), &x->text);
	return query_position_of(x->req->mem, &q, rec).rank <= RANK_SAME;
}

static void
search_fill_hit(const struct search_run *x, const struct search_source *from, const void *rec,
    struct search_hit *hit)
{
	const struct schema *s = from->schema;

	SET(hit, search_hit, kind, (int)from->kind);
	SET(hit, search_hit, id, rec_text(rec, &s->fields[0]));
	SET(hit, search_hit, code, rec_text(rec, &s->fields[from->code]));
	if (from->name > 0 && rec_has(rec, from->name))
		SET(hit, search_hit, name, rec_text(rec, &s->fields[from->name]));
	if (from->item > 0)
		SET(hit, search_hit, item_id, rec_text(rec, &s->fields[from->item]));
	if (s->is_active >= 0)
		SET(hit, search_hit, is_active, rec_is_active(s, rec));
	SET(hit, search_hit, exact, search_is_exact(x, from, rec));
}

/* Lots are shown with the names of their items. */
static enum err
search_name_items(const struct search_run *x, struct search_hit *hits, size_t n)
{
	struct id_set ids = {.mem = x->req->mem};
	struct rows items;
	enum err e;

	for (size_t i = 0; i < n; i++)
		id_set_add(&ids, hits[i].item_id);
	e = rows_find_in(
	    x->req->app->store, &item_schema, FIELD(item, id), ids.list, &items, &x->req->why);
	for (size_t i = 0; e == OK && i < n; i++) {
		const struct item *item =
		    rows_lookup(&items, &item_schema, FIELD(item, id), hits[i].item_id);

		if (item != NULL)
			SET(&hits[i], search_hit, name, item->item_name);
	}
	return e;
}

static enum err
search_fill_group(const struct search_run *x, const struct search_source *from,
    const struct rows *rows, struct search_group *g)
{
	const size_t n = rows->n < x->limit ? rows->n : x->limit;
	struct search_hit *hits = MEM_MANY(x->req->mem, struct search_hit, n);

	for (size_t i = 0; i < n; i++)
		search_fill_hit(x, from, (const char *)rows->v + i * from->schema->size, &hits[i]);
	SET(g, search_group, kind, (int)from->kind);
	SET(g, search_group, hits, ((struct lines){hits, n}));
	SET(g, search_group, more, rows->n > n);
	return from->item > 0 ? search_name_items(x, hits, n) : OK;
}

static bool
search_group_is_exact(const struct search_group *g)
{
	return ((const struct search_hit *)g->hits.v)->exact;
}

/* Those with an exact hit, which is the first, before the others. */
static struct lines
search_sort_groups(const void *mem, const struct search_group *v, size_t n)
{
	struct search_group *sorted = MEM_MANY(mem, struct search_group, n);
	struct lines l = {sorted, 0};

	for (int exact = 1; exact >= 0; exact--)
		for (size_t i = 0; i < n; i++)
			if (search_group_is_exact(&v[i]) == (exact == 1))
				sorted[l.n++] = v[i];
	return l;
}

static enum err
search_all(const struct search_run *x, struct lines *groups)
{
	struct search_group v[SEARCH_SOURCES] = {0};
	size_t n = 0;
	enum err e = OK;

	for (size_t i = 0; i < SEARCH_SOURCES && e == OK; i++) {
		const struct search_source *from = &search_sources[i];
		struct rows rows;

		if (has_perm(x->req->cx.perms, from->needs) &&
		    (e = from->find(x, from, &rows)) == OK && rows.n > 0)
			e = search_fill_group(x, from, &rows, &v[n++]);
	}
	*groups = search_sort_groups(x->req->mem, v, n);
	return e;
}

/* --- parameters --- */

static enum err
search_read_params(struct req *req, struct search_run *x)
{
	int64_t limit = SEARCH_HITS;
	struct gs1 gs1;

	for (const struct pair *p = req->params; p < req->params + req->nparams; p++) {
		if (str_is(p->name, "limit"))
			param_number(req, p, 1, SEARCH_HITS_MAX, &limit);
		if (str_is(p->name, "q") && search_read(req, p, &x->text))
			x->lot = search_read_gs1(req, p->value, &gs1) && gs1.lot.n > 0
				     ? terms_parse(req->mem, gs1.lot)
				     : x->text;
	}
	if (http_param(req, "q").s == NULL)
		err_field(&req->why, param_loc(req, STR("q")), "missing", "Is required");
	x->limit = (size_t)limit;
	return param_check(req);
}

enum err
search_get(struct req *req, struct res *res)
{
	struct search_answer *found = MEM_ONE(req->mem, struct search_answer);
	struct search_run x = {.req = req};
	struct lines groups;
	enum err e;

	if ((e = search_read_params(req, &x)) != OK || (e = search_all(&x, &groups)) != OK)
		return e;
	SET(found, search_answer, groups, groups);
	return http_record(req, res, 200, &search_answer_schema, found);
}
