/*
 * balance_key.h - Identifies a balance by item, location and lot, and forms the ids of its rows.
 *
 * A lot is compared by its folded text: two spellings that differ in case or width only are
 * the same lot.
 */
#ifndef BALANCE_KEY_H
#define BALANCE_KEY_H

#include "store/store.h"

struct balance_key {
	struct str item, location, lot; /* lot: folded */
};

/* By item, then location, then lot. */
int balance_key_compare(const struct balance_key *, const struct balance_key *);

/* The key of a sum grouped by item, location and folded lot. */
struct balance_key balance_key_of_sum(const struct sum_row *);

/* Folds case and width, never punctuation; an empty text means no lot. */
struct str lot_fold(const void *mem, struct str lot);

/* Of records `balance` and `opening`: item|location|folded lot. */
struct str balance_key_id(const void *mem, const struct balance_key *);

/* The same, with a lot in any spelling. */
struct str balance_id(const void *mem, struct str item, struct str location, struct str lot);

/* Of records `stock_day` and `stock_month`: the balance's id|day or month. */
struct str balance_period_id(const void *mem, struct str balance_id, struct str when);

/* Of records `lot`: item|folded lot, of a lot in any spelling. */
struct str lot_id(const void *mem, struct str item, struct str lot);

#endif
