/*
 * metrics.c - Counts requests and store commands for all workers, and prints them for
 * Prometheus. The memory is shared, so any worker reports the totals, and a crash loses
 * nothing. Relaxed atomics suffice, as counters are only incremented and read for graphs.
 */
#include "api/metrics.h"

#include <stdatomic.h>
#include <string.h>

#include "base/shared.h"
#include "base/mem.h"

static const int metrics_statuses[] = {
    200, 201, 204, 304, 400, 401, 403, 404, 405, 409, 412, 413, 415, 422, 429, 500, 503};
enum { STATUSES = sizeof metrics_statuses / sizeof *metrics_statuses };

/* Upper bounds of the histogram in microseconds; the last bucket has none. */
static const int64_t bucket_bounds[] = {
    500, 1000, 2500, 5000, 10000, 25000, 50000, 100000, 250000, 1000000, 5000000};
enum { BUCKETS = sizeof bucket_bounds / sizeof *bucket_bounds + 1 };

struct route_counters {
	_Atomic uint64_t status[STATUSES];
	_Atomic uint64_t bucket[BUCKETS];
	_Atomic uint64_t microseconds;
};

struct command_counters {
	_Atomic uint64_t n, failed, us;
};

struct metrics_counters { /* the last row: requests without a route */
	struct route_counters route[ROUTES_MAX + 1];
	_Atomic uint64_t batches, commits, commit_us, wait_us, wal_pages;
	_Atomic uint64_t checkpoints, checkpoint_us;
	struct command_counters command[STORE_COMMANDS];
};

struct metrics {
	struct metrics_counters *c;
	const struct route *routes;
	struct store_stats reported; /* store counters already added to the shared ones */
};

#define ADD(counter, n) atomic_fetch_add_explicit(&(counter), (uint64_t)(n), memory_order_relaxed)
#define GET(counter)    ((unsigned long long)atomic_load_explicit(&(counter), memory_order_relaxed))

enum err
metrics_open(
    struct metrics **out, void *mem, const char *path, const struct route *routes, struct why *w)
{
	struct metrics *m = MEM_ONE(mem, struct metrics);
	void *at;
	enum err e;

	if ((e = shared_open(&at, mem, path, sizeof(struct metrics_counters), w)) != OK)
		return e;
	m->c = at;
	m->routes = routes;
	*out = m;
	return OK;
}

static size_t
metrics_status_index(int status)
{
	for (size_t i = 0; i < STATUSES; i++)
		if (metrics_statuses[i] == status)
			return i;
	return metrics_status_index(500);
}

void
metrics_request(struct metrics *m, const struct route *r, int status, int64_t us)
{
	struct route_counters *p;
	size_t b = 0;

	if (m == NULL)
		return;
	p = &m->c->route[r == NULL ? ROUTES_MAX : r - m->routes];
	while (b < BUCKETS - 1 && us > bucket_bounds[b])
		b++;
	ADD(p->status[metrics_status_index(status)], 1);
	ADD(p->bucket[b], 1);
	ADD(p->microseconds, us);
}

/* Each process adds the change since its last report. */
void
metrics_store(struct metrics *m, const struct store_stats *now)
{
	if (m == NULL || memcmp(now, &m->reported, sizeof *now) == 0)
		return;
	ADD(m->c->batches, now->batches - m->reported.batches);
	ADD(m->c->commits, now->commits - m->reported.commits);
	ADD(m->c->commit_us, now->apply_us - m->reported.apply_us);
	ADD(m->c->wait_us, now->lock_us - m->reported.lock_us);
	ADD(m->c->checkpoints, now->checkpoints - m->reported.checkpoints);
	ADD(m->c->checkpoint_us, now->checkpoint_us - m->reported.checkpoint_us);
	atomic_store_explicit(&m->c->wal_pages, (uint64_t)now->wal_pages, memory_order_relaxed);
	for (size_t i = 0; i < STORE_COMMANDS; i++) {
		const struct store_command *is = &now->commands[i], *was = &m->reported.commands[i];

		ADD(m->c->command[i].n, is->n - was->n);
		ADD(m->c->command[i].failed, is->failed - was->failed);
		ADD(m->c->command[i].us, is->us - was->us);
	}
	m->reported = *now;
}

static void
put_seconds(struct buf *b, unsigned long long us)
{
	buf_printf(b, "%llu.%06llu", us / 1000000, us % 1000000);
}

