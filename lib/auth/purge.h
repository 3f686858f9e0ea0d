/* purge.h - Deletes expired idempotency keys, sessions, throttles and refusals. */
#ifndef PURGE_H
#define PURGE_H

#include "store/store.h"

/* now: from horizon_advance(), not the clock. Deletes at most `most` rows in one batch;
 * *gone is how many, 0 when nothing is left. So a worker can purge between two requests. */
enum err
purge_expired(struct store *, int64_t now, size_t most, size_t *gone, struct why *) MUST_CHECK;

#endif
