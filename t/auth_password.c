/* auth_password.c - Tests password hashes and the rules for new passwords. */
#include <stdlib.h>
#include <string.h>

#include "auth/password.h"
#include "base/mem.h"
#include "t/suite.h"

static void *mem;
static struct config config;
static struct why why;

static void
password_setup(void)
{
	mem = mem_root("test");
	why_init(&why, mem);
	config = (struct config){.ENVIRONMENT = STR("test"), .PASSWORD_COST = 10};
}

static void
password_teardown(void)
{
	mem_free(mem);
}

static struct str
hash_of(struct str password)
{
	struct str h;

	ck_assert_int_eq(password_hash(mem, &config, password, &h, &why), OK);
	return h;
}

static bool
assert_hash_matches(const struct config *c, struct str password, struct str hash)
{
	bool same;

	ck_assert_int_eq(password_verify(c, password, hash, &same, &why), OK);
	return same;
}

START_TEST(a_hash_matches_its_password_again_and_again)
{
	struct str h = hash_of(STR("correct horse"));

	ck_assert_uint_eq(h.n, 124);
	ck_assert(str_starts(h, STR("$s1$0a0803$")));
	for (int i = 0; i < 3; i++)
		ck_assert(assert_hash_matches(&config, STR("correct horse"), h));
	ck_assert(!assert_hash_matches(&config, STR("correct horsf"), h));
	ck_assert(!assert_hash_matches(&config, STR("correct horse "), h));
	ck_assert(!assert_hash_matches(&config, STR(""), h));
}
END_TEST

START_TEST(two_hashes_of_one_password_differ)
{
	ck_assert_str_ne(hash_of(STR("correct horse")).s, hash_of(STR("correct horse")).s);
}
END_TEST

START_TEST(all_256_bytes_count)
{
	char a[256], b[256];

	memset(a, 'a', sizeof a);
	memcpy(b, a, sizeof b);
	b[255] = 'b';
	ck_assert(
	    !assert_hash_matches(&config, (struct str){b, 256}, hash_of((struct str){a, 256})));
	ck_assert(
	    assert_hash_matches(&config, (struct str){a, 256}, hash_of((struct str){a, 256})));
}
END_TEST

START_TEST(a_nul_does_not_end_a_password)
{
	struct str h = hash_of(STR("correct"));

	ck_assert(!assert_hash_matches(&config, STR("correct\0horse"), h));
}
END_TEST

/* Each of the right or nearly the right length; none may be passed to libscrypt. */
START_TEST(a_hash_that_is_not_ours_matches_nothing)
{
	static const size_t places[] = {0, 1, 2, 3, 4, 6, 8, 10, 35};
	struct str h = hash_of(STR("correct horse"));

	ck_assert(!assert_hash_matches(&config, STR("correct horse"), STR("")));
	ck_assert(!assert_hash_matches(&config, STR("correct horse"), STR("$s1$0a0803$$")));
	ck_assert(!assert_hash_matches(&config, STR("correct horse"), (struct str){h.s, h.n - 1}));
	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		char *broken = mem_copy(mem, h.s, h.n);

		broken[places[i]] = 'f'; /* cost f0 and the like are out of bounds */
		ck_assert(
		    !assert_hash_matches(&config, STR("correct horse"), (struct str){broken, h.n}));
	}
}
END_TEST

START_TEST(a_hash_with_other_parameters_works_and_is_outdated)
{
	struct config more = config;
	struct str h = hash_of(STR("correct horse"));

	more.PASSWORD_COST = 11;
	ck_assert(!password_is_outdated(&config, h));
	ck_assert(password_is_outdated(&more, h));
	ck_assert(assert_hash_matches(&more, STR("correct horse"), h));
	ck_assert(password_is_outdated(&config, STR("")));
}
END_TEST

START_TEST(the_full_cost_works)
{
	config.PASSWORD_COST = 15;
	ck_assert(
	    assert_hash_matches(&config, STR("correct horse"), hash_of(STR("correct horse"))));
}
END_TEST

static enum err
check_rules(const char *environment, const char *password)
{
	config.ENVIRONMENT = str_of(environment);
	why_clear(&why);
	return password_check_strength(&config, str_of(password), STR("jane.doe@example.com"),
	    STR("stores-keeper"), NULL, &why);
}

START_TEST(lengths)
{
	char longest[258] = {0};

	ck_assert_int_eq(check_rules("test", "1234567"), ERR_INVALID);
	ck_assert_str_eq(why.faults->type, "string_too_short");
	ck_assert_int_eq(check_rules("test", "12345678"), OK);
	ck_assert_int_eq(check_rules("development", "12345678"), OK);
	ck_assert_int_eq(check_rules("production", "kV9#xq2Lw!z"), ERR_INVALID);
	ck_assert_int_eq(check_rules("staging", "kV9#xq2Lw!z"), ERR_INVALID);
	ck_assert_int_eq(check_rules("production", "kV9#xq2Lw!zR"), OK);
	/* characters, not bytes */
	ck_assert_int_eq(check_rules("test", "\xc3\xa4\xc3\xb6\xc3\xbc\xc3\xa4"), ERR_INVALID);
	memset(longest, 'a', 256);
	ck_assert_int_eq(check_rules("test", longest), OK);
	longest[256] = 'a';
	ck_assert_int_eq(check_rules("test", longest), ERR_INVALID);
	ck_assert_str_eq(why.faults->type, "string_too_long");
}
END_TEST

START_TEST(what_is_easy_to_guess_is_refused_in_production)
{
	static const char *const weak[] = {"password1234", "aaaaaaaaaaaaaaaa", "123456789012",
	    "qwertyuiop12", "jane.doe@example.com", "stores-keeper1", "jane.doe2024!",
	    "letmeinletmein", "abcdefghijklmnop"};

	for (size_t i = 0; i < sizeof weak / sizeof *weak; i++) {
		ck_assert_msg(check_rules("production", weak[i]) == ERR_INVALID, "%s", weak[i]);
		ck_assert_str_eq(why.faults->type, "password_weak");
		ck_assert_int_eq(check_rules("test", weak[i]), OK);
	}
	ck_assert_int_eq(check_rules("production", "four words on a page, plainly"), OK);
}
END_TEST

START_TEST(a_long_password_is_judged_at_once)
{
	char longest[257] = {0};

	for (int i = 0; i < 256; i++)
		longest[i] = "abcdefghijklmnopqrstuvwxyz"[i * 7 % 26];
	ck_assert_int_ne(check_rules("production", longest), ERR_INTERNAL);
}
END_TEST

int
main(void)
{
	TCase *t = tcase_create("all");

	tcase_add_checked_fixture(t, password_setup, password_teardown);
	tcase_add_test(t, a_hash_matches_its_password_again_and_again);
	tcase_add_test(t, two_hashes_of_one_password_differ);
	tcase_add_test(t, all_256_bytes_count);
	tcase_add_test(t, a_nul_does_not_end_a_password);
	tcase_add_test(t, a_hash_that_is_not_ours_matches_nothing);
	tcase_add_test(t, a_hash_with_other_parameters_works_and_is_outdated);
	tcase_add_test(t, the_full_cost_works);
	tcase_add_test(t, lengths);
	tcase_add_test(t, what_is_easy_to_guess_is_refused_in_production);
	tcase_add_test(t, a_long_password_is_judged_at_once);
	return suite_run("password", t);
}