static void
put_metric_head(struct buf *b, const char *name, const char *type, const char *help)
{
	buf_printf(b, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

typedef void put_route_metrics(
    struct buf *, const struct route_counters *, const char *method, const char *path);

static void
metrics_each_route(struct buf *b, const struct metrics *m, put_route_metrics *put)
{
	size_t i = 0;

	for (const struct route *r = m->routes; r->method != NULL; r++, i++)
		put(b, &m->c->route[i], r->method, r->path);
	put(b, &m->c->route[ROUTES_MAX], "", "");
}

static void
put_statuses(struct buf *b, const struct route_counters *p, const char *method, const char *path)
{
	for (size_t s = 0; s < STATUSES; s++)
		if (GET(p->status[s]) > 0)
			buf_printf(b,
			    "ccpl_requests_total{method=\"%s\",route=\"%s\",status=\"%d\"} %llu\n",
			    method, path, metrics_statuses[s], GET(p->status[s]));
}

static void
put_histogram(struct buf *b, const struct route_counters *p, const char *method, const char *path)
{
	unsigned long long sum = 0, all = 0;

	for (size_t i = 0; i < BUCKETS; i++)
		all += GET(p->bucket[i]);
	for (size_t i = 0; all > 0 && i < BUCKETS; i++) {
		buf_printf(b, "ccpl_request_seconds_bucket{method=\"%s\",route=\"%s\",le=\"",
		    method, path);
		if (i == BUCKETS - 1)
			buf_puts(b, "+Inf");
		else
			put_seconds(b, (unsigned long long)bucket_bounds[i]);
		buf_printf(b, "\"} %llu\n", sum += GET(p->bucket[i]));
	}
	if (all == 0)
		return;
	buf_printf(b, "ccpl_request_seconds_sum{method=\"%s\",route=\"%s\"} ", method, path);
	put_seconds(b, GET(p->microseconds));
	buf_printf(b, "\nccpl_request_seconds_count{method=\"%s\",route=\"%s\"} %llu\n", method,
	    path, sum);
}

static void
put_seconds_counter(struct buf *b, const char *name, const char *help, unsigned long long us)
{
	put_metric_head(b, name, "counter", help);
	buf_printf(b, "%s ", name);
	put_seconds(b, us);
	buf_putc(b, '\n');
}

/* For stores on a server. */
static void
put_command_metrics(const struct metrics *m, struct buf *b)
{
	put_metric_head(
	    b, "ccpl_store_commands_total", "counter", "Commands the database answered.");
	for (size_t i = 0; i < STORE_COMMANDS; i++) {
		const struct command_counters *c = &m->c->command[i];

		if (GET(c->n) > 0)
			buf_printf(b,
			    "ccpl_store_commands_total{command=\"%s\",outcome=\"ok\"} %llu\n"
			    "ccpl_store_commands_total{command=\"%s\",outcome=\"failed\"} %llu\n",
			    store_commands[i], GET(c->n) - GET(c->failed), store_commands[i],
			    GET(c->failed));
	}
	put_metric_head(b, "ccpl_store_command_seconds_total", "counter",
	    "Time the database took to answer them.");
	for (size_t i = 0; i < STORE_COMMANDS; i++) {
		if (GET(m->c->command[i].n) == 0)
			continue;
		buf_printf(
		    b, "ccpl_store_command_seconds_total{command=\"%s\"} ", store_commands[i]);
		put_seconds(b, GET(m->c->command[i].us));
		buf_putc(b, '\n');
	}
}

void
metrics_print(const struct metrics *m, struct buf *b)
{
	put_metric_head(b, "ccpl_requests_total", "counter", "Requests answered.");
	metrics_each_route(b, m, put_statuses);
	put_metric_head(b, "ccpl_request_seconds", "histogram", "Time from request to response.");
	metrics_each_route(b, m, put_histogram);
	put_metric_head(b, "ccpl_changes_total", "counter", "Changes committed.");
	buf_printf(b, "ccpl_changes_total %llu\n", GET(m->c->batches));
	put_metric_head(
	    b, "ccpl_commits_total", "counter", "Commits; changes that arrive together share one.");
	buf_printf(b, "ccpl_commits_total %llu\n", GET(m->c->commits));
	put_seconds_counter(b, "ccpl_commit_seconds_total",
	    "Time spent in commits, including the wait for the lock.", GET(m->c->commit_us));
	put_seconds_counter(b, "ccpl_lock_wait_seconds_total",
	    "Time spent waiting for the write lock.", GET(m->c->wait_us));
	put_metric_head(
	    b, "ccpl_wal_pages", "gauge", "Pages in the write-ahead log after the last commit.");
	buf_printf(b, "ccpl_wal_pages %llu\n", GET(m->c->wal_pages));
	put_metric_head(b, "ccpl_checkpoints_total", "counter",
	    "Times that the log was moved into the database.");
	buf_printf(b, "ccpl_checkpoints_total %llu\n", GET(m->c->checkpoints));
	put_seconds_counter(b, "ccpl_checkpoint_seconds_total",
	    "Time that the write lock was held for that.", GET(m->c->checkpoint_us));
	put_command_metrics(m, b);
}
