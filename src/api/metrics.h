/* metrics.h - counters of all workers as one, for Prometheus; see metrics.c. */
#ifndef METRICS_H
#define METRICS_H

#include "api/http.h"

enum err metrics_open(struct metrics **, void *mem, const char *path, struct why *) MUST_CHECK;

/* One request that was answered. m may be NULL. */
void metrics_request(struct metrics *, const struct route *, int status, int64_t microseconds);

/* What the store did for it: number of commits, their time, the time they waited for the
 * lock, and how many pages the write-ahead log holds now (-1: not known). */
void metrics_store(
    struct metrics *, int64_t commits, int64_t commit_us, int64_t wait_us, int64_t wal_pages);

/* The text exposition format 0.0.4. */
void metrics_print(const struct metrics *, struct buf *);

#endif
