/*
 * barcode.h - All codes an item can be scanned by: its code, former codes and barcodes, which
 * mean the item, and the barcodes of its packs, which mean another unit each.
 */
#ifndef BARCODE_H
#define BARCODE_H

#include "masters/edit/edit.h"

struct scan_code {
	struct str key;  /* the id of its code row */
	struct str code; /* as written */
	size_t field;    /* of the item: item_code, former_codes, barcodes or packs, */
	size_t index;    /* and the index in it */
	const struct pack *pack;
};

struct scan_codes {
	struct scan_code *v;
	size_t n;
};

/* All codes of an item; none for NULL. Allocated in mem. */
struct scan_codes barcode_scan_codes(const void *mem, const struct item *);

/* How many things a code means: the item counts once, and each pack. */
size_t barcode_count(const struct scan_codes *, struct str key);

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
