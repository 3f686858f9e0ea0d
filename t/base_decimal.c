/* base_decimal.c - Tests decimal arithmetic and parsing at its limits. */
#include "base/decimal.h"
#include "base/mem.h"
#include "t/suite.h"

static const struct {
	const char *text;
	enum dec_fault fault;
	int64_t value;
	const char *written;
} numbers[] = {
    {"0", DEC_OK, 0, "0"},
    {"-0", DEC_OK, 0, "0"},
    {"-0.000", DEC_OK, 0, "0"},
    {"0e999999999999", DEC_OK, 0, "0"},
    {"0.000000000000000000000", DEC_OK, 0, "0"},
    {"7", DEC_OK, 7000000, "7"},
    {"12.5", DEC_OK, 12500000, "12.5"},
    {"12.50000000000000000000", DEC_OK, 12500000, "12.5"},
    {"0.000001", DEC_OK, 1, "0.000001"},
    {"-0.000001", DEC_OK, -1, "-0.000001"},
    {"1e-6", DEC_OK, 1, "0.000001"},
    {"10e-7", DEC_OK, 1, "0.000001"},
    {"0.1e-5", DEC_OK, 1, "0.000001"},
    {"1E+8", DEC_OK, 100000000000000, "100000000"},
    {"1.5e2", DEC_OK, 150000000, "150"},
    {"100e-2", DEC_OK, 1000000, "1"},
    {"1000000000000e-9", DEC_OK, 1000000000, "1000"},
    {"0.1", DEC_OK, 100000, "0.1"},
    {"1.000001", DEC_OK, 1000001, "1.000001"},
    {"999999999.999999", DEC_OK, 999999999999999, "999999999.999999"},
    {"-999999999.999999", DEC_OK, -999999999999999, "-999999999.999999"},
    {"999999999.9999990", DEC_OK, 999999999999999, "999999999.999999"},
    {"1000000000", DEC_RANGE, 0, NULL},
    {"-1000000000", DEC_RANGE, 0, NULL},
    {"1e9", DEC_RANGE, 0, NULL},
    {"1e400", DEC_RANGE, 0, NULL},
    {"1e99999999999999999999999999", DEC_RANGE, 0, NULL},
    {"18446744073709551616", DEC_RANGE, 0, NULL},
    {"999999999.9999999", DEC_PLACES_EXCEEDED, 0, NULL},
    {"0.0000001", DEC_PLACES_EXCEEDED, 0, NULL},
    {"1e-7", DEC_PLACES_EXCEEDED, 0, NULL},
    {"1e-99999999999999999999999999", DEC_PLACES_EXCEEDED, 0, NULL},
    {"0.1234567", DEC_PLACES_EXCEEDED, 0, NULL},
    {"", DEC_SYNTAX, 0, NULL},
    {"-", DEC_SYNTAX, 0, NULL},
    {"+1", DEC_SYNTAX, 0, NULL},
    {".5", DEC_SYNTAX, 0, NULL},
    {"5.", DEC_SYNTAX, 0, NULL},
    {"01", DEC_SYNTAX, 0, NULL},
    {"-01", DEC_SYNTAX, 0, NULL},
    {"00", DEC_SYNTAX, 0, NULL},
    {"1e", DEC_SYNTAX, 0, NULL},
    {"1e+", DEC_SYNTAX, 0, NULL},
    {"1.e5", DEC_SYNTAX, 0, NULL},
    {"1,5", DEC_SYNTAX, 0, NULL},
    {" 1", DEC_SYNTAX, 0, NULL},
    {"1 ", DEC_SYNTAX, 0, NULL},
    {"1.2.3", DEC_SYNTAX, 0, NULL},
    {"0x10", DEC_SYNTAX, 0, NULL},
    {"NaN", DEC_SYNTAX, 0, NULL},
    {"inf", DEC_SYNTAX, 0, NULL},
    {"1_000", DEC_SYNTAX, 0, NULL},
    {"\xd9\xa1", DEC_SYNTAX, 0, NULL},
};

START_TEST(a_number_is_read_exactly_or_refused)
{
	void *mem = mem_root("test");
	int64_t v = 0;

	ck_assert_msg(
	    dec_parse(str_of(numbers[_i].text), &v) == numbers[_i].fault, "%s", numbers[_i].text);
	if (numbers[_i].fault == DEC_OK) {
		ck_assert_int_eq(v, numbers[_i].value);
		ck_assert_str_eq(dec_str(mem, v).s, numbers[_i].written);
	}
	mem_free(mem);
}
END_TEST

static const struct {
	const char *text;
	bool whole;
	int64_t value;
} wholes[] = {
    {"0", true, 0},
    {"-0.0", true, 0},
    {"0e999", true, 0},
    {"5.0", true, 5},
    {"1e2", true, 100},
    {"-2.50e1", true, -25},
    {"17056050840.0", true, 17056050840},
    {"999999999999999999", true, 999999999999999999},
    {"1e17", true, 100000000000000000},
    {"1e18", false, 0},
    {"1000000000000000000", false, 0},
    {"1e400", false, 0},
    {"0.5", false, 0},
    {"5e-1", false, 0},
    {"", false, 0},
    {"5.", false, 0},
    {"+5", false, 0},
};

