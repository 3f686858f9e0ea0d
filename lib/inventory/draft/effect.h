/*
 * effect.h - What the postings of a batch do to each balance and to each item: their lines,
 * netted.
 *
 * Postings are checked and written by their effects, so that several lines of one balance
 * count together, and a correction counts by what it changes.
 */
#ifndef EFFECT_H
#define EFFECT_H

#include "inventory/draft/draft.h"
#include "schema/records.h"

struct day_effect { /* on one balance on one day */
	const struct instant *when;
	int64_t in, out; /* both above or equal to 0 */
};

struct item_effect { /* on all balances of one item */
	const struct item *item;
	int64_t on_hand, available;  /* what is added */
	const struct instant *falls; /* the earliest of its balances'; NULL: none */
	const struct instant *last;  /* the latest of its lines */
	int64_t version;             /* of its item_stock, to be expected; 0: nothing is */
};

struct effect {                        /* on one balance */
	struct str id;                 /* item|location|folded lot */
	const struct draft_line *line; /* the first of its lines */
	struct item_effect *item;
	const struct day_effect *days; /* in their order */
	size_t ndays;
	int64_t net;                 /* of all days */
	const struct instant *falls; /* the first day at whose end more went than came; or NULL */
	int64_t on_hand;             /* before; where it was read */
	const struct draft_line *opens; /* the line that opens it, or NULL; see opening.h */
	bool opened_twice, unopened;    /* unopened: an opening of it is taken back */
	struct str opened_by;           /* the posting that it stays opened by; or empty */
};

struct effects { /* sorted by item, location, folded lot */
	struct effect *v;
	size_t n;
	struct item_effect *items;
	size_t nitems;
	struct day_effect *days;
	size_t ndays;
};

/* INVALID when a sum leaves the range of totals. */
enum err effects_build(const struct posting_batch *, struct effects *, struct why *) MUST_CHECK;

#endif
