/* store_group.c - Tests batches that are applied together: each result, and one commit's failure.
 */
#include "t/fixture.h"

#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#include "base/mem.h"
#include "store/sqlite/sqlite.h"

enum { GROUP = 4 };

static void *mem;
static struct store *st;
static struct why whys[GROUP];
static struct batch batches[GROUP];
static struct grouped_batch group[GROUP];

static void
group_setup(const char *driver)
{
	mem = mem_root("test");
	st = fixture_store(mem, driver);
	for (size_t i = 0; i < GROUP; i++) {
		why_init(&whys[i], mem);
		batches[i] = batch_init(mem);
	}
}

static void
group_apply(size_t n)
{
	for (size_t i = 0; i < n; i++)
		group[i] =
		    (struct grouped_batch){.ops = batches[i].ops, .n = batches[i].n, .w = &whys[i]};
	store_apply_many(st, group, n);
}

static void
put_setting(struct batch *b, const char *id, size_t bytes)
{
	struct setting *s = MEM_ONE(mem, struct setting);
	char *value = mem_new(mem, bytes + 1);

	memset(value, 'x', bytes);
	SET(s, setting, id, str_of(id));
	SET(s, setting, value, str_of(value));
	batch_add(b, OP_INSERT, &setting_schema, s);
}

/* At most two may be taken from the row. */
static struct op *
put_one_of_two(struct batch *b)
{
	struct balance *row = MEM_ONE(mem, struct balance);
	struct op *op;

	SET(row, balance, id, STR("b"));
	SET(row, balance, item_id, STR("i"));
	SET(row, balance, location_id, STR("l"));
	SET(row, balance, lot, STR(""));
	SET(row, balance, on_hand, 2);
	SET(row, balance, updated_at, 1);
	op = batch_add(b, OP_ADD, &balance_schema, row);
	op_increment(op, FIELD(balance, on_hand), -1);
	return op;
}

static bool
is_set(const char *id)
{
	struct setting s;
	struct why w;
	enum err e;

	why_init(&w, mem);
	e = store_get(st, &setting_schema, str_of(id), &s, &w);
	ck_assert(e == OK || e == ERR_NOT_FOUND);
	return e == OK;
}

static const char *const ids[GROUP] = {"a", "b", "c", "d"};

/* Whichever of them is refused, after it wrote something, the others are written. */
START_TEST(a_refused_batch_leaves_no_trace_and_the_others_stay)
{
	for (unsigned refused = 0; refused < 1U << GROUP; refused++) {
		group_setup(fixture_drivers[_i]);
		for (size_t i = 0; i < GROUP; i++) {
			put_setting(&batches[i], ids[i], 1);
			if (refused >> i & 1)
				batch_expect(&batches[i], &setting_schema, STR("none"), 1);
		}
		group_apply(GROUP);
		for (size_t i = 0; i < GROUP; i++) {
			const bool fails = refused >> i & 1;

			ck_assert_int_eq(group[i].result, fails ? ERR_CLASH : OK);
			ck_assert_int_eq(is_set(ids[i]), !fails);
		}
		ck_assert_uint_eq(whys[0].op, refused & 1);
		mem_free(mem);
	}
}
END_TEST

START_TEST(each_sees_what_those_before_it_wrote)
{
	group_setup(fixture_drivers[_i]);
	for (size_t i = 0; i < GROUP; i++)
		put_one_of_two(&batches[i]);
	group_apply(GROUP);
	ck_assert_int_eq(group[0].result, OK);
	ck_assert_int_eq(group[1].result, OK);
	ck_assert_int_eq(group[2].result, ERR_BOUND);
	ck_assert_int_eq(group[3].result, ERR_BOUND);
	mem_free(mem);
}
END_TEST

START_TEST(a_key_is_used_once_in_a_group)
{
	group_setup(fixture_drivers[_i]);
	for (size_t i = 0; i < GROUP; i++)
		put_setting(&batches[i], "key", 1);
	group_apply(GROUP);
	ck_assert_int_eq(group[0].result, OK);
	for (size_t i = 1; i < GROUP; i++)
		ck_assert_int_eq(group[i].result, ERR_EXISTS);
	mem_free(mem);
}
END_TEST

/* --- SQLite: a commit that fails --- */

/* The second is refused because of the first, which is then not written after all. */
START_TEST(a_refusal_that_rests_on_a_lost_neighbour_is_not_told)
{
	struct rlimit was;

	group_setup("sqlite");
	put_setting(&batches[0], "a", 1);
	put_setting(&batches[1], "a", 1);
	put_setting(&batches[2], "c", 100000);
	fixture_limit_files(&was);
	group_apply(3);
	ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &was), 0);
	for (size_t i = 0; i < 3; i++) {
		ck_assert_int_eq(group[i].result, ERR_STORAGE_FULL);
		ck_assert_int_eq(whys[i].err, ERR_STORAGE_FULL);
	}
	ck_assert(!is_set("a") && !is_set("c"));
	ck_assert(!st->must_restart);
	group_apply(2);
	ck_assert_int_eq(group[0].result, OK);
	ck_assert_int_eq(group[1].result, ERR_EXISTS);
	mem_free(mem);
}
END_TEST

/* A batch that fills the database first, in the middle, last: SQLite rolls back the whole. */
START_TEST(a_batch_that_fills_the_disk_fails_the_group)
{
	group_setup("sqlite");
	for (size_t i = 0; i < 3; i++)
		put_setting(&batches[i], ids[i], i == (size_t)_i ? 1000000 : 1);
	fixture_ok(sqlite_exec(sqlite_of(st), "PRAGMA max_page_count = 1", &whys[3]), &whys[3]);
	group_apply(3);
	for (size_t i = 0; i < 3; i++) {
		ck_assert_int_eq(group[i].result, ERR_STORAGE_FULL);
		ck_assert(!is_set(ids[i]));
	}
	fixture_ok(
	    sqlite_exec(sqlite_of(st), "PRAGMA max_page_count = 1000000", &whys[3]), &whys[3]);
	group_apply(3);
	for (size_t i = 0; i < 3; i++)
		ck_assert_int_eq(group[i].result, OK);
	mem_free(mem);
}
END_TEST

START_TEST(a_group_of_a_migrated_store_is_not_written)
{
	group_setup("sqlite");
	put_setting(&batches[0], "a", 1);
	put_setting(&batches[1], "b", 1);
	fixture_ok(sqlite_exec(sqlite_of(st), "PRAGMA user_version = 99", &whys[3]), &whys[3]);
	group_apply(2);
	ck_assert_int_eq(group[0].result, ERR_UNAVAILABLE);
	ck_assert_int_eq(group[1].result, ERR_UNAVAILABLE);
	ck_assert(st->must_restart);
	ck_assert(!is_set("a") && !is_set("b"));
	mem_free(mem);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("store_group");
	TCase *tc = tcase_create("group");

	tcase_add_loop_test(
	    tc, a_refused_batch_leaves_no_trace_and_the_others_stay, 0, FIXTURE_DRIVERS);
	tcase_add_loop_test(tc, each_sees_what_those_before_it_wrote, 0, FIXTURE_DRIVERS);
	tcase_add_loop_test(tc, a_key_is_used_once_in_a_group, 0, FIXTURE_DRIVERS);
	tcase_add_test(tc, a_refusal_that_rests_on_a_lost_neighbour_is_not_told);
	tcase_add_loop_test(tc, a_batch_that_fills_the_disk_fails_the_group, 0, 3);
	tcase_add_test(tc, a_group_of_a_migrated_store_is_not_written);
	suite_add_tcase(s, tc);
	return fixture_run(s);
}
