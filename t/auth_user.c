/* auth_user.c - Tests users: unique names, always one admin, the first registration. */
#include <stdlib.h>
#include <string.h>

#include "auth/password.h"
#include "auth/user.h"
#include "auth/user_change.h"
#include "base/mem.h"
#include "t/between.h"
#include "t/fixture.h"

static void *mem;
static struct config config;
static struct store *store;
static struct change_context cx;
static struct why why;

static void
user_setup_with(const char *driver)
{
	mem = mem_root("test");
	why_init(&why, mem);
	config = (struct config){.ENVIRONMENT = STR("test"), .PASSWORD_COST = 10};
	store = fixture_store(mem, driver);
	cx = (struct change_context){.mem = mem, .now = INT64_C(1800000000000)};
}

static void
user_setup(void)
{
	user_setup_with("memory");
}

static void
user_setup_sqlite(void)
{
	user_setup_with("sqlite");
}

static void
user_teardown(void)
{
	mem_free(mem);
}

static enum err
create_in(struct store *st, const char *name, enum role role, enum user_first first, struct user *u)
{
	struct register_request r = {0};

	why_clear(&why);
	SET(&r, register_request, email, str_printf(mem, "%s@example.com", name));
	SET(&r, register_request, username, str_of(name));
	SET(&r, register_request, password, STR("long enough"));
	SET(&r, register_request, role, (int)role);
	return user_create(st, &config, &cx, &r, first, u, &why);
}

static struct user
new_user(const char *name, enum role role)
{
	struct user u;

	fixture_ok(create_in(store, name, role, USER_ANY, &u), &why);
	return u;
}

static struct user
reload_user(struct str id)
{
	struct user u;

	fixture_ok(store_get(store, &user_schema, id, &u, &why), &why);
	return u;
}

static enum err
give_role(struct store *st, struct str id, enum role role)
{
	struct user u, patch = {0};

	why_clear(&why);
	SET(&patch, user, role, (int)role);
	return user_edit(st, &cx, USER_UPDATE, id, &patch, &u, &why);
}

static enum err
set_active(struct store *st, struct str id, bool active)
{
	struct user u;

	why_clear(&why);
	return user_edit(st, &cx, active ? USER_RESTORE : USER_DEACTIVATE, id, NULL, &u, &why);
}

/* --- names --- */

START_TEST(a_user_is_found_by_what_people_type)
{
	static const char *const typed[] = {
	    "jane", "JANE", " jane ", "jane@example.com", "Jane@EXAMPLE.com"};
	struct user u = new_user("jane", ROLE_STAFF), found;

	ck_assert_int_eq(u.version, 1);
	for (size_t i = 0; i < sizeof typed / sizeof *typed; i++) {
		fixture_ok(user_find(store, str_of(typed[i]), &found, &why), &why);
		ck_assert(str_eq(found.id, u.id));
	}
	ck_assert_int_eq(user_find(store, STR(""), &found, &why), ERR_NOT_FOUND);
	ck_assert_int_eq(user_find(store, STR("@"), &found, &why), ERR_NOT_FOUND);
	ck_assert_int_eq(user_find(store, STR("jane@"), &found, &why), ERR_NOT_FOUND);
}
END_TEST

START_TEST(a_name_is_given_once)
{
	struct user first = new_user("jane", ROLE_STAFF), u;
	struct register_request r = {0};

	ck_assert_int_eq(create_in(store, "jane", ROLE_STAFF, USER_ANY, &u), ERR_DUPLICATE);
	ck_assert_ptr_nonnull(strstr(buf_str(&why.more).s, first.id.s));
	why_clear(&why);
	SET(&r, register_request, email, STR("other@example.com"));
	SET(&r, register_request, username, STR("jane"));
	SET(&r, register_request, password, STR("long enough"));
	SET(&r, register_request, role, ROLE_STAFF);
	ck_assert_int_eq(user_create(store, &config, &cx, &r, USER_ANY, &u, &why), ERR_DUPLICATE);
	ck_assert_ptr_nonnull(strstr(buf_str(&why.more).s, "\"loc\":[\"body\",\"username\"]"));
}
END_TEST

START_TEST(a_name_is_not_taken_over_by_a_change)
{
	struct user jane = new_user("jane", ROLE_STAFF), joe = new_user("joe", ROLE_STAFF),
		    patch = {0};

	SET(&patch, user, username, STR("jane"));
	ck_assert_int_eq(
	    user_edit(store, &cx, USER_UPDATE, joe.id, &patch, &joe, &why), ERR_DUPLICATE);
	ck_assert_ptr_nonnull(strstr(buf_str(&why.more).s, jane.id.s));
}
END_TEST

static void
other_makes_a_viewer(void *id)
{
	fixture_ok(give_role(store, *(struct str *)id, ROLE_VIEWER), &why);
}

