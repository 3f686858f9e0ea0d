/*
 * verify_sums.c - what the lines of one item add up to, beside what is kept of it.
 *
 * The store sums the lines by location, lot and day, in that order; months and balances
 * are those sums added up once more.
 */
#include "inventory/verify_parts.h"

#include "base/clock.h"
#include "base/decimal.h"
#include "base/mem.h"
#include "inventory/known.h"

enum { KEYS = 3 }; /* location, lot, and day or month; a balance has no third */

struct added { /* in and out of each key, sorted */
	struct sum_row *v;
	size_t n;
};

static int
compare(const struct sum_row *a, const struct sum_row *b)
{
	int c = 0;

	for (size_t i = 0; i < KEYS && c == 0; i++)
		c = str_cmp(a->key[i], b->key[i]);
	return c;
}

/* Lines one way: above zero, or below. */
static enum err
sum_lines(struct verifier *v, const struct item *item, enum cmp way, struct sums *sums)
{
	static const size_t group[] = {FIELD(stock_transaction, location_id),
	    FIELD(stock_transaction, lot), FIELD(stock_transaction, day)};
	static const size_t fields[] = {FIELD(stock_transaction, quantity)};
	const struct filter where[] = {
	    {.field = FIELD(stock_transaction, item_id), .text = item->id},
	    {.field = FIELD(stock_transaction, quantity), .cmp = way, .number = 0}};
	const struct query q = {
	    .schema = &stock_transaction_schema, .where = where, .nwhere = 2, .limit = 1};

	return store_sum(v->store, &q, group, KEYS, fields, 1, sums, v->w);
}

/* Both ways in one list: total[0] in, total[1] out. */
static enum err
add_lines(struct verifier *v, const struct item *item, struct added *days)
{
	struct sums in, out;
	size_t i = 0, o = 0;
	enum err e;

	if ((e = sum_lines(v, item, CMP_GT, &in)) != OK ||
	    (e = sum_lines(v, item, CMP_LT, &out)) != OK)
		return e;
	days->v = mem_array(v->w->mem, in.n + out.n, sizeof *days->v);
	days->n = 0;
	while (i < in.n || o < out.n) {
		int c = i == in.n ? 1 : o == out.n ? -1 : compare(&in.v[i], &out.v[o]);
		struct sum_row *row = &days->v[days->n++];

		*row = c <= 0 ? in.v[i] : out.v[o];
		row->total[0] = c <= 0 ? in.v[i++].total[0] : 0;
		row->total[1] = c >= 0 ? -out.v[o++].total[0] : 0;
	}
	return OK;
}

/* The same with the third key cut to its first n bytes. */
static struct added
coarser(const void *mem, const struct added *fine, size_t n)
{
	struct added a = {.v = mem_array(mem, fine->n, sizeof *a.v)};

	for (size_t i = 0; i < fine->n; i++) {
		struct sum_row row = fine->v[i];

		row.key[2].n = n;
		if (a.n > 0 && compare(&a.v[a.n - 1], &row) == 0) {
			a.v[a.n - 1].total[0] += row.total[0];
			a.v[a.n - 1].total[1] += row.total[1];
		} else {
			a.v[a.n++] = row;
		}
	}
	return a;
}

/* kept: as in the store; all: whether a row of nothing must be there too. */
static void
match(struct verifier *v, const struct item *item, const char *what, const struct added *added,
    const struct sums *kept)
{
	size_t a = 0, k = 0;

	while ((a < added->n || k < kept->n) && !verify_found(v)) {
		int c = a == added->n ? 1 : k == kept->n ? -1 : compare(&added->v[a], &kept->v[k]);
		const struct sum_row *at = c <= 0 ? &added->v[a] : &kept->v[k];
		const int64_t *should = c <= 0 ? added->v[a++].total : (int64_t[]){0, 0};
		const int64_t *is = c >= 0 ? kept->v[k++].total : (int64_t[]){0, 0};

		if (should[0] == is[0] && should[1] == is[1])
			continue;
		verify_differs(v,
		    "%s of %.*s at location %.*s, lot '%.*s' %.*s: kept are %.*s in and %.*s "
		    "out, the lines say %.*s and %.*s",
		    what, STRF(item->item_code), STRF(at->key[0]), STRF(at->key[1]),
		    STRF(at->key[2]), STRF(dec_str(v->w->mem, is[0])),
		    STRF(dec_str(v->w->mem, is[1])), STRF(dec_str(v->w->mem, should[0])),
		    STRF(dec_str(v->w->mem, should[1])));
	}
}

static enum err
sum_kept(struct verifier *v, const struct schema *s, size_t item_field, struct str item,
    const size_t *group, const size_t *fields, size_t nfields, struct sums *kept)
{
	const struct filter where = {.field = item_field, .text = item};
	const struct query q = {.schema = s, .where = &where, .nwhere = 1, .limit = 1};

	return store_sum(v->store, &q, group, KEYS, fields, nfields, kept, v->w);
}

