/* auth_sign_in.c - Tests sign-in, throttling and device cookies. */
#include <stdlib.h>
#include <string.h>

#include "auth/password.h"
#include "auth/sign_in.h"
#include "auth/throttle.h"
#include "auth/user_change.h"
#include "base/mem.h"
#include "t/fixture.h"

enum { FOR_SMALL_THINGS = 16 * 1024 * 1024 }; /* bytes; a hash of the full cost needs 32 MiB */

static const int64_t minute = 60 * 1000;
static const int64_t start = INT64_C(1800000000000); /* the first ms of a window */

static void *mem;
static struct config config;
static struct tokens *tokens;
static struct store *store;
static struct change_context cx;
static struct why why;
static struct user user;

static void
sign_in_setup_with(const char *driver)
{
	struct register_request r = {0};

	mem = mem_root("test");
	why_init(&why, mem);
	config = (struct config){
	    .ENVIRONMENT = STR("test"),
	    .PASSWORD_COST = 10,
	    .JWT_SECRET_KEY = STR("0123456789abcdef0123456789abcdef"),
	    .ACCESS_TOKEN_EXPIRE_MINUTES = 30,
	    .REFRESH_TOKEN_EXPIRE_DAYS = 7,
	};
	tokens = tokens_new(mem, &config, STR("here"));
	store = fixture_store(mem, driver);
	cx = (struct change_context){.mem = mem, .now = start, .address = STR("192.0.2.1")};
	SET(&r, register_request, email, STR("owner@example.com"));
	SET(&r, register_request, username, STR("owner"));
	SET(&r, register_request, password, STR("the right one"));
	SET(&r, register_request, role, ROLE_ADMIN);
	fixture_ok(user_create(store, &config, &cx, &r, USER_ANY, &user, &why), &why);
}

static void
sign_in_setup(void)
{
	sign_in_setup_with("memory");
}

static void
sign_in_setup_sqlite(void)
{
	sign_in_setup_with("sqlite");
}

static void
sign_in_teardown(void)
{
	mem_free(mem);
}

static enum err
try_sign_in(const char *typed, const char *password, struct str device)
{
	const struct sign_in in = {
	    .typed = str_of(typed), .password = str_of(password), .device = device};
	struct session s;
	struct user u;

	why_clear(&why);
	return sign_in(store, &config, tokens, &cx, &in, &u, &s, &why);
}

static enum err
try_right(void)
{
	return try_sign_in("owner", "the right one", STR(""));
}

static enum err
try_wrong(void)
{
	return try_sign_in("owner", "a wrong one", STR(""));
}

static void
come_from(const char *address)
{
	cx.address = str_of(address);
}

static int64_t
count_rows(const struct schema *s, size_t field, const char *value)
{
	const struct filter f = {.field = field, .cmp = CMP_EQ, .text = str_of(value)};
	const struct query q = {.schema = s, .where = &f, .nwhere = value != NULL, .limit = 1};
	int64_t n;

	fixture_ok(store_count(store, &q, &n, &why), &why);
	return n;
}

/* --- sign-in --- */

START_TEST(by_name_or_address_in_any_case)
{
	ck_assert_int_eq(try_sign_in("owner", "the right one", STR("")), OK);
	ck_assert_int_eq(try_sign_in("OWNER", "the right one", STR("")), OK);
	ck_assert_int_eq(try_sign_in("owner@example.com", "the right one", STR("")), OK);
	ck_assert_int_eq(try_sign_in("OWNER@example.COM", "the right one", STR("")), OK);
	ck_assert_int_eq(count_rows(&audit_schema, FIELD(audit, action), "sign_in"), 4);
}
END_TEST

START_TEST(wrong_unknown_and_disabled_are_one_refusal)
{
	struct str first;

	ck_assert_int_eq(try_wrong(), ERR_UNAUTHENTICATED);
	first = why.text;
	ck_assert_int_eq(try_sign_in("nobody", "the right one", STR("")), ERR_UNAUTHENTICATED);
	ck_assert_str_eq(why.text.s, first.s);
	ck_assert_int_eq(
	    try_sign_in("nobody@example.com", "the right one", STR("")), ERR_UNAUTHENTICATED);
	ck_assert_str_eq(why.text.s, first.s);
	ck_assert_int_eq(try_sign_in("", "", STR("")), ERR_UNAUTHENTICATED);
	cx.now += 20 * minute;
	fixture_ok(store_get(store, &user_schema, user.id, &user, &why), &why);
	user.is_active = false;
	fixture_ok(store_apply(store,
		       (struct op[]){{.kind = OP_UPDATE,
			   .schema = &user_schema,
			   .rec = &user,
			   .version = user.version}},
		       1, &why),
	    &why);
	ck_assert_int_eq(try_right(), ERR_UNAUTHENTICATED);
	ck_assert_str_eq(why.text.s, first.s);
	ck_assert_int_eq(count_rows(&session_schema, 0, NULL), 0);
}
END_TEST

