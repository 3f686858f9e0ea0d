/*
 * base_ratio.c - Compares ratios with exact 128-bit fractions.
 *
 * SEED=n in the environment repeats a run.
 */
#include "base/ratio.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "t/suite.h"

__extension__ typedef __int128 wide;

enum { ROUNDS = 20000, CHAIN = 5 };
#define PART_MAX INT64_C(1000000000000) /* of a unit or a pack */

static uint64_t chance;

static uint64_t
ratio_random(void) /* xorshift64* */
{
	chance ^= chance >> 12;
	chance ^= chance << 25;
	chance ^= chance >> 27;
	return chance * UINT64_C(2685821657736338717);
}

/* Small and large equally often, so that parts have common divisors. */
static int64_t
ratio_random_part(int64_t max)
{
	return (
	    int64_t)(1 + (ratio_random() >> 1) % (ratio_random() % 2 == 0 ? 60 : (uint64_t)max));
}

static wide
ratio_gcd(wide a, wide b)
{
	return b == 0 ? a : ratio_gcd(b, a % b);
}

static bool
is_reduced(struct ratio r)
{
	return r.num > 0 && r.den > 0 && ratio_gcd(r.num, r.den) == 1;
}

/* Whether num/den, reduced, fits into two int64. */
static bool
ratio_fits(wide num, wide den)
{
	wide common = ratio_gcd(num, den);

	return num / common <= INT64_MAX && den / common <= INT64_MAX;
}

static bool
ratio_is(struct ratio r, wide num, wide den)
{
	wide common = ratio_gcd(num, den);

	return r.num == num / common && r.den == den / common;
}

START_TEST(a_ratio_is_reduced_and_stays_what_it_is)
{
	for (int i = 0; i < ROUNDS; i++) {
		int64_t num = ratio_random_part(INT64_MAX), den = ratio_random_part(INT64_MAX);
		struct ratio r = ratio_of(num, den);

		ck_assert(is_reduced(r));
		ck_assert((wide)r.num * den == (wide)r.den * num);
	}
}
END_TEST

START_TEST(products_and_quotients_are_exact_or_refused)
{
	for (int i = 0; i < ROUNDS; i++) {
		struct ratio a = ratio_of(ratio_random_part(PART_MAX), ratio_random_part(PART_MAX)),
			     out;
		struct ratio b = ratio_of(ratio_random_part(PART_MAX), ratio_random_part(PART_MAX));
		bool good = ratio_mul(a, b, &out);

		ck_assert(good == ratio_fits((wide)a.num * b.num, (wide)a.den * b.den));
		ck_assert(!good || (is_reduced(out) &&
				       ratio_is(out, (wide)a.num * b.num, (wide)a.den * b.den)));
		good = ratio_div(a, b, &out);
		ck_assert(good == ratio_fits((wide)a.num * b.den, (wide)a.den * b.num));
		ck_assert(!good || (is_reduced(out) &&
				       ratio_is(out, (wide)a.num * b.den, (wide)a.den * b.num)));
	}
}
END_TEST

/* Each is a multiple of the previous one: the last as a multiple of the first. */
START_TEST(a_chain_of_five_is_one_ratio_whichever_end_it_begins_at)
{
	for (int i = 0; i < ROUNDS; i++) {
		struct ratio step[CHAIN], down = {1, 1}, up = {1, 1};
		bool good = true;

		for (int k = 0; k < CHAIN; k++)
			step[k] = ratio_of(ratio_random_part(1000), ratio_random_part(1000));
		for (int k = 0; k < CHAIN; k++)
			good = good && ratio_mul(down, step[k], &down);
		for (int k = CHAIN; k-- > 0;)
			good = good && ratio_mul(up, step[k], &up);
		ck_assert(good);
		ck_assert(down.num == up.num && down.den == up.den);
		for (int k = 0; k < CHAIN; k++)
			ck_assert(ratio_div(down, step[k], &down));
		ck_assert(down.num == 1 && down.den == 1);
	}
}
END_TEST

START_TEST(what_leaves_64_bits_is_refused_and_not_wrapped)
{
	struct ratio a = {INT64_MAX, 2}, b = {2, INT64_MAX}, out;

	ck_assert(ratio_mul(a, b, &out));
	ck_assert(out.num == 1 && out.den == 1);
	ck_assert(!ratio_mul(a, a, &out));
	ck_assert(!ratio_mul(b, b, &out));
	ck_assert(!ratio_div(a, b, &out));
}
END_TEST

START_TEST(an_ounce_is_the_sixteenth_of_a_pound)
{
	struct ratio pound = ratio_of(45359237, 100000000), ounce;

	ck_assert(ratio_mul(pound, (struct ratio){1, 16}, &ounce));
	ck_assert(ounce.num == 45359237 && ounce.den == 1600000000);
}
END_TEST

int
main(void)
{
	const char *seed = getenv("SEED");
	TCase *c = tcase_create("ratio");

	chance = seed != NULL ? strtoull(seed, NULL, 10) : (uint64_t)time(NULL) | 1;
	printf("# SEED=%llu\n", (unsigned long long)chance);
	fflush(stdout);
	tcase_add_test(c, a_ratio_is_reduced_and_stays_what_it_is);
	tcase_add_test(c, products_and_quotients_are_exact_or_refused);
	tcase_add_test(c, a_chain_of_five_is_one_ratio_whichever_end_it_begins_at);
	tcase_add_test(c, what_leaves_64_bits_is_refused_and_not_wrapped);
	tcase_add_test(c, an_ounce_is_the_sixteenth_of_a_pound);
	return suite_run("ratio", c);
}
