/* ledger.h - reading postings and their lines, with the codes and names of today. */
#ifndef LEDGER_H
#define LEDGER_H

#include "store/store.h"

struct posting;
struct stock_transaction;

/* Fills in the virtual fields of n lines: one query for each kind of thing. */
enum err ledger_join(struct store *, struct stock_transaction *, size_t n, struct why *) MUST_CHECK;

/* A posting with its joined lines; NOT_FOUND. */
enum err
ledger_get(struct store *, struct str posting_id, struct posting *, struct why *) MUST_CHECK;

/* What n postings show in a list: all but their lines. */
enum err ledger_summarize(struct store *, struct posting *, size_t n, struct why *) MUST_CHECK;

/* Its lines as they were written, in order. */
enum err
ledger_lines(struct store *, struct str posting_id, struct rows *, struct why *) MUST_CHECK;

/* The seq of the last posting that was made at that instant or before, by the clock of who made
 * it: the greatest of them all; 0: there is none. What has a greater one was not known then. So
 * a clock that was set back hides nothing that was posted before. Passes over the postings
 * that were made since. */
enum err ledger_seq_at(struct store *, int64_t at, int64_t *seq, struct why *) MUST_CHECK;

/* Counts the lines of a posting that has them and repeats the first one's fields at its top,
 * as they were entered: for clients that post one line at a time. */
void ledger_set_top(struct posting *);

#endif
