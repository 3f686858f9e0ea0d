/* metrics.h - Request and store counters shared by all workers, for Prometheus. */
#ifndef METRICS_H
#define METRICS_H

#include "api/http.h"

/* The counters are in the file at path; the routes are those that are counted by. */
enum err metrics_open(struct metrics **, void *mem, const char *path, const struct route *routes,
    struct why *) MUST_CHECK;

/* Counts one answered request. m may be NULL. */
void metrics_request(struct metrics *, const struct route *, int status, int64_t microseconds);

/* Reports the counters of this process's store. m may be NULL. */
void metrics_store(struct metrics *, const struct store_stats *);

/* Prometheus text exposition format 0.0.4. */
void metrics_print(const struct metrics *, struct buf *);

#endif
