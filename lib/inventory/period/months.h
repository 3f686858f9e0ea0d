/* months.h - the months as one sees them: their state, and what closing or opening one means. */
#ifndef MONTHS_H
#define MONTHS_H

#include "change/context.h"
#include "schema/records.h"

struct idempotency;
struct period_row;

struct months_query {
	const enum period_state *state; /* NULL: any */
	bool desc;
	struct str after; /* goes on behind that month; empty: begins */
	size_t skip, limit;
};

/* Rows (struct period_row) of all months from the first that is known to this one; *total: how
 * many there are of that state. */
enum err months_find(struct store *, const struct change_context *, const struct months_query *,
    struct rows *, int64_t *total, struct why *) MUST_CHECK;

/* One month, with the months that closing it would close, those that opening it would open,
 * and what is still open at its end. NOT_FOUND for what is no month, or has not begun. */
enum err months_get(struct store *, const struct change_context *, struct str month,
    struct period_row *, struct why *) MUST_CHECK;

/* What is still open at the end of a month (struct open_matter): the table in
 * months_open.c says what sorts there are. */
enum err months_open(
    struct store *, const void *mem, struct str month, struct lines *, struct why *) MUST_CHECK;

#endif
