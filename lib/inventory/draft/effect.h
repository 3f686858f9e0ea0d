/*
 * effect.h - Net effect of the postings of a batch on each balance and each item.
 *
 * Postings are checked and written by their net effects, so that several lines of one balance
 * count together, and a correction counts by the difference.
 */
#ifndef EFFECT_H
#define EFFECT_H

#include "inventory/draft/draft.h"
#include "schema/records.h"

struct day_effect { /* net effect on one balance on one day */
	const struct instant *when;
	int64_t in, out; /* both at least 0 */
};

struct item_effect { /* net effect on all balances of one item */
	const struct item *item;
	int64_t on_hand, available;  /* the changes */
	const struct instant *falls; /* the earliest of its balances; NULL: none */
	const struct instant *last;  /* the latest of its lines */
	int64_t version;             /* expected version of its item_stock; 0: none */
};

struct effect {                        /* net effect on one balance */
	struct str id;                 /* item|location|folded lot */
	const struct draft_line *line; /* the first of its lines */
	struct item_effect *item;
	const struct day_effect *days; /* in ascending order */
	size_t ndays;
	int64_t net;                 /* of all days */
	const struct instant *falls; /* the first day by whose end the net is negative; or NULL */
	int64_t on_hand;             /* before the batch; only where it was read */
	const struct draft_line *opens; /* the line that opens it, or NULL; see opening.h */
	bool opened_twice, unopened;    /* unopened: one of its openings is reversed */
	struct str opened_by;           /* id of another opening posting that remains; or empty */
};

struct effects { /* sorted by item, location, folded lot */
	struct effect *v;
	size_t n;
	struct item_effect *items;
	size_t nitems;
	struct day_effect *days;
	size_t ndays;
};

/* INVALID when a sum exceeds the range of totals. */
enum err effects_build(const struct posting_batch *, struct effects *, struct why *) MUST_CHECK;

#endif
