/* posting_check.h - Checks the postings of a batch against stock, periods and earlier reversals. */
#ifndef POSTING_CHECK_H
#define POSTING_CHECK_H

#include "inventory/draft/effect.h"
#include "schema/records.h"

/* PERIOD_CLOSED, ALREADY_REVERSED, OPENING_EXISTS, BLOCKED_STOCK (with every line that may not
 * be issued), INSUFFICIENT_STOCK (with every balance that is short), NEGATIVE_LATER; INVALID
 * where a total would be too large. */
enum err posting_check(const struct posting_batch *, struct effects *, struct why *) MUST_CHECK;

#endif
