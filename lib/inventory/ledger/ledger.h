/* ledger.h - Reads postings and their lines with the current codes and names. */
#ifndef LEDGER_H
#define LEDGER_H

#include "store/store.h"

struct posting;

/* A seq from here on is an instant in microseconds; a smaller one is counted. */
#define LEDGER_SEQ_INSTANT INT64_C(1000000000000000)

/* A posting with its joined lines; NOT_FOUND. */
enum err
ledger_get(struct store *, struct str posting_id, struct posting *, struct why *) MUST_CHECK;

/* The lines as stored, in order. */
enum err ledger_lines(struct store *, const struct posting *, struct rows *, struct why *) MUST_CHECK;

/* The greatest seq of the postings made at or before that instant, by the clocks of their
 * makers; 0: none. Postings with a greater seq were not known then. As the greatest seq
 * counts, a clock that was set back hides no earlier posting. Scans the postings made since. */
enum err ledger_seq_at(struct store *, int64_t at, int64_t *seq, struct why *) MUST_CHECK;

#endif
