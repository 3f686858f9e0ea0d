/* barcode.h - The barcodes of items and packs: each names one thing. */
#ifndef BARCODE_H
#define BARCODE_H

#include "masters/edit/edit.h"
#include "schema/records.h"

/* Keeps `barcode` equal to the first of `barcodes`, whichever was given. A fault when both
 * were given and differ. */
void barcode_normalize(struct edit *);

/* Adds a fault for each barcode that occurs twice in the item. */
void barcode_check(struct edit *);

/* Releases the codes the item no longer has and claims those it has now. */
edit_rule barcode_write;

/* A sentence that lists what claims an ambiguous code; items has all claimants, by id. */
struct str barcode_conflict_text(const void *mem, const struct rows *items, const struct code *);

#endif
