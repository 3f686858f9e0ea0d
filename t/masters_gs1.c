/* masters_gs1.c - Tests parsing of GS1 codes in all their notations. */
#include "base/gtin.h"
#include "base/mem.h"
#include "masters/gs1/gs1.h"
#include "t/suite.h"

#define FNC1 "\x1d"
#define PEN  "04006381333931"

static const struct {
	const char *text;
	const char *gtin, *lot, *serial;
	int64_t count, weight;
	const char *fault; /* instead of all those: the beginning of its message */
} codes[] = {
    /* a trade item */
    {"01" PEN, PEN, "", "", 0, 0, NULL},
    {"]C101" PEN, PEN, "", "", 0, 0, NULL},
    {"]d201" PEN, PEN, "", "", 0, 0, NULL},
    {"]Q301" PEN, PEN, "", "", 0, 0, NULL},
    {"]e001" PEN, PEN, "", "", 0, 0, NULL},
    {FNC1 "01" PEN, PEN, "", "", 0, 0, NULL},
    {"]C1" FNC1 "01" PEN FNC1, PEN, "", "", 0, 0, NULL},
    {"(01)" PEN, PEN, "", "", 0, 0, NULL},
    {"01" PEN "01" PEN, PEN, "", "", 0, 0, NULL},
    /* lot and serial number, ended by an FNC1 or by the end */
    {"01" PEN "10L-7", PEN, "L-7", "", 0, 0, NULL},
    {"01" PEN "10L-7" FNC1 "21S9", PEN, "L-7", "S9", 0, 0, NULL},
    {"01" PEN "21S9]C110L-7", PEN, "L-7", "S9", 0, 0, NULL},
    {"10L-7" FNC1 "01" PEN, PEN, "L-7", "", 0, 0, NULL},
    {"(01)" PEN "(10)L-7(21)S9", PEN, "L-7", "S9", 0, 0, NULL},
    {"(10)L-7" FNC1 "(01)" PEN, PEN, "L-7", "", 0, 0, NULL},
    {"01" PEN "1012345678901234567890", PEN, "12345678901234567890", "", 0, 0, NULL},
    {"01" PEN "10A(B)/C", PEN, "A(B)/C", "", 0, 0, NULL},
    {"01" PEN "10L" FNC1 "10L", PEN, "L", "", 0, 0, NULL},
    /* quantities */
    {"01" PEN "3012", PEN, "", "", 12, 0, NULL},
    {"02" PEN "3700000024" FNC1 "10L", PEN, "L", "", 24, 0, NULL},
    {"01" PEN "3103001250", PEN, "", "", 0, 1250000, NULL},
    {"01" PEN "310000125010L", PEN, "L", "", 0, 1250000000, NULL},
    {"(01)" PEN "(3105)000001(30)3", PEN, "", "", 3, 10, NULL},
    {"01" PEN "300", PEN, "", "", 0, 0, NULL},
    /* skipped: of a fixed length, */
    {"]C100106141412345678908"
     "02" PEN "373",
	PEN, "", "", 3, 0, NULL},
    {"01" PEN "11260131"
     "13260131"
     "15260131"
     "17270228"
     "10L",
	PEN, "L", "", 0, 0, NULL},
    {"01" PEN "1200000020"
     "12"
     "10L",
	PEN, "L", "", 0, 0, NULL},
    {"01" PEN "3202001250"
     "3302001250"
     "3561001250"
     "10L",
	PEN, "L", "", 0, 0, NULL},
    {"]C141095011015300031726010101" PEN, PEN, "", "", 0, 0, NULL},
    {"(17)270228(01)" PEN "(410)9501101530003", PEN, "", "", 0, 0, NULL},
    /* up to the FNC1, up to the next parenthesis, up to the end */
    {"240REF-1" FNC1 "01" PEN "10L", PEN, "L", "", 0, 0, NULL},
    {"(240)REF-1(01)" PEN "(91)in house", PEN, "", "", 0, 0, NULL},
    {"01" PEN "3922000499" FNC1 "10L" FNC1 "7003260131"
     "1200",
	PEN, "L", "", 0, 0, NULL},
    {"01" PEN "91anything at all", PEN, "", "", 0, 0, NULL},
    {"01" PEN "88ABC" FNC1 "10L", PEN, "L", "", 0, 0, NULL},
    {"(88)ABC(01)" PEN, PEN, "", "", 0, 0, NULL},
    {"(01)" PEN "(5555)ABC", PEN, "", "", 0, 0, NULL},
    /* links */
    {"https://id.gs1.org/01/" PEN, PEN, "", "", 0, 0, NULL},
    {"HTTP://example.com/shop/en/01/4006381333931/", PEN, "", "", 0, 0, NULL},
    {"https://a.b/01/036000291452/10/L-7", "00036000291452", "L-7", "", 0, 0, NULL},
    {"https://a.b/01/96385074/21/S9", "00000096385074", "", "S9", 0, 0, NULL},
    {"https://a.b/01/" PEN "/22/2A/10/L-7/21/S9", PEN, "L-7", "S9", 0, 0, NULL},
    {"https://a.b/01/" PEN "/10/L%2F7%2b?30=12#top", PEN, "L/7+", "", 12, 0, NULL},
    {"https://a.b/01/" PEN "?3103=001250&17=270228&linkType=gs1%3Apip", PEN, "", "", 0, 1250000,
	NULL},
    {"https://a.b/01/" PEN "?37=4&10=not-there&x", PEN, "", "", 4, 0, NULL},
    /* invalid, and at which character */
    {"01" PEN "8812345", NULL, NULL, NULL, 0, 0, "At character 17: unknown application identifier"},
    {"01" PEN "A", NULL, NULL, NULL, 0, 0, "At character 17: unknown application identifier"},
    {"]C10104006381333932", NULL, NULL, NULL, 0, 0, "At character 6: 04006381333932 is not a GTIN"},
    {"]C10104006381", NULL, NULL, NULL, 0, 0, "At character 6: (01) has 14 digits"},
    {"01" PEN "17" FNC1 "270228", NULL, NULL, NULL, 0, 0, "At character 19: (17) has 6 digits"},
    {"01" PEN "1727O228", NULL, NULL, NULL, 0, 0, "At character 19: (17) has 6 digits"},
    {"01" PEN "10" FNC1 "21S9", NULL, NULL, NULL, 0, 0, "At character 19: (10) is empty"},
    {"01" PEN "10123456789012345678901", NULL, NULL, NULL, 0, 0,
	"At character 19: (10) has at most 20 characters"},
    {"01" PEN "10L 7", NULL, NULL, NULL, 0, 0, "At character 19: (10) has an invalid value"},
    {"01" PEN "10\xc3\x84" FNC1 "21", NULL, NULL, NULL, 0, 0,
	"At character 19: (10) has an invalid value"},
    {"240\xc3\x84" FNC1 "01" PEN "30x", NULL, NULL, NULL, 0, 0, "At character 24: (30) must be"},
    {"01" PEN "3012" FNC1 "3013", NULL, NULL, NULL, 0, 0, "At character 24: it has two"},
    {"01" PEN "0110614141000415", NULL, NULL, NULL, 0, 0, "At character 19: " PEN " occurs twice"},
    {"01" PEN "310312A450", NULL, NULL, NULL, 0, 0, "At character 21: (3103) has 6 digits"},
    {"(01)" PEN "10L", NULL, NULL, NULL, 0, 0, "At character 5: (01) has 14 digits"},
    {"(01)" PEN "(1", NULL, NULL, NULL, 0, 0, "At character 19: expected an identifier"},
    {"(10)L-7", NULL, NULL, NULL, 0, 0, "It has no GTIN"},
    {"00106141412345678908" FNC1, NULL, NULL, NULL, 0, 0, "It has no GTIN"},
    {"https://a.b/01/4006381333932", NULL, NULL, NULL, 0, 0, "At character 16: 4006381333932 is"},
    {"https://a.b/01/" PEN "/10/%2", NULL, NULL, NULL, 0, 0, "At character 34: 10 has an invalid"},
    {"https://a.b/01/" PEN "/10", NULL, NULL, NULL, 0, 0, "At character 31: 10 has no value"},
    {"https://a.b/01/" PEN "/lot/L", NULL, NULL, NULL, 0, 0, "At character 31: lot is not a known"},
    {"https://a.b/01/" PEN "?30=x", NULL, NULL, NULL, 0, 0, "At character 34: (30) must be"},
};

