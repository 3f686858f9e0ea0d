/* ledger.c - Joins ledger lines with items, locations, users and reversals. */
#include "inventory/ledger/ledger.h"

#include <assert.h>

#include "base/mem.h"
#include "schema/records.h"
#include "store/rows.h"

enum { POSTING_LINES_MAX = OPS_MAX };

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

enum err
ledger_lines(struct store *st, struct str posting_id, struct rows *rows, struct why *w)
{
	const struct filter where = {
	    .field = FIELD(stock_transaction, posting_id), .text = posting_id};
	const struct query q = {.schema = &stock_transaction_schema,
	    .where = &where,
	    .nwhere = 1,
	    .order.field = FIELD(stock_transaction, line_no),
	    .limit = POSTING_LINES_MAX};

	assert(posting_id.n > 0);
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
	    (e = ledger_lines(st, id, &rows, w)) != OK ||
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

void
ledger_set_top(struct posting *p)
{
	const struct stock_transaction *t = p->lines.v;
	static const struct {
		size_t of_posting, of_line;
	} same[] = {
	    {FIELD(posting, transaction_type), FIELD(stock_transaction, transaction_type)},
	    {FIELD(posting, item_id), FIELD(stock_transaction, item_id)},
	    {FIELD(posting, item_code), FIELD(stock_transaction, item_code)},
	    {FIELD(posting, item_name), FIELD(stock_transaction, item_name)},
	    {FIELD(posting, location_id), FIELD(stock_transaction, location_id)},
	    {FIELD(posting, location_code), FIELD(stock_transaction, location_code)},
	    {FIELD(posting, lot), FIELD(stock_transaction, lot)},
	    {FIELD(posting, quantity), FIELD(stock_transaction, entered_quantity)},
	    {FIELD(posting, uom), FIELD(stock_transaction, entered_uom)},
	    {FIELD(posting, unit_cost), FIELD(stock_transaction, unit_cost)},
	    {FIELD(posting, reason_code), FIELD(stock_transaction, reason_code)},
	    {FIELD(posting, supplier_id), FIELD(stock_transaction, supplier_id)},
	    {FIELD(posting, issued_to), FIELD(stock_transaction, issued_to)},
	    {FIELD(posting, charge_to), FIELD(stock_transaction, charge_to)},
	};

	SET(p, posting, line_count, (int64_t)p->lines.n);
	if (p->lines.n == 0)
		return;
	for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
		const struct field *from = &stock_transaction_schema.fields[same[i].of_line];

		if (!rec_has(t, same[i].of_line))
			continue;
		if (from->type == T_DEC || from->type == T_ENUM)
			rec_set_number(p, &posting_schema, same[i].of_posting, rec_number(t, from));
		else
			rec_set_text(p, &posting_schema, same[i].of_posting, rec_text(t, from));
	}
}