START_TEST(a_change_is_made_of_the_user_as_it_is_by_then)
{
	struct user u = new_user("jane", ROLE_STAFF), patch = {0};
	struct between b;

	SET(&patch, user, username, STR("janet"));
	between_init(&b, store, other_makes_a_viewer, &u.id);
	fixture_ok(user_edit(&b.store, &cx, USER_UPDATE, u.id, &patch, &u, &why), &why);
	ck_assert_int_eq(b.applies, 2);
	ck_assert_int_eq(reload_user(u.id).role, ROLE_VIEWER);
	ck_assert(str_is(reload_user(u.id).username, "janet"));
	ck_assert_int_eq(u.version, 3);
}
END_TEST

START_TEST(a_change_at_a_version_that_was_named_is_stale_by_then)
{
	struct user u = new_user("jane", ROLE_STAFF), patch = {0};
	struct change_context named = cx;
	struct between b;

	SET(&patch, user, username, STR("janet"));
	named.if_match = STR("\"1\"");
	between_init(&b, store, other_makes_a_viewer, &u.id);
	ck_assert_int_eq(
	    user_edit(&b.store, &named, USER_UPDATE, u.id, &patch, &u, &why), ERR_STALE);
	ck_assert(str_is(reload_user(u.id).username, "jane"));
}
END_TEST

static void
other_takes_the_name(void *arg)
{
	(void)arg;
	new_user("janet", ROLE_STAFF);
}

/* _i: of one who is made, or renamed. */
START_TEST(a_name_that_is_taken_by_then_is_refused_with_its_owner)
{
	struct user u = new_user("jane", ROLE_STAFF), patch = {0};
	struct between b;

	SET(&patch, user, username, STR("janet"));
	between_init(&b, store, other_takes_the_name, NULL);
	ck_assert_int_eq(_i == 0 ? create_in(&b.store, "janet", ROLE_STAFF, USER_ANY, &u)
				 : user_edit(&b.store, &cx, USER_UPDATE, u.id, &patch, &u, &why),
	    ERR_DUPLICATE);
	ck_assert_ptr_nonnull(strstr(buf_str(&why.more).s, "\"loc\":[\"body\",\""));
}
END_TEST

static struct between steady;

static void
other_changes_for_ever(void *id)
{
	other_makes_a_viewer(id);
	steady.what = other_changes_for_ever;
}

START_TEST(a_user_whom_others_keep_changing_is_busy)
{
	struct user u = new_user("jane", ROLE_STAFF);
	struct user_change x;

	between_init(&steady, store, other_changes_for_ever, &u.id);
	user_change_init(&x, &steady.store, &cx, USER_END_SESSIONS, u.id, NULL, &why);
	x.change.deadline = 1; /* long ago */
	ck_assert_int_eq(change_run(&x.change), ERR_BUSY);
	ck_assert_int_eq(reload_user(u.id).epoch, 0);
}
END_TEST

START_TEST(a_password_never_reaches_the_audit)
{
	const struct query q = {.schema = &audit_schema, .limit = 10};
	struct user u = new_user("jane", ROLE_STAFF);
	struct user_change x;
	const struct audit *a;
	struct rows rows;
	bool same;

	fixture_ok(
	    user_password_init(&x, store, &config, &cx, &u, STR("another one"), "p", &why), &why);
	x.temporary = true;
	fixture_ok(change_run(&x.change), &why);
	fixture_ok(password_verify(
		       &config, STR("another one"), reload_user(u.id).password_hash, &same, &why),
	    &why);
	ck_assert(same);
	ck_assert(reload_user(u.id).must_change_password);
	fixture_ok(store_find(store, &q, &rows, &why), &why);
	ck_assert_uint_eq(rows.n, 2);
	a = rows.v;
	for (size_t i = 0; i < rows.n; i++)
		ck_assert_ptr_null(strstr(a[i].after.s, "$s1$"));
}
END_TEST

/* --- the first user --- */

START_TEST(the_first_user_is_registered_once)
{
	struct user u;

	fixture_ok(create_in(store, "jane", ROLE_ADMIN, USER_FIRST, &u), &why);
	ck_assert_int_eq(create_in(store, "joe", ROLE_ADMIN, USER_FIRST, &u), ERR_UNAUTHENTICATED);
}
END_TEST

static void
other_registers(void *arg)
{
	struct user u;

	(void)arg;
	fixture_ok(create_in(store, "joe", ROLE_ADMIN, USER_FIRST, &u), &why);
}

START_TEST(of_two_first_users_at_once_one_is_registered)
{
	struct between b;
	struct user u;

	between_init(&b, store, other_registers, NULL);
	ck_assert_int_eq(
	    create_in(&b.store, "jane", ROLE_ADMIN, USER_FIRST, &u), ERR_UNAUTHENTICATED);
	ck_assert_int_eq(user_find(store, STR("jane"), &u, &why), ERR_NOT_FOUND);
	ck_assert_int_eq(user_find(store, STR("joe"), &u, &why), OK);
}
END_TEST

/* --- the last admin --- */

