/*
 * asof.h - what was on hand at a moment: the months before it, the days of its month before
 * it, and the lines of its own day. Nothing is kept for it beside the roll-ups. What was known
 * of it at some time is the same less the lines that were posted later.
 */
#ifndef ASOF_H
#define ASOF_H

#include "inventory/stock/lot.h"

struct asof {
	int64_t at;
	struct str day; /* the business day of at */
	bool whole;     /* all of that day: at is its last millisecond */
	bool known;     /* only what postings up to seq tell of it */
	int64_t seq;
	struct list items, locations; /* empty: any */
	struct lot_filter lot;
};

/* Rows by item, location and folded lot, in that order, each once; total[0] is what was there, 0
 * included. To be called under store_hold. */
enum err asof_balances(struct store *, const struct asof *, struct sums *, struct why *) MUST_CHECK;

#endif
