/*
 * ratio.h - Exact ratios of units and packs.
 *
 * Both parts are positive and have no common divisor, so equal ratios are equal pairs.
 * Overflow of int64 is reported, never wrapped.
 */
#ifndef RATIO_H
#define RATIO_H

#include <stdbool.h>
#include <stdint.h>

struct ratio {
	int64_t num, den;
};

/* num/den, reduced; both must be positive. */
struct ratio ratio_of(int64_t num, int64_t den);

/* a*b and a/b, reduced; false when a part of the result overflows int64. */
bool ratio_mul(struct ratio a, struct ratio b, struct ratio *out);
bool ratio_div(struct ratio a, struct ratio b, struct ratio *out);

#endif
