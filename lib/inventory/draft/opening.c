/* opening.c - Checks opening lines and writes the rows that guard them. */
#include "inventory/draft/opening.h"

#include "base/mem.h"
#include "inventory/line/master_cache.h"
#include "inventory/stock/lot.h"
#include "schema/json.h"

enum { OPENING_LINES_MAX = 10000 };

static bool
opening_is_made_by(const struct draft_line *l)
{
	return l->t->transaction_type == MOVE_OPENING && !HAS(l->t, stock_transaction, reverses_id);
}

static bool
opening_is_reversed_by(const struct draft_line *l)
{
	return l->t->transaction_type == MOVE_OPENING && HAS(l->t, stock_transaction, reverses_id);
}

static struct str
opening_id(const void *mem, const struct draft_line *l)
{
	return balance_id(mem, l->t->item_id, l->t->location_id, l->lot);
}

/* --- lots opened in two spellings --- */

/* The opening lines of that balance in any spelling of its lot. */
static enum err
opening_find_lines(const struct draft *f, const struct draft_line *l, struct list spellings,
    struct rows *rows, struct why *w)
{
	const struct filter where[] = {
	    {.field = FIELD(stock_transaction, item_id), .text = l->t->item_id},
	    {.field = FIELD(stock_transaction, location_id), .text = l->t->location_id},
	    {.field = FIELD(stock_transaction, transaction_type), .text = STR("opening")},
	    {.field = FIELD(stock_transaction, lot), .cmp = CMP_IN, .in = spellings},
	    {.field = FIELD(stock_transaction, reverses_id), .cmp = CMP_ABSENT}};
	const struct query q = {.schema = &stock_transaction_schema,
	    .where = where,
	    .nwhere = sizeof where / sizeof *where,
	    .order.field = FIELD(stock_transaction, seq),
	    .limit = OPENING_LINES_MAX};

	return store_find(f->store, &q, rows, w);
}

/* The first one that was not reversed and is not of the posting being reversed. */
static enum err
opening_find_other(
    const struct draft *f, struct draft_line *l, struct list spellings, struct why *w)
{
	const size_t by = FIELD(stock_transaction, reverses_id);
	struct id_set ids = {.mem = w->mem};
	const struct stock_transaction *t;
	struct rows rows, back;
	enum err e;

	if ((e = opening_find_lines(f, l, spellings, &rows, w)) != OK)
		return e;
	t = rows.v;
	for (size_t i = 0; i < rows.n; i++)
		id_set_add(&ids, t[i].id);
	if ((e = rows_find_in(f->store, &stock_transaction_schema, by, ids.list, &back, w)) != OK)
		return e;
	for (size_t i = 0; i < rows.n && l->opened_by.n == 0; i++)
		if (!str_eq(t[i].posting_id, f->posting->reverses_id) &&
		    rows_lookup(&back, &stock_transaction_schema, by, t[i].id) == NULL)
			l->opened_by = t[i].posting_id;
	return OK;
}

/* Read it before what it guards. */
static enum err
opening_expect_total(
    const struct draft *f, const struct draft_line *l, struct effects *fx, struct why *w)
{
	struct item_stock s;
	enum err e = store_get(f->store, &item_stock_schema, l->item->id, &s, w);

	for (size_t i = 0; e == OK && i < fx->nitems; i++)
		if (fx->items[i].version == 0 && str_eq(fx->items[i].item->id, l->item->id))
			fx->items[i].version = s.version;
	return e;
}

static enum err
opening_find_other_spelling(
    const struct draft *f, struct draft_line *l, struct effects *fx, struct why *w)
{
	struct lot_filter lot;
	enum err e;

	if (!opening_is_reversed_by(l) || l->lot.n == 0)
		return OK;
	if ((e = lot_find(f->store, l->item->id, l->lot, &lot, w)) != OK || lot.spellings.n < 2)
		return e;
	if ((e = opening_expect_total(f, l, fx, w)) != OK)
		return e;
	return opening_find_other(f, l, lot.spellings, w);
}

/* --- checks --- */

static enum err
opening_refuse(struct str posting_id, struct why *w)
{
	buf_puts(&w->more, "\"posting_id\":");
	json_put_str(&w->more, posting_id);
	return err_set(w, ERR_OPENING_EXISTS,
	    "The opening stock of an item, location and lot was posted before");
}

/* A row of the posting being reversed does not count, unless it stays for another spelling. */
static enum err
opening_check_rows(const struct draft *f, const struct rows *rows, struct why *w)
{
	const struct opening *was = rows->v;

	for (size_t i = 0; i < rows->n; i++) {
		struct str by = was[i].posting_id;

		if (!HAS(f->posting, posting, reverses_id) || !str_eq(by, f->posting->reverses_id))
			return opening_refuse(by, w);
		for (size_t k = 0; k < f->n; k++)
			if (f->lines[k].opened_by.n > 0 &&
			    str_eq(opening_id(w->mem, &f->lines[k]), was[i].id))
				return opening_refuse(f->lines[k].opened_by, w);
	}
	return OK;
}

static enum err
opening_check_once(const struct list *ids, const struct effects *fx, struct why *w)
{
	for (size_t i = 0; i < fx->n; i++) {
		size_t n = 0;

		for (size_t k = 0; k < ids->n; k++)
			n += str_eq(ids->v[k], fx->v[i].id);
		if (n > 1)
			return err_set(w, ERR_OPENING_EXISTS,
			    "Two lines open the stock of %.*s at one location and lot",
			    STRF(fx->v[i].line->item->item_code));
	}
	return OK;
}

enum err
opening_check(struct draft *f, struct effects *fx, struct why *w)
{
	struct id_set ids = {.mem = f->cx->mem};
	struct rows rows;
	enum err e;

	for (size_t i = 0; i < f->n; i++)
		if ((e = opening_find_other_spelling(f, &f->lines[i], fx, w)) != OK)
			return e;
	for (size_t i = 0; i < f->n; i++)
		if (opening_is_made_by(&f->lines[i]))
			id_set_add(&ids, opening_id(f->cx->mem, &f->lines[i]));
	if ((e = rows_find_in(f->store, &opening_schema, FIELD(opening, id), ids.list, &rows, w)) !=
		OK ||
	    (e = opening_check_rows(f, &rows, w)) != OK)
		return e;
	return opening_check_once(&ids.list, fx, w);
}

/* --- writes --- */

static struct opening *
opening_make_row(const void *mem, const struct draft_line *l, struct str posting_id)
{
	struct opening *o = MEM_ONE(mem, struct opening);

	SET(o, opening, id, opening_id(mem, l));
	SET(o, opening, posting_id, posting_id);
	return o;
}

static void
opening_put_reversed(struct batch *b, const struct draft_line *l)
{
	if (l->opened_by.n > 0)
		batch_add(b, OP_UPDATE, &opening_schema, opening_make_row(b->mem, l, l->opened_by));
	else
		batch_add(b, OP_DELETE, &opening_schema, NULL)->id = opening_id(b->mem, l);
}

void
opening_put(struct batch *b, const struct draft *f)
{
	for (size_t i = 0; i < f->n; i++)
		if (opening_is_reversed_by(&f->lines[i]))
			opening_put_reversed(b, &f->lines[i]);
	for (size_t i = 0; i < f->n; i++)
		if (opening_is_made_by(&f->lines[i]))
			batch_add(b, OP_INSERT, &opening_schema,
			    opening_make_row(b->mem, &f->lines[i], f->posting->id));
}
