/* auth_session.c - Tests authentication by token, and refresh token rotation. */
#include <stdlib.h>
#include <string.h>

#include "auth/session.h"
#include "auth/user_change.h"
#include "base/mem.h"
#include "t/between.h"
#include "t/fixture.h"

static const int64_t start = INT64_C(1800000000000), second = 1000;
static const int64_t day = INT64_C(24) * 3600 * 1000;

static void *mem;
static struct config config;
static struct tokens *tokens;
static struct store *store;
static struct change_context cx;
static struct why why;
static struct user user;
static struct session session;

static void
make_user(void)
{
	struct register_request r = {0};

	SET(&r, register_request, email, STR("a@example.com"));
	SET(&r, register_request, username, STR("a"));
	SET(&r, register_request, password, STR("long enough"));
	SET(&r, register_request, role, ROLE_STAFF);
	fixture_ok(user_create(store, &config, &cx, &r, USER_ANY, &user, &why), &why);
}

static void
open_session(enum session_mode mode)
{
	struct batch b = batch_init(mem);

	session = *session_new(tokens, &cx, &user, mode, STR("a browser"));
	batch_add(&b, OP_INSERT, &session_schema, &session);
	fixture_ok(store_apply(store, b.ops, b.n, &why), &why);
}

static void
session_setup_with(const char *driver)
{
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
	make_user();
	open_session(MODE_BODY);
}

static void
session_setup(void)
{
	session_setup_with("memory");
}

static void
session_setup_sqlite(void)
{
	session_setup_with("sqlite");
}

static void
session_teardown(void)
{
	mem_free(mem);
}

static struct session
stored_session(void)
{
	struct session s;

	fixture_ok(store_get(store, &session_schema, session.id, &s, &why), &why);
	return s;
}

static struct user
stored_user(void)
{
	struct user u;

	fixture_ok(store_get(store, &user_schema, user.id, &u, &why), &why);
	return u;
}

static int64_t
count_audited(const char *action)
{
	const struct filter f = {
	    .field = FIELD(audit, action), .cmp = CMP_EQ, .text = str_of(action)};
	const struct query q = {.schema = &audit_schema, .where = &f, .nwhere = 1, .limit = 1};
	int64_t n;

	fixture_ok(store_count(store, &q, &n, &why), &why);
	return n;
}

/* --- authentication --- */

static enum err
ask_with(struct str token)
{
	struct session s;
	struct user u;

	return session_authenticate(store, tokens, token, cx.now, &u, &s, &why);
}

static enum err
ask_as_user(void)
{
	return ask_with(token_make(tokens, mem, &user, session.id, cx.now));
}

START_TEST(a_good_token_gives_user_and_session)
{
	struct str token = token_make(tokens, mem, &user, session.id, cx.now);
	struct session s;
	struct user u;

	fixture_ok(session_authenticate(store, tokens, token, cx.now, &u, &s, &why), &why);
	ck_assert(str_eq(u.id, user.id));
	ck_assert(str_eq(s.id, session.id));
}
END_TEST

START_TEST(a_session_of_another_user_is_refused)
{
	struct user other = user;

	other.id = STR("somebody");
	ck_assert_int_eq(
	    ask_with(token_make(tokens, mem, &other, session.id, cx.now)), ERR_UNAUTHENTICATED);
	ck_assert_int_eq(
	    ask_with(token_make(tokens, mem, &user, STR("no-such"), cx.now)), ERR_UNAUTHENTICATED);
}
END_TEST

START_TEST(a_sign_out_acts_on_the_next_request)
{
	ck_assert_int_eq(ask_as_user(), OK);
	fixture_ok(session_end(store, &cx, &user, session.id, "sign_out", &why), &why);
	ck_assert_int_eq(ask_as_user(), ERR_UNAUTHENTICATED);
	ck_assert_int_eq(count_audited("sign_out"), 1);
	ck_assert_int_eq(
	    session_end(store, &cx, &user, session.id, "sign_out", &why), ERR_NOT_FOUND);
}
END_TEST

START_TEST(nobody_ends_the_session_of_another)
{
	struct user other = user;

	other.id = STR("somebody");
	ck_assert_int_eq(
	    session_end(store, &cx, &other, session.id, "sign_out", &why), ERR_NOT_FOUND);
	ck_assert_int_eq(ask_as_user(), OK);
}
END_TEST