START_TEST(refusals_are_counted_in_one_row_a_minute)
{
	struct refusal *r;
	struct rows found;
	const struct query q = {.schema = &refusal_schema, .limit = 10};

	for (int i = 0; i < 5; i++)
		ck_assert_int_eq(try_wrong(), ERR_UNAUTHENTICATED);
	for (int i = 0; i < 3; i++)
		ck_assert_int_eq(
		    try_sign_in("my password, by mistake", "x", STR("")), ERR_UNAUTHENTICATED);
	fixture_ok(store_find(store, &q, &found, &why), &why);
	ck_assert_uint_eq(found.n, 2);
	r = found.v;
	for (size_t i = 0; i < 2; i++) {
		ck_assert_int_eq(r[i].count, HAS(&r[i], refusal, user_id) ? 5 : 3);
		ck_assert_str_eq(r[i].address.s, "192.0.2.1");
	}
}
END_TEST

START_TEST(what_was_typed_is_not_kept)
{
	const struct query q = {.schema = &throttle_schema, .limit = 100};
	const struct throttle *t;
	struct rows found;

	try_sign_in("typed-by-mistake", "x", STR(""));
	fixture_ok(store_find(store, &q, &found, &why), &why);
	ck_assert_uint_eq(found.n, 3);
	t = found.v;
	for (size_t i = 0; i < found.n; i++)
		ck_assert_ptr_null(strstr(t[i].id.s, "typed"));
}
END_TEST

START_TEST(a_hash_of_other_parameters_is_made_anew_at_the_sign_in)
{
	struct user u;

	config.PASSWORD_COST = 11;
	ck_assert_int_eq(try_wrong(), ERR_UNAUTHENTICATED);
	fixture_ok(store_get(store, &user_schema, user.id, &u, &why), &why);
	ck_assert(password_is_outdated(&config, u.password_hash));
	ck_assert_int_eq(try_right(), OK);
	fixture_ok(store_get(store, &user_schema, user.id, &u, &why), &why);
	ck_assert(!password_is_outdated(&config, u.password_hash));
	ck_assert_int_eq(u.epoch, user.epoch);
	ck_assert_int_eq(try_right(), OK);
}
END_TEST

/* --- throttling --- */

/* Neither right nor wrong: the user can try again, and nothing is counted. */
START_TEST(without_memory_for_the_hash_nobody_is_told_that_the_password_is_wrong)
{
	enum err known, unknown, again;

	config.PASSWORD_COST = 15;
	ck_assert_int_eq(try_right(), OK); /* renews the hash */
	fixture_limit_memory(FOR_SMALL_THINGS);
	known = try_right();
	unknown = try_sign_in("nobody", "the right one", STR(""));
	again = sign_in_reauthenticate(
	    store, &config, tokens, &cx, &user, STR("the right one"), STR(""), &why);
	fixture_limit_memory(0);
	ck_assert_int_eq(known, ERR_BUSY);
	ck_assert_int_eq(unknown, ERR_BUSY);
	ck_assert_int_eq(again, OK); /* a hash that needs little memory */
	ck_assert_int_eq(count_rows(&throttle_schema, 0, NULL), 0);
	ck_assert_int_eq(count_rows(&refusal_schema, 0, NULL), 0);
	ck_assert_int_eq(try_right(), OK);
}
END_TEST

/* The old hash has matched already; the next sign-in renews it. */
START_TEST(without_memory_for_a_dearer_hash_one_signs_in_by_the_old_one)
{
	enum err e;

	config.PASSWORD_COST = 15;
	fixture_limit_memory(FOR_SMALL_THINGS);
	e = try_right();
	fixture_limit_memory(0);
	ck_assert_int_eq(e, OK);
	fixture_ok(store_get(store, &user_schema, user.id, &user, &why), &why);
	ck_assert(password_is_outdated(&config, user.password_hash));
}
END_TEST

