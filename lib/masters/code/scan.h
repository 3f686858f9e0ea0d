/*
 * scan.h - Resolves a scanned text to an item, a pack and a quantity.
 *
 * Codes, former codes and barcodes of items and packs are one namespace (CODE_SCAN). The
 * lookup, posting lines and imports all resolve texts here.
 */
#ifndef SCAN_H
#define SCAN_H

#include "masters/gs1/gs1.h"
#include "store/rows.h"

struct scan_cache {        /* everything texts may refer to, read at once; see store/rows.h */
	struct rows codes; /* by id */
	struct rows items; /* by id */
	struct rows units; /* by code; only when a text includes a weight */
};

struct scan_result {
	enum err err; /* OK; NOT_FOUND; AMBIGUOUS; INVALID: malformed GS1 code */
	const struct code *code;
	const struct item *item;
	const struct pack *pack; /* NULL: the item itself */
	struct gs1 gs1;          /* .gtin is empty when it is not a GS1 code */
	int64_t quantity;        /* from the GS1 code, in millionths of unit; 0: none */
	struct str unit;
};

/* Reads what the texts may refer to, and the items of these ids as well. */
enum err scan_cache_read(struct store *, struct list texts, struct list ids, struct scan_cache *,
    struct why *) MUST_CHECK;

/* Reads the items that the codes refer to. */
enum err scan_cache_read_items(struct store *, struct scan_cache *, struct why *) MUST_CHECK;

/* Resolves one of these texts. A code equal to the whole text takes precedence over a GS1 code
 * in it. */
struct scan_result scan_resolve(const struct scan_cache *, const void *mem, struct str text);

/* The items a code refers to, several when ambiguous. Allocated in mem. */
struct lines scan_claimants(const struct scan_cache *, const void *mem, const struct code *);

/* Sets the error of a scan that is not OK and returns it: an unknown code, one of two items
 * (both are named), or a fault at loc for a malformed one. loc may be NULL. */
enum err scan_fail(const struct scan_cache *, const struct scan_result *, struct str text,
    const struct loc *, struct why *) MUST_CHECK;

/* Writes a line for each code with more than one meaning, for `ccpl check`. */
enum err scan_report_conflicts(struct store *, struct buf *report, struct why *) MUST_CHECK;

/* Merges the codes and barcodes of earlier programs, which were two namespaces. A code claimed
 * twice is kept by both and resolves to neither until one of them releases it. */
enum err scan_upgrade(struct store *, struct buf *report, struct why *) MUST_CHECK;

#endif
