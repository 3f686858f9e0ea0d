/*
 * change.h - The engine of changes: builds a batch, applies it, and rebuilds it on a conflict.
 *
 * A change is a struct that begins with a `struct change`, and a function `build` that reads,
 * checks, and fills the batch:
 *
 *     struct thing_change {
 *             struct change change;
 *             ... the request, and what the response needs
 *     };
 *
 * The caller fills it in with thing_change_init() or similar and passes it to change_run().
 * API handlers leave that to http.c, and answer in a second function.
 *
 * build may be called any number of times and must start afresh each time: it writes what the
 * response needs into the struct, and nothing else survives. It also finds the reason for a
 * refused batch: when the store returns EXISTS, build is called again, finds the row and
 * returns DUPLICATE with a suitable text. So no error is translated after the batch.
 */
#ifndef CHANGE_H
#define CHANGE_H

#include "change/context.h"

enum change_outcome {
	CHANGE_FAILED, /* with err */
	CHANGE_DONE,
	CHANGE_RETRY,  /* build again */
	CHANGE_REPLAY, /* the key was used meanwhile; err is EXISTS */
};

struct change {
	struct store *store;
	const struct change_context *cx;
	struct why *w;
	enum err (*build)(struct change *);
	const struct schema *schema; /* with record_id and status: the contents of the key's row */
	struct str record_id;        /* the same for each build */
	int status;                  /* of the response */
	bool large; /* for operators' commands: any number of ops, see store_apply_large() */

	/* of the engine */
	struct batch batch; /* filled by build; begins with the key's row, if there is a key */
	int tries;          /* batches refused because of conflicts */
	int64_t deadline;   /* of clock_monotonic(); 0: CHANGE_DEADLINE_US from the first build */
	enum change_outcome outcome; /* of the last round */
	enum err err;                /* OK with CHANGE_DONE only */
};

enum { CHANGE_DEADLINE_US = 5 * 1000 * 1000 };

/* OK: done. EXISTS: the Idempotency-Key was used meanwhile, see change_replay(). BUSY:
 * conflicts for 5 s. Otherwise the error of build or of the store. */
enum err change_run(struct change *) MUST_CHECK;

enum { CHANGE_GROUP_MAX = 32, CHANGE_GROUPED_OPS_MAX = 1000 };

/* One round of several changes of one store: builds each, applies the batches in one commit
 * (store_apply_many), and sets each outcome and error. Returns how many are to be retried: they
 * go first in the next round. A batch of more than CHANGE_GROUPED_OPS_MAX ops is applied on its
 * own, so that the others need not wait for it. */
size_t change_round(struct change *const *, size_t n);

/* --- for build --- */

/* Checks the request's If-Match against the version that was read, which the batch must
 * expect; 0: no row yet. STALE when it does not match. */
enum err change_match(const struct change *, int64_t version) MUST_CHECK;

#endif
