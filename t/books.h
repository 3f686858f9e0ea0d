/*
 * books.h - An inventory fixture: a store with a few masters, and postings in one call. Tests
 * run on every driver.
 *
 * The time is 2026-03-15, noon UTC. Items BOLT (PCS; a box of 100, a crate of 3/7), OIL (L, at
 * B by default), OLD (inactive), LOW (minimum 10). Locations A, B (stock), Q (inspection), X
 * (inactive). Units PCS, DZ (12 PCS), KG, G, L, ML. Reasons FOUND (in), LOST (out), COUNT
 * (both), OTHER (needs remarks). Recipient ANNE, supplier ACME. Ids are the codes in lower
 * case.
 */
#ifndef BOOKS_H
#define BOOKS_H

#include "inventory/posting/posting.h"
#include "t/between.h"
#include "t/fixture.h"

struct books {
	void *mem;
	struct store *store;
	struct change_context cx; /* has all permissions */
	struct why why;           /* of the last call */
	struct posting last;      /* the posting it made */
	struct between gap;       /* see books_let(); .applies counts its batches */
};

extern struct books books; /* of the running test */

extern const int64_t books_now;
int64_t books_instant(const char *rfc3339);

#define BOOKS_OPEN() books_open(&books, _i) /* in a loop test, on its driver */
void books_open(struct books *, int driver);
void books_close(struct books *);
void books_teardown(void); /* closes `books` */
void books_ok(enum err);   /* fails the test, with the reason in `books`, unless OK */
struct books books_second(struct books *); /* a second client of the same store, without a gap */

/* Runs other(arg) just before the next batch is written. */
void books_let(struct books *, void (*other)(void *), const void *arg);

/* A line: "BOLT" +3 at "a"; quantities in whole units. */
struct posting_line books_line(enum movement, const char *item, const char *at, int64_t units);

/* Posts these lines, dated `when` (NULL: now). */
enum err books_post(struct books *, const char *when, struct posting_line *, size_t n);
enum err books_one(struct books *, const char *when, enum movement, const char *item,
    const char *at, int64_t units);
enum err books_reverse(struct books *, struct str posting, const char *when);
enum err books_correct(struct books *, struct str posting, struct posting_line *, size_t n);

/* Stock in whole units; -1: no row. */
int64_t books_balance(struct books *, const char *item, const char *at);
struct item_stock books_item(struct books *, const char *item);

/* Fails the test unless verify finds nothing. */
void books_verify(struct books *);

/* Whether the last error has a fault of this type at "a.b.0.c". */
bool books_fault(const struct books *, const char *at, const char *type);

/* Applies a batch; fails the test on an error. */
void books_apply(struct books *, struct batch *);

#endif
