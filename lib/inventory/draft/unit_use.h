/*
 * unit_use.h - units that stock was posted in by their own ratio: from then on it is fixed.
 *
 * The first posting in a unit that is neither its item's nor a pack of it makes the row
 * `used:uom:CODE` of `series`, and takes the unit into use as an item would. Later ones find
 * the row and write nothing for it.
 */
#ifndef UNIT_USE_H
#define UNIT_USE_H

#include "inventory/draft/posting_batch.h"
#include "inventory/line/master_cache.h"

/* Remembers a unit of the batch that nothing was posted in before, once. */
void unit_use_note(
    struct posting_batch *, const struct master_cache *, const struct item *, struct str unit);

/* Adds to the batch what the units that were noted need. */
void unit_use_put(struct batch *, const struct posting_batch *);

/* Makes the rows of units that an earlier program posted in. May be run again. */
enum err unit_use_upgrade(struct store *, struct buf *report, struct why *) MUST_CHECK;

#endif