static enum err
check_rollups(struct verifier *v, const struct item *item, const struct added *days,
    const struct added *months)
{
	static const size_t by_day[] = {
	    FIELD(stock_day, location_id), FIELD(stock_day, lot), FIELD(stock_day, day)};
	static const size_t of_day[] = {
	    FIELD(stock_day, quantity_in), FIELD(stock_day, quantity_out)};
	static const size_t by_month[] = {
	    FIELD(stock_month, location_id), FIELD(stock_month, lot), FIELD(stock_month, month)};
	static const size_t of_month[] = {
	    FIELD(stock_month, quantity_in), FIELD(stock_month, quantity_out)};
	struct sums kept;
	enum err e;

	if ((e = sum_kept(v, &stock_day_schema, FIELD(stock_day, item_id), item->id, by_day, of_day,
		 2, &kept)) != OK)
		return e;
	match(v, item, "the day", days, &kept);
	if ((e = sum_kept(v, &stock_month_schema, FIELD(stock_month, item_id), item->id, by_month,
		 of_month, 2, &kept)) != OK)
		return e;
	match(v, item, "the month", months, &kept);
	return OK;
}

/* Balances are kept as what is left: a key without a third part, in less out. */
static enum err
check_balances(struct verifier *v, const struct item *item, struct added *balances)
{
	static const size_t by[] = {FIELD(balance, location_id), FIELD(balance, lot)};
	static const size_t of[] = {FIELD(balance, on_hand)};
	const struct filter where = {.field = FIELD(balance, item_id), .text = item->id};
	const struct query q = {
	    .schema = &balance_schema, .where = &where, .nwhere = 1, .limit = 1};
	struct sums kept;
	enum err e = store_sum(v->store, &q, by, 2, of, 1, &kept, v->w);

	if (e != OK)
		return e;
	for (size_t i = 0; i < balances->n; i++) {
		struct sum_row *row = &balances->v[i];

		row->total[0] -= row->total[1];
		row->total[1] = 0;
		if (row->total[0] < 0)
			verify_differs(v, "the lines of %.*s at location %.*s add up to %.*s",
			    STRF(item->item_code), STRF(row->key[0]),
			    STRF(dec_str(v->w->mem, row->total[0])));
	}
	match(v, item, "the balance", balances, &kept);
	return OK;
}

static enum err
check_item_stock(struct verifier *v, const struct item *item, const struct added *balances,
    const struct added *days)
{
	struct wanted ids = {.mem = v->w->mem};
	struct item_stock s = {0};
	struct rows places;
	int64_t on_hand = 0, available = 0;
	struct str last = STR("");
	enum err e;

	for (size_t i = 0; i < balances->n; i++)
		wanted_add(&ids, balances->v[i].key[0]);
	if ((e = known_find(
		 v->store, &location_schema, FIELD(location, id), ids.list, &places, v->w)) != OK)
		return e;
	e = store_get(v->store, &item_stock_schema, item->id, &s, v->w);
	if (e == ERR_NOT_FOUND && days->n == 0)
		return OK;
	if (e != OK && e != ERR_NOT_FOUND)
		return e;
	for (size_t i = 0; i < balances->n; i++) {
		const struct location *at = known_row(
		    &places, &location_schema, FIELD(location, id), balances->v[i].key[0]);

		on_hand += balances->v[i].total[0];
		if (at != NULL && at->usage == USAGE_STOCK)
			available += balances->v[i].total[0];
	}
	for (size_t i = 0; i < days->n; i++)
		if (str_cmp(days->v[i].key[2], last) > 0)
			last = days->v[i].key[2];
	if (s.on_hand != on_hand || s.available != available)
		verify_differs(v,
		    "of %.*s %.*s on hand and %.*s available are kept, the lines "
		    "say %.*s and %.*s",
		    STRF(item->item_code), STRF(dec_str(v->w->mem, s.on_hand)),
		    STRF(dec_str(v->w->mem, s.available)), STRF(dec_str(v->w->mem, on_hand)),
		    STRF(dec_str(v->w->mem, available)));
	else if (s.headroom != s.available - item->min_stock_level)
		verify_differs(v, "of %.*s the distance from its minimum is kept wrongly",
		    STRF(item->item_code));
	else if (!str_eq(s.last_day, last))
		verify_differs(v, "of %.*s the last day is kept as '%.*s', the lines say '%.*s'",
		    STRF(item->item_code), STRF(s.last_day), STRF(last));
	return OK;
}

enum err
verify_item(struct verifier *v, const struct item *item)
{
	struct added days, months, balances;
	enum err e;

	if ((e = add_lines(v, item, &days)) != OK)
		return e;
	months = coarser(v->w->mem, &days, sizeof "2026-03" - 1);
	balances = coarser(v->w->mem, &months, 0);
	if ((e = check_rollups(v, item, &days, &months)) != OK ||
	    (e = check_balances(v, item, &balances)) != OK)
		return e;
	return check_item_stock(v, item, &balances, &days);
}
