/*
 * verify.h - adds the whole ledger up again and compares all that is kept beside it.
 *
 * It reads in slices, each at one moment, and frees each slice's memory: neither the size of
 * the ledger nor postings that go on in the meantime matter. It never repairs.
 */
#ifndef VERIFY_H
#define VERIFY_H

#include "store/store.h"

struct verify_result {
	int64_t postings, lines, items;
	struct str difference; /* the first; empty: the books add up */
	bool rebuildable;      /* it is of what is kept beside the ledger: see rebuild.h */
};

/* Not OK only when the store could not be read. */
enum err verify(struct store *, struct verify_result *, struct why *) MUST_CHECK;

#endif
