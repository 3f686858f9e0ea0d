/*
 * effect.h - Net effect of a draft on each balance and each item.
 *
 * A posting is checked and written by its effects, so that several lines of one balance count
 * together, and a correction counts by its net change.
 */
#ifndef EFFECT_H
#define EFFECT_H

#include "inventory/draft/draft.h"
#include "schema/records.h"

struct idempotency;
struct posting_line;

struct effect {                        /* on one balance */
	struct str id;                 /* item|location|folded lot */
	const struct draft_line *line; /* the first of its lines */
	int64_t in, out;               /* both at least 0 */
	int64_t on_hand;               /* before; if it was read */
};

struct item_effect { /* on all balances of one item */
	const struct item *item;
	int64_t on_hand, available; /* the change */
	bool decreases;             /* one of its balances decreases */
	int64_t version;            /* of its item_stock, to be expected; 0: none */
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

/* INVALID when a sum exceeds the range of totals. */
enum err effects_build(const struct draft *, struct effects *, struct why *) MUST_CHECK;

/* item|location|folded lot, of a lot in any spelling. */
struct str balance_id(const void *mem, struct str item, struct str location, struct str lot);

#endif
