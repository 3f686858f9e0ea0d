/* posting.c - Creates a posting from a request, and reads it back for the response. */
#include "inventory/posting/posting.h"

#include <string.h>

#include "base/mem.h"
#include "inventory/ledger/ledger_join.h"
#include "inventory/line/movement_rule.h"
#include "inventory/posting/post.h"

/* A request begins with the fields of a line, as both records include the same file. */
_Static_assert(offsetof(struct posting_request, transaction_date) >=
		   offsetof(struct posting_line, supplier_id) + sizeof(struct str),
    "a posting_request begins with a posting_line");
_Static_assert(
    offsetof(struct posting_request, supplier_id) == offsetof(struct posting_line, supplier_id),
    "a posting_request begins with a posting_line");

static struct posting_line
posting_top_line(const struct posting_request *r)
{
	struct posting_line l;

	memcpy(&l, r, sizeof l);
	l.has &= (UINT64_C(1) << posting_line_fields_n) - 1;
	l.null = 0;
	return l;
}

/* Lines inherit absent fields from the body; a request without lines is itself one line. */
static struct lines
posting_lines(const void *mem, const struct posting_request *r)
{
	struct posting_line top = posting_top_line(r);
	size_t n = r->lines.n > 0 ? r->lines.n : 1;
	struct posting_line *l = mem_array(mem, n, sizeof *l);

	for (size_t i = 0; i < n; i++) {
		l[i] = top;
		if (r->lines.n > 0)
			rec_merge(&posting_line_schema, &l[i],
			    (const struct posting_line *)r->lines.v + i);
	}
	return (struct lines){l, n};
}

static enum err
posting_draft_lines(struct draft *f, const struct posting_request *r, struct why *w)
{
	const struct loc *date = loc_name(w, loc_name(w, NULL, "body"), "transaction_date");
	struct lines l = posting_lines(f->cx->mem, r);
	enum err e, dated;

	if (HAS(r, posting_request, reference))
		SET(f->posting, posting, reference, r->reference);
	if (HAS(r, posting_request, remarks))
		SET(f->posting, posting, remarks, r->remarks);
	dated = instant_read(f->cx, r->transaction_date, date, &f->when, w);
	if (dated != OK && dated != ERR_INVALID)
		return dated;
	e = draft_add_request(f, l.v, l.n, r->lines.n == 0, w);
	return e != OK ? e : dated;
}

static enum err
posting_build(struct change *c)
{
	struct posting_change *x = (struct posting_change *)c;
	struct draft *f = post_draft(x);
	enum err e = posting_draft_lines(f, x->request, c->w);

	return e != OK ? e : post_build(f, c);
}

enum err
posting_make_init(struct posting_change *x, struct store *st, const struct change_context *cx,
    const struct posting_request *r, struct why *w)
{
	struct lines l = posting_lines(cx->mem, r);

	*x = (struct posting_change){.kind = POSTING_PLAIN, .request = r};
	x->change = post_change(st, cx, posting_build, w);
	return movement_require_perms(cx, l.v, l.n, w);
}

void
posting_made(const struct posting_change *x, struct posting *out)
{
	const struct draft *f = x->draft;
	struct stock_transaction *t = mem_array(f->cx->mem, f->n, sizeof *t);

	for (size_t i = 0; i < f->n; i++)
		t[i] = *f->lines[i].t;
	*out = *f->posting;
	SET(out, posting, lines, ((struct lines){t, f->n}));
	ledger_set_top(out);
}

enum err
posting_make(struct store *st, const struct change_context *cx, const struct posting_request *r,
    struct posting *out, struct why *w)
{
	struct posting_change x;
	enum err e;

	if ((e = posting_make_init(&x, st, cx, r, w)) == OK && (e = change_run(&x.change)) == OK)
		posting_made(&x, out);
	return e;
}
