/*
 * throttle.h - Limits password guesses by account, address and device, before a password is
 * hashed.
 *
 * Failed guesses are counted in the store, so that all workers see them: rows of `throttles`,
 * one for each bucket and window of 15 minutes. A guess counts in these buckets, each with a
 * limit per window:
 *
 *     the account from this address    10
 *     the account                      50
 *     the address (IPv6: its /64)     100
 *
 * A device that has signed in to the account before has a bucket of its own (10), used instead
 * of all three until it is full, so that guesses from elsewhere cannot lock its owner out. It
 * is recognized by the cookie it was given then. Without it, an address from which a session
 * of the account was opened is exempt from the account's bucket.
 *
 * Two concurrent guesses may both pass with one left in a bucket; this is bounded by the small
 * number of workers that hash.
 */
#ifndef THROTTLE_H
#define THROTTLE_H

#include "change/context.h"
#include "auth/token.h"

struct user;

enum { THROTTLE_BUCKETS = 3 };

struct throttle_guess { /* a password guess, and the buckets in which it counts if wrong */
	struct str bucket[THROTTLE_BUCKETS]; /* ids of rows */
	size_t n;
	int64_t until; /* end of the window */
};

/* Whether this guess may be checked: OK; UNAUTHENTICATED when the account's buckets are full;
 * TOO_MANY when the address's is. typed is the folded name; user is NULL when unknown; device
 * is the cookie, or empty. */
enum err throttle_check(struct store *, const struct tokens *, const struct change_context *,
    struct str typed, const struct user *user, struct str device, struct throttle_guess *,
    struct why *) MUST_CHECK;

/* Adds the ops that count a wrong guess. */
void throttle_count_failure(struct batch *, const struct throttle_guess *);

/* Adds the op that clears the bucket of the device, or of account and address, after a right
 * guess. */
void throttle_clear(struct batch *, const struct throttle_guess *);

/* Clears all buckets of the account, for an operator. */
enum err throttle_unlock(
    struct store *, const struct change_context *, const struct user *, struct why *) MUST_CHECK;

/* The cookie a device is given when a user signs in on it. */
struct str throttle_device_cookie(const struct tokens *, const void *mem, const struct user *);

/* The address as counted: an IPv6 address by its /64, IPv4-mapped IPv6 as IPv4. */
struct str throttle_address(const void *mem, struct str address);

#endif
