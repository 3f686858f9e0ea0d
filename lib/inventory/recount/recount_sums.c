/*
 * recount_sums.c - Recomputes balances and daily and monthly totals: exactly the keys that
 * have lines have a row.
 */
#include "inventory/recount/recount_parts.h"

#include <stdlib.h>

#include "base/decimal.h"
#include "base/mem.h"
#include "inventory/stock/lot.h"
#include "schema/records.h"
#include "store/rows.h"

struct recount_columns { /* the field numbers of the same columns in the three tables */
	const struct schema *schema;
	const char *name;
	size_t item, location, lot;
	size_t when; /* 0: none */
	size_t in;   /* without an out column: in minus out */
	size_t out;  /* 0: none */
};

static const struct recount_columns recount_balance_columns = {.schema = &balance_schema,
    .name = "balance",
    .item = FIELD(balance, item_id),
    .location = FIELD(balance, location_id),
    .lot = FIELD(balance, lot),
    .in = FIELD(balance, on_hand)};
static const struct recount_columns recount_day_columns = {.schema = &stock_day_schema,
    .name = "day",
    .item = FIELD(stock_day, item_id),
    .location = FIELD(stock_day, location_id),
    .lot = FIELD(stock_day, lot),
    .when = FIELD(stock_day, day),
    .in = FIELD(stock_day, quantity_in),
    .out = FIELD(stock_day, quantity_out)};
static const struct recount_columns recount_month_columns = {.schema = &stock_month_schema,
    .name = "month",
    .item = FIELD(stock_month, item_id),
    .location = FIELD(stock_month, location_id),
    .lot = FIELD(stock_month, lot),
    .when = FIELD(stock_month, month),
    .in = FIELD(stock_month, quantity_in),
    .out = FIELD(stock_month, quantity_out)};

/* Balances are displayed, so they use the spelling of the lot; totals use the folded one. */
static struct str
recount_lot_text(const struct recount_run *r, const struct recount_columns *k, struct str folded)
{
	const struct lot *lot = NULL;

	if (k->out == 0 && folded.n > 0)
		lot = rows_lookup(
		    &r->lots, &lot_schema, FIELD(lot, id), lot_id(r->w->mem, r->item->id, folded));
	return lot == NULL ? folded : lot->lot;
}

static struct str
recount_row_id(
    const void *mem, const struct recount_columns *k, struct str item, const struct sum_row *at)
{
	struct str when = at->key[RECOUNT_WHEN];
	struct str id = str_printf(mem, "%.*s|%.*s|%.*s", STRF(item),
	    STRF(at->key[RECOUNT_LOCATION]), STRF(at->key[RECOUNT_LOT]));

	return k->when == 0 ? id : str_printf(mem, "%.*s|%.*s", STRF(id), STRF(when));
}

/* Fills in the correct row of this key. */
static void
recount_fill_row(const struct recount_run *r, const struct recount_columns *k,
    const struct sum_row *at, void *rec)
{
	const struct schema *s = k->schema;

	rec_set_text(rec, s, 0, recount_row_id(r->w->mem, k, r->item->id, at));
	rec_set_text(rec, s, k->item, r->item->id);
	rec_set_text(rec, s, k->location, at->key[RECOUNT_LOCATION]);
	rec_set_text(rec, s, k->lot, recount_lot_text(r, k, at->key[RECOUNT_LOT]));
	if (k->when != 0)
		rec_set_text(rec, s, k->when, at->key[RECOUNT_WHEN]);
	if (k->out == 0) {
		rec_set_number(rec, s, k->in, at->total[0] - at->total[1]);
	} else {
		rec_set_number(rec, s, k->in, at->total[0]);
		rec_set_number(rec, s, k->out, at->total[1]);
	}
	if (s->updated_at >= 0)
		rec_set_number(rec, s, (size_t)s->updated_at, r->now);
}

static int
recount_order_rows(const void *a, const void *b)
{
	const struct field *id = &balance_schema.fields[0];

	return str_cmp(rec_text(a, id), rec_text(b, id));
}

_Static_assert(offsetof(struct balance, id) == offsetof(struct stock_day, id) &&
		   offsetof(struct balance, id) == offsetof(struct stock_month, id),
    "the id comes first");

