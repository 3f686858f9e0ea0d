/*
 * numbers.h - Assigns a posting its sequence (seq), which orders the ledger, and its document
 * number.
 *
 * With one series, seq increases by one in the order of commits, without gaps, and the number
 * is MV-2026-000123. All postings conflict at the two rows of these counters.
 *
 * With a series for each location (NUMBER_SERIES=location) the number is MV-MAIN-2026-000123,
 * in capitals, without gaps at each location, and seq is the instant of the posting: postings
 * at different locations do not conflict. See
 * doc/decisions/0019-a-series-for-each-location.md.
 */
#ifndef NUMBERS_H
#define NUMBERS_H

#include "inventory/draft/draft.h"
#include "schema/records.h"

struct numbers { /* the ops that issue them */
	size_t seq_op, number_op;
	int64_t instant; /* the value of seq; 0: from the counter */
	const char *prefix;
};

/* Adds the ops of the counters. *seq: where seq is an instant, that of the previous posting of the
 * batch; set to its own. */
struct numbers numbers_put(struct batch *, const struct draft *, int64_t *seq);

/* Assigns seq, or the number, to that field of a record of the batch. */
void numbers_give_seq(const struct numbers *, struct op *, size_t field);
void numbers_give(const struct numbers *, struct op *, size_t field);

/* The n-th number of a series. */
struct str numbers_text(const void *mem, struct str series, int64_t n);

#endif
