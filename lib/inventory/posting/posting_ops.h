/* posting_ops.h - Adds what writes the postings of a batch: guards, numbers, lines, sums, audit. */
#ifndef POSTING_OPS_H
#define POSTING_OPS_H

#include "inventory/draft/posting_check.h"

/* Of postings that were checked. CLASH, BOUND, EXISTS when it is applied: something changed
 * since. Afterwards the drafts' records have their numbers. */
void posting_ops_put(struct batch *, const struct posting_batch *, const struct effects *);

#endif
