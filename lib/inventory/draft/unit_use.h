/*
 * unit_use.h - Records the first posting in a unit, which fixes the unit's ratio.
 *
 * The first posting in a unit that is neither its item's nor a pack of it inserts the row
 * `used:uom:CODE` of `series` and guards the unit with uom_use(), as an item does. Later
 * postings find the row and write nothing.
 */
#ifndef UNIT_USE_H
#define UNIT_USE_H

#include "inventory/draft/posting_batch.h"
#include "inventory/line/master_cache.h"
#include "schema/records.h"

/* Adds the unit to new_units of the batch, once, if nothing was posted in it before. */
void unit_use_note(
    struct posting_batch *, const struct master_cache *, const struct item *, struct str unit);

/* Adds the ops of all new_units. */
void unit_use_put(struct batch *, const struct posting_batch *);

/* The row of a unit that was posted in. */
struct series *unit_use_make_row(const void *mem, struct str code);

#endif
