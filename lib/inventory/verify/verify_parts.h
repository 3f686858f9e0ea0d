/* verify_parts.h - the slices of a verification: verify_ledger.c, _sums.c, ... */
#ifndef VERIFY_PARTS_H
#define VERIFY_PARTS_H

#include "inventory/verify/verify.h"

struct verifier {
	struct store *store;
	struct verify_result *out;
	struct why *w;   /* of the slice: its memory goes with it */
	const void *mem; /* of the verdict */
};

/* Notes the first difference. */
void verify_differs(struct verifier *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

static inline bool
verify_found(const struct verifier *v)
{
	return v->out->difference.n > 0;
}

/* The postings behind *seq, at most a page of them, with their lines; *seq becomes the last
 * one's, *more whether there were any. */
enum err verify_ledger(struct verifier *, int64_t *seq, bool *more) MUST_CHECK;

/* The rows that count the postings. */
enum err verify_series(struct verifier *) MUST_CHECK;

/* What is active and hangs on something inactive; months that are not closed as they say. */
enum err verify_masters(struct verifier *) MUST_CHECK;

#endif
