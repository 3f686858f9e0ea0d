/* stats.h - what a store counts of itself, for /metrics. */
#ifndef STORE_STATS_H
#define STORE_STATS_H

#include <stdint.h>

/* Commands to a database that is a server, by name; the last counts all others. */
enum { STORE_COMMANDS = 9 };
extern const char *const store_commands[STORE_COMMANDS];

struct store_command {
	int64_t n, failed, us; /* us: microseconds of all of them */
};

struct store_stats {       /* of this process since it opened the store */
	int64_t applies;   /* batches that were written */
	int64_t apply_us;  /* microseconds of all batches, the wait for the lock included */
	int64_t lock_us;   /* of these, waiting for the lock */
	int64_t wal_pages; /* of the log that is not yet part of the database */
	struct store_command commands[STORE_COMMANDS];
};

#endif
