/*
 * rebuild.h - makes balances, roll-ups and totals anew from the ledger, in one commit; of the
 * rows that are kept right none is touched, and the ledger never.
 *
 * Others may post meanwhile: each row is written at the version at which it was read, and each
 * item's total is expected at its own, which every posting of the item changes. What clashes
 * is added up again.
 */
#ifndef REBUILD_H
#define REBUILD_H

#include "change/change.h"
#include "inventory/recount/recount.h"

struct rebuild_result {
	size_t items, rows; /* of which something differed; rows that did */
	struct buf report;  /* a line for each: which row, what was kept, what the lines say */
};

/* With an audit row that says what differed; dry: nothing is written. CONFLICT when the lines
 * of a balance add up to less than nothing: it is named, and nothing is written. BUSY after
 * 5 s of clashes. *out is filled in also then. */
enum err rebuild(struct store *, const struct change_context *, bool dry,
    struct rebuild_result *out, struct why *) MUST_CHECK;

/* Adds the op that makes a row what it should be. The batch has copies of its own. */
void rebuild_put(struct batch *, const struct recount_diff *);

#endif