static struct rows
recount_make_due(const struct recount_run *r, const struct recount_columns *k,
    const struct recount_totals *added)
{
	struct rows due = {mem_array(r->w->mem, added->n + 1, k->schema->size), added->n};

	for (size_t i = 0; i < added->n; i++)
		recount_fill_row(r, k, &added->v[i], (char *)due.v + i * k->schema->size);
	if (due.n > 0)
		qsort(due.v, due.n, k->schema->size, recount_order_rows);
	return due;
}

static bool
recount_same_row(const struct recount_columns *k, const void *a, const void *b)
{
	const size_t texts[] = {k->item, k->location, k->lot, k->when};
	const struct field *f = k->schema->fields;

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (!str_eq(rec_text(a, &f[texts[i]]), rec_text(b, &f[texts[i]])))
			return false;
	return rec_number(a, &f[k->in]) == rec_number(b, &f[k->in]) &&
	       (k->out == 0 || rec_number(a, &f[k->out]) == rec_number(b, &f[k->out]));
}

/* "5 of lot A-1", "5 in and 2 out". */
static struct str
recount_row_text(const struct recount_run *r, const struct recount_columns *k, const void *rec)
{
	const struct field *f = k->schema->fields;
	struct buf b = buf_init(r->w->mem);
	struct str lot;

	if (rec == NULL)
		return STR("nothing");
	dec_put(&b, rec_number(rec, &f[k->in]));
	if (k->out != 0) {
		buf_puts(&b, " in and ");
		dec_put(&b, rec_number(rec, &f[k->out]));
		buf_puts(&b, " out");
	}
	lot = rec_text(rec, &f[k->lot]);
	if (lot.n > 0)
		buf_printf(&b, " of lot %.*s", STRF(lot));
	return buf_str(&b);
}

static void
recount_add_row(struct recount_run *r, const struct recount_columns *k, const void *kept, void *due)
{
	const void *rec = due != NULL ? due : kept;
	const struct field *f = k->schema->fields;
	struct sum_row at = {.key = {rec_text(rec, &f[k->location]), rec_text(rec, &f[k->lot])}};
	struct recount_diff *a = recount_add(r, k->schema, kept, due);

	at.key[RECOUNT_WHEN] = k->when == 0 ? STR("") : rec_text(rec, &f[k->when]);
	a->what = recount_name(r, k->name, &at);
	a->is = recount_row_text(r, k, kept);
	a->should = recount_row_text(r, k, due);
	if (str_eq(a->is, a->should))
		a->is =
		    str_printf(r->w->mem, "%.*s of another item, place or day", STRF(a->should));
}

static enum err
recount_compare_rows(
    struct recount_run *r, const struct recount_columns *k, const struct recount_totals *added)
{
	const size_t size = k->schema->size;
	struct rows due = recount_make_due(r, k, added), kept;
	size_t d = 0, n = 0;
	enum err e;

	if ((e = recount_kept(r, k->schema, &kept)) != OK)
		return e;
	while (d < due.n || n < kept.n) {
		char *should = (char *)due.v + d * size, *is = (char *)kept.v + n * size;
		int c = d == due.n ? 1 : n == kept.n ? -1 : recount_order_rows(should, is);

		if (c != 0 || !recount_same_row(k, should, is))
			recount_add_row(r, k, c >= 0 ? is : NULL, c <= 0 ? should : NULL);
		d += c <= 0;
		n += c >= 0;
	}
	return OK;
}

static void
recount_find_negative(struct recount_run *r)
{
	for (size_t i = 0; i < r->balances.n && r->out->below_zero.n == 0; i++) {
		const struct sum_row *at = &r->balances.v[i];
		int64_t left = at->total[0] - at->total[1];

		if (left < 0)
			r->out->below_zero = str_printf(r->w->mem, "%.*s: its lines add up to %.*s",
			    STRF(recount_name(r, "balance", at)), STRF(dec_str(r->w->mem, left)));
	}
}

enum err
recount_sums(struct recount_run *r)
{
	enum err e;

	recount_find_negative(r);
	if ((e = recount_compare_rows(r, &recount_day_columns, &r->days)) != OK ||
	    (e = recount_compare_rows(r, &recount_month_columns, &r->months)) != OK)
		return e;
	return recount_compare_rows(r, &recount_balance_columns, &r->balances);
}