START_TEST(the_last_admin_stays)
{
	struct user a = new_user("a", ROLE_ADMIN);

	new_user("m", ROLE_MANAGER);
	ck_assert_int_eq(give_role(store, a.id, ROLE_MANAGER), ERR_LAST_ADMIN);
	ck_assert_int_eq(set_active(store, a.id, false), ERR_LAST_ADMIN);
	ck_assert_int_eq(reload_user(a.id).role, ROLE_ADMIN);
	ck_assert(reload_user(a.id).is_active);
	ck_assert_int_eq(give_role(store, a.id, ROLE_ADMIN), OK);
}
END_TEST

START_TEST(the_last_but_one_may_go_and_come_back)
{
	struct user a = new_user("a", ROLE_ADMIN), b = new_user("b", ROLE_ADMIN);

	for (int i = 0; i < 3; i++) {
		fixture_ok(set_active(store, a.id, false), &why);
		fixture_ok(set_active(store, a.id, false), &why); /* no change */
		ck_assert_int_eq(set_active(store, b.id, false), ERR_LAST_ADMIN);
		/* a disabled admin does not count, whatever the role */
		fixture_ok(give_role(store, a.id, ROLE_STAFF), &why);
		fixture_ok(give_role(store, a.id, ROLE_ADMIN), &why);
		ck_assert_int_eq(give_role(store, b.id, ROLE_STAFF), ERR_LAST_ADMIN);
		fixture_ok(set_active(store, a.id, true), &why);
		fixture_ok(give_role(store, b.id, ROLE_STAFF), &why);
		ck_assert_int_eq(give_role(store, a.id, ROLE_STAFF), ERR_LAST_ADMIN);
		fixture_ok(give_role(store, b.id, ROLE_ADMIN), &why);
	}
}
END_TEST

START_TEST(the_first_user_need_not_be_an_admin)
{
	struct user v = new_user("v", ROLE_VIEWER), a = new_user("a", ROLE_ADMIN);

	fixture_ok(set_active(store, v.id, false), &why);
	ck_assert_int_eq(set_active(store, a.id, false), ERR_LAST_ADMIN);
	fixture_ok(set_active(store, v.id, true), &why);
	fixture_ok(give_role(store, v.id, ROLE_ADMIN), &why);
	fixture_ok(set_active(store, a.id, false), &why);
}
END_TEST

static void
other_demotes(void *id)
{
	fixture_ok(give_role(store, *(struct str *)id, ROLE_STAFF), &why);
}

static void
other_disables(void *id)
{
	fixture_ok(set_active(store, *(struct str *)id, false), &why);
}

/* _i: whether each demotes or disables the other. */
START_TEST(of_two_admins_who_turn_on_each_other_one_stays)
{
	struct user a = new_user("a", ROLE_ADMIN), b = new_user("b", ROLE_ADMIN);
	struct between between;

	between_init(&between, store, _i & 1 ? other_demotes : other_disables, &a.id);
	ck_assert_int_eq(_i & 2 ? give_role(&between.store, b.id, ROLE_STAFF)
				: set_active(&between.store, b.id, false),
	    ERR_LAST_ADMIN);
	ck_assert_int_eq(reload_user(b.id).role, ROLE_ADMIN);
	ck_assert(reload_user(b.id).is_active);
}
END_TEST

static void
user_add_tests(TCase *t)
{
	tcase_add_test(t, a_user_is_found_by_what_people_type);
	tcase_add_test(t, a_name_is_given_once);
	tcase_add_test(t, a_name_is_not_taken_over_by_a_change);
	tcase_add_test(t, a_change_is_made_of_the_user_as_it_is_by_then);
	tcase_add_test(t, a_change_at_a_version_that_was_named_is_stale_by_then);
	tcase_add_loop_test(t, a_name_that_is_taken_by_then_is_refused_with_its_owner, 0, 2);
	tcase_add_test(t, a_user_whom_others_keep_changing_is_busy);
	tcase_add_test(t, a_password_never_reaches_the_audit);
	tcase_add_test(t, the_first_user_is_registered_once);
	tcase_add_test(t, of_two_first_users_at_once_one_is_registered);
	tcase_add_test(t, the_last_admin_stays);
	tcase_add_test(t, the_last_but_one_may_go_and_come_back);
	tcase_add_test(t, the_first_user_need_not_be_an_admin);
	tcase_add_loop_test(t, of_two_admins_who_turn_on_each_other_one_stays, 0, 4);
}

int
main(void)
{
	Suite *s = suite_create("user");
	TCase *memory = tcase_create("memory"), *sqlite = tcase_create("sqlite");

	tcase_add_checked_fixture(memory, user_setup, user_teardown);
	tcase_add_checked_fixture(sqlite, user_setup_sqlite, user_teardown);
	user_add_tests(memory);
	user_add_tests(sqlite);
	suite_add_tcase(s, memory);
	suite_add_tcase(s, sqlite);
	return fixture_run(s);
}
