/* metrics.h - counters of all workers as one, for Prometheus; see metrics.c. */
#ifndef METRICS_H
#define METRICS_H

#include "api/http.h"

struct idempotency;

/* The counters are in the file at path; the routes are those that are counted by. */
enum err metrics_open(struct metrics **, void *mem, const char *path, const struct route *routes,
    struct why *) MUST_CHECK;

/* One request that was answered. m may be NULL. */
void metrics_request(struct metrics *, const struct route *, int status, int64_t microseconds);

/* What the store of this process has done by now. m may be NULL. */
void metrics_store(struct metrics *, const struct store_stats *);

/* The text exposition format 0.0.4. */
void metrics_print(const struct metrics *, struct buf *);

#endif
