/* posting_batch.h - Adds the operations of a checked draft to a batch. */
#ifndef POSTING_BATCH_H
#define POSTING_BATCH_H

#include "inventory/draft/posting_check.h"
#include "schema/records.h"

struct idempotency;
struct posting_line;

/* When applied: CLASH, BOUND, EXISTS if something changed since the check. Afterwards the
 * draft's records have their seq. */
void posting_batch_add(struct batch *, const struct draft *, const struct effects *);

#endif
