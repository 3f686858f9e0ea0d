/* base_fingerprint.c - Tests fingerprints of sums by key. */
#include <stdlib.h>

#include "base/fingerprint.h"
#include "t/fixture.h"

static const uint64_t seed = UINT64_C(0x0123456789abcdef);

static uint64_t
key_of(const char *a, const char *b)
{
	const struct str parts[] = {str_of(a), str_of(b)};

	return fingerprint_key(seed, parts, 2);
}

START_TEST(keys_differ_by_their_parts)
{
	static const char *const pairs[][2] = {{"", ""}, {"a", ""}, {"", "a"}, {"ab", "c"},
	    {"a", "bc"}, {"abcdefgh", ""}, {"abcdefg", "h"}, {"abcdefghi", ""}, {"abcdefgh", "i"}};

	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		for (size_t k = 0; k < sizeof pairs / sizeof *pairs; k++)
			ck_assert_int_eq(
			    key_of(pairs[i][0], pairs[i][1]) == key_of(pairs[k][0], pairs[k][1]),
			    i == k);
	ck_assert_uint_ne(
	    key_of("a", "b"), fingerprint_key(seed + 1, (struct str[]){STR("a"), STR("b")}, 2));
}
END_TEST

START_TEST(sums_are_equal_in_any_order_and_in_any_portions)
{
	const uint64_t a = key_of("a", ""), b = key_of("b", "");
	const int64_t most = INT64_MAX;
	uint64_t x = 0, y = 0;

	fingerprint_add(&x, a, most);
	fingerprint_add(&x, b, -5);
	fingerprint_add(&y, b, -7);
	fingerprint_add(&y, a, most - 3);
	fingerprint_add(&y, b, 2);
	fingerprint_add(&y, a, 3);
	ck_assert_uint_eq(x, y);
	ck_assert_uint_ne(x, 0);
	fingerprint_add(&x, a, -most);
	fingerprint_add(&x, b, 5);
	ck_assert_uint_eq(x, 0);
	fingerprint_add(&x, a, INT64_MIN);
	fingerprint_add(&x, a, most);
	fingerprint_add(&x, a, 1);
	ck_assert_uint_eq(x, 0);
}
END_TEST

START_TEST(what_is_moved_to_another_key_is_seen)
{
	const uint64_t a = key_of("a", ""), b = key_of("b", "");

	for (int shift = 0; shift < 62; shift++) {
		uint64_t x = 0;

		fingerprint_add(&x, a, INT64_C(1) << shift);
		fingerprint_add(&x, b, -(INT64_C(1) << shift));
		ck_assert_uint_ne(x, 0);
	}
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("base_fingerprint");
	TCase *c = tcase_create("all");

	tcase_add_test(c, keys_differ_by_their_parts);
	tcase_add_test(c, sums_are_equal_in_any_order_and_in_any_portions);
	tcase_add_test(c, what_is_moved_to_another_key_is_seen);
	suite_add_tcase(s, c);
	return fixture_run(s);
}
