/*
 * asof.c - Sums monthly totals, daily totals and lines, merges them by balance, and subtracts
 * lines posted later.
 *
 * What is summed is what happened until then or, where that is nearer, what has happened since,
 * which is subtracted from the stock now: the stock of last month costs the same however long the
 * ledger is.
 */
#include "inventory/stock/asof.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/mem.h"
#include "schema/records.h"

/* The field numbers of the same columns in the three tables. */
struct asof_columns {
	const struct schema *schema;
	size_t item, location, lot, when;
	size_t fields[2], nfields;
	bool folded; /* whether lots are folded or as entered */
};

static const struct asof_columns asof_months = {&stock_month_schema, FIELD(stock_month, item_id),
    FIELD(stock_month, location_id), FIELD(stock_month, lot), FIELD(stock_month, month),
    {FIELD(stock_month, quantity_in), FIELD(stock_month, quantity_out)}, 2, true};
static const struct asof_columns asof_days = {&stock_day_schema, FIELD(stock_day, item_id),
    FIELD(stock_day, location_id), FIELD(stock_day, lot), FIELD(stock_day, day),
    {FIELD(stock_day, quantity_in), FIELD(stock_day, quantity_out)}, 2, true};
static const struct asof_columns asof_lines = {&stock_transaction_schema,
    FIELD(stock_transaction, item_id), FIELD(stock_transaction, location_id),
    FIELD(stock_transaction, lot), FIELD(stock_transaction, day),
    {FIELD(stock_transaction, quantity), 0}, 1, false};

static const struct asof_columns asof_now = {&balance_schema, FIELD(balance, item_id),
    FIELD(balance, location_id), FIELD(balance, lot), 0, {FIELD(balance, on_hand), 0}, 1, false};

enum { EXTRA = 2, OWN = 3 };

static struct filter
asof_lot_filter(const struct asof_columns *t, const struct lot_filter *l)
{
	if (t->folded)
		return (struct filter){.field = t->lot, .text = l->folded};
	return (struct filter){.field = t->lot, .cmp = CMP_IN, .in = l->spellings};
}

static struct filter
asof_date_filter(const struct asof *a, enum cmp cmp)
{
	return (struct filter){
	    .field = FIELD(stock_transaction, transaction_date), .cmp = cmp, .number = a->at};
}

/* Adds the rows of one table that match `extra` (NULL: all) to the sums; total[0] becomes in
 * minus out. */
static enum err
asof_add_table(struct store *st, const struct asof_columns *t, const struct asof *a,
    const struct filter *extra, struct sums *all, struct why *w)
{
	const size_t group[] = {t->item, t->location, t->lot};
	struct filter where[EXTRA + OWN];
	struct query q = {.schema = t->schema, .where = where, .limit = 1};
	struct sums more;
	enum err e;

	while (extra != NULL && q.nwhere < EXTRA) {
		where[q.nwhere] = extra[q.nwhere];
		q.nwhere++;
	}
	if (a->items.n > 0)
		where[q.nwhere++] =
		    (struct filter){.field = t->item, .cmp = CMP_IN, .in = a->items};
	if (a->locations.n > 0)
		where[q.nwhere++] =
		    (struct filter){.field = t->location, .cmp = CMP_IN, .in = a->locations};
	if (a->lot.given)
		where[q.nwhere++] = asof_lot_filter(t, &a->lot);
	if ((e = store_sum(st, &q, group, 3, t->fields, t->nfields, &more, w)) != OK)
		return e;
	all->v = mem_grow(w->mem, all->v, all->n + more.n + 1, sizeof *all->v);
	for (size_t i = 0; i < more.n; i++) {
		if (t->nfields == 2)
			more.v[i].total[0] -= more.v[i].total[1];
		if (!t->folded)
			more.v[i].key[2] = lot_fold(w->mem, more.v[i].key[2]);
		all->v[all->n++] = more.v[i];
	}
	return OK;
}

static void
asof_negate(struct sums *all, size_t from)
{
	for (size_t i = from; i < all->n; i++)
		all->v[i].total[0] = -all->v[i].total[0];
}

/* Subtracts the lines posted later. Filters by instant, not by day: otherwise SQLite chooses
 * the index by item and day and reads the past, instead of that by item and seq. */
static enum err
asof_subtract_later(struct store *st, const struct asof *a, struct sums *all, struct why *w)
{
	const struct filter later[EXTRA] = {
	    {.field = FIELD(stock_transaction, seq), .cmp = CMP_GT, .number = a->seq},
	    asof_date_filter(a, CMP_LE)};
	const size_t from = all->n;
	enum err e = asof_add_table(st, &asof_lines, a, later, all, w);

	asof_negate(all, from);
	return e;
}

