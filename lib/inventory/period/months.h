/* months.h - Lists months with their state and what closing or reopening each would change. */
#ifndef MONTHS_H
#define MONTHS_H

#include "change/context.h"
#include "schema/records.h"

struct months_query {
	const enum period_state *state; /* NULL: any */
	bool desc;
	struct str after; /* continue after that month; empty: from the start */
	size_t skip, limit;
};

/* Rows (struct period_row) of all months from the first known to the current one; *total: how
 * many are in that state. */
enum err months_find(struct store *, const struct change_context *, const struct months_query *,
    struct rows *, int64_t *total, struct why *) MUST_CHECK;

/* One month, with the months that closing it would close, those that reopening it would
 * reopen, and what is still open at its end. NOT_FOUND when it is not a month or has not
 * begun. */
enum err months_get(struct store *, const struct change_context *, struct str month,
    struct period_row *, struct why *) MUST_CHECK;

/* What is still open at the end of a month (struct open_matter); the kinds are in the table in
 * months_open.c. */
enum err months_open(
    struct store *, const void *mem, struct str month, struct lines *, struct why *) MUST_CHECK;

#endif
