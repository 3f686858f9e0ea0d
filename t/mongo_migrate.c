/*
 * mongo_migrate.c - Tests MongoDB migrations: result, rollback, crashes, concurrency, changed
 * files, foreign documents.
 */
#include "t/fixture.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "schema/bson_schema.h"
#include "store/mongo/mongo_migrate.h"

static void *mem;
static struct why w;
static struct str url;
static struct store *st;
static struct buf report;

static struct store *
open_mongo(void)
{
	struct store *s;

	fixture_ok(store_open(&s, mem, url, &w), &w);
	return s;
}

static void
mongo_setup(void)
{
	mem = mem_root("test");
	why_init(&w, mem);
	url = fixture_database(mem);
	st = open_mongo();
	report = buf_init(mem);
}

static void
mongo_teardown(void)
{
	clock_set(0);
	mem_free(st);
	mem_free(mem);
}

static enum err
migrate_mongo(struct store *s, const char *dir, int64_t to)
{
	return store_migrate(s, dir, to, &report, &w);
}

static void
must_migrate(const char *dir, int64_t to)
{
	fixture_ok(migrate_mongo(st, dir, to), &w);
}

/* --- small migrations for tests --- */

static void
write_json_file(const char *dir, const char *name, const char *text)
{
	FILE *f = fopen(str_printf(mem, "%s/mongo/%s", dir, name).s, "w");

	ck_assert_ptr_nonnull(f);
	fputs(text, f);
	ck_assert_int_eq(fclose(f), 0);
}

static const char first_up[] =
    "[{\"create\": \"a\"}, {\"create\": \"b\"},"
    " {\"createIndexes\": \"a\", \"indexes\": [{\"name\": \"x_1\", \"key\": {\"x\": 1}}]}]";
static const char first_down[] = "[{\"drop\": \"a\"}, {\"drop\": \"b\"}]";
static const char second_up[] =
    "[{\"update\": \"a\", \"updates\": [{\"q\": {\"_id\": \"n\"}, \"u\": {\"$set\": {\"v\": 2}}, "
    "\"upsert\": true}]},"
    " {\"create\": \"c\"}, {\"dropIndexes\": \"a\", \"index\": {\"x\": 1}}]";
static const char second_down[] =
    "[{\"drop\": \"c\"}, {\"delete\": \"a\", \"deletes\": [{\"q\": {\"_id\": \"n\"}, \"limit\": "
    "1}]},"
    " {\"createIndexes\": \"a\", \"indexes\": [{\"name\": \"x_1\", \"key\": {\"x\": 1}}]}]";

static const char *
write_two_json(void)
{
	const char *dir = fixture_dir(mem);

	ck_assert_int_eq(system(str_printf(mem, "mkdir -p %s/mongo", dir).s), 0);
	write_json_file(dir, "001_first.up.json", first_up);
	write_json_file(dir, "001_first.down.json", first_down);
	write_json_file(dir, "002_second.up.json", second_up);
	write_json_file(dir, "002_second.down.json", second_down);
	return dir;
}

/* --- dumps --- */

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const char *
bson_text(const bson_t *b)
{
	char *text = bson_as_relaxed_extended_json(b, NULL);
	const char *copy = mem_copy(mem, text, strlen(text));

	bson_free(text);
	return copy;
}

/* The results of a cursor, sorted; each bson_t is freed. */
static const char *
cursor_texts(mongoc_cursor_t *c)
{
	const char *v[500];
	struct buf b = buf_init(mem);
	const bson_t *found;
	size_t n = 0;

	while (n < 500 && mongoc_cursor_next(c, &found))
		v[n++] = bson_text(found);
	mongoc_cursor_destroy(c);
	qsort(v, n, sizeof *v, by_text);
	for (size_t i = 0; i < n; i++)
		buf_printf(&b, "%s\n", v[i]);
	return b.n == 0 ? "" : b.s;
}

