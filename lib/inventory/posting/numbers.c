/* numbers.c - Takes numbers from one series for all locations or from a series for each. */
#include "inventory/posting/numbers.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/mem.h"
#include "store/series.h"

enum { DIGITS = 6, US_OF_MS = 1000 };

/* Postings of the same millisecond differ by a random part; seq is unique, so one of two equal
 * ones fails and is retried. A reversal gets a greater seq than its original, even if the
 * clocks of two machines differ. */
static int64_t
numbers_make_instant(const struct draft *f)
{
	int64_t at = f->cx->now * US_OF_MS + arc4random_uniform(US_OF_MS);

	return at > f->min_seq ? at : f->min_seq + 1;
}

struct numbers
numbers_put(struct batch *b, const struct draft *f)
{
	const struct location *at = f->lines[0].location;
	struct str year = day_of(b->mem, f->cx->now), series;
	struct numbers n = {0};

	year.n = 4;
	if (f->cx->series_by_location) {
		series = str_printf(
		    b->mem, "MV-%.*s-%.*s", STRF(str_capitals(b->mem, at->code)), STRF(year));
		n.instant = numbers_make_instant(f);
	} else {
		series = str_printf(b->mem, "MV-%.*s", STRF(year));
		series_add(b, STR("posting"), 0, 1);
		n.seq_op = b->n - 1;
	}
	series_add(b, series, 0, 1);
	n.number_op = b->n - 1;
	n.prefix = str_printf(b->mem, "%.*s-", STRF(series)).s;
	return n;
}

void
numbers_give_seq(const struct numbers *n, struct op *op, size_t field)
{
	if (n->instant == 0)
		op_assign_number(op, field, n->seq_op, FIELD(series, value), NULL, 0);
	else
		rec_set_number(op->rec, op->schema, field, n->instant);
}

void
numbers_give(const struct numbers *n, struct op *op, size_t field)
{
	op_assign_number(op, field, n->number_op, FIELD(series, value), n->prefix, DIGITS);
}
