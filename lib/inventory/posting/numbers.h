/*
 * numbers.h - what a posting is called: seq, by which the ledger is listed, and the number that
 * people read out.
 *
 * With one series for all, seq grows by one in the order of commits, without gaps, and the number
 * is MV-2026-000123. All postings meet at the two rows that count these.
 *
 * With a series for each location (NUMBER_SERIES=location) the number is MV-MAIN-2026-000123,
 * in capitals like all numbers, without gaps at each location, and seq is the instant of the
 * posting: postings at different locations meet nowhere. See
 * doc/decisions/0019-a-series-for-each-location.md.
 */
#ifndef NUMBERS_H
#define NUMBERS_H

#include "inventory/draft/draft.h"

/* A seq from here on is an instant, in microseconds; one below was counted. */
#define NUMBERS_INSTANT INT64_C(1000000000000000)

struct numbers { /* the ops that give them */
	size_t seq_op, number_op;
	int64_t instant; /* what seq is; 0: what is counted */
	const char *prefix;
};

/* Adds the rows that count. *seq: where seq is an instant, that of the posting before it in the
 * batch; becomes its own. */
struct numbers numbers_put(struct batch *, const struct draft *, int64_t *seq);

/* That a record of the batch is given seq, or the number, in that field. */
void numbers_give_seq(const struct numbers *, struct op *, size_t field);
void numbers_give(const struct numbers *, struct op *, size_t field);

#endif
