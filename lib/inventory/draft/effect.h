/*
 * effect.h - what a draft does to each balance and to each item: its lines, netted.
 *
 * A posting is judged and written by its effects, so that several lines of one balance
 * count together, and a correction counts by what it changes.
 */
#ifndef EFFECT_H
#define EFFECT_H

#include "inventory/draft/draft.h"

struct effect {                        /* on one balance */
	struct str id;                 /* item|location|folded lot */
	const struct draft_line *line; /* the first of its lines */
	int64_t in, out;               /* both above or equal to 0 */
	int64_t on_hand;               /* before; where it was read */
};

struct item_effect { /* on all balances of one item */
	const struct item *item;
	int64_t on_hand, available; /* what is added */
	bool decreases;             /* from one of its balances more goes than comes */
	int64_t version;            /* of its item_stock, to be expected; 0: nothing is */
};

struct effects { /* sorted by item, location, folded lot */
	struct effect *v;
	size_t n;
	struct item_effect *items;
	size_t nitems;
};

static inline int64_t
effect_net(const struct effect *e)
{
	return e->in - e->out;
}

/* INVALID when a sum leaves the range of totals. */
enum err effects_build(const struct draft *, struct effects *, struct why *) MUST_CHECK;

#endif
