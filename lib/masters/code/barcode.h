/*
 * barcode.h - what an item is scanned by: its code, former codes and barcodes, which mean the
 * item, and the barcodes of its packs, which mean another unit each.
 */
#ifndef BARCODE_H
#define BARCODE_H

#include "masters/edit/edit.h"

struct scan_code {
	struct str key;  /* the id of its row of codes */
	struct str code; /* as it is written */
	size_t field;    /* of the item: item_code, former_codes, barcodes or packs, */
	size_t index;    /* and which of several */
	const struct pack *pack;
};

struct scan_codes {
	struct scan_code *v;
	size_t n;
};

/* All of an item's; none of NULL. Lives in mem. */
struct scan_codes barcode_scan_codes(const void *mem, const struct item *);

/* How many things a code means of them: the item once, and each pack. */
size_t barcode_count(const struct scan_codes *, struct str key);

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
