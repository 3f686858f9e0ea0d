/*
 * ratio.h - exact ratios of units and packs: so many of the one in so many of the other.
 *
 * Both parts are above zero and have no common divisor, so that two equal ratios are the
 * same pair. What leaves int64 is said, never wrapped.
 */
#ifndef RATIO_H
#define RATIO_H

#include <stdbool.h>
#include <stdint.h>

struct ratio {
	int64_t num, den;
};

/* num/den, reduced; both are above zero. */
struct ratio ratio_of(int64_t num, int64_t den);

/* a*b and a/b, reduced; false when a part of the result is no int64. */
bool ratio_mul(struct ratio a, struct ratio b, struct ratio *out);
bool ratio_div(struct ratio a, struct ratio b, struct ratio *out);

#endif
