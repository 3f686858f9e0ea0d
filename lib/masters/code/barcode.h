/* barcode.h - The barcodes of items and packs: each names one thing. */
#ifndef BARCODE_H
#define BARCODE_H

#include "masters/edit/edit.h"
#include "schema/records.h"

/* `barcode` is the first of `barcodes`: makes the one follow the other, whichever was given. A
 * fault when both were, and differ. */
void barcode_normalize(struct edit *);

/* Adds a fault for each barcode that the item has already. */
void barcode_check(struct edit *);

/* Lets go what the item has no more, claims what it has now. */
edit_rule barcode_write;

/* A sentence that names the things which claim an ambiguous code; items has them all, by id. */
struct str barcode_conflict_text(const void *mem, const struct rows *items, const struct code *);

#endif
