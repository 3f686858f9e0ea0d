/*
 * copy_tally.h - Totals of the records of a schema.
 *
 * They are not part of a comparison; they let people check a copy against figures they know.
 * They are wider than an int64, as nothing bounds how many values are added.
 */
#ifndef COPY_TALLY_H
#define COPY_TALLY_H

#include "schema/record.h"

__extension__ typedef __int128 copy_tally_sum;

struct copy_tally {
	const struct schema *of;
	int64_t records;
	uint64_t has; /* the numeric fields that any record has */
	copy_tally_sum sums[SCHEMA_FIELDS_MAX];
};

void copy_tally_add(struct copy_tally *, const void *rec);

/* A line with the number of records and the sum of each numeric field. */
void copy_tally_put(struct buf *, const struct copy_tally *);

#endif
