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
#include "masters/gs1/gs1.h"
#include "schema/records.h"
#include "schema/terms.h"

static const struct search_source {
	enum found_kind kind;
	enum perm needs;
	const struct schema *schema;
	size_t id, code, name, item; /* fields of a hit; 0: none, but id may be field 0 */
} search_sources[] = {
    {FOUND_ITEM, PERM_ITEM_READ, &item_schema, FIELD(item, id), FIELD(item, item_code),
	FIELD(item, item_name), 0},
    {FOUND_LOCATION, PERM_MASTER_READ, &location_schema, FIELD(location, id), FIELD(location, code),
	FIELD(location, name), 0},
    {FOUND_SUPPLIER, PERM_SUPPLIER_READ, &supplier_schema, FIELD(supplier, id),
	FIELD(supplier, code), FIELD(supplier, name), 0},
    {FOUND_RECIPIENT, PERM_MASTER_READ, &recipient_schema, FIELD(recipient, id),
	FIELD(recipient, code), FIELD(recipient, name), 0},
};

enum { SEARCH_SOURCES = sizeof search_sources / sizeof *search_sources };

/* --- the text --- */

static struct str
search_strip_gs1(struct req *req, struct str text)
{
	struct gs1 gs1;

	return gs1_is(text) && gs1_read(req->mem, text, &gs1) ? gs1.gtin : text;
}

bool
search_read(struct req *req, const struct pair *p, struct list *words)
{
	if (str_chars(p->value) > SEARCH_TEXT_MAX) {
		err_field(&req->why, param_loc(req, p->name), "string_too_long",
		    "Must have at most %d characters", SEARCH_TEXT_MAX);
		return false;
	}
	*words = terms_parse_words(req->mem, search_strip_gs1(req, p->value));
	return true;
}

/* --- hits --- */

struct search_run {
	struct req *req;
	struct list words;
	size_t limit; /* of each group */
};

static void
search_fill_hit(struct search_hit *hit, const struct search_source *from, const void *rec)
{
	const struct schema *s = from->schema;

	SET(hit, search_hit, kind, (int)from->kind);
	SET(hit, search_hit, id, rec_text(rec, &s->fields[from->id]));
	SET(hit, search_hit, code, rec_text(rec, &s->fields[from->code]));
	if (from->name > 0 && rec_has(rec, from->name))
		SET(hit, search_hit, name, rec_text(rec, &s->fields[from->name]));
	if (from->item > 0)
		SET(hit, search_hit, item_id, rec_text(rec, &s->fields[from->item]));
	if (s->is_active >= 0)
		SET(hit, search_hit, is_active, rec_is_active(s, rec));
	SET(hit, search_hit, exact, false);
}

static void
search_fill_group(const struct search_run *x, const struct search_source *from,
    const struct rows *rows, struct search_group *g)
{
	const size_t n = rows->n < x->limit ? rows->n : x->limit;
	struct search_hit *hits = MEM_MANY(x->req->mem, struct search_hit, n);

	for (size_t i = 0; i < n; i++)
		search_fill_hit(&hits[i], from, (const char *)rows->v + i * from->schema->size);
	SET(g, search_group, kind, (int)from->kind);
	SET(g, search_group, hits, ((struct lines){hits, n}));
	SET(g, search_group, more, rows->n > n);
}

static enum err
search_find(const struct search_run *x, const struct search_source *from, struct rows *rows)
{
	const struct query q = {.schema = from->schema, .words = x->words, .limit = x->limit + 1};

	*rows = (struct rows){0};
	if (x->words.n == 0 || !has_perm(x->req->cx.perms, from->needs))
		return OK;
	return store_find(x->req->app->store, &q, rows, &x->req->why);
}

static enum err
search_all(const struct search_run *x, struct lines *groups)
{
	struct search_group *v = MEM_MANY(x->req->mem, struct search_group, SEARCH_SOURCES);
	enum err e = OK;

	*groups = (struct lines){v, 0};
	for (size_t i = 0; i < SEARCH_SOURCES && e == OK; i++) {
		struct rows rows;

		if ((e = search_find(x, &search_sources[i], &rows)) == OK && rows.n > 0)
			search_fill_group(x, &search_sources[i], &rows, &v[groups->n++]);
	}
	return e;
}

/* --- parameters --- */

static enum err
search_read_params(struct req *req, struct search_run *x)
{
	int64_t limit = SEARCH_HITS;

	for (const struct pair *p = req->params; p < req->params + req->nparams; p++) {
		if (str_is(p->name, "limit"))
			param_number(req, p, 1, SEARCH_HITS_MAX, &limit);
		if (str_is(p->name, "q"))
			search_read(req, p, &x->words);
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
