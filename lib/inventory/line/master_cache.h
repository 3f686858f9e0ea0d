/*
 * master_cache.h - the masters that a posting refers to, read with one query a kind, however
 * many lines it has.
 */
#ifndef MASTER_CACHE_H
#define MASTER_CACHE_H

#include "inventory/line/guards.h"
#include "masters/code/scan.h"

struct idempotency;
struct posting_line;

struct master_cache {            /* each sorted by what it is looked up by */
	struct scan_cache scans; /* codes and items, whether lines name them by id or not */
	struct rows locations;   /* by id, as are all but units and reasons */
	struct rows lots;        /* by item|folded lot */
	struct rows recipients;
	struct rows suppliers;
	struct rows reasons; /* by code */
	struct rows units;   /* by code */
	struct rows used;    /* of `series`: which of the units something was posted in before */
	struct str only;     /* the only active location, when a line needs it */
};

/* Reads what the lines name, locations behind their gates (guards NULL: nothing is going to be
 * written, they are not read), puts the units and reasons that they name into the spelling of the
 * masters, and fills in what a GS1 code says of a lot and a quantity. Units are read only when a
 * line needs them: it names one, or its quantity is not a whole number. */
enum err master_cache_read(struct store *, const void *mem, struct posting_line *, size_t n,
    struct guards *, struct master_cache *, struct why *) MUST_CHECK;

/* Its parts in master_cache_codes.c; items are known by then. */
enum err master_cache_units(struct store *, const void *mem, struct posting_line *, size_t n,
    struct master_cache *, struct why *) MUST_CHECK;
enum err master_cache_reasons(struct store *, const void *mem, struct posting_line *, size_t n,
    struct master_cache *, struct why *) MUST_CHECK;

/* What the line's code or barcode means; all empty when it has none. */
struct scan_result
master_cache_scan(const struct master_cache *, const void *mem, const struct posting_line *);

/* The item that a line names, with the unit its quantity is in when the line itself names
 * none: the pack's whose barcode it is, else the item's. NULL: there is no such item. */
const struct item *master_cache_item(
    const struct master_cache *, const void *mem, const struct posting_line *, struct str *unit);

/* The item's pack in that unit; NULL when it has none. */
const struct pack *item_pack(const struct item *, struct str unit);

/* The record of the item's lot; NULL: no line has named it yet. */
const struct lot *
master_cache_lot(const struct master_cache *, const void *mem, struct str item, struct str lot);

#endif
