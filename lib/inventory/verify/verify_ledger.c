/*
 * verify_ledger.c - Verifies postings, their lines and reversals: no gaps in seq, no line
 * without its posting, reversals that negate.
 */
#include "inventory/verify/verify_parts.h"

#include "base/clock.h"
#include "store/rows.h"
#include "inventory/posting/numbers.h"

enum { PAGE = 200 };

static void
verify_line(
    struct verifier *v, const struct stock_transaction *t, const struct posting *p, int64_t line_no)
{
	if (!str_eq(t->posting_id, p->id) || t->seq != p->seq ||
	    !str_eq(t->posting_number, p->number))
		verify_differs(v, "line %.*s does not belong to posting %.*s, whose number it has",
		    STRF(t->id), STRF(p->number));
	else if (t->line_no != line_no)
		verify_differs(
		    v, "posting %.*s: line %lld is missing", STRF(p->number), (long long)line_no);
	else if (t->posted_at != p->posted_at || t->transaction_date > p->transaction_date)
		verify_differs(v, "posting %.*s: line %lld has different dates", STRF(p->number),
		    (long long)line_no);
	else if (!str_eq(t->day, day_of(v->w->mem, t->transaction_date)))
		verify_differs(v, "posting %.*s: line %lld has a day other than that of its date",
		    STRF(p->number), (long long)line_no);
	else if (t->quantity == 0)
		verify_differs(v, "posting %.*s: line %lld has quantity 0", STRF(p->number),
		    (long long)line_no);
}

/* A posting is dated as the latest of its lines. */
static void
verify_date(struct verifier *v, const struct rows *lines, const struct posting *p)
{
	const struct stock_transaction *t = lines->v;

	for (size_t i = 0; i < lines->n; i++)
		if (t[i].transaction_date == p->transaction_date)
			return;
	verify_differs(v, "posting %.*s has another date than its latest line", STRF(p->number));
}

static void
verify_reversal(
    struct verifier *v, const struct stock_transaction *t, const struct stock_transaction *was)
{
	if (was == NULL)
		verify_differs(v, "line %.*s reverses a line that does not exist", STRF(t->id));
	else if (was->quantity != -t->quantity || !str_eq(was->item_id, t->item_id) ||
		 !str_eq(was->location_id, t->location_id) || !str_eq(was->lot, t->lot))
		verify_differs(v, "line %.*s does not negate line %.*s, which it reverses",
		    STRF(t->id), STRF(was->id));
	else if (was->seq >= t->seq)
		verify_differs(v, "line %.*s reverses a later line", STRF(t->id));
}

static enum err
verify_reversals(struct verifier *v, const struct rows *lines)
{
	struct id_set ids = {.mem = v->w->mem};
	const struct stock_transaction *t = lines->v;
	struct rows were;
	enum err e;

	for (size_t i = 0; i < lines->n; i++)
		if (HAS(&t[i], stock_transaction, reverses_id))
			id_set_add(&ids, t[i].reverses_id);
	e = rows_find_in(v->store, &stock_transaction_schema, FIELD(stock_transaction, id),
	    ids.list, &were, v->w);
	for (size_t i = 0; e == OK && i < lines->n; i++)
		if (HAS(&t[i], stock_transaction, reverses_id))
			verify_reversal(v, &t[i],
			    rows_lookup(&were, &stock_transaction_schema,
				FIELD(stock_transaction, id), t[i].reverses_id));
	return e;
}

/* Reads all lines at once: a posting has fewer than READ_ROWS_MAX, since one request can create or
 * reverse it. */
static enum err
verify_posting(struct verifier *v, const struct posting *p)
{
	const struct filter where = {.field = FIELD(stock_transaction, seq), .number = p->seq};
	const struct query q = {.schema = &stock_transaction_schema,
	    .where = &where,
	    .nwhere = 1,
	    .order.field = FIELD(stock_transaction, line_no),
	    .limit = READ_ROWS_MAX};
	struct rows lines;
	enum err e;

	if ((e = store_find(v->store, &q, &lines, v->w)) != OK)
		return e;
	if (lines.n == 0)
		verify_differs(v, "posting %.*s has no lines", STRF(p->number));
	for (size_t i = 0; i < lines.n; i++)
		verify_line(v, (const struct stock_transaction *)lines.v + i, p, (int64_t)i + 1);
	if (lines.n > 0)
		verify_date(v, &lines, p);
	v->out->lines += (int64_t)lines.n;
	return verify_reversals(v, &lines);
}

enum err
verify_ledger(struct verifier *v, int64_t *seq, bool *more)
{
	const struct filter where = {.field = FIELD(posting, seq), .cmp = CMP_GT, .number = *seq};
	const struct query q = {.schema = &posting_schema,
	    .where = &where,
	    .nwhere = 1,
	    .order.field = FIELD(posting, seq),
	    .limit = PAGE};
	struct rows rows;
	enum err e;

	if ((e = store_find(v->store, &q, &rows, v->w)) != OK)
		return e;
	*more = rows.n > 0;
	for (size_t i = 0; i < rows.n && !verify_found(v); i++) {
		const struct posting *p = (const struct posting *)rows.v + i;

		if (p->seq != *seq + 1 && p->seq < NUMBERS_INSTANT)
			verify_differs(v, "posting %lld is missing", (long long)(*seq + 1));
		else if ((e = verify_posting(v, p)) != OK)
			return e;
		*seq = p->seq;
		v->out->postings++;
	}
	return OK;
}
