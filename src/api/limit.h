/* limit.h - Rate limit per session, shared by all workers. */
#ifndef LIMIT_H
#define LIMIT_H

#include "base/err.h"

struct limit;

/* Maps the counters that all workers share; allocated in mem. */
enum err limit_open(
    struct limit **, void *mem, const char *path, int64_t per_minute, struct why *) MUST_CHECK;

/* Counts one request of that session; TOO_MANY with retry_after when it exceeds the limit.
 * Reads may be ten times as many as writes. Without a limit (NULL): OK. */
enum err limit_take(struct limit *, struct str session, bool writes, struct why *) MUST_CHECK;

#endif
