/* opening.c - Checks opening lines and writes the rows that guard them. */
#include "inventory/draft/opening.h"

#include "base/mem.h"
#include "inventory/stock/lot.h"
#include "schema/json.h"
#include "store/rows.h"

enum { OPENING_LINES_MAX = 10000 };

/* --- lots opened in two spellings --- */

/* The opening lines of that balance in any spelling of its lot. */
static enum err
opening_find_lines(const struct posting_batch *pb, const struct effect *x, struct list spellings,
    struct rows *rows, struct why *w)
{
	const struct balance_key *key = &x->line->key;
	const struct filter where[] = {
	    {.field = FIELD(stock_transaction, item_id), .text = key->item},
	    {.field = FIELD(stock_transaction, location_id), .text = key->location},
	    {.field = FIELD(stock_transaction, transaction_type), .text = STR("opening")},
	    {.field = FIELD(stock_transaction, lot), .cmp = CMP_IN, .in = spellings},
	    {.field = FIELD(stock_transaction, reverses_id), .cmp = CMP_ABSENT}};
	const struct query q = {.schema = &stock_transaction_schema,
	    .where = where,
	    .nwhere = sizeof where / sizeof *where,
	    .order.field = FIELD(stock_transaction, seq),
	    .limit = OPENING_LINES_MAX};

	return store_find(pb->store, &q, rows, w);
}

/* Sets x->opened_by to the first opening that is reversed neither by this batch nor before. */
static enum err
opening_find_other(
    const struct posting_batch *pb, struct effect *x, struct list spellings, struct why *w)
{
	const size_t by = FIELD(stock_transaction, reverses_id);
	struct id_set ids = {.mem = w->mem};
	const struct stock_transaction *t;
	struct rows rows, back;
	enum err e;

	if ((e = opening_find_lines(pb, x, spellings, &rows, w)) != OK)
		return e;
	t = rows.v;
	for (size_t i = 0; i < rows.n; i++)
		id_set_add(&ids, t[i].id);
	e = rows_find_in(pb->store, &stock_transaction_schema, by, ids.list, &back, w);
	for (size_t i = 0; e == OK && i < rows.n && x->opened_by.n == 0; i++)
		if (!posting_batch_reverses(pb, t[i].posting_id) &&
		    rows_lookup(&back, &stock_transaction_schema, by, t[i].id) == NULL)
			x->opened_by = t[i].posting_id;
	return e;
}

/* Reads the version to expect; call it before reading what the version guards. */
static enum err
opening_expect_total(const struct posting_batch *pb, const struct effect *x, struct why *w)
{
	struct item_stock s;
	enum err e;

	if (x->item->version != 0)
		return OK;
	if ((e = store_get(pb->store, &item_stock_schema, x->line->key.item, &s, w)) == OK)
		x->item->version = s.version;
	return e;
}

static enum err
opening_find_other_spelling(const struct posting_batch *pb, struct effect *x, struct why *w)
{
	const struct balance_key *key = &x->line->key;
	struct lot_filter lot;
	enum err e;

	if (!x->unopened || key->lot.n == 0)
		return OK;
	if ((e = lot_find(pb->store, key->item, key->lot, &lot, w)) != OK || lot.spellings.n < 2)
		return e;
	if ((e = opening_expect_total(pb, x, w)) != OK)
		return e;
	return opening_find_other(pb, x, lot.spellings, w);
}

/* --- checking --- */

static enum err
opening_refuse(struct str posting_id, struct why *w)
{
	buf_puts(&w->more, "\"posting_id\":");
	json_put_str(&w->more, posting_id);
	return err_set(w, ERR_OPENING_EXISTS,
	    "The opening stock of an item, location and lot is already posted");
}

/* was: the guard row, or NULL. The row of a posting that this batch reverses does not count, unless
 * another opening keeps it. */
static enum err
opening_check_balance(const struct posting_batch *pb, const struct effect *x,
    const struct opening *was, struct why *w)
{
	if (was != NULL && !posting_batch_reverses(pb, was->posting_id))
		return opening_refuse(was->posting_id, w);
	if (was != NULL && x->opened_by.n > 0)
		return opening_refuse(x->opened_by, w);
	if (x->opened_twice)
		return err_set(w, ERR_OPENING_EXISTS,
		    "Two lines post opening stock of %.*s at the same location and lot",
		    STRF(x->line->item->item_code));
	return OK;
}

enum err
opening_check(const struct posting_batch *pb, struct effects *fx, struct why *w)
{
	struct id_set ids = {.mem = pb->cx->mem};
	struct rows rows;
	enum err e = OK;

	for (size_t i = 0; i < fx->n && e == OK; i++) {
		e = opening_find_other_spelling(pb, &fx->v[i], w);
		if (fx->v[i].opens != NULL)
			id_set_add(&ids, fx->v[i].id);
	}
	if (e != OK || ids.list.n == 0)
		return e;
	e = rows_find_in(pb->store, &opening_schema, FIELD(opening, id), ids.list, &rows, w);
	for (size_t i = 0; i < fx->n && e == OK; i++)
		if (fx->v[i].opens != NULL)
			e = opening_check_balance(pb, &fx->v[i],
			    rows_lookup(&rows, &opening_schema, FIELD(opening, id), fx->v[i].id),
			    w);
	return e;
}

/* --- writes --- */

static struct opening *
opening_make_row(const void *mem, const struct effect *x, struct str posting_id)
{
	struct opening *o = MEM_ONE(mem, struct opening);

	SET(o, opening, id, x->id);
	SET(o, opening, posting_id, posting_id);
	return o;
}

void
opening_put(struct batch *b, const struct effects *fx)
{
	for (size_t i = 0; i < fx->n; i++) {
		const struct effect *x = &fx->v[i];

		if (x->unopened && x->opened_by.n > 0)
			batch_add(b, OP_UPDATE, &opening_schema,
			    opening_make_row(b->mem, x, x->opened_by));
		else if (x->unopened)
			batch_add(b, OP_DELETE, &opening_schema, NULL)->id = x->id;
		if (x->opens != NULL)
			batch_add(b, OP_INSERT, &opening_schema,
			    opening_make_row(b->mem, x, x->opens->t->posting_id));
	}
}
