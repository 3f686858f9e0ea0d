/* ledger_join.h - Fills in what lines and postings show of other records, e.g. codes. */
#ifndef LEDGER_JOIN_H
#define LEDGER_JOIN_H

#include "store/store.h"

struct posting;
struct stock_transaction;

/* Fills in the virtual fields of n lines, with one query per referenced schema. */
enum err ledger_join(struct store *, struct stock_transaction *, size_t n, struct why *) MUST_CHECK;

/* Fills in what a list shows of n postings: everything but their lines. */
enum err ledger_summarize(struct store *, struct posting *, size_t n, struct why *) MUST_CHECK;

/* Counts the lines of a posting and copies the fields of the first one, as entered, to the top
 * level: for clients that post one line at a time. */
void ledger_set_top(struct posting *);

#endif
