/* movements.c - Counts ledger lines per day and movement type with one grouped query. */
#include "inventory/ledger/movements.h"

#include "base/clock.h"
#include "base/mem.h"
#include "schema/records.h"

/* Rounds, as a day is an hour longer or shorter when daylight saving time changes. */
static int64_t
movements_days_between(struct str from, struct str to)
{
	const int64_t hour = 3600000;

	return (day_end(to) - day_start(from) + 12 * hour) / (24 * hour);
}

static struct movement_count
movements_make_row(const struct sum_row *sum)
{
	const struct field *type =
	    &movement_count_schema.fields[FIELD(movement_count, transaction_type)];

	return (struct movement_count){.has = (UINT64_C(1) << movement_count_fields_n) - 1,
	    .day = sum->key[0],
	    .transaction_type = field_enum_index(type, sum->key[1]),
	    .lines = sum->count};
}

enum err
movements_count(struct store *st, struct str from, struct str to, struct rows *rows, struct why *w)
{
	static const size_t group[] = {
	    FIELD(stock_transaction, day), FIELD(stock_transaction, transaction_type)};
	const size_t date = FIELD(stock_transaction, transaction_date); /* it has an index */
	const struct filter where[] = {{.field = date, .cmp = CMP_GE, .number = day_start(from)},
	    {.field = date, .cmp = CMP_LE, .number = day_end(to)}};
	const struct query q = {
	    .schema = &stock_transaction_schema, .where = where, .nwhere = 2, .limit = 1};
	struct movement_count *v;
	struct sums sums;
	enum err e;

	if (movements_days_between(from, to) > MOVEMENTS_DAYS_MAX)
		return err_field(w, loc_name(w, loc_name(w, NULL, "query"), "from"), "too_long",
		    "More than %d days from `from` to `to`", MOVEMENTS_DAYS_MAX);
	if ((e = store_sum(st, &q, group, 2, NULL, 0, &sums, w)) != OK)
		return e;
	v = mem_array(w->mem, sums.n + 1, sizeof *v);
	for (size_t i = 0; i < sums.n; i++)
		v[i] = movements_make_row(&sums.v[i]);
	*rows = (struct rows){v, sums.n};
	return OK;
}
