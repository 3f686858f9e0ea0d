/* scanned.h - lines of a posting that name their item as it was scanned. */
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

/* What a GS1 code says beside the item is taken where the line does not say it. */
void scanned_fill(const struct master_cache *, const void *mem, struct posting_line *);

/* AMBIGUOUS when a line's code names two things. list is where the lines are, NULL: there is
 * only one, the body. */
enum err scanned_refuse_ambiguous(const struct master_cache *, const void *mem,
    const struct posting_line *, size_t n, const struct loc *list, struct why *) MUST_CHECK;

/* Adds a fault for a GS1 code that cannot be read, or that says another lot than the line. False:
 * the first of these, so there is no item to look at. */
bool scanned_check(const struct master_cache *, const void *mem, const struct posting_line *,
    const struct loc *, struct why *);

#endif
