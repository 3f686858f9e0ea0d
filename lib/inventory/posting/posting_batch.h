/* posting_batch.h - writes a judged draft: one batch, wholly or not at all. */
#ifndef POSTING_BATCH_H
#define POSTING_BATCH_H

#include "inventory/draft/posting_check.h"
#include "schema/records.h"

struct idempotency;
struct posting_line;

/* On success the draft's posting and lines have their serial number. CLASH, BOUND, EXISTS:
 * something changed since it was judged. */
enum err posting_batch_write(const struct draft *, const struct effects *, struct why *) MUST_CHECK;

/* Adds the posting to a batch that another applies. */
void posting_batch_add(struct batch *, const struct draft *, const struct effects *);

#endif
