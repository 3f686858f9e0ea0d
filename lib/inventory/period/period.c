/* period.c - Reads which months are closed, and which ones a change would close or reopen. */
#include "inventory/period/period.h"

#include <assert.h>

#include "base/mem.h"
#include "store/rows.h"

/* --- the row of the state --- */

enum { YEAR = 100 }; /* factor of the year in the row's value */

struct str
period_through_of(const void *mem, const struct series *s)
{
	if (s == NULL || s->value == 0)
		return STR("");
	return str_printf(mem, "%04d-%02d", (int)(s->value / YEAR % 10000), (int)(s->value % YEAR));
}

static int64_t
period_value_of(struct str month)
{
	int64_t year = 0, number = 0;

	if (!str_int((struct str){month.s, 4}, &year) || !str_int(str_from(month, 5), &number))
		return 0;
	return year * YEAR + number;
}

enum err
period_closing(struct store *st, const void *mem, struct closing *c, struct why *w)
{
	struct series s;
	enum err e = store_get(st, &series_schema, STR(PERIOD_THROUGH), &s, w);

	*c = (struct closing){.through = STR("")};
	if (e == OK)
		*c = (struct closing){period_through_of(mem, &s), s.version};
	if (e == ERR_NOT_FOUND)
		why_clear(w);
	return e == ERR_NOT_FOUND ? OK : e;
}

void
period_put_through(struct batch *b, const struct closing *was, struct str through)
{
	struct series *s = MEM_ONE(b->mem, struct series);

	assert(was->version >= 0);
	SET(s, series, id, STR(PERIOD_THROUGH));
	SET(s, series, value, period_value_of(through));
	batch_add(b, was->version == 0 ? OP_INSERT : OP_UPDATE, &series_schema, s)->version =
	    was->version;
}

/* --- months --- */

/* The text field of the first row in an order; empty: no rows. */
static enum err
period_find_first(struct store *st, const struct schema *s, size_t by, size_t field,
    struct str *text, struct why *w)
{
	const struct query q = {.schema = s, .order.field = by, .limit = 1};
	struct rows rows;
	enum err e = store_find(st, &q, &rows, w);

	*text = e == OK && rows.n > 0 ? rec_text(rows.v, &s->fields[field]) : STR("");
	return e;
}

enum err
period_first(struct store *st, const void *mem, struct str *month, struct why *w)
{
	struct str posted, set;
	enum err e;

	if ((e = period_find_first(st, &stock_transaction_schema,
		 FIELD(stock_transaction, transaction_date), FIELD(stock_transaction, day), &posted,
		 w)) != OK ||
	    (e = period_find_first(
		 st, &period_schema, FIELD(period, id), FIELD(period, id), &set, w)) != OK)
		return e;
	posted = posted.n == 0 ? posted : month_of_day(posted);
	*month =
	    str_dup(mem, posted.n == 0 || (set.n > 0 && str_cmp(set, posted) < 0) ? set : posted);
	return OK;
}

struct list
period_between(const void *mem, struct str from, struct str to)
{
	struct id_set months = {.mem = mem};

	for (struct str m = from; str_cmp(m, to) <= 0; m = month_next(mem, m))
		id_set_add(&months, m);
	return months.list;
}

enum err
period_closes(struct store *st, const void *mem, const struct closing *c, struct str month,
    struct list *months, struct why *w)
{
	struct str from = month, first;
	enum err e;

	if (c->through.n > 0) {
		from = month_next(mem, c->through);
	} else {
		if ((e = period_first(st, mem, &first, w)) != OK)
			return e;
		from = first.n > 0 && str_cmp(first, month) < 0 ? first : month;
	}
	*months = period_between(mem, from, month);
	return OK;
}

struct list
period_opens(const void *mem, const struct closing *c, struct str month)
{
	return period_between(mem, month, c->through);
}
