/*
 * lot_upgrade.h - Upgrades lots, which earlier programs compared bytewise, to comparison by
 * folded case and width.
 */
#ifndef LOT_UPGRADE_H
#define LOT_UPGRADE_H

#include "store/store.h"

/* Creates lot records with the spelling of their first lines, and rewrites balances, totals
 * and openings by the folded lot, merging duplicates; the ledger keeps its spellings. A step
 * of upgrade.h, resumable after a kill. An item with a lot whose lines sum to less than zero
 * is skipped and named. CONFLICT when somebody posts meanwhile. */
enum err lot_upgrade(struct store *, struct buf *report, struct why *) MUST_CHECK;

#endif
