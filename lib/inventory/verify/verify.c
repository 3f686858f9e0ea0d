/* verify.c - Runs all verifications in slices and stops at the first difference. */
#include "inventory/verify/verify_parts.h"

#include "base/clock.h"
#include "base/mem.h"
#include "inventory/recount/recount.h"
#include "schema/records.h"

enum { ITEMS_PAGE = 200 };

/* Runs one slice in one snapshot, in memory of its own. */
static enum err
verify_run_slice(struct verifier *v, enum err (*run)(struct verifier *, void *), void *arg)
{
	struct why *outer = v->w, inner;
	void *mem = mem_root("verify slice");
	enum err e;

	why_init(&inner, mem);
	v->w = &inner;
	if ((e = store_snapshot_begin(v->store, v->w)) == OK) {
		e = run(v, arg);
		store_snapshot_end(v->store);
	}
	v->w = outer;
	if (e != OK)
		e = err_set(outer, e, "%.*s", STRF(inner.text));
	mem_free(mem);
	return e;
}

struct verify_position { /* progress of an iteration */
	int64_t seq;
	bool more;
};

static enum err
verify_ledger_slice(struct verifier *v, void *arg)
{
	struct verify_position *p = arg;

	return verify_ledger(v, &p->seq, &p->more);
}

static enum err
verify_series_slice(struct verifier *v, void *arg)
{
	(void)arg;
	return verify_series(v);
}

/* The first difference of an item; faults of the ledger itself come first. */
static enum err
verify_item(void *arg, const struct recount *r, struct why *w)
{
	struct verifier *v = arg;

	(void)w;
	if (r->below_zero.n > 0)
		verify_differs(v, "%.*s", STRF(r->below_zero));
	if (r->n == 0 || verify_found(v))
		return OK;
	v->out->rebuildable = true;
	verify_differs(v, "%.*s: stored: %.*s, from the ledger: %.*s", STRF(r->v->what),
	    STRF(r->v->is), STRF(r->v->should));
	return OK;
}

struct verify_items { /* progress over the items */
	struct str last;
	bool more;
};

/* A page of items, of which only those that may differ are recounted. */
static enum err
verify_items_slice(struct verifier *v, void *arg)
{
	struct verify_items *p = arg;
	const struct query q = {.schema = &item_schema,
	    .limit = ITEMS_PAGE,
	    .after = {.given = p->last.n > 0, .id = p->last}};
	struct recounter k = recounter_start(v->store, clock_now(), verify_item, v);
	bool differs[ITEMS_PAGE];
	struct rows rows;
	const struct item *items;
	enum err e;

	if ((e = store_find(v->store, &q, &rows, v->w)) != OK)
		return e;
	items = rows.v;
	e = survey_page(&v->survey, v->store, items, rows.n, differs, v->w);
	for (size_t i = 0; i < rows.n && e == OK && !verify_found(v); i++) {
		v->out->items++;
		if (differs[i])
			e = recount_one(&k, items[i].id, v->w);
	}
	p->more = rows.n == ITEMS_PAGE;
	if (p->more)
		p->last = str_dup(v->mem, items[rows.n - 1].id);
	return e;
}

static enum err
verify_masters_slice(struct verifier *v, void *arg)
{
	enum err e = verify_periods(v);

	(void)arg;
	return e != OK ? e : verify_masters(v);
}

enum err
verify(struct store *st, struct verify_result *out, struct why *w)
{
	struct verifier v = {.store = st, .out = out, .w = w, .mem = w->mem};
	struct verify_position p = {.more = true};
	struct verify_items items = {.last = STR(""), .more = true};
	enum err e;

	*out = (struct verify_result){0};
	if ((e = survey_begin(&v.survey, st, w->mem, w)) != OK)
		return e;
	while (p.more && !verify_found(&v))
		if ((e = verify_run_slice(&v, verify_ledger_slice, &p)) != OK)
			return e;
	if (!verify_found(&v) && (e = verify_run_slice(&v, verify_series_slice, &p)) != OK)
		return e;
	while (items.more && !verify_found(&v))
		if ((e = verify_run_slice(&v, verify_items_slice, &items)) != OK)
			return e;
	return verify_found(&v) ? OK : verify_run_slice(&v, verify_masters_slice, &p);
}