/* Collections except `migrations`, with options, indexes and documents, as one text; without
 * their uuids, which differ. */
static const char *
dump_collections(struct store *s)
{
	mongoc_database_t *db = mongo_of(s)->db;
	bson_t all = BSON_INITIALIZER;
	char **names = mongoc_database_get_collection_names_with_opts(db, NULL, NULL);
	struct buf b = buf_init(mem);
	size_t n = 0;

	while (names[n] != NULL)
		n++;
	qsort(names, n, sizeof *names, by_text);
	for (size_t i = 0; i < n; i++) {
		mongoc_collection_t *c = mongoc_database_get_collection(db, names[i]);

		if (strcmp(names[i], "migrations") != 0 && strncmp(names[i], "system.", 7) != 0) {
			buf_printf(&b, "%s\n", names[i]);
			if (strncmp(names[i], "v_", 2) != 0)
				buf_puts(&b, cursor_texts(mongoc_collection_find_indexes_with_opts(
						 c, NULL)));
			buf_puts(&b,
			    cursor_texts(mongoc_collection_find_with_opts(c, &all, NULL, NULL)));
		}
		mongoc_collection_destroy(c);
	}
	bson_strfreev(names);
	bson_destroy(&all);
	return b.n == 0 ? "" : b.s;
}

static struct str
count_texts(const char *text, const char *part)
{
	size_t n = 0;

	for (; (text = strstr(text, part)) != NULL; text++)
		n++;
	return str_printf(mem, "%zu", n);
}

/* --- result of the migrations --- */

static void
run_printed(struct store *s)
{
	struct migration m = {.number = 1, .title = STR("printed")};
	struct buf b = buf_init(mem);
	bson_t *commands;
	bson_iter_t each;

	bson_schema_put(&b);
	m.up = buf_str(&b);
	fixture_ok(mongo_commands_read(&m, true, &commands, &each, &w), &w);
	while (bson_iter_next(&each))
		fixture_ok(mongo_command_run(mongo_of(s), &each, &w), &w);
	bson_destroy(commands);
}

START_TEST(all_migrations_lead_to_what_the_tables_of_records_print)
{
	const char *migrated;
	struct store *printed;

	mongo_setup();
	must_migrate(fixture_migrations(), MIGRATE_UP);
	migrated = dump_collections(st);
	url = fixture_database(mem);
	printed = open_mongo();
	run_printed(printed);
	ck_assert_msg(strcmp(migrated, dump_collections(printed)) == 0, "%s\n---\n%s", migrated,
	    dump_collections(printed));
	fixture_ok(store_ready(st, &w), &w);
	mem_free(printed);
	mongo_teardown();
}
END_TEST

START_TEST(what_was_run_is_not_run_again)
{
	const char *before;

	mongo_setup();
	must_migrate(fixture_migrations(), MIGRATE_UP);
	before = dump_collections(st);
	buf_clear(&report);
	must_migrate(fixture_migrations(), MIGRATE_UP);
	ck_assert_uint_eq(report.n, 0);
	ck_assert_str_eq(dump_collections(st), before);
	mongo_teardown();
}
END_TEST

START_TEST(down_to_nothing_and_up_again_gives_the_same)
{
	const char *before;

	mongo_setup();
	must_migrate(fixture_migrations(), MIGRATE_UP);
	before = dump_collections(st);
	must_migrate(fixture_migrations(), 0);
	ck_assert_str_eq(dump_collections(st), "");
	ck_assert_int_eq(store_ready(st, &w), ERR_UNAVAILABLE);
	must_migrate(fixture_migrations(), MIGRATE_UP);
	ck_assert_str_eq(dump_collections(st), before);
	mongo_teardown();
}
END_TEST

