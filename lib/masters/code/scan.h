/*
 * scan.h - what a scanned code means to the stock: an item, or a pack of it.
 *
 * Codes, former codes and barcodes of items and packs are one namespace (CODE_SCAN). Whoever
 * wants to know what a text of it means asks here: the lookup, a line of a posting, an import.
 */
#ifndef SCAN_H
#define SCAN_H

#include "masters/gs1/gs1.h"
#include "store/rows.h"

struct scan_cache {        /* what texts may stand for, read at once; see store/known.h */
	struct rows codes; /* by id */
	struct rows items; /* by id */
	struct rows units; /* by code; only when a text says a weight */
};

struct scan_result {
	enum err err; /* OK; NOT_FOUND, AMBIGUOUS, INVALID: a GS1 code that cannot be read */
	const struct code *code;
	const struct item *item;
	const struct pack *pack; /* NULL: it means the item itself */
	struct gs1 gs1;          /* .gtin is empty when it was no GS1 code */
	int64_t quantity;        /* what that says, in millionths of unit; 0: nothing */
	struct str unit;
};

/* Reads what the texts may stand for, and the items of these ids beside them. */
enum err scan_cache_read(struct store *, struct list texts, struct list ids, struct scan_cache *,
    struct why *) MUST_CHECK;

/* Reads the items that its codes name. */
enum err scan_cache_read_items(struct store *, struct scan_cache *, struct why *) MUST_CHECK;

/* What one of these texts means. A code that is the whole text wins over a GS1 code in it. */
struct scan_result scan_resolve(const struct scan_cache *, const void *mem, struct str text);

/* The items that a code names, as ambiguous as it is: one for each that has it. Lives in mem. */
struct lines scan_claimants(const struct scan_cache *, const void *mem, const struct code *);

/* Says why a scan is not OK, and returns that: a code that names nothing, one that names two
 * items (both are named), a fault at loc of one that cannot be read. loc may be NULL. */
enum err scan_fail(const struct scan_cache *, const struct scan_result *, struct str text,
    const struct loc *, struct why *) MUST_CHECK;

/* A line for each code that names more than one thing, for `ccpl check`. */
enum err scan_report_conflicts(struct store *, struct buf *report, struct why *) MUST_CHECK;

/* Codes and barcodes of earlier programs, which were two namespaces, become one. What two things
 * claim stays with both, and names neither until one of them lets it go. */
enum err scan_upgrade(struct store *, struct buf *report, struct why *) MUST_CHECK;

#endif
