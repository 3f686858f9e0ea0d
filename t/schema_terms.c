/* schema_terms.c - Tests folding, the terms of records, and what a typed text searches for. */
#include <stdio.h>

#include "base/buf.h"
#include "base/fold.h"
#include "base/mem.h"
#include "schema/records.h"
#include "schema/terms.h"
#include "t/suite.h"

static void *mem;

static void
terms_setup(void)
{
	mem = mem_root("test");
}

static void
terms_teardown(void)
{
	mem_free(mem);
}

struct folded {
	const char *text, *folded;
};

static void
check_folds(struct str (*fold)(const void *, struct str), const struct folded *v, int n)
{
	for (int i = 0; i < n; i++) {
		struct str once = fold(mem, str_of(v[i].text));

		ck_assert_msg(str_is(once, v[i].folded), "'%s' is '%.*s', not '%s'", v[i].text,
		    STRF(once), v[i].folded);
		ck_assert_msg(str_eq(fold(mem, once), once), "'%s' changes again", v[i].text);
	}
}

START_TEST(a_search_folds_what_people_leave_out_or_type_otherwise)
{
	static const struct folded texts[] = {
	    {"Bolt M8", "bolt m8"},
	    {"Müller", "muller"},
	    {"Mu\xcc\x88ller", "muller"}, /* decomposed */
	    {"İSTANBUL", "istanbul"},
	    {"Isparta ısı", "isparta isi"},
	    {"Straße", "strasse"},
	    {"ŁÓDŹ Ø Æ œ ð", "lodz o ae oe d"},
	    {"Đà Nẵng", "da nang"},
	    {"ΣΊΣΥΦΟΣ", "σισυφοσ"},
	    {"Ёж Йод", "еж иод"},
	    {"4×40 ½ m² №", "4x40 1/2 m2 no"},
	    {"３．５ｍｍ", "3.5mm"},
	    {"ｶﾞｽ", "ガス"},
	    {"한글", "한글"},
	    {"مُحَمَّد", "محمد"},
	    {"مـــحمد", "محمد"},
	    {"أحمد إلى", "احمد الي"},
	    {"٣٥ ۳۵ ३५", "35 35 35"},
	    {"שָׁלוֹם", "שלום"},
	    {"किलो", "किलो"},   /* vowel signs stay */
	    {"बाज़ार", "बाजार"}, /* a nukta does not */
	    {"ที่", "ที่"},         /* nor do Thai vowels and tones go */
	    {"1–2—3−4‑5", "1-2-3-4-5"},
	    {"5′ 3″ “x” ’s", "5' 3\" \"x\" 's"},
	    {"a\xc2\xa0"
	     "b　c",
		"a b c"},
	    {"co\xc2\xad"
	     "op zero\xe2\x80\x8bwidth",
		"coop zerowidth"},
	};

	check_folds(fold_search, texts, LENGTH(texts));
}
END_TEST

START_TEST(a_name_is_the_same_whatever_blanks_are_in_it)
{
	static const struct folded texts[] = {
	    {"Hex bolt", "hex bolt"},
	    {"  Hex \t bolt ", "hex bolt"},
	    {"Hex\xc2\xa0"
	     "bolt",
		"hex bolt"},
	    {"Hex　bolt", "hex bolt"},
	    {"Hex\xe2\x80\x89\xe2\x80\xaf"
	     "bolt",
		"hex bolt"},
	    {"ＨＥＸ bolt", "hex bolt"},
	    {"Bölt", "bölt"},
	    {"", ""},
	    {" ", ""},
	};

	check_folds(fold_name, texts, LENGTH(texts));
}
END_TEST

/* The terms joined by a bar. */
static const char *
terms_of_item(const char *code, const char *name)
{
	struct item *i = MEM_ONE(mem, struct item);
	struct buf b = buf_init(mem);
	struct list l;

	SET(i, item, item_code, str_of(code));
	SET(i, item, item_name, str_of(name));
	l = terms_of(mem, &item_schema, i);
	for (size_t k = 0; k < l.n; k++)
		buf_printf(&b, "%s%.*s", k > 0 ? "|" : "", STRF(l.v[k]));
	return b.n == 0 ? "" : b.s;
}