START_TEST(ten_wrong_guesses_from_one_address_close_the_account_to_it)
{
	for (int i = 0; i < 10; i++)
		ck_assert_int_eq(try_wrong(), ERR_UNAUTHENTICATED);
	ck_assert_int_eq(try_right(), ERR_UNAUTHENTICATED);
	come_from("192.0.2.2");
	ck_assert_int_eq(try_right(), OK);
	come_from("192.0.2.1");
	cx.now = start + 15 * minute - 1;
	ck_assert_int_eq(try_right(), ERR_UNAUTHENTICATED);
	cx.now = start + 15 * minute;
	ck_assert_int_eq(try_right(), OK);
}
END_TEST

START_TEST(nine_do_not_and_success_clears_them)
{
	for (int round = 0; round < 3; round++) {
		for (int i = 0; i < 9; i++)
			ck_assert_int_eq(try_wrong(), ERR_UNAUTHENTICATED);
		ck_assert_int_eq(try_right(), OK);
	}
}
END_TEST

START_TEST(an_unknown_account_is_throttled_as_a_known_one)
{
	for (int i = 0; i < 10; i++)
		ck_assert_int_eq(try_sign_in("nobody", "x", STR("")), ERR_UNAUTHENTICATED);
	ck_assert_int_eq(try_sign_in("nobody", "x", STR("")), ERR_UNAUTHENTICATED);
	ck_assert_int_eq(count_rows(&throttle_schema, 0, NULL), 3);
}
END_TEST

static void
attack_from_five_addresses(void)
{
	static const char *const from[] = {
	    "198.51.100.1", "198.51.100.2", "198.51.100.3", "198.51.100.4", "198.51.100.5"};

	for (int a = 0; a < 5; a++) {
		come_from(from[a]);
		for (int i = 0; i < 10; i++)
			ck_assert_int_eq(try_wrong(), ERR_UNAUTHENTICATED);
	}
}

START_TEST(fifty_from_anywhere_close_the_account_to_strangers)
{
	attack_from_five_addresses();
	come_from("203.0.113.9");
	ck_assert_int_eq(try_right(), ERR_UNAUTHENTICATED);
}
END_TEST

START_TEST(the_owner_signs_in_from_a_known_device_during_an_attack)
{
	struct str device = throttle_device_cookie(tokens, mem, &user);

	attack_from_five_addresses();
	come_from("203.0.113.9");
	ck_assert_int_eq(try_sign_in("owner", "the right one", device), OK);
	/* when its own bucket is full the device counts as unknown: here, at a known address */
	for (int i = 0; i < 20; i++)
		ck_assert_int_eq(try_sign_in("owner", "x", device), ERR_UNAUTHENTICATED);
	ck_assert_int_eq(try_sign_in("owner", "the right one", device), ERR_UNAUTHENTICATED);
}
END_TEST

START_TEST(the_owner_signs_in_from_a_known_address_during_an_attack)
{
	ck_assert_int_eq(try_right(), OK);
	attack_from_five_addresses();
	come_from("192.0.2.1");
	ck_assert_int_eq(try_right(), OK);
}
END_TEST

START_TEST(the_device_of_another_user_or_a_forged_one_opens_nothing)
{
	struct user other = user;
	struct str device = throttle_device_cookie(tokens, mem, &user);

	other.id = STR("somebody");
	attack_from_five_addresses();
	come_from("203.0.113.9");
	ck_assert_int_eq(
	    try_sign_in("owner", "the right one", throttle_device_cookie(tokens, mem, &other)),
	    ERR_UNAUTHENTICATED);
	ck_assert_int_eq(try_sign_in("owner", "the right one", STR("x.y")), ERR_UNAUTHENTICATED);
	ck_assert_int_eq(try_sign_in("owner", "the right one", STR(".")), ERR_UNAUTHENTICATED);
	ck_assert_int_eq(
	    try_sign_in("owner", "the right one", (struct str){device.s, device.n - 1}),
	    ERR_UNAUTHENTICATED);
}
END_TEST

START_TEST(a_hundred_from_one_address_close_it_with_429)
{
	come_from("198.51.100.1");
	for (int i = 0; i < 100; i++)
		ck_assert_int_eq(try_sign_in(str_printf(mem, "name-%d", i).s, "x", STR("")),
		    ERR_UNAUTHENTICATED);
	ck_assert_int_eq(try_right(), ERR_TOO_MANY);
	ck_assert_int_eq(why.retry_after, 15 * 60 + 1);
	cx.now += 14 * minute;
	ck_assert_int_eq(try_right(), ERR_TOO_MANY);
	ck_assert_int_eq(why.retry_after, 61);
	come_from("198.51.100.2");
	ck_assert_int_eq(try_right(), OK);
	come_from("198.51.100.1");
	cx.now += minute;
	ck_assert_int_eq(try_right(), OK);
}
END_TEST

