/* drivers.h - Declares the drivers and what they share of a search. */
#ifndef DRIVERS_H
#define DRIVERS_H

#include "schema/terms.h"
#include "store/store.h"

extern const struct store_driver sqlite_driver;
extern const struct store_driver memory_driver;
extern const struct store_driver mongo_driver; /* unless built without it */

/* A driver's find and sum get one part of a search, which has words. Part of a record with all its
 * fields: */
enum rank search_rank(const void *mem, const struct query *, const void *rec);

static inline bool
search_is_by_name(const struct schema *s, enum rank rank)
{
	return rank == RANK_REST && terms_name_field(s) >= 0;
}

/* The column by which a find is ordered in addition to the id; NULL: by id only. */
static inline const char *
query_sort_column(const struct query *q)
{
	if (q->search.given)
		return search_is_by_name(q->schema, q->rank) ? FOLDED_NAME : FOLDED_CODE;
	return q->order.field > 0 ? q->schema->fields[q->order.field].name : NULL;
}

#endif
