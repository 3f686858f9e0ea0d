/*
 * change.h - the engine of changes: builds a batch, applies it, builds it afresh when another
 * client was faster.
 *
 * A change is a struct that begins with a `struct change`, and a function `build` that reads,
 * checks, and fills the batch:
 *
 *     struct thing_change {
 *             struct change change;
 *             ... what is asked, and what the answer will say
 *     };
 *
 * Whoever makes one fills it in (thing_change_init() or so) and hands it to change_run(). A
 * handler of the API leaves that to http.c, and says what to answer in a second function.
 *
 * build may be called any number of times. It learns everything anew each time: what it says
 * for the answer it writes into the struct, and nothing else outlives it. It says why a batch
 * was refused: when the store says EXISTS, build is called again, finds the row and returns
 * DUPLICATE with the words that belong to it. So no error is translated after the batch.
 */
#ifndef CHANGE_H
#define CHANGE_H

#include "change/context.h"

struct change {
	struct store *store;
	const struct change_context *cx;
	struct why *w;
	enum err (*build)(struct change *);
	const struct schema *schema; /* with record_id and status: what the key's row says of it */
	struct str record_id;        /* the same for each build */
	int status;                  /* of the answer */
	bool large; /* of the operator's programs: as many ops as it takes, see store_apply_large()
		     */

	/* the engine's */
	struct batch batch; /* for build to fill; it holds the key's row, when there is a key */
	int tries;          /* how many batches came too late */
	int64_t deadline;   /* of clock_monotonic(); 0 before the first build */
};

enum { CHANGE_DEADLINE_US = 5 * 1000 * 1000 };

/* OK: done. EXISTS: the Idempotency-Key was used meanwhile, change_replay() says for what. BUSY:
 * others were faster for 5 s. Else why build refused it, or the store. */
enum err change_run(struct change *) MUST_CHECK;

/* --- what change_run() consists of, for whoever applies several changes at once --- */

/* A fresh batch, filled by build. Empty: there is nothing to apply. */
enum err change_build(struct change *) MUST_CHECK;

enum change_outcome {
	CHANGE_FAILED, /* with *e */
	CHANGE_DONE,
	CHANGE_RETRY,  /* to be built again */
	CHANGE_REPLAY, /* the key was used meanwhile; *e is EXISTS */
};

/* What the result of building and applying it comes to. After the deadline what would be built
 * again has failed: *e becomes BUSY. */
enum change_outcome change_settle(struct change *, enum err *e);

/* --- for build --- */

/* Whether the request's If-Match allows to change the record at the version at which it was
 * read, and which the batch must expect; 0: no row yet. STALE when not. */
enum err change_match(const struct change *, int64_t version) MUST_CHECK;

#endif
