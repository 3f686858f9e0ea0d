/*
 * asof.h - Stock on hand at a given instant, from monthly and daily totals, that day's lines
 * and the stock now. Nothing else is stored for it. The stock as known at an earlier time is the
 * same minus the lines posted later.
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
	bool from_now; /* set by asof_choose() */
};

/* Sets from_now: whether less has happened since than until then. */
enum err asof_choose(struct store *, struct asof *, struct why *) MUST_CHECK;

/* The stock then is this added to the stock now (from_now), otherwise to nothing. Rows by item,
 * location and folded lot, sorted and unique; what has none is not changed. Call all three within
 * a store snapshot. */
enum err asof_changes(struct store *, const struct asof *, struct sums *, struct why *) MUST_CHECK;

/* The stock then, in such rows, those with 0 included. Chooses by itself. */
enum err asof_balances(struct store *, const struct asof *, struct sums *, struct why *) MUST_CHECK;

#endif
