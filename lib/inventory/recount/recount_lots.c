/*
 * recount_lots.c - Recomputes the lot records of an item.
 *
 * A record keeps its spelling. A missing one is spelled as in the first line, which only needs
 * to be looked up when there are several spellings.
 */
#include "inventory/recount/recount_parts.h"

#include <stdlib.h>

#include "base/mem.h"
#include "inventory/stock/lot.h"
#include "schema/records.h"
#include "store/rows.h"

struct lot_spelling {
	struct str folded, as;
};

static int
recount_order_spellings(const void *x, const void *y)
{
	const struct lot_spelling *a = x, *b = y;
	int c = str_cmp(a->folded, b->folded);

	return c != 0 ? c : str_cmp(a->as, b->as);
}

/* Lists spellings without duplicates, those of one lot together; returns how many. */
static size_t
recount_list_spellings(const struct recount_run *r, struct lot_spelling **out)
{
	struct lot_spelling *v = MEM_MANY(r->w->mem, struct lot_spelling, r->lines.n + 1);
	size_t n = 0, all = 0;

	for (size_t i = 0; i < r->lines.n; i++) {
		const struct str as = r->lines.v[i].key[RECOUNT_LOT];

		if (as.n > 0 && (all == 0 || !str_eq(v[all - 1].as, as)))
			v[all++] = (struct lot_spelling){lot_fold(r->w->mem, as), as};
	}
	if (all > 0)
		qsort(v, all, sizeof *v, recount_order_spellings);
	for (size_t i = 0; i < all; i++)
		if (n == 0 || recount_order_spellings(&v[n - 1], &v[i]) != 0)
			v[n++] = v[i];
	*out = v;
	return n;
}

/* The earliest ledger line with one of these spellings, by posting and then by position in it. */
static enum err
recount_find_first_spelling(struct recount_run *r, struct list in, struct str *as)
{
	struct filter where[] = {{.field = FIELD(stock_transaction, item_id), .text = r->item->id},
	    {.field = FIELD(stock_transaction, lot), .cmp = CMP_IN, .in = in},
	    {.field = FIELD(stock_transaction, seq), .number = 0}};
	struct query q = {.schema = &stock_transaction_schema,
	    .where = where,
	    .nwhere = 2,
	    .order.field = FIELD(stock_transaction, seq),
	    .limit = 1};
	struct rows rows;
	enum err e;

	if ((e = store_find(r->store, &q, &rows, r->w)) != OK || rows.n == 0)
		return e;
	where[q.nwhere++].number = ((const struct stock_transaction *)rows.v)->seq;
	q.order.field = FIELD(stock_transaction, line_no);
	if ((e = store_find(r->store, &q, &rows, r->w)) == OK && rows.n > 0)
		*as = ((const struct stock_transaction *)rows.v)->lot;
	return e;
}

static bool
recount_same_list(const struct list *a, const struct list *b)
{
	bool same = a->n == b->n;

	for (size_t i = 0; same && i < a->n; i++)
		same = str_eq(a->v[i], b->v[i]);
	return same;
}

static void
recount_compare_lot(struct recount_run *r, const struct lot *kept, struct lot *due)
{
	struct recount_diff *a;

	if (kept != NULL && str_eq(kept->item_id, due->item_id) && str_eq(kept->lot, due->lot) &&
	    str_eq(kept->folded, due->folded) && recount_same_list(&kept->others, &due->others))
		return;
	a = recount_add(r, &lot_schema, kept, due);
	a->what = str_printf(
	    r->w->mem, "the record of lot %.*s of %.*s", STRF(due->lot), STRF(r->item->item_code));
	a->is = kept == NULL ? STR("nothing")
			     : str_printf(r->w->mem, "'%.*s' and %zu other spellings",
				   STRF(kept->lot), kept->others.n);
	a->should =
	    str_printf(r->w->mem, "'%.*s' and %zu other spellings", STRF(due->lot), due->others.n);
}

/* n spellings of one lot. */
static enum err
recount_lot(struct recount_run *r, const struct lot_spelling *v, size_t n, const struct rows *kept)
{
	const void *mem = r->w->mem;
	struct lot *due = (struct lot *)r->lots.v + r->lots.n++;
	const struct lot *is =
	    rows_lookup(kept, &lot_schema, FIELD(lot, id), lot_id(mem, r->item->id, v->folded));
	struct id_set all = {.mem = mem}, others = {.mem = mem};
	struct str as = v->as;
	enum err e = OK;

	for (size_t i = 0; i < n; i++)
		id_set_add(&all, v[i].as);
	if (is != NULL && str_eq(lot_fold(mem, is->lot), v->folded))
		as = is->lot;
	else if (n > 1)
		e = recount_find_first_spelling(r, all.list, &as);
	*due = *lot_make(mem, r->item->id, as);
	for (size_t i = 0; i < n; i++)
		if (!str_eq(v[i].as, as))
			id_set_add(&others, v[i].as);
	if (others.list.n > 0)
		SET(due, lot, others, others.list);
	if (e == OK)
		recount_compare_lot(r, is, due);
	return e;
}

enum err
recount_lots(struct recount_run *r)
{
	struct lot_spelling *v;
	size_t n = recount_list_spellings(r, &v);
	struct rows kept;
	enum err e;

	r->out->lots = n > 0;
	r->lots = (struct rows){MEM_MANY(r->w->mem, struct lot, n + 1), 0};
	if (n == 0)
		return OK;
	if ((e = recount_kept(r, &lot_schema, &kept)) != OK)
		return e;
	for (size_t from = 0, to; e == OK && from < n; from = to) {
		for (to = from + 1; to < n && str_eq(v[to].folded, v[from].folded);)
			to++;
		e = recount_lot(r, &v[from], to - from, &kept);
	}
	return e;
}