START_TEST(a_code_is_found_by_its_parts_and_as_a_whole)
{
	static const struct {
		const char *code, *terms;
	} codes[] = {
	    {"A", "=a|a|~a"},
	    {"TC 10", "10|=tc 10|c10|tc|tc10|~tc10"},
	    {"AB-007", "007|=ab-007|ab-007|ab007|ab7|b007|~ab007"},
	    {"12345670", /* a GTIN */
		"00000012345670|0000012345670|000012345670|00012345670|0012345670|012345670|"
		"12345670|2345670|345670|45670|5670|670|=12345670|~00000012345670"},
	    {"#", "=#|~"},
	};

	for (int i = 0; i < LENGTH(codes); i++)
		ck_assert_str_eq(terms_of_item(codes[i].code, ""), codes[i].terms);
}
END_TEST

START_TEST(a_name_is_found_by_its_words_and_where_there_are_none_by_any_character)
{
	static const struct {
		const char *name, *terms;
	} names[] = {
	    {"Hex bolt M8x20", "20|8x20|bolt|hex|m8x20|x20"},
	    {"(stainless-steel)", "stainless-steel)|steel)"},
	    {"不锈钢M8", "8|m8|不锈钢m8|钢m8|锈钢m8"},
	    {"ที่นอน", "ที่นอน|น|นอน|อน"},
	};

	for (int i = 0; i < LENGTH(names); i++)
		ck_assert_str_eq(terms_of_item("", names[i].name), names[i].terms);
}
END_TEST

/* No name makes more than a term of TERM_CHARS for each character. */
START_TEST(a_term_has_a_greatest_length_and_a_longer_word_is_cut_alike)
{
	char name[200 * 3 + 1];
	struct search_text s;

	for (size_t i = 0; i < 200; i++)
		memcpy(name + 3 * i, "螺", 3);
	name[600] = '\0';
	ck_assert_uint_le(strlen(terms_of_item("", name)), TERM_CHARS * (TERM_CHARS + 1) / 2 * 4);
	s = terms_parse(mem, str_of(name));
	ck_assert_uint_eq(s.words.n, 1);
	ck_assert_uint_eq(str_chars(s.words.v[0]), TERM_CHARS);
}
END_TEST

/* words, each with its part if it has one; then the code. */
static const char *
parsed(const char *typed)
{
	struct search_text s = terms_parse(mem, str_of(typed));
	struct buf b = buf_init(mem);

	for (size_t i = 0; i < s.words.n; i++)
		buf_printf(&b, "%.*s%s%.*s|", STRF(s.words.v[i]), s.parts.v[i].n > 0 ? "/" : "",
		    STRF(s.parts.v[i]));
	buf_printf(&b, "%.*s", STRF(s.code));
	return b.s;
}

START_TEST(a_typed_text_is_words_and_a_code)
{
	static const struct {
		const char *typed, *parsed;
	} texts[] = {
	    {"Bolt, (M8)", "bolt|m8|boltm8"},
	    {"TC 10", "tc|10|tc10"},
	    {"030-15", "030-15/03015|03015"},
	    {"1/2\"", "1/2|12"},
	    {"钢螺丝M8", "钢螺丝|m8|钢螺丝m8"},
	    {" - % / .. 🔩", ""},
	    {"", ""},
	};

	for (int i = 0; i < LENGTH(texts); i++)
		ck_assert_str_eq(parsed(texts[i].typed), texts[i].parsed);
}
END_TEST

int
main(void)
{
	TCase *c = tcase_create("terms");

	tcase_add_checked_fixture(c, terms_setup, terms_teardown);
	tcase_add_test(c, a_search_folds_what_people_leave_out_or_type_otherwise);
	tcase_add_test(c, a_name_is_the_same_whatever_blanks_are_in_it);
	tcase_add_test(c, a_code_is_found_by_its_parts_and_as_a_whole);
	tcase_add_test(c, a_name_is_found_by_its_words_and_where_there_are_none_by_any_character);
	tcase_add_test(c, a_term_has_a_greatest_length_and_a_longer_word_is_cut_alike);
	tcase_add_test(c, a_typed_text_is_words_and_a_code);
	return suite_run("terms", c);
}
