/*
 * recount_lines.c - Sums the ledger lines of an item by location, lot and day; months and
 * balances are sums of these.
 */
#include "inventory/recount/recount_parts.h"

#include <stdlib.h>

#include "base/mem.h"
#include "inventory/stock/lot.h"
#include "schema/records.h"

static int
recount_compare_keys(const void *x, const void *y)
{
	const struct sum_row *a = x, *b = y;
	int c = 0;

	for (size_t i = 0; i < RECOUNT_KEYS && c == 0; i++)
		c = str_cmp(a->key[i], b->key[i]);
	return c;
}

/* Lines in one direction: above zero, or below. */
static enum err
recount_sum_lines(struct recount_run *r, enum cmp way, struct sums *sums)
{
	static const size_t group[] = {
	    [RECOUNT_LOCATION] = FIELD(stock_transaction, location_id),
	    [RECOUNT_LOT] = FIELD(stock_transaction, lot),
	    [RECOUNT_WHEN] = FIELD(stock_transaction, day),
	};
	static const size_t fields[] = {FIELD(stock_transaction, quantity)};
	const struct filter where[] = {
	    {.field = FIELD(stock_transaction, item_id), .text = r->item->id},
	    {.field = FIELD(stock_transaction, quantity), .cmp = way, .number = 0}};
	const struct query q = {
	    .schema = &stock_transaction_schema, .where = where, .nwhere = 2, .limit = 1};

	return store_sum(r->store, &q, group, RECOUNT_KEYS, fields, 1, sums, r->w);
}

/* Merges rows with the same key. */
static void
recount_merge_totals(struct recount_totals *a)
{
	size_t n = 0;

	if (a->n > 0)
		qsort(a->v, a->n, sizeof *a->v, recount_compare_keys);
	for (size_t i = 0; i < a->n; i++)
		if (n > 0 && recount_compare_keys(&a->v[n - 1], &a->v[i]) == 0) {
			a->v[n - 1].total[0] += a->v[i].total[0];
			a->v[n - 1].total[1] += a->v[i].total[1];
		} else {
			a->v[n++] = a->v[i];
		}
	a->n = n;
}

/* Rolls up with folded lots and the third key cut to its first n bytes. */
static struct recount_totals
recount_roll_up(const void *mem, const struct recount_totals *fine, bool fold, size_t n)
{
	struct recount_totals a = {.v = mem_array(mem, fine->n + 1, sizeof *a.v), .n = fine->n};

	for (size_t i = 0; i < fine->n; i++) {
		a.v[i] = fine->v[i];
		if (a.v[i].key[RECOUNT_WHEN].n > n)
			a.v[i].key[RECOUNT_WHEN].n = n;
		if (fold)
			a.v[i].key[RECOUNT_LOT] = lot_fold(mem, a.v[i].key[RECOUNT_LOT]);
	}
	recount_merge_totals(&a);
	return a;
}

enum err
recount_lines(struct recount_run *r)
{
	const void *mem = r->w->mem;
	struct sums in, out;
	struct recount_totals *all = &r->lines;
	enum err e;

	if ((e = recount_sum_lines(r, CMP_GT, &in)) != OK ||
	    (e = recount_sum_lines(r, CMP_LT, &out)) != OK)
		return e;
	all->v = mem_array(mem, in.n + out.n + 1, sizeof *all->v);
	for (size_t i = 0; i < in.n; i++)
		all->v[all->n++] = in.v[i];
	for (size_t i = 0; i < out.n; i++) {
		struct sum_row *row = &all->v[all->n++];

		*row = out.v[i];
		row->total[0] = 0;
		row->total[1] = -out.v[i].total[0];
	}
	recount_merge_totals(all);
	r->days = recount_roll_up(mem, all, true, sizeof "2026-03-01" - 1);
	r->months = recount_roll_up(mem, &r->days, false, sizeof "2026-03" - 1);
	r->balances = recount_roll_up(mem, &r->months, false, 0);
	return OK;
}
