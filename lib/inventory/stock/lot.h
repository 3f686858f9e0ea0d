/*
 * lot.h - a lot is one of an item: two spellings that differ in case or width only are the
 * same lot, and it keeps the spelling of the first line that named it.
 *
 * Balances and roll-ups go by the folded lot. A ledger line has the spelling that its lot
 * keeps; only lines from before lots were compared folded may have another one, which the
 * lot's record lists.
 */
#ifndef LOT_H
#define LOT_H

#include "inventory/stock/balance_key.h"

/* The record of a lot that is spelled like that. */
struct lot *lot_make(const void *mem, struct str item, struct str lot);

/* What a filter by a lot stands for: it is a lot of these items, and spelled like one of
 * these in balances and ledger lines. Roll-ups have it folded. */
struct lot_filter {
	bool given;
	struct str folded;
	struct list items, spellings;
};

/* Of that item; empty: of any. A lot that nothing names has no items. */
enum err lot_find(
    struct store *, struct str item, struct str lot, struct lot_filter *, struct why *) MUST_CHECK;

#endif
