/*
 * months_open.c - Finds what is still open at the end of a month, e.g. stock in transit. For
 * information before closing; none of it prevents the closing.
 *
 * Each kind is a row of the table: a function that counts the cases and names some of them.
 */
#include "base/mem.h"
#include "inventory/stock/asof.h"
#include "store/rows.h"
#include "inventory/period/months.h"
#include "inventory/period/period.h"

enum { LABELS_MAX = 10, ROWS_MAX = 10000 };

struct months_open_query {
	struct store *store;
	const void *mem;
	struct str month;
};

struct months_open_source {
	enum open_kind kind;
	enum err (*find)(const struct months_open_query *, const struct months_open_source *,
	    struct open_matter *, struct why *);
	enum usage usage; /* of the locations whose stock counts */
};

/* --- stock in transit or not released --- */

static enum err
months_open_find_locations(
    const struct months_open_query *k, enum usage usage, struct rows *rows, struct why *w)
{
	const struct field *f = &location_schema.fields[FIELD(location, usage)];
	const struct filter where = {
	    .field = FIELD(location, usage), .text = str_of(f->one_of[usage])};
	const struct query q = {
	    .schema = &location_schema, .where = &where, .nwhere = 1, .limit = ROWS_MAX};

	return store_find(k->store, &q, rows, w);
}

/* The items that were ever at these locations, which past sums are restricted to. */
static enum err
months_open_find_items(
    const struct months_open_query *k, struct list locations, struct list *items, struct why *w)
{
	static const size_t group[] = {FIELD(balance, item_id)};
	const struct filter where = {
	    .field = FIELD(balance, location_id), .cmp = CMP_IN, .in = locations};
	const struct query q = {
	    .schema = &balance_schema, .where = &where, .nwhere = 1, .limit = 1};
	struct id_set ids = {.mem = k->mem};
	struct sums sums;
	enum err e = store_sum(k->store, &q, group, 1, NULL, 0, &sums, w);

	for (size_t i = 0; e == OK && i < sums.n; i++)
		id_set_add(&ids, sums.v[i].key[0]);
	*items = ids.list;
	return e;
}

static void
months_open_add_label(struct open_matter *m, struct str label)
{
	for (size_t i = 0; i < m->labels.n; i++)
		if (str_eq(m->labels.v[i], label))
			return;
	if (m->labels.n < LABELS_MAX)
		m->labels.v[m->labels.n++] = label;
}

/* The last day of the month. */
static struct asof
months_open_month_end(const struct months_open_query *k)
{
	const struct str next = str_printf(k->mem, "%.*s-01", STRF(month_next(k->mem, k->month)));
	const int64_t at = day_start(next) - 1;

	return (struct asof){.at = at, .day = day_of(k->mem, at), .whole = true};
}

static enum err
months_open_find_stock(const struct months_open_query *k, const struct months_open_source *x,
    struct open_matter *m, struct why *w)
{
	struct asof asof = months_open_month_end(k);
	struct id_set ids = {.mem = k->mem};
	struct sums sums;
	struct rows at;
	enum err e;

	if ((e = months_open_find_locations(k, x->usage, &at, w)) != OK || at.n == 0)
		return e;
	for (size_t i = 0; i < at.n; i++)
		id_set_add(&ids, ((const struct location *)at.v)[i].id);
	asof.locations = ids.list;
	if ((e = months_open_find_items(k, ids.list, &asof.items, w)) != OK || asof.items.n == 0)
		return e;
	if ((e = asof_balances(k->store, &asof, &sums, w)) != OK)
		return e;
	for (size_t i = 0; i < sums.n; i++) {
		const struct location *l =
		    rows_lookup(&at, &location_schema, FIELD(location, id), sums.v[i].key[1]);

		if (sums.v[i].total[0] == 0)
			continue;
		m->count++;
		months_open_add_label(m, l->code);
	}
	return OK;
}

/* --- the table --- */

static const struct months_open_source months_open_sources[] = {
    {OPEN_IN_TRANSIT, months_open_find_stock, USAGE_TRANSIT},
    {OPEN_IN_INSPECTION, months_open_find_stock, USAGE_INSPECTION},
};

static enum err
months_open_find_all(const struct months_open_query *k, struct lines *found, struct why *w)
{
	const size_t n = sizeof months_open_sources / sizeof *months_open_sources;
	struct open_matter *v = MEM_MANY(k->mem, struct open_matter, n);
	enum err e;

	*found = (struct lines){v, 0};
	for (size_t i = 0; i < n; i++) {
		struct open_matter m = {0};

		SET(&m, open_matter, kind, (int)months_open_sources[i].kind);
		SET(&m, open_matter, count, 0);
		SET(&m, open_matter, labels,
		    ((struct list){MEM_MANY(k->mem, struct str, LABELS_MAX), 0}));
		if ((e = months_open_sources[i].find(k, &months_open_sources[i], &m, w)) != OK)
			return e;
		if (m.count > 0)
			v[found->n++] = m;
	}
	return OK;
}

enum err
months_open(struct store *st, const void *mem, struct str month, struct lines *found, struct why *w)
{
	const struct months_open_query k = {st, mem, month};
	enum err e;

	if ((e = store_snapshot_begin(st, w)) != OK)
		return e;
	e = months_open_find_all(&k, found, w);
	store_snapshot_end(st);
	return e;
}