static struct str
text_or_empty(struct str v)
{
	return v.s == NULL ? STR("") : v;
}

START_TEST(a_code_says_what_it_says)
{
	void *mem = mem_root("test");
	const struct str text = str_of(codes[_i].text);
	struct gs1 got;

	ck_assert(gs1_is(text));
	ck_assert_int_eq(gs1_read(mem, text, &got), codes[_i].fault == NULL);
	if (codes[_i].fault != NULL) {
		ck_assert_msg(strstr(got.fault.s, codes[_i].fault) != NULL, "%s", got.fault.s);
	} else {
		ck_assert_str_eq(text_or_empty(got.gtin).s, codes[_i].gtin);
		ck_assert_str_eq(text_or_empty(got.lot).s, codes[_i].lot);
		ck_assert_str_eq(text_or_empty(got.serial).s, codes[_i].serial);
		ck_assert_int_eq(got.count, codes[_i].count);
		ck_assert_int_eq(got.weight, codes[_i].weight);
	}
	mem_free(mem);
}
END_TEST

/* --- random input --- */

enum { ROUNDS = 20000 };

static uint64_t seed;

static uint64_t
gs1_random(uint64_t below)
{
	seed ^= seed << 13, seed ^= seed >> 7, seed ^= seed << 17;
	return seed % below;
}