START_TEST(a_disabled_user_is_refused_and_stays_so_after_the_restore)
{
	struct user u = stored_user();

	fixture_ok(user_edit(store, &cx, USER_DEACTIVATE, u.id, NULL, &u, &why), &why);
	ck_assert_int_eq(ask_as_user(), ERR_UNAUTHENTICATED);
	u = stored_user();
	fixture_ok(user_edit(store, &cx, USER_RESTORE, u.id, NULL, &u, &why), &why);
	ck_assert_int_eq(ask_as_user(), ERR_UNAUTHENTICATED);
}
END_TEST

static enum err
set_password(struct str keep)
{
	struct user u = stored_user();
	struct user_change x;

	fixture_ok(
	    user_password_init(&x, store, &config, &cx, &u, STR("another one"), "p", &why), &why);
	x.keep = keep;
	return change_run(&x.change);
}

START_TEST(a_new_password_ends_all_sessions_but_the_one_that_set_it)
{
	struct session first = session, keep;

	open_session(MODE_BODY);
	keep = session;
	fixture_ok(set_password(keep.id), &why);
	ck_assert_int_eq(ask_as_user(), OK);
	session = first;
	ck_assert_int_eq(ask_as_user(), ERR_UNAUTHENTICATED);
}
END_TEST

/* Whoever ended the session meanwhile, or all of them, is not undone by it. */
START_TEST(a_session_that_has_ended_sets_no_password)
{
	struct str hash = stored_user().password_hash;
	struct user u;

	if (_i == 0)
		fixture_ok(session_end(store, &cx, &user, session.id, "sign_out", &why), &why);
	else
		fixture_ok(user_edit(store, &cx, USER_END_SESSIONS, user.id, NULL, &u, &why), &why);
	ck_assert_int_eq(set_password(session.id), ERR_UNAUTHENTICATED);
	ck_assert(str_eq(stored_user().password_hash, hash));
}
END_TEST

START_TEST(a_sign_in_with_the_old_password_that_commits_after_the_change_is_void)
{
	fixture_ok(set_password(STR("")), &why);
	open_session(MODE_BODY); /* `user` is the row as it was before */
	ck_assert_int_eq(ask_as_user(), ERR_UNAUTHENTICATED);
}
END_TEST

START_TEST(an_idle_session_ends_after_seven_days)
{
	cx.now = start + 7 * day - 1;
	ck_assert_int_eq(ask_as_user(), OK);
	cx.now = start + 7 * day;
	ck_assert_int_eq(ask_as_user(), ERR_UNAUTHENTICATED);
}
END_TEST

/* --- refresh tokens --- */

static enum err
try_refresh(struct store *st, struct str token, struct str *next)
{
	struct session s;
	struct user u;
	enum err e = session_refresh(st, tokens, &cx, token, MODE_BODY, &s, &u, &why);

	if (e == OK)
		*next = session_refresh_token(tokens, mem, &s);
	return e;
}

static struct str
refreshed_token(struct str token)
{
	struct str next = {NULL, 0};

	fixture_ok(try_refresh(store, token, &next), &why);
	return next;
}

static enum err
refresh_refused(struct str token)
{
	struct str next;

	return try_refresh(store, token, &next);
}

START_TEST(a_chain_of_tokens)
{
	struct str t = session_refresh_token(tokens, mem, &session), next;

	for (int i = 1; i <= 5; i++) {
		cx.now += 60 * second;
		next = refreshed_token(t);
		ck_assert_str_ne(next.s, t.s);
		t = next;
		ck_assert_int_eq(stored_session().gen, i);
	}
	ck_assert_int_eq(ask_as_user(), OK);
}
END_TEST

START_TEST(the_one_before_gives_the_same_successor_for_ten_seconds)
{
	struct str t0 = session_refresh_token(tokens, mem, &session), t1 = refreshed_token(t0);
	struct session s;

	ck_assert_str_eq(refreshed_token(t0).s, t1.s);
	cx.now += 10 * second;
	ck_assert_str_eq(refreshed_token(t0).s, t1.s);
	ck_assert_int_eq(stored_session().gen, 1);
	cx.now += 1;
	ck_assert_int_eq(refresh_refused(t0), ERR_UNAUTHENTICATED);
	s = stored_session();
	ck_assert(HAS(&s, session, ended_at));
	ck_assert_int_eq(count_audited("refresh_reuse"), 1);
	ck_assert_int_eq(refresh_refused(t1), ERR_UNAUTHENTICATED);
	ck_assert_int_eq(ask_as_user(), ERR_UNAUTHENTICATED);
	ck_assert_int_eq(count_audited("refresh_reuse"), 1);
}
END_TEST

