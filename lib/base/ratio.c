/* ratio.c - Multiplies and divides reduced ratios. */
#include "base/ratio.h"

#include <assert.h>

static int64_t
ratio_gcd(int64_t a, int64_t b)
{
	while (b != 0) {
		int64_t rest = a % b;

		a = b;
		b = rest;
	}
	return a;
}

struct ratio
ratio_of(int64_t num, int64_t den)
{
	int64_t common;

	assert(num > 0 && den > 0);
	common = ratio_gcd(num, den);
	return (struct ratio){num / common, den / common};
}

/* Cancels common factors before multiplying: the result is reduced, and overflows only when it
 * does not fit. */
bool
ratio_mul(struct ratio a, struct ratio b, struct ratio *out)
{
	struct ratio x = ratio_of(a.num, b.den), y = ratio_of(b.num, a.den);

	return !__builtin_mul_overflow(x.num, y.num, &out->num) &&
	       !__builtin_mul_overflow(x.den, y.den, &out->den);
}

bool
ratio_div(struct ratio a, struct ratio b, struct ratio *out)
{
	return ratio_mul(a, (struct ratio){b.den, b.num}, out);
}
