/* verify.c - one slice after the other: the postings by their serial numbers, then the items. */
#include "inventory/verify_parts.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/mem.h"

enum { ITEMS_PAGE = 200 };

void
verify_differs(struct verifier *v, const char *fmt, ...)
{
	char text[512];
	va_list ap;

	if (verify_found(v))
		return;
	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	v->out->difference = str_dup(v->mem, str_of(text));
}

/* Runs one slice at one moment, in memory of its own. */
static enum err
slice(struct verifier *v, enum err (*run)(struct verifier *, void *), void *arg)
{
	struct why *outer = v->w, inner;
	void *mem = mem_root("verify slice");
	enum err e;

	why_init(&inner, mem);
	v->w = &inner;
	if ((e = store_hold(v->store, v->w)) == OK) {
		e = run(v, arg);
		store_release(v->store);
	}
	v->w = outer;
	if (e != OK)
		e = err_set(outer, e, "%.*s", STRF(inner.text));
	mem_free(mem);
	return e;
}

struct place { /* how far a walk has come */
	int64_t seq;
	struct str item; /* in the verdict's memory */
	bool more;
};

static enum err
ledger_slice(struct verifier *v, void *arg)
{
	struct place *p = arg;

	return verify_ledger(v, &p->seq, &p->more);
}

static enum err
series_slice(struct verifier *v, void *arg)
{
	(void)arg;
	return verify_series(v);
}

static enum err
items_slice(struct verifier *v, void *arg)
{
	struct place *p = arg;
	const struct query q = {.schema = &item_schema,
	    .limit = ITEMS_PAGE,
	    .after = {.given = p->item.n > 0, .id = p->item}};
	struct rows rows;
	enum err e;

	if ((e = store_find(v->store, &q, &rows, v->w)) != OK)
		return e;
	p->more = rows.n > 0;
	for (size_t i = 0; i < rows.n && !verify_found(v); i++) {
		const struct item *item = (const struct item *)rows.v + i;

		if ((e = verify_item(v, item)) != OK || (e = verify_openings(v, item)) != OK)
			return e;
		v->out->items++;
	}
	if (rows.n > 0)
		p->item = str_dup(v->mem, ((const struct item *)rows.v)[rows.n - 1].id);
	return OK;
}

static enum err
advisory_slice(struct verifier *v, void *arg)
{
	(void)arg;
	return verify_advisory(v);
}

enum err
verify(struct store *st, struct verdict *out, struct why *w)
{
	struct verifier v = {.store = st, .out = out, .w = w, .mem = w->mem};
	struct place p = {.more = true};
	enum err e;

	*out = (struct verdict){.notes = buf_init(w->mem)};
	while (p.more && !verify_found(&v))
		if ((e = slice(&v, ledger_slice, &p)) != OK)
			return e;
	if (!verify_found(&v) && (e = slice(&v, series_slice, &p)) != OK)
		return e;
	for (p.more = true; p.more && !verify_found(&v);)
		if ((e = slice(&v, items_slice, &p)) != OK)
			return e;
	return slice(&v, advisory_slice, &p);
}
