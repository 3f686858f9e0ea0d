/* drivers.h - the drivers there are, for store.c. */
#ifndef DRIVERS_H
#define DRIVERS_H

#include "schema/terms.h"
#include "store/store.h"

extern const struct store_driver sqlite_driver;
extern const struct store_driver memory_driver;
extern const struct store_driver mongo_driver; /* unless built without */

/* A driver's find is asked for one part of a search, RANK_CODE or RANK_REST, by the text of
 * FOLDED_CODE or FOLDED_NAME; its sum for both or for one. */
bool search_has_codes(const struct query *); /* whether there is a part RANK_CODE */
enum rank search_rank(const void *mem, const struct query *, const void *rec);

/* What a find is ordered by beside the id; NULL: the id alone. */
static inline const char *
query_sort_column(const struct query *q)
{
	if (q->words.n > 0)
		return q->rank == RANK_CODE ? FOLDED_CODE : FOLDED_NAME;
	return q->order.field > 0 ? q->schema->fields[q->order.field].name : NULL;
}

#endif