START_TEST(steps_and_status_are_reported)
{
	const char *dir;

	mongo_setup();
	dir = write_two_json();
	ck_assert_int_eq(store_ready(st, &w), ERR_UNAVAILABLE);
	must_migrate(dir, 1);
	must_migrate(dir, MIGRATE_STATUS);
	must_migrate(dir, MIGRATE_UP);
	must_migrate(dir, MIGRATE_DOWN);
	must_migrate(dir, MIGRATE_DOWN);
	must_migrate(dir, MIGRATE_DOWN);
	ck_assert_int_eq(migrate_mongo(st, dir, 3), ERR_BAD_REQUEST);
	ck_assert_str_eq(report.s, "up   001 first\n"
				   "done 001 first\nopen 002 second\n"
				   "up   002 second\n"
				   "down 002 second\ndown 001 first\n");
	mongo_teardown();
}
END_TEST

/* --- crashes --- */

static int fuse; /* the process dies when this many commands were begun */

static void
burn_command(const mongoc_apm_command_started_t *event)
{
	(void)event;
	if (fuse-- == 0)
		kill(getpid(), SIGKILL);
}

static void
trace_commands(struct store *s)
{
	mongoc_apm_callbacks_t *on = mongoc_apm_callbacks_new();

	mongoc_apm_set_command_started_cb(on, burn_command);
	mongoc_client_set_apm_callbacks(mongo_of(s)->client, on, NULL);
	mongoc_apm_callbacks_destroy(on);
}

/* Runs in a child process; returns whether it survived. */
static bool
migrate_mongo_and_die(const char *dir, int64_t to, int at)
{
	pid_t child = fork();
	int status;

	if (child == 0) {
		struct store *s = open_mongo();
		bool migrated;

		fuse = at;
		trace_commands(s);
		migrated = migrate_mongo(s, dir, to) == OK;
		mem_free(s);
		_exit(!migrated);
	}
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert(WIFSIGNALED(status) || WEXITSTATUS(status) == 0);
	return !WIFSIGNALED(status);
}

static void
wait_for_the_dead(void)
{
	clock_set(clock_now() + 60000);
}

/* Migrates from `from` to `to`, killed at each command; then on to `then`. */
static int
kill_everywhere(const char *dir, int64_t from, int64_t to, int64_t then, int stride)
{
	const char *expected;
	bool lived = false;
	int at;

	must_migrate(dir, from);
	must_migrate(dir, then);
	expected = dump_collections(st);
	for (at = 0; !lived; at += stride) {
		must_migrate(dir, from);
		lived = migrate_mongo_and_die(dir, to, at);
		wait_for_the_dead();
		must_migrate(dir, then);
		ck_assert_msg(strcmp(dump_collections(st), expected) == 0,
		    "after a kill at %d:\n%s\n---\n%s", at, dump_collections(st), expected);
	}
	return at;
}

START_TEST(a_kill_at_any_command_upwards_is_repaired_by_another_run)
{
	mongo_setup();
	ck_assert_int_gt(kill_everywhere(write_two_json(), 0, 2, 2, 1), 20);
	mongo_teardown();
}
END_TEST

START_TEST(a_kill_at_any_command_downwards_is_repaired_by_another_run)
{
	mongo_setup();
	ck_assert_int_gt(kill_everywhere(write_two_json(), 2, 0, 0, 1), 20);
	mongo_teardown();
}
END_TEST

START_TEST(a_kill_at_any_command_upwards_can_be_taken_back)
{
	mongo_setup();
	ck_assert_int_gt(kill_everywhere(write_two_json(), 0, 2, 0, 1), 20);
	mongo_teardown();
}
END_TEST

START_TEST(a_kill_at_any_command_downwards_can_be_taken_back)
{
	mongo_setup();
	ck_assert_int_gt(kill_everywhere(write_two_json(), 2, 0, 2, 1), 20);
	mongo_teardown();
}
END_TEST

