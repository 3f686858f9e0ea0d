/* posting_ops.h - Adds the ops of a batch of postings: guards, numbers, lines, sums, audit. */
#ifndef POSTING_OPS_H
#define POSTING_OPS_H

#include "inventory/draft/posting_check.h"

/* The postings must have been checked. If rows changed since, applying the batch fails with CLASH,
 * BOUND or EXISTS; otherwise the drafts' records then have their numbers. */
void posting_ops_put(struct batch *, const struct posting_batch *, const struct effects *);

#endif
