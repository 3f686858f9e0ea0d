/*
 * verify.h - Verifies the ledger and everything derived from it; changes nothing.
 *
 * Reads in slices, each in one snapshot whose memory is freed afterwards, so neither the size
 * of the ledger nor concurrent postings matter.
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
