/* numbers.c - Assigns numbers from one series, or from a series for each location. */
#include "inventory/posting/numbers.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/mem.h"
#include "store/series.h"

enum { DIGITS = 6, US_OF_MS = 1000 };

/* Random microseconds separate postings of the same millisecond; seq is unique, so a collision is
 * retried. A reversal is always after the posting it reverses, even if clocks of two machines
 * differ, and a posting after the previous one of its batch. */
static int64_t
numbers_make_instant(const struct draft *f, int64_t before)
{
	int64_t at = f->cx->now * US_OF_MS + arc4random_uniform(US_OF_MS);

	at = at > f->min_seq ? at : f->min_seq + 1;
	return at > before ? at : before + 1;
}

struct numbers
numbers_put(struct batch *b, const struct draft *f, int64_t *seq)
{
	const struct location *at = f->lines[0].location;
	struct str year = day_of(b->mem, f->cx->now), series;
	struct numbers n = {0};

	year.n = 4;
	if (f->cx->series_by_location) {
		series = str_printf(
		    b->mem, "MV-%.*s-%.*s", STRF(str_capitals(b->mem, at->code)), STRF(year));
		*seq = n.instant = numbers_make_instant(f, *seq);
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

struct str
numbers_text(const void *mem, struct str series, int64_t n)
{
	return str_printf(mem, "%.*s-%0*lld", STRF(series), DIGITS, (long long)n);
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