START_TEST(a_kill_in_the_real_migrations_is_repaired_by_another_run)
{
	int stride = getenv("CCPL_TEST_LONG") == NULL ? 31 : 1;

	mongo_setup();
	ck_assert_int_gt(
	    kill_everywhere(fixture_migrations(), 0, MIGRATE_UP, MIGRATE_UP, stride), 150);
	mongo_teardown();
}
END_TEST

START_TEST(down_takes_back_what_was_begun_and_no_more)
{
	const char *dir;

	mongo_setup();
	dir = write_two_json();
	must_migrate(dir, 1);
	ck_assert(!migrate_mongo_and_die(dir, MIGRATE_UP, 8));
	wait_for_the_dead();
	must_migrate(dir, MIGRATE_DOWN);
	ck_assert_str_eq(report.s, "up   001 first\ndown 002 second\n");
	mongo_teardown();
}
END_TEST

START_TEST(half_a_migration_is_not_ready)
{
	mongo_setup();
	must_migrate(fixture_migrations(), MIGRATE_UP);
	ck_assert(!migrate_mongo_and_die(fixture_migrations(), MIGRATE_DOWN, 8));
	ck_assert_int_eq(store_ready(st, &w), ERR_UNAVAILABLE);
	wait_for_the_dead();
	must_migrate(fixture_migrations(), MIGRATE_UP);
	fixture_ok(store_ready(st, &w), &w);
	mongo_teardown();
}
END_TEST

/* --- concurrency --- */

START_TEST(migrators_at_the_same_time_do_it_once)
{
	pid_t child[3];
	int status, done = 0;

	mongo_setup();
	for (int i = 0; i < 3; i++)
		if ((child[i] = fork()) == 0) {
			struct store *s = open_mongo();

			if (migrate_mongo(s, fixture_migrations(), MIGRATE_UP) != OK ||
			    store_ready(s, &w) != OK)
				_exit(9);
			_exit(report.n > 0);
		}
	for (int i = 0; i < 3; i++) {
		ck_assert_int_eq(waitpid(child[i], &status, 0), child[i]);
		ck_assert(WIFEXITED(status) && WEXITSTATUS(status) < 9);
		done += WEXITSTATUS(status);
	}
	ck_assert_int_eq(done, 1);
	mongo_teardown();
}
END_TEST

START_TEST(a_migrator_that_is_alive_is_waited_for_and_then_refused)
{
	struct store *dead;
	const char *dir;

	mongo_setup();
	dir = write_two_json();
	dead = open_mongo();
	clock_set(1000000); /* stopped */
	ck_assert(!migrate_mongo_and_die(dir, MIGRATE_UP, 6));
	clock_skip_sleep(true);
	ck_assert_int_eq(migrate_mongo(st, dir, MIGRATE_UP), ERR_BUSY);
	clock_skip_sleep(false);
	wait_for_the_dead();
	must_migrate(dir, MIGRATE_UP);
	mem_free(dead);
	mongo_teardown();
}
END_TEST

/* --- changed files --- */

START_TEST(a_changed_migration_stops_with_its_name)
{
	const char *dir, *before;

	mongo_setup();
	dir = write_two_json();
	must_migrate(dir, 1);
	before = dump_collections(st);
	write_json_file(dir, "001_first.up.json", "[]");
	ck_assert_int_eq(migrate_mongo(st, dir, MIGRATE_UP), ERR_CONFLICT);
	ck_assert_ptr_nonnull(strstr(w.text.s, "001 first"));
	ck_assert_str_eq(dump_collections(st), before);
	mongo_teardown();
}
END_TEST

START_TEST(a_newer_database_stops_an_older_program)
{
	const char *dir;

	mongo_setup();
	dir = write_two_json();
	must_migrate(dir, MIGRATE_UP);
	ck_assert_int_eq(unlink(str_printf(mem, "%s/mongo/002_second.up.json", dir).s), 0);
	ck_assert_int_eq(migrate_mongo(st, dir, MIGRATE_UP), ERR_CONFLICT);
	ck_assert_ptr_nonnull(strstr(w.text.s, "too old"));
	mongo_teardown();
}
END_TEST

