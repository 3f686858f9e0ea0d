/*
 * ledger_summary.c - Fills the list view of postings: line count, first line, user and
 * reversal, with one query per schema.
 */
#include "base/mem.h"
#include "inventory/ledger/ledger.h"
#include "schema/records.h"
#include "store/rows.h"

struct ledger_summary {
	struct rows users, reversals, firsts;
	struct sums counts; /* sorted by posting id */
};

static enum err
ledger_summary_read_lines(
    struct store *st, struct list ids, struct ledger_summary *h, struct why *w)
{
	const size_t by = FIELD(stock_transaction, posting_id);
	const struct filter where[] = {{.field = by, .cmp = CMP_IN, .in = ids},
	    {.field = FIELD(stock_transaction, line_no), .number = 1}};
	struct query q = {.schema = &stock_transaction_schema, .where = where, .nwhere = 1};
	enum err e;

	if (ids.n == 0)
		return OK;
	if ((e = store_sum(st, &q, &by, 1, NULL, 0, &h->counts, w)) != OK)
		return e;
	q.nwhere = 2;
	q.order.field = by;
	q.limit = ids.n;
	if ((e = store_find(st, &q, &h->firsts, w)) != OK)
		return e;
	return ledger_join(st, h->firsts.v, h->firsts.n, w);
}

static enum err
ledger_summary_read(
    struct store *st, const struct posting *p, size_t n, struct ledger_summary *h, struct why *w)
{
	struct id_set ids = {.mem = w->mem}, users = {.mem = w->mem};
	enum err e;

	*h = (struct ledger_summary){0};
	for (size_t i = 0; i < n; i++) {
		id_set_add(&ids, p[i].id);
		id_set_add(&users, p[i].created_by);
	}
	if ((e = rows_find_in(st, &user_schema, FIELD(user, id), users.list, &h->users, w)) != OK ||
	    (e = rows_find_in(st, &posting_schema, FIELD(posting, reverses_id), ids.list,
		 &h->reversals, w)) != OK)
		return e;
	return ledger_summary_read_lines(st, ids.list, h, w);
}

static int64_t
ledger_summary_count_lines(const struct ledger_summary *h, struct str id)
{
	for (size_t i = 0; i < h->counts.n; i++)
		if (str_eq(h->counts.v[i].key[0], id))
			return h->counts.v[i].count;
	return 0;
}

static void
ledger_summary_fill(struct posting *p, const struct ledger_summary *h)
{
	const struct user *who =
	    rows_lookup(&h->users, &user_schema, FIELD(user, id), p->created_by);
	const struct posting *back =
	    rows_lookup(&h->reversals, &posting_schema, FIELD(posting, reverses_id), p->id);
	struct stock_transaction *first = rows_lookup(
	    &h->firsts, &stock_transaction_schema, FIELD(stock_transaction, posting_id), p->id);

	if (who != NULL)
		SET(p, posting, created_by_name, who->username);
	if (back != NULL)
		SET(p, posting, reversed_by_id, back->id);
	if (first != NULL) {
		p->lines = (struct lines){first, 1};
		ledger_set_top(p);
	}
	SET(p, posting, line_count, ledger_summary_count_lines(h, p->id));
}

enum err
ledger_summarize(struct store *st, struct posting *p, size_t n, struct why *w)
{
	struct ledger_summary h;
	enum err e = ledger_summary_read(st, p, n, &h, w);

	for (size_t i = 0; e == OK && i < n; i++)
		ledger_summary_fill(&p[i], &h);
	return e;
}
