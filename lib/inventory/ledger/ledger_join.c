/*
 * ledger_join.c - Fills in what lines and postings show of other records: items, locations,
 * users, reversals, and of a posting its lines; with one query per schema.
 */
#include "inventory/ledger/ledger_join.h"

#include "base/mem.h"
#include "inventory/ledger/line_fields.h"
#include "store/rows.h"

/* --- lines --- */

struct ledger_joined {
	struct rows items, locations, users, reversals;
};

static enum err
ledger_read_joined(struct store *st, const struct stock_transaction *t, size_t n,
    struct ledger_joined *j, struct why *w)
{
	struct id_set items = {.mem = w->mem}, locations = {.mem = w->mem}, users = {.mem = w->mem},
		      lines = {.mem = w->mem};
	enum err e;

	for (size_t i = 0; i < n; i++) {
		id_set_add(&items, t[i].item_id);
		id_set_add(&locations, t[i].location_id);
		id_set_add(&users, t[i].created_by);
		id_set_add(&lines, t[i].id);
	}
	if ((e = rows_find_in(st, &item_schema, FIELD(item, id), items.list, &j->items, w)) != OK ||
	    (e = rows_find_in(st, &location_schema, FIELD(location, id), locations.list,
		 &j->locations, w)) != OK ||
	    (e = rows_find_in(st, &user_schema, FIELD(user, id), users.list, &j->users, w)) != OK)
		return e;
	return rows_find_in(st, &stock_transaction_schema, FIELD(stock_transaction, reverses_id),
	    lines.list, &j->reversals, w);
}

static void
ledger_join_line(struct stock_transaction *t, const struct ledger_joined *j)
{
	const struct item *item = rows_lookup(&j->items, &item_schema, FIELD(item, id), t->item_id);
	const struct location *at =
	    rows_lookup(&j->locations, &location_schema, FIELD(location, id), t->location_id);
	const struct user *who =
	    rows_lookup(&j->users, &user_schema, FIELD(user, id), t->created_by);
	const struct stock_transaction *back = rows_lookup(
	    &j->reversals, &stock_transaction_schema, FIELD(stock_transaction, reverses_id), t->id);

	if (item != NULL) {
		SET(t, stock_transaction, item_code, item->item_code);
		SET(t, stock_transaction, item_name, item->item_name);
		SET(t, stock_transaction, uom, item->uom);
	}
	if (at != NULL)
		SET(t, stock_transaction, location_code, at->code);
	if (who != NULL)
		SET(t, stock_transaction, created_by_name, who->username);
	if (back != NULL)
		SET(t, stock_transaction, reversed_by_id, back->id);
}

enum err
ledger_join(struct store *st, struct stock_transaction *t, size_t n, struct why *w)
{
	struct ledger_joined j;
	enum err e = ledger_read_joined(st, t, n, &j, w);

	for (size_t i = 0; e == OK && i < n; i++)
		ledger_join_line(&t[i], &j);
	return e;
}

/* --- postings --- */

void
ledger_set_top(struct posting *p)
{
	SET(p, posting, line_count, (int64_t)p->lines.n);
	if (p->lines.n > 0)
		line_fields_to_head(p, p->lines.v);
}

struct ledger_summary {
	struct rows users, reversals, firsts;
	struct sums counts; /* sorted by posting id */
};

static enum err
ledger_summary_read_lines(
    struct store *st, struct integers seqs, struct ledger_summary *h, struct why *w)
{
	const size_t by = FIELD(stock_transaction, posting_id);
	const struct filter where[] = {
	    {.field = FIELD(stock_transaction, seq), .cmp = CMP_IN, .in_numbers = seqs},
	    {.field = FIELD(stock_transaction, line_no), .number = 1}};
	struct query q = {.schema = &stock_transaction_schema, .where = where, .nwhere = 1};
	enum err e;

	if (seqs.n == 0)
		return OK;
	if ((e = store_sum(st, &q, &by, 1, NULL, 0, &h->counts, w)) != OK)
		return e;
	q.nwhere = 2;
	q.order.field = by;
	q.limit = seqs.n;
	if ((e = store_find(st, &q, &h->firsts, w)) != OK)
		return e;
	return ledger_join(st, h->firsts.v, h->firsts.n, w);
}

static enum err
ledger_summary_read(
    struct store *st, const struct posting *p, size_t n, struct ledger_summary *h, struct why *w)
{
	struct id_set ids = {.mem = w->mem}, users = {.mem = w->mem};
	int64_t *seqs = MEM_MANY(w->mem, int64_t, n + 1);
	enum err e;

	*h = (struct ledger_summary){0};
	for (size_t i = 0; i < n; i++) {
		id_set_add(&ids, p[i].id);
		id_set_add(&users, p[i].created_by);
		seqs[i] = p[i].seq;
	}
	if ((e = rows_find_in(st, &user_schema, FIELD(user, id), users.list, &h->users, w)) != OK ||
	    (e = rows_find_in(st, &posting_schema, FIELD(posting, reverses_id), ids.list,
		 &h->reversals, w)) != OK)
		return e;
	return ledger_summary_read_lines(st, (struct integers){seqs, n}, h, w);
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
