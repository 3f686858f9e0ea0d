/* copy_compare.h - Compares a copied store with its source record by record. */
#ifndef COPY_COMPARE_H
#define COPY_COMPARE_H

#include "store/copy.h"

/* Writes a line per schema to report: the number of records and the sum of each numeric field.
 * CONFLICT names the first record that differs. */
enum err copy_compare(struct copy *, struct buf *report, struct why *) MUST_CHECK;

/* The same for one schema. */
enum err copy_compare_kind(
    struct copy *, const struct schema *, struct buf *report, struct why *) MUST_CHECK;

#endif
