/*
 * lot.h - Lots of items: spelling, identity (folded case and width) and filters.
 *
 * Spellings that differ only in case or width are the same lot of an item, which keeps the
 * spelling of the first line that named it.
 *
 * Balances and totals use the folded lot. Ledger lines use the spelling of the lot; only lines
 * from before lots were folded may have another one, which the lot's record lists.
 */
#ifndef LOT_H
#define LOT_H

#include "store/store.h"

/* Folds case and width, never punctuation; an empty text is no lot. */
struct str lot_fold(const void *mem, struct str lot);

/* Id of a `lot` record: item|folded. */
struct str lot_id(const void *mem, struct str item, struct str lot);

/* A new record of a lot with that spelling. */
struct lot *lot_make(const void *mem, struct str item, struct str lot);

/* Filter by lot: items that have it, and its spellings in balances and ledger lines. Totals
 * have it folded. */
struct lot_filter {
	bool given;
	struct str folded;
	struct list items, spellings;
};

/* The lot of that item; empty: of any item. An unknown lot has no items. */
enum err lot_find(
    struct store *, struct str item, struct str lot, struct lot_filter *, struct why *) MUST_CHECK;

#endif
