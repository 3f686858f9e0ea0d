/*
 * verify.h - Verifies the ledger and everything derived from it; changes nothing.
 *
 * Reads the ledger once, then the stored rows once (recount/survey.h), in slices, each in one
 * snapshot whose memory is freed afterwards; what is kept of each item is two numbers. So neither
 * the size of the ledger nor concurrent postings matter.
 */
#ifndef VERIFY_H
#define VERIFY_H

#include "store/store.h"

struct verify_result {
	int64_t postings, lines, items;
	struct str difference; /* the first one; empty: everything matches */
	bool rebuildable;      /* it is in derived data: see recount/rebuild.h */
};

/* Not OK only when the store could not be read. */
enum err verify(struct store *, struct verify_result *, struct why *) MUST_CHECK;

#endif
