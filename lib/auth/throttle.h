/*
 * throttle.h - wrong guesses are counted before a password is hashed.
 *
 * Counted in the store, so that all workers see them: rows of `throttles`, one for each
 * bucket and window of 15 minutes. The buckets of a guess, and how many wrong ones each
 * takes in a window:
 *
 *     the account from this address    10
 *     the account                      50
 *     the address (IPv6: its /64)     100
 *
 * A device that signed in to the account before has a bucket of its own (10) in place of
 * all three until it is full, so that guesses from elsewhere cannot lock its owner out. It
 * is known by the cookie that it was given then; or by its address, if a session of the
 * account was opened from there: then the account's bucket does not count.
 *
 * Two guesses at one moment may both be let in by the last place of a bucket: the pool
 * that hashes is small.
 */
#ifndef THROTTLE_H
#define THROTTLE_H

#include "change/context.h"
#include "auth/token.h"

struct idempotency;
struct user;

enum { THROTTLE_BUCKETS = 3 };

struct throttle_guess { /* one guess of a password, and where it counts if it is wrong */
	struct str bucket[THROTTLE_BUCKETS]; /* ids of rows */
	size_t n;
	int64_t until; /* the end of the window */
};

/* Whether this guess may be judged: OK; UNAUTHENTICATED when the account's buckets are
 * full; TOO_MANY when the address's is. typed is the name as it was typed, folded; user is
 * NULL when there is none of that name; device is the cookie, or empty. */
enum err throttle_check(struct store *, const struct tokens *, const struct change_context *,
    struct str typed, const struct user *user, struct str device, struct throttle_guess *,
    struct why *) MUST_CHECK;

/* It was wrong: the ops that count it. */
void throttle_count_failure(struct batch *, const struct throttle_guess *);

/* It was right: the op that clears the device's bucket, or the pair's. */
void throttle_clear(struct batch *, const struct throttle_guess *);

/* Clears all buckets of the account, for an operator. */
enum err throttle_unlock(
    struct store *, const struct change_context *, const struct user *, struct why *) MUST_CHECK;

/* What a device is given when a user signs in on it. */
struct str throttle_device_cookie(const struct tokens *, const void *mem, const struct user *);

/* The address as it counts: an IPv6 address by its /64, IPv4 in IPv6 as IPv4. */
struct str throttle_address(const void *mem, struct str address);

#endif
