/* stats.h - Counters of a store for /metrics. */
#ifndef STORE_STATS_H
#define STORE_STATS_H

#include <stdint.h>

/* Commands to a database server by name; the last one counts all others. */
enum { STORE_COMMANDS = 9 };
extern const char *const store_commands[STORE_COMMANDS];

struct store_command {
	int64_t n, failed, us; /* us: total microseconds */
};

struct store_stats {       /* of this process since it opened the store */
	int64_t batches;   /* written */
	int64_t commits;   /* several batches may share one */
	int64_t apply_us;  /* total microseconds of all batches, including waiting for the lock */
	int64_t lock_us;   /* the part spent waiting for the lock */
	int64_t wal_pages; /* of the WAL after the last commit, or left by a checkpoint since */
	int64_t checkpoints, checkpoint_us;
	struct store_command commands[STORE_COMMANDS];
};

#endif
