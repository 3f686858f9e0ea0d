/* drivers.h - Declares the drivers and what they share of a search. */
#ifndef DRIVERS_H
#define DRIVERS_H

#include "schema/terms.h"
#include "store/store.h"

extern const struct store_driver sqlite_driver;
extern const struct store_driver memory_driver;
extern const struct store_driver mongo_driver; /* unless built without it */

/* A driver's find gets one part of a search, RANK_CODE or RANK_REST, ordered by FOLDED_CODE or
 * FOLDED_NAME; its sum gets one part or both. */
bool search_has_codes(const struct query *); /* whether there is a RANK_CODE part */
enum rank search_rank(const void *mem, const struct query *, const void *rec);

/* The column by which a find is ordered in addition to the id; NULL: by id only. */
static inline const char *
query_sort_column(const struct query *q)
{
	if (q->words.n > 0)
		return q->rank == RANK_CODE ? FOLDED_CODE : FOLDED_NAME;
	return q->order.field > 0 ? q->schema->fields[q->order.field].name : NULL;
}

#endif
