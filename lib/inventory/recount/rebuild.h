/*
 * rebuild.h - Rewrites stored totals that differ from the ledger, in one commit: balances,
 * daily and monthly totals and item totals. Correct rows and the ledger are never touched.
 *
 * Postings may continue meanwhile: each row is written at the version that was read, and the
 * version of each item's total, which every posting of the item changes, is expected. On a
 * conflict the item is recounted.
 */
#ifndef REBUILD_H
#define REBUILD_H

#include "change/change.h"
#include "inventory/recount/recount.h"

struct rebuild_result {
	size_t items, rows; /* items and rows that differed */
	struct buf report;  /* a line per row: which one, the stored value, that of the lines */
};

/* Writes an audit row with the differences; dry: writes nothing. CONFLICT when the lines of a
 * balance sum to less than zero: it is named, and nothing is written. BUSY after 5 s of
 * conflicts. Fills in *out in these cases too. */
enum err rebuild(struct store *, const struct change_context *, bool dry,
    struct rebuild_result *out, struct why *) MUST_CHECK;

/* Adds the op that corrects a row. The batch has copies of its own. */
void rebuild_put(struct batch *, const struct recount_diff *);

#endif
