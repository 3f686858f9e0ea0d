/* posting.c - making a posting out of a request. */
#include "inventory/posting/posting.h"

#include <string.h>

#include "base/mem.h"
#include "inventory/posting/retry.h"
#include "inventory/line/movement_rule.h"
#include "inventory/posting/post.h"

/* A request begins with the fields of a line: the same file is included in both records. */
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

struct lines
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

enum err
posting_permit(const struct change_context *cx, const struct posting_request *r, struct why *w)
{
	struct lines l = posting_lines(cx->mem, r);

	return movement_require_perms(cx, l.v, l.n, w);
}

static enum err
posting_make_once(
    struct draft *f, const struct posting_request *r, struct posting *out, struct why *w)
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
	if ((e = draft_add_request(f, l.v, l.n, r->lines.n == 0, w)) != OK || (e = dated) != OK)
		return e;
	return post_write(f, out, w);
}

enum err
posting_make(struct store *st, const struct change_context *cx, const struct posting_request *r,
    struct posting *out, struct why *w)
{
	struct retry retry = retry_start();
	bool after_clash = false;
	enum err e;

	if ((e = posting_permit(cx, r, w)) != OK)
		return e;
	do {
		struct posting_batch pb = posting_batch_init(st, cx);

		pb.after_clash = after_clash;
		after_clash = true;
		e = posting_make_once(posting_batch_add(&pb, POSTING_PLAIN), r, out, w);
	} while (retry_needed(&retry, cx, &e, w));
	return e;
}