START_TEST(an_ipv6_address_counts_by_its_64_bits)
{
	for (int i = 0; i < 10; i++) {
		come_from(str_printf(mem, "2001:db8:1:2::%d", i + 1).s);
		ck_assert_int_eq(try_wrong(), ERR_UNAUTHENTICATED);
	}
	come_from("2001:db8:1:2:ffff::1");
	ck_assert_int_eq(try_right(), ERR_UNAUTHENTICATED);
	come_from("2001:db8:1:3::1");
	ck_assert_int_eq(try_right(), OK);
}
END_TEST

START_TEST(addresses)
{
	static const char *const cases[][2] = {
	    {"192.0.2.1", "192.0.2.1"},
	    {"::ffff:192.0.2.1", "192.0.2.1"},
	    {"::1", "::/64"},
	    {"2001:db8::1", "2001:db8::/64"},
	    {"2001:0db8:0000:0000:1::", "2001:db8::/64"},
	    {"", ""},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		ck_assert_str_eq(throttle_address(mem, str_of(cases[i][0])).s, cases[i][1]);
}
END_TEST

START_TEST(an_operator_unlocks)
{
	attack_from_five_addresses();
	ck_assert_int_eq(try_right(), ERR_UNAUTHENTICATED);
	fixture_ok(throttle_unlock(store, &cx, &user, &why), &why);
	ck_assert_int_eq(try_right(), OK);
}
END_TEST

START_TEST(the_password_asked_again_is_throttled_too)
{
	for (int i = 0; i < 10; i++)
		ck_assert_int_eq(sign_in_reauthenticate(store, &config, tokens, &cx, &user,
				     STR("a wrong one"), STR(""), &why),
		    ERR_UNAUTHENTICATED);
	ck_assert_int_eq(sign_in_reauthenticate(store, &config, tokens, &cx, &user,
			     STR("the right one"), STR(""), &why),
	    ERR_UNAUTHENTICATED);
}
END_TEST

static void
sign_in_add_tests(TCase *t)
{
	tcase_add_test(t, by_name_or_address_in_any_case);
	tcase_add_test(t, wrong_unknown_and_disabled_are_one_refusal);
	tcase_add_test(t, refusals_are_counted_in_one_row_a_minute);
	tcase_add_test(t, what_was_typed_is_not_kept);
	tcase_add_test(t, a_hash_of_other_parameters_is_made_anew_at_the_sign_in);
	tcase_add_test(t, without_memory_for_the_hash_nobody_is_told_that_the_password_is_wrong);
	tcase_add_test(t, without_memory_for_a_dearer_hash_one_signs_in_by_the_old_one);
	tcase_add_test(t, ten_wrong_guesses_from_one_address_close_the_account_to_it);
	tcase_add_test(t, nine_do_not_and_success_clears_them);
	tcase_add_test(t, an_unknown_account_is_throttled_as_a_known_one);
	tcase_add_test(t, fifty_from_anywhere_close_the_account_to_strangers);
	tcase_add_test(t, the_owner_signs_in_from_a_known_device_during_an_attack);
	tcase_add_test(t, the_owner_signs_in_from_a_known_address_during_an_attack);
	tcase_add_test(t, the_device_of_another_user_or_a_forged_one_opens_nothing);
	tcase_add_test(t, a_hundred_from_one_address_close_it_with_429);
	tcase_add_test(t, an_ipv6_address_counts_by_its_64_bits);
	tcase_add_test(t, addresses);
	tcase_add_test(t, an_operator_unlocks);
	tcase_add_test(t, the_password_asked_again_is_throttled_too);
}

int
main(void)
{
	Suite *s = suite_create("sign_in");
	TCase *memory = tcase_create("memory"), *sqlite = tcase_create("sqlite");

	tcase_add_checked_fixture(memory, sign_in_setup, sign_in_teardown);
	tcase_add_checked_fixture(sqlite, sign_in_setup_sqlite, sign_in_teardown);
	sign_in_add_tests(memory);
	sign_in_add_tests(sqlite);
	suite_add_tcase(s, memory);
	suite_add_tcase(s, sqlite);
	return fixture_run(s);
}