/* One of the codes above with some characters replaced; still UTF-8, as required. */
static struct str
mutate_code(void *mem)
{
	static const char some[] = "0123456789()]C/?&=%#. A~\x1d";
	const char *from = codes[gs1_random(LENGTH(codes))].text;
	char *s = mem_copy(mem, from, strlen(from));
	size_t n = strlen(s);

	for (uint64_t i = gs1_random(4); i > 0 && n > 0; i--) {
		char *at = &s[gs1_random(n)];

		if ((unsigned char)*at < 0x80)
			*at = some[gs1_random(sizeof some - 1)];
	}
	return (struct str){s, gs1_random(8) == 0 && str_utf8((struct str){s, n / 2}) ? n / 2 : n};
}

static void
assert_text(struct str v)
{
	ck_assert_uint_le(v.n, 20);
	for (size_t i = 0; i < v.n; i++)
		ck_assert(v.s[i] > ' ' && v.s[i] <= '~');
}

START_TEST(what_was_changed_at_random_is_right_or_says_where_it_is_wrong)
{
	const char *again = getenv("FUZZ_SEED");

	seed = again == NULL ? 88172645463325252U : strtoull(again, NULL, 10);
	for (int i = 0; i < ROUNDS; i++) {
		void *mem = mem_root("round");
		struct str text = mutate_code(mem);
		struct gs1 got = {0};

		if (!gs1_is(text)) {
			mem_free(mem);
			continue;
		}
		if (gs1_read(mem, text, &got))
			ck_assert(got.gtin.n == GTIN_DIGITS && gtin_is(got.gtin));
		else
			ck_assert_uint_gt(got.fault.n, 0);
		assert_text(got.lot);
		assert_text(got.serial);
		ck_assert(got.count >= 0 && got.count < 100000000);
		ck_assert(got.weight >= 0 && got.weight <= INT64_C(999999000000));
		mem_free(mem);
	}
}
END_TEST

static const char *const others[] = {"", "(", "(0)", "(AB)1", "BOL-000123", "0104006381333932",
    "4006381333931", "01400638133393", "https://a.b/items/1", "https://a.b/02/" PEN,
    "https://a.b/?q=/01/" PEN, "ftp://a.b/01/" PEN, "]E0" PEN, "X01" PEN};

START_TEST(other_texts_are_not_meant_as_one)
{
	ck_assert(!gs1_is(str_of(others[_i])));
}
END_TEST

static const struct {
	const char *text, *longest; /* NULL: not a GTIN */
} numbers[] = {
    {"96385074", "00000096385074"},
    {"036000291452", "00036000291452"},
    {"4006381333931", "04006381333931"},
    {"10614141000415", "10614141000415"},
    {"00000000", "00000000000000"},
    {"4006381333930", NULL},
    {"400638133393", NULL},
    {"4006381 33931", NULL},
    {"400638133393X", NULL},
    {"106141412345678908", NULL},
    {"", NULL},
};

START_TEST(a_gtin_has_one_longest_form)
{
	void *mem = mem_root("test");
	const struct str text = str_of(numbers[_i].text);

	ck_assert_int_eq(gtin_is(text), numbers[_i].longest != NULL);
	if (numbers[_i].longest != NULL)
		ck_assert_str_eq(gtin_14(mem, text).s, numbers[_i].longest);
	mem_free(mem);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("gs1");

	tcase_add_loop_test(tc, a_code_says_what_it_says, 0, LENGTH(codes));
	tcase_add_test(tc, what_was_changed_at_random_is_right_or_says_where_it_is_wrong);
	tcase_add_loop_test(tc, other_texts_are_not_meant_as_one, 0, LENGTH(others));
	tcase_add_loop_test(tc, a_gtin_has_one_longest_form, 0, LENGTH(numbers));
	return suite_run("masters_gs1", tc);
}
