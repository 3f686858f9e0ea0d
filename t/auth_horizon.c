/*
 * auth_horizon.c - Tests that keys and sessions expire correctly when clocks jump, stop or
 * restart.
 */
#include "auth/horizon.h"

#include <string.h>

#include "auth/purge.h"
#include "base/clock.h"
#include "base/mem.h"
#include "t/fixture.h"

#define HOUR   INT64_C(3600000)
#define DAY    (24 * HOUR)
#define MINUTE INT64_C(60000)

static const int64_t start = INT64_C(1800000000000), up = 5 * HOUR;

static void *mem;
static struct store *st;
static struct why w;
static int64_t now, boot;
static const char *boot_id;

static void
set_clocks(void)
{
	clock_set(now);
	clock_set_boot(boot, boot_id);
}

static void
horizon_setup(void)
{
	mem = mem_root("test");
	why_init(&w, mem);
	st = fixture_store(mem, "sqlite");
	now = start;
	boot = up;
	boot_id = "first";
	set_clocks();
}

static void
horizon_teardown(void)
{
	clock_set(0);
	clock_set_boot(0, NULL);
	mem_free(mem);
}

static void
pass_time(int64_t ms)
{
	now += ms;
	boot += ms;
	set_clocks();
}

static void
jump_clock(int64_t ms)
{
	now += ms;
	set_clocks();
}

static void
reboot_machine(const char *id)
{
	boot = MINUTE;
	boot_id = id;
	set_clocks();
}

static void
horizon_put_key(const char *id, int64_t age)
{
	struct idempotency *k = MEM_ONE(mem, struct idempotency);
	struct op op = {.kind = OP_INSERT, .schema = &idempotency_schema, .rec = k};

	SET(k, idempotency, id, str_of(id));
	SET(k, idempotency, fingerprint, STR("f"));
	SET(k, idempotency, status, 201);
	SET(k, idempotency, created_at, now - age);
	fixture_ok(store_apply(st, &op, 1, &w), &w);
}

static int64_t
count_keys(void)
{
	int64_t n;

	fixture_ok(store_count(st, &(struct query){.schema = &idempotency_schema}, &n, &w), &w);
	return n;
}

/* Purges as a program with this state of the clock does; returns how many keys are left. */
static int64_t
purge_once(struct horizon_state *p)
{
	int64_t instant;
	size_t gone;

	fixture_ok(horizon_advance(st, p, &instant, &w), &w);
	ck_assert_int_le(instant, clock_now());
	fixture_ok(purge_expired(st, instant, 100, &gone, &w), &w);
	return count_keys();
}

static int64_t
purge_anew(void)
{
	return purge_once(&(struct horizon_state){0});
}

START_TEST(a_key_lives_for_thirty_days)
{
	struct horizon_state p = {0};

	horizon_put_key("old", 30 * DAY - HOUR);
	horizon_put_key("young", 29 * DAY);
	ck_assert_int_eq(purge_once(&p), 2);
	for (int i = 0; i < 4; i++) {
		pass_time(HOUR / 2);
		ck_assert_int_eq(purge_once(&p), i < 2 ? 2 : 1);
	}
}
END_TEST

START_TEST(a_clock_that_jumps_forward_for_seconds_deletes_nothing)
{
	struct horizon_state p = {0};

	horizon_put_key("a", 0);
	horizon_put_key("b", 29 * DAY);
	ck_assert_int_eq(purge_once(&p), 2);
	pass_time(HOUR);
	jump_clock(40 * DAY);
	ck_assert_int_eq(purge_anew(), 2);   /* after a restart */
	ck_assert_int_eq(purge_once(&p), 2); /* without a restart */
	pass_time(MINUTE);
	ck_assert_int_eq(purge_anew(), 2);
	ck_assert_int_eq(purge_once(&p), 2);
	jump_clock(-40 * DAY);
	ck_assert_int_eq(purge_anew(), 2);
	ck_assert_int_eq(purge_once(&p), 2);
	pass_time(2 * DAY);
	ck_assert_int_eq(purge_once(&p), 1); /* b is 31 days old by now */
}
END_TEST

START_TEST(a_clock_that_jumped_while_nothing_ran_deletes_nothing)
{
	horizon_put_key("a", 0);
	ck_assert_int_eq(purge_anew(), 1);
	pass_time(60 * HOUR);
	jump_clock(40 * DAY);
	for (int i = 0; i < 50; i++) { /* short-lived programs, also after the hour of distrust */
		ck_assert_int_eq(purge_anew(), 1);
		pass_time(MINUTE);
	}
}
END_TEST

START_TEST(nor_does_one_that_came_out_of_a_reboot)
{
	horizon_put_key("a", 0);
	ck_assert_int_eq(purge_anew(), 1);
	pass_time(HOUR);
	jump_clock(40 * DAY);
	reboot_machine("second");
	ck_assert_int_eq(purge_anew(), 1);
	pass_time(MINUTE);
	ck_assert_int_eq(purge_anew(), 1);
}
END_TEST

START_TEST(where_it_stays_wrong_a_day_goes_in_an_hour_and_no_more)
{
	struct horizon_state p = {0};
	int64_t instant, last;

	ck_assert_int_eq(purge_once(&p), 0);
	jump_clock(400 * DAY);
	fixture_ok(horizon_advance(st, &p, &last, &w), &w);
	for (int i = 0; i < 200; i++) {
		pass_time(HOUR / 4);
		fixture_ok(horizon_advance(st, &p, &instant, &w), &w);
		ck_assert_int_ge(instant, last);
		ck_assert_int_le(instant, last + 6 * HOUR);
		last = instant;
	}
	ck_assert_int_gt(last, start + 40 * DAY);
}
END_TEST