static int
asof_compare_rows(const void *x, const void *y)
{
	const struct balance_key a = balance_key_of_sum(x), b = balance_key_of_sum(y);

	return balance_key_compare(&a, &b);
}

static void
asof_merge_rows(struct sums *all)
{
	size_t n = 0;

	if (all->n > 0)
		qsort(all->v, all->n, sizeof *all->v, asof_compare_rows);
	for (size_t i = 0; i < all->n; i++)
		if (n > 0 && asof_compare_rows(&all->v[n - 1], &all->v[i]) == 0)
			all->v[n - 1].total[0] += all->v[i].total[0];
		else
			all->v[n++] = all->v[i];
	all->n = n;
}

/* What happened until then: earlier months, earlier days of that month, lines of that day. */
static enum err
asof_add_until(struct store *st, const struct asof *a, struct sums *all, struct why *w)
{
	const struct str month = month_of_day(a->day);
	const struct filter months[EXTRA] = {
	    {.field = asof_months.when, .cmp = CMP_LT, .text = month},
	    {.field = asof_months.when, .cmp = CMP_GE, .text = STR("")}};
	const struct filter days[EXTRA] = {{.field = asof_days.when, .cmp = CMP_GE, .text = month},
	    {.field = asof_days.when, .cmp = a->whole ? CMP_LE : CMP_LT, .text = a->day}};
	const struct filter lines[EXTRA] = {
	    {.field = asof_lines.when, .text = a->day}, asof_date_filter(a, CMP_LE)};
	enum err e;

	if ((e = asof_add_table(st, &asof_months, a, months, all, w)) != OK ||
	    (e = asof_add_table(st, &asof_days, a, days, all, w)) != OK)
		return e;
	return a->whole ? OK : asof_add_table(st, &asof_lines, a, lines, all, w);
}

/* What has happened since: later months, later days of that month, lines of that day. */
static enum err
asof_subtract_since(struct store *st, const struct asof *a, struct sums *all, struct why *w)
{
	const struct str month = month_of_day(a->day);
	const struct filter months[EXTRA] = {
	    {.field = asof_months.when, .cmp = CMP_GT, .text = month},
	    {.field = asof_months.when, .cmp = CMP_GE, .text = STR("")}};
	const struct filter days[EXTRA] = {{.field = asof_days.when, .cmp = CMP_GT, .text = a->day},
	    {.field = asof_days.when, .cmp = CMP_LT, .text = month_next(w->mem, month)}};
	const struct filter lines[EXTRA] = {
	    {.field = asof_lines.when, .text = a->day}, asof_date_filter(a, CMP_GT)};
	enum err e;

	if ((e = asof_add_table(st, &asof_months, a, months, all, w)) != OK ||
	    (e = asof_add_table(st, &asof_days, a, days, all, w)) != OK ||
	    (!a->whole && (e = asof_add_table(st, &asof_lines, a, lines, all, w)) != OK))
		return e;
	asof_negate(all, 0);
	return OK;
}

/* The date of the first or the last posting: the ends of the ledger, near enough. */
static enum err
asof_read_end(struct store *st, bool last, int64_t *at, struct why *w)
{
	const struct query q = {.schema = &posting_schema,
	    .fields = FIELD_BIT(posting, transaction_date),
	    .order = {FIELD(posting, seq), last},
	    .limit = 1};
	struct rows rows;
	enum err e = store_find(st, &q, &rows, w);

	*at = e == OK && rows.n > 0 ? ((const struct posting *)rows.v)->transaction_date : 0;
	return e;
}

enum err
asof_choose(struct store *st, struct asof *a, struct why *w)
{
	int64_t first, last;
	enum err e;

	if ((e = asof_read_end(st, false, &first, w)) != OK ||
	    (e = asof_read_end(st, true, &last, w)) != OK)
		return e;
	a->from_now = a->at > first + (last - first) / 2;
	return OK;
}

enum err
asof_changes(struct store *st, const struct asof *a, struct sums *all, struct why *w)
{
	enum err e;

	*all = (struct sums){0};
	e = a->from_now ? asof_subtract_since(st, a, all, w) : asof_add_until(st, a, all, w);
	if (e == OK && a->known)
		e = asof_subtract_later(st, a, all, w);
	if (e == OK)
		asof_merge_rows(all);
	return e;
}

enum err
asof_balances(struct store *st, const struct asof *asof, struct sums *all, struct why *w)
{
	struct asof a = *asof;
	enum err e;

	if ((e = asof_choose(st, &a, w)) != OK || (e = asof_changes(st, &a, all, w)) != OK ||
	    !a.from_now)
		return e;
	e = asof_add_table(st, &asof_now, &a, NULL, all, w);
	asof_merge_rows(all);
	return e;
}