START_TEST(a_whole_number_has_many_spellings)
{
	int64_t v = 0;

	ck_assert_int_eq(dec_parse_whole(str_of(wholes[_i].text), &v), wholes[_i].whole);
	ck_assert_int_eq(v, wholes[_i].value);
}
END_TEST

START_TEST(what_was_written_is_read_back)
{
	void *mem = mem_root("test");
	uint64_t seed = 88172645463325252u;

	for (int i = 0; i < 20000; i++) {
		int64_t v, back = 1;

		seed ^= seed << 13, seed ^= seed >> 7, seed ^= seed << 17;
		v = (int64_t)(seed % (uint64_t)DEC_INPUT_MAX) * (seed & 1 << 20 ? 1 : -1);
		for (int zeros = (int)(seed >> 40 & 7); zeros > 0; zeros--)
			v = v / 10 * 10;
		ck_assert(dec_parse(dec_str(mem, v), &back) == DEC_OK);
		ck_assert_int_eq(back, v);
	}
	mem_free(mem);
}
END_TEST

START_TEST(extremes_are_written)
{
	void *mem = mem_root("test");

	ck_assert_str_eq(dec_str(mem, INT64_MIN).s, "-9223372036854.775808");
	ck_assert_str_eq(dec_str(mem, INT64_MAX).s, "9223372036854.775807");
	ck_assert_str_eq(dec_str(mem, DEC_TOTAL_MAX).s, "9000000000000");
	mem_free(mem);
}
END_TEST

START_TEST(places_are_counted)
{
	ck_assert_int_eq(dec_places(0), 0);
	ck_assert_int_eq(dec_places(DEC_ONE), 0);
	ck_assert_int_eq(dec_places(-DEC_ONE / 10), 1);
	ck_assert_int_eq(dec_places(120), 5);
	ck_assert_int_eq(dec_places(1), 6);
	ck_assert_int_eq(dec_places(INT64_MIN), 6);
}
END_TEST

static const struct {
	int64_t v, num, den;
	bool exact;
	int64_t below, above;
} ratios[] = {
    {3 * DEC_ONE, 12, 1, true, 36 * DEC_ONE, 36 * DEC_ONE},
    {DEC_ONE, 1, 3, false, 333333, 333334},
    {-DEC_ONE, 1, 3, false, -333334, -333333},
    {3 * DEC_ONE, 1, 3, true, DEC_ONE, DEC_ONE},
    {-3 * DEC_ONE, 7, 3, true, -7 * DEC_ONE, -7 * DEC_ONE},
    {0, 1000000000, 7, true, 0, 0},
    {1, 1, 1000000000, false, 0, 1},
    {-1, 1, 1000000000, false, -1, 0},
    {DEC_INPUT_MAX - 1, 9000, 1, true, (DEC_INPUT_MAX - 1) * 9000, (DEC_INPUT_MAX - 1) * 9000},
    {DEC_INPUT_MAX - 1, 9001, 1, false, 0, 0},
    {DEC_TOTAL_MAX, 1, 1, true, DEC_TOTAL_MAX, DEC_TOTAL_MAX},
    {DEC_TOTAL_MAX, 1000000001, 1000000000, false, 0, 0},
    {INT64_MAX, INT64_MAX, INT64_MAX, false, 0, 0},
    {INT64_MIN, INT64_MAX, 1, false, 0, 0},
    {1000000, 1000000000, 999999999, false, 1000000, 1000001},
};

START_TEST(a_ratio_is_exact_or_gives_its_neighbours)
{
	int64_t out = 42, below = 42, above = 42;

	ck_assert(dec_ratio(ratios[_i].v, ratios[_i].num, ratios[_i].den, &out, &below, &above) ==
		  ratios[_i].exact);
	ck_assert_int_eq(below, ratios[_i].below);
	ck_assert_int_eq(above, ratios[_i].above);
	if (ratios[_i].exact)
		ck_assert_int_eq(out, below);
}
END_TEST

START_TEST(a_sum_stays_within_totals)
{
	int64_t out;

	ck_assert(dec_add(DEC_TOTAL_MAX - 1, 1, &out));
	ck_assert_int_eq(out, DEC_TOTAL_MAX);
	ck_assert(!dec_add(DEC_TOTAL_MAX, 1, &out));
	ck_assert(!dec_add(-DEC_TOTAL_MAX, -1, &out));
	ck_assert(!dec_add(INT64_MAX, INT64_MAX, &out));
	ck_assert(!dec_add(INT64_MIN, -1, &out));
	ck_assert(dec_add(-DEC_TOTAL_MAX, DEC_TOTAL_MAX, &out));
	ck_assert_int_eq(out, 0);
}
END_TEST

int
main(void)
{
	TCase *c = tcase_create("decimal");

	tcase_add_loop_test(c, a_number_is_read_exactly_or_refused, 0, LENGTH(numbers));
	tcase_add_loop_test(c, a_whole_number_has_many_spellings, 0, LENGTH(wholes));
	tcase_add_test(c, what_was_written_is_read_back);
	tcase_add_test(c, extremes_are_written);
	tcase_add_test(c, places_are_counted);
	tcase_add_loop_test(c, a_ratio_is_exact_or_gives_its_neighbours, 0, LENGTH(ratios));
	tcase_add_test(c, a_sum_stays_within_totals);
	return suite_run("decimal", c);
}
