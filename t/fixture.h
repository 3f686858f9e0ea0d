/*
 * fixture.h - for tests: stores to work on, and what else several of them need.
 */
#ifndef FIXTURE_H
#define FIXTURE_H

#include <check.h>

#include "store/store.h"

enum { FIXTURE_DRIVERS = 2 };
extern const char *const fixture_drivers[FIXTURE_DRIVERS]; /* "memory", "sqlite" */

/* A folder that goes with mem. */
const char *fixture_dir(void *mem);

/* The folder of the migrations of this source tree. */
const char *fixture_migrations(void);

/* An empty, migrated store of that driver, with its files in a folder that goes with mem. */
struct store *fixture_store(void *mem, const char *driver);

/* A second client of the same store: a connection of its own, or for "memory" the same. */
struct store *fixture_second(void *mem, struct store *first);

/* Fails the test, saying why, unless e is OK. */
void fixture_ok(enum err e, const struct why *w);

/* Runs a suite, as TAP; gives the exit status. */
int fixture_run(Suite *);

#endif
