/*
 * scanned.h - Reads item codes and barcodes of posting lines, including the fields of a GS1
 * code.
 */
#ifndef SCANNED_H
#define SCANNED_H

#include "inventory/line/master_cache.h"
#include "schema/records.h"

/* The line's barcode or item code; empty when it names its item by id. */
static inline struct str
scanned_text(const struct posting_line *l)
{
	if (HAS(l, posting_line, barcode))
		return l->barcode;
	return HAS(l, posting_line, item_code) ? l->item_code : (struct str){0};
}

/* Fills in what the GS1 code has and the line lacks. */
void scanned_fill(const struct master_cache *, struct posting_line *);

/* AMBIGUOUS when a line's code names two things. list: where the lines are; NULL: the body is
 * the only line. */
enum err scanned_refuse_ambiguous(const struct master_cache *, const struct posting_line *,
    size_t n, const struct loc *list, struct why *) MUST_CHECK;

/* Adds a fault for an invalid GS1 code, or one with another lot than the line. False: the code
 * is invalid, so there is no item. */
bool scanned_check(
    const struct master_cache *, const struct posting_line *, const struct loc *, struct why *);

#endif
