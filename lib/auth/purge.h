/*
 * purge.h - rows that have served their time: keys, sessions, throttles, refusals.
 */
#ifndef PURGE_H
#define PURGE_H

#include "store/store.h"

/* By the moment that horizon.h gives, not by the clock. Deletes at most `most` of them in one
 * batch; *gone says how many it were: 0 when there is nothing left to do. So a worker may do a
 * slice between two requests. */
enum err
purge_expired(struct store *, int64_t moment, size_t most, size_t *gone, struct why *) MUST_CHECK;

#endif
