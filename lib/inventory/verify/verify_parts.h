/* verify_parts.h - Shared state of the verify files. */
#ifndef VERIFY_PARTS_H
#define VERIFY_PARTS_H

#include "inventory/recount/survey.h"
#include "inventory/verify/verify.h"

struct verifier {
	struct store *store;
	struct verify_result *out;
	struct why *w;        /* of the slice, freed with its memory */
	const void *mem;      /* memory of the result */
	struct survey survey; /* which items to recount */
};

/* Records the first difference. */
void verify_differs(struct verifier *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

static inline bool
verify_found(const struct verifier *v)
{
	return v->out->difference.n > 0;
}

/* Verifies a chunk of postings after *seq, with their lines; sets *seq to the last one's and *more
 * to whether there were any. */
enum err verify_ledger(struct verifier *, int64_t *seq, bool *more) MUST_CHECK;

/* The rows that count postings. */
enum err verify_series(struct verifier *) MUST_CHECK;

/* The state of months. */
enum err verify_periods(struct verifier *) MUST_CHECK;

/* References to inactive records. */
enum err verify_masters(struct verifier *) MUST_CHECK;

#endif