START_TEST(the_one_before_that_ends_the_session_at_once)
{
	struct str t0 = session_refresh_token(tokens, mem, &session);

	refreshed_token(refreshed_token(t0));
	ck_assert_int_eq(refresh_refused(t0), ERR_UNAUTHENTICATED);
	ck_assert_int_eq(ask_as_user(), ERR_UNAUTHENTICATED);
	ck_assert_int_eq(count_audited("refresh_reuse"), 1);
}
END_TEST

START_TEST(a_bad_mac_is_refused_and_does_no_harm)
{
	struct str t = session_refresh_token(tokens, mem, &session), sid, gen, rest;

	rest = str_cut(t, '.', &sid);
	rest = str_cut(rest, '.', &gen);
	ck_assert_int_eq(refresh_refused(STR("")), ERR_UNAUTHENTICATED);
	ck_assert_int_eq(refresh_refused(sid), ERR_UNAUTHENTICATED);
	ck_assert_int_eq(refresh_refused((struct str){t.s, t.n - 1}), ERR_UNAUTHENTICATED);
	ck_assert_int_eq(refresh_refused(str_printf(mem, "%s=", t.s)), ERR_UNAUTHENTICATED);
	ck_assert_int_eq(refresh_refused(str_printf(mem, "%s.", t.s)), ERR_UNAUTHENTICATED);
	ck_assert_int_eq(refresh_refused(str_printf(mem, "%.*s.1.%.*s", STRF(sid), STRF(rest))),
	    ERR_UNAUTHENTICATED);
	ck_assert_int_eq(refresh_refused(str_printf(mem, "%.*s.-1.%.*s", STRF(sid), STRF(rest))),
	    ERR_UNAUTHENTICATED);
	ck_assert_int_eq(
	    refresh_refused(str_printf(mem, "no-such.0.%.*s", STRF(rest))), ERR_UNAUTHENTICATED);
	ck_assert_int_eq(refresh_refused(token_make(tokens, mem, &user, session.id, cx.now)),
	    ERR_UNAUTHENTICATED);
	ck_assert_int_eq(ask_as_user(), OK);
	refreshed_token(t);
}
END_TEST

START_TEST(a_refresh_token_is_taken_in_the_one_spelling_it_was_given_in)
{
	static const char *const gens[] = {"01", "+1", "1 ", " 1", "00000001", "0x1", "1e0", "-0"};
	struct str t = refreshed_token(session_refresh_token(tokens, mem, &session)), sid, gen, mac;

	mac = str_cut(t, '.', &sid);
	mac = str_cut(mac, '.', &gen);
	ck_assert(str_is(gen, "1"));
	for (size_t i = 0; i < sizeof gens / sizeof *gens; i++)
		ck_assert_msg(refresh_refused(str_printf(mem, "%.*s.%s.%.*s", STRF(sid), gens[i],
				  STRF(mac))) == ERR_UNAUTHENTICATED,
		    "%s", gens[i]);
	ck_assert_int_eq(count_audited("refresh_reuse"), 0);
	refreshed_token(t);
}
END_TEST

START_TEST(a_refresh_token_is_no_access_token)
{
	ck_assert_int_eq(
	    ask_with(session_refresh_token(tokens, mem, &session)), ERR_UNAUTHENTICATED);
}
END_TEST

START_TEST(a_token_of_cookie_mode_is_no_good_in_a_body)
{
	open_session(MODE_COOKIE);
	ck_assert_int_eq(
	    refresh_refused(session_refresh_token(tokens, mem, &session)), ERR_UNAUTHENTICATED);
	ck_assert_int_eq(ask_as_user(), OK);
}
END_TEST

START_TEST(refreshing_prolongs_up_to_thirty_days)
{
	struct str t = session_refresh_token(tokens, mem, &session);

	for (int i = 1; i <= 4; i++) {
		cx.now = start + i * 6 * day;
		t = refreshed_token(t);
	}
	cx.now = start + 29 * day;
	t = refreshed_token(t);
	ck_assert_int_eq(stored_session().idle_until, start + 30 * day);
	cx.now = start + 30 * day;
	ck_assert_int_eq(refresh_refused(t), ERR_UNAUTHENTICATED);
}
END_TEST

