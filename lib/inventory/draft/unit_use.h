/*
 * unit_use.h - Records the first posting in a unit, which fixes the unit's ratio.
 *
 * The first posting in a unit that is neither its item's nor a pack of it inserts the row
 * `used:uom:CODE` of `series` and takes the unit into use as an item would. Later ones find
 * the row and write nothing for it.
 */
#ifndef UNIT_USE_H
#define UNIT_USE_H

#include "inventory/draft/draft.h"
#include "inventory/line/master_cache.h"
#include "schema/records.h"

struct idempotency;
struct posting_line;

/* Adds a unit in which nothing was posted before to the draft. */
void
unit_use_note(struct draft *, const struct master_cache *, const struct item *, struct str unit);

/* Adds the rows of these units to the batch. */
void unit_use_put(struct batch *, const struct draft *);

/* Creates the rows of units in which an earlier program posted. May be repeated. */
enum err unit_use_upgrade(struct store *, struct buf *report, struct why *) MUST_CHECK;

#endif
