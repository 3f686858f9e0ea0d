/* masters_fixture.h - A seeded store for tests that create and change masters. */
#ifndef MASTERS_FIXTURE_H
#define MASTERS_FIXTURE_H

#include "masters/master/master.h"
#include "t/fixture.h"

/* Of the running test; all memory is allocated in mem. */
extern void *mem;
extern struct why why;
extern struct store *store;
extern struct change_context cx;

/* A checked fixture: mem, why, and a cx of the user "tester". */
void masters_setup(void);
void masters_teardown(void);

/* Opens a seeded store on that driver; a loop test's _i. */
void masters_open(int driver);

#endif
