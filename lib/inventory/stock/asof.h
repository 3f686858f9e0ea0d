/*
 * asof.h - Stock on hand at a given instant, from monthly and daily totals and that day's
 * lines. Nothing else is stored for it. The stock as known at an earlier time is the same
 * minus the lines posted later.
 */
#ifndef ASOF_H
#define ASOF_H

#include "inventory/stock/lot.h"

struct asof {
	int64_t at;
	struct str day; /* the business day of `at` */
	bool whole;     /* the whole day: `at` is its last millisecond */
	bool known;     /* count only postings up to seq */
	int64_t seq;
	struct list items, locations; /* empty: any */
	struct lot_filter lot;
};

/* Rows by item, location and folded lot, sorted and unique; total[0] is the stock then, rows
 * with 0 included. Call it within a store snapshot. */
enum err asof_balances(struct store *, const struct asof *, struct sums *, struct why *) MUST_CHECK;

/* Compares the item, location and folded lot of a row with these. */
int asof_compare(const struct sum_row *, struct str item, struct str location, struct str lot);

#endif
