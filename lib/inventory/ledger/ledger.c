/* ledger.c - Reads a posting with its lines, and which postings were made by an instant. */
#include "inventory/ledger/ledger.h"

#include <assert.h>

#include "inventory/ledger/ledger_join.h"
#include "schema/records.h"

enum err
ledger_lines(struct store *st, const struct posting *p, struct rows *rows, struct why *w)
{
	const struct filter where = {.field = FIELD(stock_transaction, seq), .number = p->seq};
	const struct query q = {.schema = &stock_transaction_schema,
	    .where = &where,
	    .nwhere = 1,
	    .order.field = FIELD(stock_transaction, line_no),
	    .limit = READ_ROWS_MAX};

	assert(p->seq > 0);
	return store_find(st, &q, rows, w);
}

static enum err
ledger_set_reversed_by(struct store *st, struct posting *p, struct why *w)
{
	const struct filter where = {.field = FIELD(posting, reverses_id), .text = p->id};
	const struct query q = {
	    .schema = &posting_schema, .where = &where, .nwhere = 1, .limit = 1};
	struct rows rows;
	enum err e = store_find(st, &q, &rows, w);

	if (e == OK && rows.n > 0)
		SET(p, posting, reversed_by_id, ((const struct posting *)rows.v)->id);
	return e;
}

enum err
ledger_get(struct store *st, struct str id, struct posting *p, struct why *w)
{
	struct rows rows;
	const struct stock_transaction *first;
	enum err e;

	if ((e = store_get(st, &posting_schema, id, p, w)) == ERR_NOT_FOUND)
		return err_set(w, ERR_NOT_FOUND, "Posting not found");
	if (e != OK || (e = ledger_set_reversed_by(st, p, w)) != OK ||
	    (e = ledger_lines(st, p, &rows, w)) != OK ||
	    (e = ledger_join(st, rows.v, rows.n, w)) != OK)
		return e;
	first = rows.v;
	if (rows.n > 0 && HAS(first, stock_transaction, created_by_name))
		SET(p, posting, created_by_name, first->created_by_name);
	SET(p, posting, lines, ((struct lines){rows.v, rows.n}));
	ledger_set_top(p);
	return OK;
}

enum err
ledger_seq_at(struct store *st, int64_t at, int64_t *seq, struct why *w)
{
	const struct filter where = {
	    .field = FIELD(posting, posted_at), .cmp = CMP_LE, .number = at};
	const struct query q = {.schema = &posting_schema,
	    .fields = FIELD_BIT(posting, seq),
	    .where = &where,
	    .nwhere = 1,
	    .order = {FIELD(posting, seq), true},
	    .limit = 1};
	struct rows rows;
	enum err e = store_find(st, &q, &rows, w);

	*seq = e == OK && rows.n > 0 ? ((const struct posting *)rows.v)->seq : 0;
	return e;
}