START_TEST(the_previous_key_still_trades)
{
	struct str t = session_refresh_token(tokens, mem, &session);

	config.JWT_SECRET_KEY_PREVIOUS = config.JWT_SECRET_KEY;
	config.JWT_SECRET_KEY = STR("fedcba9876543210fedcba9876543210");
	tokens = tokens_new(mem, &config, STR("here"));
	refreshed_token(t);
}
END_TEST

/* --- concurrent refreshes --- */

struct token_refresh {
	struct str token, got;
};

static void
other_refreshes(void *arg)
{
	struct token_refresh *o = arg;

	o->got = refreshed_token(o->token);
}

START_TEST(two_tabs_at_once_get_the_same_token)
{
	struct str t = session_refresh_token(tokens, mem, &session), mine;
	struct token_refresh o = {.token = t};
	struct between b;

	between_init(&b, store, other_refreshes, &o);
	fixture_ok(try_refresh(&b.store, t, &mine), &why);
	ck_assert_str_eq(mine.s, o.got.s);
	ck_assert_int_eq(stored_session().gen, 1);
	ck_assert_int_eq(count_audited("refresh_reuse"), 0);
}
END_TEST

static void
other_signs_out(void *arg)
{
	(void)arg;
	fixture_ok(session_end(store, &cx, &user, session.id, "sign_out", &why), &why);
}

START_TEST(a_sign_out_between_wins_over_the_refresh)
{
	struct str t = session_refresh_token(tokens, mem, &session), mine;
	struct between b;

	between_init(&b, store, other_signs_out, NULL);
	ck_assert_int_eq(try_refresh(&b.store, t, &mine), ERR_UNAUTHENTICATED);
	ck_assert_int_eq(ask_as_user(), ERR_UNAUTHENTICATED);
}
END_TEST

START_TEST(a_refresh_between_does_not_undo_the_sign_out)
{
	struct token_refresh o = {.token = session_refresh_token(tokens, mem, &session)};
	struct between b;

	between_init(&b, store, other_refreshes, &o);
	fixture_ok(session_end(&b.store, &cx, &user, session.id, "sign_out", &why), &why);
	ck_assert_int_eq(ask_as_user(), ERR_UNAUTHENTICATED);
	ck_assert_int_eq(refresh_refused(o.got), ERR_UNAUTHENTICATED);
}
END_TEST

static void
session_add_tests(TCase *t)
{
	tcase_add_test(t, a_good_token_gives_user_and_session);
	tcase_add_test(t, a_session_of_another_user_is_refused);
	tcase_add_test(t, a_sign_out_acts_on_the_next_request);
	tcase_add_test(t, nobody_ends_the_session_of_another);
	tcase_add_test(t, a_disabled_user_is_refused_and_stays_so_after_the_restore);
	tcase_add_test(t, a_new_password_ends_all_sessions_but_the_one_that_set_it);
	tcase_add_loop_test(t, a_session_that_has_ended_sets_no_password, 0, 2);
	tcase_add_test(t, a_sign_in_with_the_old_password_that_commits_after_the_change_is_void);
	tcase_add_test(t, an_idle_session_ends_after_seven_days);
	tcase_add_test(t, a_chain_of_tokens);
	tcase_add_test(t, the_one_before_gives_the_same_successor_for_ten_seconds);
	tcase_add_test(t, the_one_before_that_ends_the_session_at_once);
	tcase_add_test(t, a_bad_mac_is_refused_and_does_no_harm);
	tcase_add_test(t, a_refresh_token_is_taken_in_the_one_spelling_it_was_given_in);
	tcase_add_test(t, a_refresh_token_is_no_access_token);
	tcase_add_test(t, a_token_of_cookie_mode_is_no_good_in_a_body);
	tcase_add_test(t, refreshing_prolongs_up_to_thirty_days);
	tcase_add_test(t, the_previous_key_still_trades);
	tcase_add_test(t, two_tabs_at_once_get_the_same_token);
	tcase_add_test(t, a_sign_out_between_wins_over_the_refresh);
	tcase_add_test(t, a_refresh_between_does_not_undo_the_sign_out);
}

int
main(void)
{
	Suite *s = suite_create("session");
	TCase *memory = tcase_create("memory"), *sqlite = tcase_create("sqlite");

	tcase_add_checked_fixture(memory, session_setup, session_teardown);
	tcase_add_checked_fixture(sqlite, session_setup_sqlite, session_teardown);
	session_add_tests(memory);
	session_add_tests(sqlite);
	suite_add_tcase(s, memory);
	suite_add_tcase(s, sqlite);
	return fixture_run(s);
}
