/*
 * fixture.h - for tests: stores to work on, and what else several of them need.
 *
 * A suite that loops over fixture_drivers is built a second time with FIXTURE_MONGO for the
 * driver that needs a server: a real replica set at MONGO_TEST_URL, else the test server at
 * MONGO_NX_URL; with FIXTURE_REAL too only for the former. Without one, that program is
 * skipped, and says so.
 */
#ifndef FIXTURE_H
#define FIXTURE_H

#include <check.h>

#include "store/store.h"

#ifdef FIXTURE_MONGO
enum { FIXTURE_DRIVERS = 1 };
#else
enum { FIXTURE_DRIVERS = 2 };
#endif
extern const char *const fixture_drivers[FIXTURE_DRIVERS]; /* "memory", "sqlite"; or "mongo" */

/* A folder that goes with mem. */
const char *fixture_dir(void *mem);

/* The folder of the migrations of this source tree. */
const char *fixture_migrations(void);

/* An empty, migrated store of that driver; its files or its database go with mem. */
struct store *fixture_store(void *mem, const char *driver);

/* A second client of the same store: a connection of its own, or for "memory" the same. */
struct store *fixture_second(void *mem, struct store *first);

/* Fails the test, saying why, unless e is OK. */
void fixture_ok(enum err e, const struct why *w);

/* Applies a batch; when it cannot, fails the test with all its ops and the one that failed. */
void fixture_apply(struct store *, const struct batch *, struct why *);

/* The URL of an empty database of MongoDB's that goes with mem. */
struct str fixture_database(void *mem);

/* The URL of the MongoDB to test on, or NULL; whether it is a real one. */
const char *fixture_mongo(void);
bool fixture_mongo_is_real(void);

/* Whether the drivers of this program run on the test server, whose transactions and reads
 * are not isolated from each other. */
bool fixture_is_nx(void);

/* Whether there is a server for the drivers of this program; else says that it is skipped. */
bool fixture_has_server(void);

/* From now on the process is given at most so many bytes more than it has; 0: as many as before. */
void fixture_limit_memory(size_t more);

/* Runs a suite, as TAP; gives the exit status. */
int fixture_run(Suite *);

#endif