START_TEST(what_is_no_list_of_commands_is_named)
{
	const char *dir;

	mongo_setup();
	dir = write_two_json();
	write_json_file(dir, "002_second.up.json", "[{\"create\": ");
	ck_assert_int_eq(migrate_mongo(st, dir, MIGRATE_UP), ERR_UNAVAILABLE);
	ck_assert_ptr_nonnull(strstr(w.text.s, "002 second"));
	write_json_file(dir, "002_second.up.json", "[17]");
	ck_assert_int_eq(migrate_mongo(st, dir, MIGRATE_UP), ERR_UNAVAILABLE);
	write_json_file(dir, "002_second.up.json", "[{\"adopt\": \"nothing\"}]");
	ck_assert_int_eq(migrate_mongo(st, dir, MIGRATE_UP), ERR_UNAVAILABLE);
	ck_assert_ptr_nonnull(strstr(w.text.s, "nothing"));
	mongo_teardown();
}
END_TEST

/* --- documents of other programs --- */

static void
insert_json(const char *collection, const char *json)
{
	mongoc_collection_t *c = mongoc_database_get_collection(mongo_of(st)->db, collection);
	bson_error_t error;
	bson_t *b = bson_new_from_json((const uint8_t *)json, -1, &error);

	ck_assert_msg(b != NULL, "%s", error.message);
	ck_assert_msg(mongoc_collection_insert_one(c, b, NULL, NULL, &error), "%s", error.message);
	bson_destroy(b);
	mongoc_collection_destroy(c);
}

static const char earlier_item[] =
    "{\"_id\": {\"$oid\": \"65a0b1c2d3e4f5061728394a\"}, \"id\": \"i-1\", \"item_code\": \"BOL-7\","
    " \"item_name\": \"Bolt M8\", \"category_id\": \"c-1\", \"uom\": \"PCS\", \"description\": "
    "null,"
    " \"min_stock_level\": 2.5, \"reorder_qty\": 10, \"colour\": \"grey\","
    " \"created_at\": {\"$date\": \"2025-01-02T03:04:05.678Z\"}, \"created_by\": \"u-1\","
    " \"is_active\": true}";

static void
an_earlier_database(void)
{
	insert_json("items", earlier_item);
	insert_json("item_categories",
	    "{\"id\": \"c-1\", \"name\": \"Bolts\", \"parent_category\": null, \"level\": 0.0}");
	insert_json("users",
	    "{\"id\": \"u-1\", \"email\": \"a@example.com\", \"username\": \"ann\", "
	    "\"is_active\": false}");
	insert_json("migrations", "{\"_id\": \"version\", \"version\": 1}");
}

START_TEST(documents_of_earlier_programs_are_records_afterwards)
{
	struct item item;
	struct item_category category;
	struct user user;

	mongo_setup();
	an_earlier_database();
	must_migrate(fixture_migrations(), MIGRATE_UP);
	fixture_ok(store_get(st, &item_schema, STR("i-1"), &item, &w), &w);
	ck_assert_int_eq(item.version, 1);
	ck_assert_int_eq(item.min_stock_level, 2500000);
	ck_assert_int_eq(item.reorder_qty, 10000000);
	ck_assert_int_eq(item.created_at, 1735787045678);
	ck_assert_int_eq(item.updated_at, item.created_at);
	ck_assert(item.is_active && !HAS(&item, item, description));
	fixture_ok(store_get(st, &item_category_schema, STR("c-1"), &category, &w), &w);
	ck_assert(str_is(category.code, "c-1") && category.is_active);
	ck_assert(!HAS(&category, item_category, parent_category) && category.level == 0);
	fixture_ok(store_get(st, &user_schema, STR("u-1"), &user, &w), &w);
	ck_assert_int_eq(
	    user.role, field_enum_index(&user_schema.fields[FIELD(user, role)], STR("viewer")));
	ck_assert(!user.is_active);
	fixture_ok(store_ready(st, &w), &w);
	mongo_teardown();
}
END_TEST

