/*
 * fingerprint.h - Compares two sets of sums by key without keeping either: each is one number, the
 * sum of its quantities times a random number of their key, modulo a prime of 61 bits.
 *
 * Equal sets have equal fingerprints, in whatever order and portions they are added. Different ones
 * are taken for equal with a chance of 1 in 2^60, by a seed that differs in each run.
 */
#ifndef FINGERPRINT_H
#define FINGERPRINT_H

#include "base/str.h"

/* The number of a key, which consists of n parts. */
uint64_t fingerprint_key(uint64_t seed, const struct str *parts, size_t n);

/* Adds the key so many times; may be negative. */
void fingerprint_add(uint64_t *sum, uint64_t key, int64_t times);

#endif
