/*
 * recount_openings.c - Recomputes the guard rows of an item's openings: exactly the balances
 * with an opening that was not reversed have one, so that stock is opened once.
 *
 * Where a lot was opened in two spellings, before lots were folded, the row may name either
 * posting.
 */
#include "inventory/recount/recount_parts.h"

#include <stdlib.h>

#include "base/mem.h"
#include "inventory/draft/effect.h"
#include "store/rows.h"

enum { LINES_MAX = 1000000 };

struct live_opening {  /* an opening line that was not reversed */
	struct str id; /* of its balance */
	const struct stock_transaction *line;
};

/* The opening lines of an item without those that reverse others, in the order of posting. */
static enum err
recount_read_opening_lines(struct recount_run *r, struct rows *lines)
{
	const struct filter where[] = {
	    {.field = FIELD(stock_transaction, item_id), .text = r->item->id},
	    {.field = FIELD(stock_transaction, transaction_type), .text = STR("opening")},
	    {.field = FIELD(stock_transaction, reverses_id), .cmp = CMP_ABSENT}};
	const struct query q = {.schema = &stock_transaction_schema,
	    .where = where,
	    .nwhere = 3,
	    .order.field = FIELD(stock_transaction, seq),
	    .limit = LINES_MAX};

	return store_find(r->store, &q, lines, r->w);
}

static int
recount_order_openings(const void *x, const void *y)
{
	const struct live_opening *a = x, *b = y;
	int c = str_cmp(a->id, b->id);

	return c != 0 ? c : (a->line > b->line) - (a->line < b->line);
}

static enum err
recount_read_live_openings(struct recount_run *r, struct live_opening **out, size_t *n)
{
	const struct stock_transaction *t;
	struct id_set ids = {.mem = r->w->mem};
	struct rows lines, back;
	enum err e;

	if ((e = recount_read_opening_lines(r, &lines)) != OK)
		return e;
	t = lines.v;
	for (size_t i = 0; i < lines.n; i++)
		id_set_add(&ids, t[i].id);
	if ((e = rows_find_in(r->store, &stock_transaction_schema,
		 FIELD(stock_transaction, reverses_id), ids.list, &back, r->w)) != OK)
		return e;
	*out = MEM_MANY(r->w->mem, struct live_opening, lines.n + 1);
	*n = 0;
	for (size_t i = 0; i < lines.n; i++)
		if (rows_lookup(&back, &stock_transaction_schema,
			FIELD(stock_transaction, reverses_id), t[i].id) == NULL)
			(*out)[(*n)++] = (struct live_opening){
			    balance_id(r->w->mem, t[i].item_id, t[i].location_id, t[i].lot), &t[i]};
	if (*n > 0)
		qsort(*out, *n, sizeof **out, recount_order_openings);
	return OK;
}

/* kept: the stored row or NULL; n live openings of that balance, possibly 0. */
static void
recount_compare_opening(
    struct recount_run *r, const struct opening *kept, const struct live_opening *v, size_t n)
{
	struct opening *due = NULL;
	struct recount_diff *a;

	for (size_t i = 0; kept != NULL && i < n; i++)
		if (str_eq(kept->posting_id, v[i].line->posting_id))
			return;
	if (n > 0) {
		due = MEM_ONE(r->w->mem, struct opening);
		SET(due, opening, id, v->id);
		SET(due, opening, posting_id, v->line->posting_id);
	}
	a = recount_add(r, &opening_schema, kept, due);
	a->what = str_printf(r->w->mem, "the guard of the opening of %.*s, %.*s",
	    STRF(r->item->item_code), STRF(a->id));
	if (kept != NULL)
		a->is = str_printf(r->w->mem, "posting %.*s", STRF(kept->posting_id));
	if (n > 0)
		a->should = str_printf(r->w->mem, "posting %.*s (%.*s)", STRF(due->posting_id),
		    STRF(v->line->posting_number));
}

enum err
recount_openings(struct recount_run *r)
{
	struct live_opening *v;
	struct rows rows;
	const struct opening *kept;
	size_t n, from = 0, to, k = 0;
	enum err e;

	if ((e = recount_read_live_openings(r, &v, &n)) != OK ||
	    (e = recount_kept(r, &opening_schema, &rows)) != OK)
		return e;
	kept = rows.v;
	while (from < n || k < rows.n) {
		int c = from == n ? 1 : k == rows.n ? -1 : str_cmp(v[from].id, kept[k].id);

		for (to = from; c <= 0 && to < n && str_eq(v[to].id, v[from].id);)
			to++;
		recount_compare_opening(r, c >= 0 ? &kept[k] : NULL, &v[from], to - from);
		from = to;
		k += c >= 0;
	}
	return OK;
}
