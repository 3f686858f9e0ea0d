/*
 * master_cache.h - Cache of the masters a posting refers to, read with one query per kind
 * however many lines it has.
 */
#ifndef MASTER_CACHE_H
#define MASTER_CACHE_H

#include "inventory/line/guards.h"
#include "masters/code/scan.h"

struct posting_line;

struct master_cache { /* rows are sorted by the key that is given */
	const struct posting_line *lines;
	size_t nlines;
	struct scan_result *meanings; /* of each line's item_id, code or barcode */
	struct scan_cache scans;      /* codes and items, whether lines name them by id or code */
	struct rows locations;        /* by id, as all except units and reasons */
	struct rows lots;             /* by item|folded lot */
	struct rows recipients;
	struct rows suppliers;
	struct rows reasons; /* by code */
	struct rows units;   /* by code */
	struct rows used;    /* of `series`: units in which something was posted before */
	struct str only;     /* the only active location, if a line needs it */
};

/* Reads what the lines name, locations after their gates (guards NULL: nothing will be
 * written, so they are not read), replaces units and reasons by their stored spelling, and
 * fills in lot and quantity from GS1 codes. Reads units only when a line needs them: it names
 * one, or its quantity is not whole. */
enum err master_cache_read(struct store *, const void *mem, struct posting_line *, size_t n,
    struct guards *, struct master_cache *, struct why *) MUST_CHECK;

/* Parts of master_cache_read(), called once items are read. */
enum err master_cache_units(struct store *, const void *mem, struct posting_line *, size_t n,
    struct master_cache *, struct why *) MUST_CHECK;
enum err master_cache_reasons(struct store *, const void *mem, struct posting_line *, size_t n,
    struct master_cache *, struct why *) MUST_CHECK;

/* --- for one of the lines that were read --- */

/* What the line's code or barcode means; of a line with an item_id there is only the item. */
const struct scan_result *
master_cache_scan(const struct master_cache *, const struct posting_line *);

/* The item of a line, and the default unit of its quantity: that of the scanned pack, or the
 * item's. NULL: no such item. */
const struct item *
master_cache_item(const struct master_cache *, const struct posting_line *, struct str *unit);

/* --- for an item --- */

/* The item's pack in that unit, or NULL. */
const struct pack *item_pack(const struct item *, struct str unit);

/* The record of the item's lot; NULL: not used yet. */
const struct lot *
master_cache_lot(const struct master_cache *, const void *mem, struct str item, struct str lot);

#endif
