/* lot_upgrade.h - lots of an earlier program, which compared them by their bytes. */
#ifndef LOT_UPGRADE_H
#define LOT_UPGRADE_H

#include "store/store.h"

/* Makes the records of lots, spelled as their first lines, and balances, roll-ups and openings
 * by the folded lot, those of twins as one; the ledger keeps its spellings. A step of
 * upgrade.h: begun anew after a kill it goes on. An item whose lines of a lot add up to less than
 * nothing is left as it is, and named. Nobody may post meanwhile: else CONFLICT. */
enum err lot_upgrade(struct store *, struct buf *report, struct why *) MUST_CHECK;

#endif
