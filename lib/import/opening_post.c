/* opening_post.c - Makes postings of the sums of opening stock. */
#include "import/opening.h"

#include "base/mem.h"
#include "inventory/posting/post.h"

/* So that a request can reverse each posting: that takes up to eight ops a line. */
enum { POSTING_LINES = 1200 };
_Static_assert(8 * POSTING_LINES + 100 <= REQUEST_OPS_MAX, "a posting can be reversed");

/* The lines of the next n balances at most; returns how many. */
static size_t
opening_next_lines(struct stock_import *j, struct posting_line *lines, size_t most)
{
	size_t n = 0;

	for (; n < most && j->next != NULL; j->next = j->next->hh.next) {
		struct opening_sum *s = j->next;

		if (s->cost.any)
			SET(&s->line, posting_line, unit_cost, cost_mean_value(&s->cost));
		lines[n++] = s->line;
	}
	return n;
}

static enum err
opening_add_draft(struct stock_import *j, struct posting_batch *pb, struct posting_line *lines,
    size_t n, struct why *mine)
{
	struct draft *f = posting_batch_add(pb, POSTING_PLAIN);

	f->when = j->when;
	SET(f->posting, posting, remarks, STR("Opening stock"));
	if (j->im->reference.n > 0)
		SET(f->posting, posting, reference, j->im->reference);
	return draft_add_request(f, lines, n, false, mine);
}

/* What can still be wrong concerns the file as a whole. */
enum err
opening_post(struct stock_import *j, struct batch *b)
{
	struct posting_batch pb = posting_batch_init(j->im->store, &j->cx);
	struct why mine;
	enum err e = OK;

	why_init(&mine, j->w->mem);
	for (size_t lines = 0;
	     e == OK && j->next != NULL && (lines == 0 || !store_takes_parts(j->im->store));) {
		struct posting_line *v = MEM_MANY(j->w->mem, struct posting_line, POSTING_LINES);
		size_t n = opening_next_lines(j, v, POSTING_LINES);

		e = opening_add_draft(j, &pb, v, n, &mine);
		lines += n;
		j->nposted += n;
	}
	if (e == OK)
		e = post_add(&pb, b, &mine);
	if (err_status(e) >= 500)
		return err_set(j->w, e, "%.*s", STRF(mine.text));
	if (e != OK)
		findings_fault(&j->im->found, 0, STR_NONE, STR_NONE, "%.*s", STRF(mine.text));
	return OK;
}
