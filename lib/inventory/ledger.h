/* ledger.h - reading postings and their lines, with the codes and names of today. */
#ifndef LEDGER_H
#define LEDGER_H

#include "store/store.h"

/* Fills in the virtual fields of n lines: one query for each kind of thing. */
enum err ledger_join(struct store *, struct stock_transaction *, size_t n, struct why *) MUST_CHECK;

/* A posting with its joined lines; NOT_FOUND. */
enum err
ledger_get(struct store *, struct str posting_id, struct posting *, struct why *) MUST_CHECK;

/* What n postings show in a list: all but their lines. */
enum err ledger_heads(struct store *, struct posting *, size_t n, struct why *) MUST_CHECK;

/* Its lines as they were written, in order. */
enum err
ledger_lines(struct store *, struct str posting_id, struct rows *, struct why *) MUST_CHECK;

/* Counts the lines of a posting that has them and repeats the first one's fields at its top,
 * as they were entered: for clients that post one line at a time. */
void ledger_top(struct posting *);

#endif
