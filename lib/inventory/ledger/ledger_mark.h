/*
 * ledger_mark.h - Counts the postings made since an instant, again and again: what a worker has
 * read of the ledger once it does not read again, as nothing there changes.
 */
#ifndef LEDGER_MARK_H
#define LEDGER_MARK_H

#include "store/store.h"

struct ledger_mark { /* begins as zeros */
	int64_t at;
	int64_t seen; /* seq of the last posting of the previous call */
	int64_t seq;  /* of the last posting made before `at`, among those */
};

/* Postings after the last one made before `at`, by seq (see ledger_seq_at()). A call reads the
 * postings since the previous one; the first one of an instant, and any one where seq is not
 * counted, those since then. */
enum err ledger_count_since(
    struct store *, struct ledger_mark *, int64_t at, int64_t *n, struct why *) MUST_CHECK;

#endif
