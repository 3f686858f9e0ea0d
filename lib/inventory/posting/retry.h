/*
 * retry.h - trying once more after another changed what was read.
 *
 *     struct retry r = retry_start();
 *     do
 *             e = read, check and apply;
 *     while (retry_needed(&r, cx, &e, w));
 */
#ifndef RETRY_H
#define RETRY_H

#include "change/context.h"

struct idempotency;

struct retry {
	int64_t until; /* of clock_monotonic */
};

struct retry retry_start(void);

/* True after a clash, a bound or a unique row that is there; the reason is cleared. False
 * when it is done, failed for good, or the key was used in the meantime; after 5 s such a
 * clash has become BUSY. */
bool retry_needed(struct retry *, const struct change_context *, enum err *, struct why *);

#endif
