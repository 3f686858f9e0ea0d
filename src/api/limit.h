/* limit.h - how many requests a session may make in a minute; see limit.c. */
#ifndef LIMIT_H
#define LIMIT_H

#include "base/err.h"

struct limit;

/* Counters that all workers share, in a file that is mapped; lives in mem. */
enum err limit_open(
    struct limit **, void *mem, const char *path, int64_t per_minute, struct why *) MUST_CHECK;

/* Counts one request of that session; TOO_MANY with retry_after when it is one too many.
 * Ten times as many reads as writes are allowed. Without a limit (NULL): OK. */
enum err limit_take(struct limit *, struct str session, bool writes, struct why *) MUST_CHECK;

#endif