START_TEST(an_adopted_document_is_searched_changed_and_keeps_what_is_not_ours)
{
	struct query q = {.schema = &item_schema, .limit = 10};
	struct rows found;
	struct item *item;
	struct op op = {.kind = OP_UPDATE, .schema = &item_schema, .version = 1};

	mongo_setup();
	an_earlier_database();
	must_migrate(fixture_migrations(), MIGRATE_UP);
	q.search = terms_parse(mem, STR("bolt"));
	fixture_ok(store_find(st, &q, &found, &w), &w);
	ck_assert_uint_eq(found.n, 1);
	item = found.v;
	SET(item, item, item_name, STR("Screw M8"));
	op.rec = item;
	fixture_ok(store_apply(st, &op, 1, &w), &w);
	fixture_ok(store_find(st, &q, &found, &w), &w);
	ck_assert_uint_eq(found.n, 0);
	ck_assert_str_eq(count_texts(dump_collections(st), "65a0b1c2d3e4f5061728394a").s, "1");
	mongo_teardown();
}
END_TEST

START_TEST(what_cannot_become_a_record_stops_with_its_name)
{
	mongo_setup();
	insert_json("items", "{\"id\": \"i-2\", \"item_code\": \"X\", \"item_name\": \"X\"}");
	ck_assert_int_eq(migrate_mongo(st, fixture_migrations(), MIGRATE_UP), ERR_CONFLICT);
	ck_assert_msg(strstr(w.text.s, "i-2") != NULL && strstr(w.text.s, "category_id") != NULL,
	    "%s", w.text.s);
	ck_assert_int_eq(store_ready(st, &w), ERR_UNAVAILABLE);
	mongo_teardown();
}
END_TEST

START_TEST(a_ledger_without_postings_is_not_taken_for_one)
{
	mongo_setup();
	insert_json(
	    "stock_transactions", "{\"id\": \"t-1\", \"item_id\": \"i-1\", \"quantity\": 5.0}");
	ck_assert_int_eq(migrate_mongo(st, fixture_migrations(), MIGRATE_UP), ERR_CONFLICT);
	ck_assert_ptr_nonnull(strstr(w.text.s, "stock_transactions"));
	mongo_teardown();
}
END_TEST

int
main(void)
{
	const TTest *const cases[] = {
	    all_migrations_lead_to_what_the_tables_of_records_print,
	    what_was_run_is_not_run_again,
	    down_to_nothing_and_up_again_gives_the_same,
	    steps_and_status_are_reported,
	    a_kill_at_any_command_upwards_is_repaired_by_another_run,
	    a_kill_at_any_command_downwards_is_repaired_by_another_run,
	    a_kill_at_any_command_upwards_can_be_taken_back,
	    a_kill_at_any_command_downwards_can_be_taken_back,
	    a_kill_in_the_real_migrations_is_repaired_by_another_run,
	    down_takes_back_what_was_begun_and_no_more,
	    half_a_migration_is_not_ready,
	    migrators_at_the_same_time_do_it_once,
	    a_migrator_that_is_alive_is_waited_for_and_then_refused,
	    a_changed_migration_stops_with_its_name,
	    a_newer_database_stops_an_older_program,
	    what_is_no_list_of_commands_is_named,
	    documents_of_earlier_programs_are_records_afterwards,
	    an_adopted_document_is_searched_changed_and_keeps_what_is_not_ours,
	    what_cannot_become_a_record_stops_with_its_name,
	    a_ledger_without_postings_is_not_taken_for_one,
	};
	Suite *s = suite_create("mongo_migrate");
	TCase *tc = tcase_create("migrations");

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		tcase_add_test(tc, cases[i]);
	suite_add_tcase(s, tc);
	return fixture_run(s);
}
