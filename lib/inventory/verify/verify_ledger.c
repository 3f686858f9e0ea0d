/*
 * verify_ledger.c - Verifies postings, their lines and reversals: no gaps in seq, no line
 * without its posting, reversals that negate. One pass in the order of seq, in chunks of whole
 * postings; the survey is given each line.
 */
#include "inventory/verify/verify_parts.h"

#include <stdlib.h>

#include "base/clock.h"
#include "schema/records.h"
#include "store/rows.h"
#include "inventory/ledger/ledger.h"

struct verify_chunk { /* both by seq, lines then by their number */
	const struct posting *postings;
	size_t npostings;
	struct stock_transaction *lines;
	size_t nlines;
	struct rows reversed; /* the lines that these reverse, by id */
};

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
verify_date(
    struct verifier *v, const struct stock_transaction *t, size_t n, const struct posting *p)
{
	for (size_t i = 0; i < n; i++)
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

/* --- reading --- */

#define LINE(name) FIELD_BIT(stock_transaction, name)
#define VERIFY_LINE_FIELDS                                                                         \
	(LINE(posting_id) | LINE(posting_number) | LINE(line_no) | LINE(seq) | LINE(posted_at) |   \
	    LINE(transaction_date) | LINE(day) | LINE(transaction_type) | LINE(item_id) |          \
	    LINE(location_id) | LINE(lot) | LINE(quantity) | LINE(reverses_id))
#define VERIFY_POSTING_FIELDS                                                                      \
	(FIELD_BIT(posting, seq) | FIELD_BIT(posting, number) | FIELD_BIT(posting, posted_at) |    \
	    FIELD_BIT(posting, transaction_date))

static int
verify_order_lines(const void *x, const void *y)
{
	const struct stock_transaction *a = x, *b = y;

	return a->seq != b->seq ? (a->seq > b->seq) - (a->seq < b->seq)
				: (a->line_no > b->line_no) - (a->line_no < b->line_no);
}

/* The lines after that seq, without those of a posting that are not all there: it has fewer than
 * READ_ROWS_MAX, since one request can create or reverse it. */
static enum err
verify_read_lines(struct verifier *v, int64_t seq, struct verify_chunk *c)
{
	const struct filter where = {
	    .field = FIELD(stock_transaction, seq), .cmp = CMP_GT, .number = seq};
	const struct query q = {.schema = &stock_transaction_schema,
	    .fields = VERIFY_LINE_FIELDS,
	    .where = &where,
	    .nwhere = 1,
	    .order.field = FIELD(stock_transaction, seq),
	    .limit = READ_ROWS_MAX};
	struct rows rows;
	enum err e = store_find(v->store, &q, &rows, v->w);

	if (e != OK)
		return e;
	c->lines = rows.v;
	c->nlines = rows.n;
	if (rows.n == READ_ROWS_MAX && c->lines[0].seq < c->lines[rows.n - 1].seq)
		while (c->lines[c->nlines - 1].seq == c->lines[rows.n - 1].seq)
			c->nlines--;
	if (c->nlines > 0)
		qsort(c->lines, c->nlines, sizeof *c->lines, verify_order_lines);
	return OK;
}

/* One more than there are lines: where each has a line, these are all. */
static enum err
verify_read_postings(struct verifier *v, int64_t seq, struct verify_chunk *c)
{
	const struct filter where[] = {{.field = FIELD(posting, seq), .cmp = CMP_GT, .number = seq},
	    {.field = FIELD(posting, seq),
		.cmp = CMP_LE,
		.number = c->nlines == 0 ? INT64_MAX : c->lines[c->nlines - 1].seq}};
	const struct query q = {.schema = &posting_schema,
	    .fields = VERIFY_POSTING_FIELDS,
	    .where = where,
	    .nwhere = 2,
	    .order.field = FIELD(posting, seq),
	    .limit = c->nlines + 1};
	struct rows rows;
	enum err e = store_find(v->store, &q, &rows, v->w);

	if (e == OK) {
		c->postings = rows.v;
		c->npostings = rows.n;
	}
	return e;
}

static enum err
verify_read_reversed(struct verifier *v, struct verify_chunk *c)
{
	struct id_set ids = {.mem = v->w->mem};

	for (size_t i = 0; i < c->nlines; i++)
		if (HAS(&c->lines[i], stock_transaction, reverses_id))
			id_set_add(&ids, c->lines[i].reverses_id);
	return rows_find_in(v->store, &stock_transaction_schema, FIELD(stock_transaction, id),
	    ids.list, &c->reversed, v->w);
}

/* --- verifying --- */

/* A posting and its n lines. */
static void
verify_posting(struct verifier *v, const struct verify_chunk *c, const struct posting *p,
    const struct stock_transaction *t, size_t n)
{
	if (n == 0)
		verify_differs(v, "posting %.*s has no lines", STRF(p->number));
	for (size_t i = 0; i < n; i++) {
		const struct stock_transaction *was = NULL;

		verify_line(v, &t[i], p, (int64_t)i + 1);
		if (HAS(&t[i], stock_transaction, reverses_id)) {
			was = rows_lookup(&c->reversed, &stock_transaction_schema,
			    FIELD(stock_transaction, id), t[i].reverses_id);
			verify_reversal(v, &t[i], was);
		}
		survey_add_line(&v->survey, &t[i], was, v->w);
	}
	if (n > 0)
		verify_date(v, t, n, p);
	v->out->lines += (int64_t)n;
	v->out->postings++;
}

/* Lines without a posting are passed over: the series tell that one is missing. */
static void
verify_chunk(struct verifier *v, const struct verify_chunk *c, int64_t *seq)
{
	const struct stock_transaction *t = c->lines, *end = t + c->nlines, *from;

	for (size_t i = 0; i < c->npostings && !verify_found(v); i++) {
		const struct posting *p = &c->postings[i];

		if (p->seq != *seq + 1 && p->seq < LEDGER_SEQ_INSTANT)
			verify_differs(v, "posting %lld is missing", (long long)(*seq + 1));
		while (t < end && t->seq < p->seq)
			t++;
		for (from = t; t < end && t->seq == p->seq;)
			t++;
		verify_posting(v, c, p, from, (size_t)(t - from));
		*seq = p->seq;
	}
}

enum err
verify_ledger(struct verifier *v, int64_t *seq, bool *more)
{
	struct verify_chunk c = {0};
	enum err e;

	if ((e = verify_read_lines(v, *seq, &c)) != OK ||
	    (e = verify_read_postings(v, *seq, &c)) != OK ||
	    (e = verify_read_reversed(v, &c)) != OK)
		return e;
	verify_chunk(v, &c, seq);
	if (c.npostings == 0 && c.nlines > 0)
		*seq = c.lines[c.nlines - 1].seq;
	*more = c.npostings > 0 || c.nlines > 0;
	return OK;
}
