/* posting_batch.h - the ops of a draft that was checked. */
#ifndef POSTING_BATCH_H
#define POSTING_BATCH_H

#include "inventory/draft/posting_check.h"
#include "schema/records.h"

struct idempotency;
struct posting_line;

/* CLASH, BOUND, EXISTS when it is applied: something changed since it was checked. Afterwards the
 * records of the draft have their serial number. */
void posting_batch_add(struct batch *, const struct draft *, const struct effects *);

#endif
