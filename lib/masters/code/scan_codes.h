/*
 * scan_codes.h - What an item is scanned by: its code, former codes and barcodes, which mean the
 * item, and the barcodes of its packs, which mean another unit each.
 */
#ifndef SCAN_CODES_H
#define SCAN_CODES_H

#include "schema/records.h"

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
struct scan_codes scan_codes_of_item(const void *mem, const struct item *);

/* How many things a code means: the item counts once, and each pack. */
size_t scan_codes_count(const struct scan_codes *, struct str key);

#endif
