/*
 * fixture.h - Stores, folders and databases for tests, removed with their memory root.
 *
 * A suite that loops over fixture_drivers is built a second time with FIXTURE_MONGO for the
 * driver that needs a server: a real replica set at MONGO_TEST_URL, or else the test server at
 * MONGO_NX_URL; with FIXTURE_REAL only the former. Without a server that program is skipped,
 * with a message.
 */
#ifndef FIXTURE_H
#define FIXTURE_H

#include <check.h>

#include "schema/records.h"
#include "store/store.h"

#ifdef FIXTURE_MONGO
enum { FIXTURE_DRIVERS = 1 };
#else
enum { FIXTURE_DRIVERS = 2 };
#endif
extern const char *const fixture_drivers[FIXTURE_DRIVERS]; /* "memory", "sqlite"; or "mongo" */

/* A folder that is removed with mem. */
const char *fixture_dir(void *mem);

/* The folder of migrations in this source tree. */
const char *fixture_migrations(void);

/* The store at that URL, which waits for SQLite's lock or MongoDB however slow the machine. */
struct store *fixture_open(void *mem, struct str url);

/* An empty, migrated store of that driver; its files or database are removed with mem. */
struct store *fixture_store(void *mem, const char *driver);

/* A second client of the same store: a connection of its own, or for "memory" the same store. */
struct store *fixture_second(void *mem, struct store *first);

/* Fails the test with the reason unless e is OK. */
void fixture_ok(enum err e, const struct why *w);

/* Applies a batch; when it cannot, fails the test with all its ops and the one that failed. */
void fixture_apply(struct store *, const struct batch *, struct why *);

/* The URL of an empty database of MongoDB's that goes with mem. */
struct str fixture_database(void *mem);

/* The URL of the MongoDB to test on, or NULL; and whether it is a real one. */
const char *fixture_mongo(void);
bool fixture_mongo_is_real(void);

/* Whether the drivers of this program run on the test server, whose transactions and reads are
 * not isolated from each other. */
bool fixture_is_nx(void);

/* Whether there is a server for the drivers of this program; if not, prints that it is skipped. */
bool fixture_has_server(void);

/* Lets no file grow beyond a page of SQLite, as on a full disk; setrlimit() ends it with *was. */
struct rlimit;
void fixture_limit_files(struct rlimit *was);

/* Limits the process to this many bytes more than it has now; 0: removes the limit. */
void fixture_limit_memory(size_t more);

/* Whether each test has a process of its own (CK_FORK), and so may end it; if not, prints that. */
bool fixture_forks(void);

/* Runs a suite with TAP output; returns the exit status. */
int fixture_run(Suite *);

#endif