/* Many programs together advance the horizon no faster than one. */
START_TEST(many_programs_move_it_no_faster_than_one)
{
	struct horizon_state p[8] = {0};
	int64_t instant = 0;

	ck_assert_int_eq(purge_once(&p[0]), 0);
	pass_time(MINUTE);
	jump_clock(400 * DAY);
	for (int t = 0; t < 48; t++) {
		for (int i = 0; i < 8; i++) {
			fixture_ok(horizon_advance(st, &p[i], &instant, &w), &w);
			fixture_ok(
			    horizon_advance(st, &(struct horizon_state){0}, &instant, &w), &w);
		}
		pass_time(HOUR / 2);
	}
	ck_assert_int_le(instant, start + 25 * DAY);
}
END_TEST

/* `ccpl purge` once a day, and nothing in between. */
START_TEST(programs_that_live_for_seconds_move_it_too)
{
	horizon_put_key("a", 20 * DAY);
	for (int i = 0; i < 10; i++) {
		ck_assert_int_eq(purge_anew(), 1);
		pass_time(DAY);
	}
	ck_assert_int_eq(purge_anew(), 1); /* thirty days to the millisecond */
	pass_time(DAY);
	ck_assert_int_eq(purge_anew(), 0);
}
END_TEST

START_TEST(a_machine_that_was_off_for_long_catches_up_in_hours)
{
	struct horizon_state p = {0};

	horizon_put_key("a", 10 * DAY);
	ck_assert_int_eq(purge_anew(), 1);
	jump_clock(40 * DAY);
	reboot_machine("second");
	ck_assert_int_eq(purge_once(&p), 1);
	for (int i = 0; i < 42 && count_keys() > 0; i++) {
		pass_time(HOUR);
		purge_once(&p);
	}
	ck_assert_int_eq(count_keys(), 0);
}
END_TEST

START_TEST(where_the_boot_cannot_be_known_a_program_goes_by_what_it_saw_itself)
{
	struct horizon_state p = {0};

	boot_id = "";
	set_clocks();
	horizon_put_key("a", 30 * DAY - HOUR);
	ck_assert_int_eq(purge_once(&p), 1);
	pass_time(2 * HOUR);
	ck_assert_int_eq(purge_anew(), 1);
	jump_clock(40 * DAY);
	ck_assert_int_eq(purge_anew(), 1);
	ck_assert_int_eq(purge_once(&p), 1);
	jump_clock(-40 * DAY);
	ck_assert_int_eq(purge_once(&p), 1);
	pass_time(HOUR);
	ck_assert_int_eq(purge_once(&p), 0);
}
END_TEST

static bool
in_step(void)
{
	why_clear(&w);
	return horizon_check(st, &w) == OK;
}

START_TEST(a_clock_out_of_step_is_said)
{
	struct horizon_state p = {0};

	ck_assert(in_step());
	ck_assert_int_eq(purge_once(&p), 0);
	ck_assert(in_step());
	pass_time(90 * DAY); /* a long time without postings is no fault */
	ck_assert(in_step());
	jump_clock(4 * MINUTE);
	ck_assert(in_step());
	jump_clock(40 * DAY);
	ck_assert(!in_step());
	ck_assert_ptr_nonnull(strstr(w.text.s, "57604 minutes too far"));
	ck_assert_int_eq(purge_once(&p), 0);
	ck_assert(!in_step());
	jump_clock(-80 * DAY);
	ck_assert(!in_step());
	ck_assert_ptr_nonnull(strstr(w.text.s, "too little"));
	ck_assert_int_eq(purge_once(&p), 0);
	pass_time(2 * HOUR);
	ck_assert_int_eq(purge_once(&p), 0);
	ck_assert(in_step()); /* trusted again */
}
END_TEST

START_TEST(after_a_reboot_it_is_only_known_that_it_cannot_be_earlier)
{
	ck_assert_int_eq(purge_anew(), 0);
	jump_clock(DAY);
	reboot_machine("second");
	ck_assert(in_step());
	jump_clock(-2 * DAY);
	ck_assert(!in_step());
}
END_TEST

int
main(void)
{
	const TTest *const cases[] = {
	    a_key_lives_for_thirty_days,
	    a_clock_that_jumps_forward_for_seconds_deletes_nothing,
	    a_clock_that_jumped_while_nothing_ran_deletes_nothing,
	    nor_does_one_that_came_out_of_a_reboot,
	    where_it_stays_wrong_a_day_goes_in_an_hour_and_no_more,
	    many_programs_move_it_no_faster_than_one,
	    programs_that_live_for_seconds_move_it_too,
	    a_machine_that_was_off_for_long_catches_up_in_hours,
	    where_the_boot_cannot_be_known_a_program_goes_by_what_it_saw_itself,
	    a_clock_out_of_step_is_said,
	    after_a_reboot_it_is_only_known_that_it_cannot_be_earlier,
	};
	Suite *s = suite_create("auth_horizon");
	TCase *tc = tcase_create("horizon");

	tcase_add_checked_fixture(tc, horizon_setup, horizon_teardown);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		tcase_add_test(tc, cases[i]);
	suite_add_tcase(s, tc);
	return fixture_run(s);
}
