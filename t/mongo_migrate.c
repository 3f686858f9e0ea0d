/*
 * mongo_migrate.c - migrations of MongoDB: they lead to what the tables of records print,
 * back and forth, through kills, side by side, never over what was changed behind their
 * back; and documents that others wrote are records afterwards.
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
#include "store/mongo_migrate.h"

static void *mem;
static struct why w;
static struct str url;
static struct store *st;
static struct buf report;

static struct store *
open_store(void)
{
	struct store *s;

	fixture_ok(store_open(&s, mem, url, &w), &w);
	return s;
}

static void
begin(void)
{
	mem = mem_root("test");
	why_init(&w, mem);
	url = fixture_database(mem);
	st = open_store();
	report = buf_init(mem);
}

static void
end(void)
{
	clock_set(0);
	mem_free(st);
	mem_free(mem);
}

static enum err
migrate(struct store *s, const char *dir, int64_t to)
{
	return store_migrate(s, dir, to, &report, &w);
}

static void
must_migrate(const char *dir, int64_t to)
{
	fixture_ok(migrate(st, dir, to), &w);
}

/* --- small migrations of one's own --- */

static void
write_file(const char *dir, const char *name, const char *text)
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
two_migrations(void)
{
	const char *dir = fixture_dir(mem);

	ck_assert_int_eq(system(str_printf(mem, "mkdir -p %s/mongo", dir).s), 0);
	write_file(dir, "001_first.up.json", first_up);
	write_file(dir, "001_first.down.json", first_down);
	write_file(dir, "002_second.up.json", second_up);
	write_file(dir, "002_second.down.json", second_down);
	return dir;
}

/* --- what a database looks like --- */

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const char *
json_of(const bson_t *b)
{
	char *text = bson_as_relaxed_extended_json(b, NULL);
	const char *copy = mem_copy(mem, text, strlen(text));

	bson_free(text);
	return copy;
}

/* The answers of a cursor, sorted; a bson_t is freed. */
static const char *
texts(mongoc_cursor_t *c)
{
	const char *v[500];
	struct buf b = buf_init(mem);
	const bson_t *found;
	size_t n = 0;

	while (n < 500 && mongoc_cursor_next(c, &found))
		v[n++] = json_of(found);
	mongoc_cursor_destroy(c);
	qsort(v, n, sizeof *v, by_text);
	for (size_t i = 0; i < n; i++)
		buf_printf(&b, "%s\n", v[i]);
	return b.n == 0 ? "" : b.s;
}

/* Collections but `migrations`, with options, indexes and documents, as one text. A
 * collection's uuid is its own. */
static const char *
dump(struct store *s)
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
				buf_puts(
				    &b, texts(mongoc_collection_find_indexes_with_opts(c, NULL)));
			buf_puts(&b, texts(mongoc_collection_find_with_opts(c, &all, NULL, NULL)));
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

/* --- what the migrations lead to --- */

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

	begin();
	must_migrate(fixture_migrations(), MIGRATE_UP);
	migrated = dump(st);
	url = fixture_database(mem);
	printed = open_store();
	run_printed(printed);
	ck_assert_msg(strcmp(migrated, dump(printed)) == 0, "%s\n---\n%s", migrated, dump(printed));
	fixture_ok(store_ready(st, &w), &w);
	mem_free(printed);
	end();
}
END_TEST

START_TEST(what_was_run_is_not_run_again)
{
	const char *before;

	begin();
	must_migrate(fixture_migrations(), MIGRATE_UP);
	before = dump(st);
	buf_clear(&report);
	must_migrate(fixture_migrations(), MIGRATE_UP);
	ck_assert_uint_eq(report.n, 0);
	ck_assert_str_eq(dump(st), before);
	end();
}
END_TEST

START_TEST(down_to_nothing_and_up_again_gives_the_same)
{
	const char *before;

	begin();
	must_migrate(fixture_migrations(), MIGRATE_UP);
	before = dump(st);
	must_migrate(fixture_migrations(), 0);
	ck_assert_str_eq(dump(st), "");
	ck_assert_int_eq(store_ready(st, &w), ERR_UNAVAILABLE);
	must_migrate(fixture_migrations(), MIGRATE_UP);
	ck_assert_str_eq(dump(st), before);
	end();
}
END_TEST

START_TEST(steps_and_status_are_reported)
{
	const char *dir;

	begin();
	dir = two_migrations();
	ck_assert_int_eq(store_ready(st, &w), ERR_UNAVAILABLE);
	must_migrate(dir, 1);
	must_migrate(dir, MIGRATE_STATUS);
	must_migrate(dir, MIGRATE_UP);
	must_migrate(dir, MIGRATE_DOWN);
	must_migrate(dir, MIGRATE_DOWN);
	must_migrate(dir, MIGRATE_DOWN);
	ck_assert_int_eq(migrate(st, dir, 3), ERR_BAD_REQUEST);
	ck_assert_str_eq(report.s, "up   001 first\n"
				   "done 001 first\nopen 002 second\n"
				   "up   002 second\n"
				   "down 002 second\ndown 001 first\n");
	end();
}
END_TEST

/* --- kills --- */

static int fuse; /* so many commands are begun, then the process dies */

static void
burn(const mongoc_apm_command_started_t *event)
{
	(void)event;
	if (fuse-- == 0)
		kill(getpid(), SIGKILL);
}

static void
light(struct store *s)
{
	mongoc_apm_callbacks_t *on = mongoc_apm_callbacks_new();

	mongoc_apm_set_command_started_cb(on, burn);
	mongoc_client_set_apm_callbacks(mongo_of(s)->client, on, NULL);
	mongoc_apm_callbacks_destroy(on);
}

/* In a process of its own; whether it lived to the end. */
static bool
migrate_and_die(const char *dir, int64_t to, int at)
{
	pid_t child = fork();
	int status;

	if (child == 0) {
		struct store *s = open_store();

		fuse = at;
		light(s);
		_exit(migrate(s, dir, to) != OK);
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

/* From `from` to `to`, killed at each command; then on to `then`. */
static int
kill_everywhere(const char *dir, int64_t from, int64_t to, int64_t then, int stride)
{
	const char *expected;
	bool lived = false;
	int at;

	must_migrate(dir, from);
	must_migrate(dir, then);
	expected = dump(st);
	for (at = 0; !lived; at += stride) {
		must_migrate(dir, from);
		lived = migrate_and_die(dir, to, at);
		wait_for_the_dead();
		must_migrate(dir, then);
		ck_assert_msg(strcmp(dump(st), expected) == 0, "after a kill at %d:\n%s\n---\n%s",
		    at, dump(st), expected);
	}
	return at;
}

START_TEST(a_kill_at_any_command_upwards_is_repaired_by_another_run)
{
	begin();
	ck_assert_int_gt(kill_everywhere(two_migrations(), 0, 2, 2, 1), 20);
	end();
}
END_TEST

START_TEST(a_kill_at_any_command_downwards_is_repaired_by_another_run)
{
	begin();
	ck_assert_int_gt(kill_everywhere(two_migrations(), 2, 0, 0, 1), 20);
	end();
}
END_TEST

START_TEST(a_kill_at_any_command_upwards_can_be_taken_back)
{
	begin();
	ck_assert_int_gt(kill_everywhere(two_migrations(), 0, 2, 0, 1), 20);
	end();
}
END_TEST

START_TEST(a_kill_at_any_command_downwards_can_be_taken_back)
{
	begin();
	ck_assert_int_gt(kill_everywhere(two_migrations(), 2, 0, 2, 1), 20);
	end();
}
END_TEST

START_TEST(a_kill_in_the_real_migrations_is_repaired_by_another_run)
{
	int stride = getenv("CCPL_TEST_LONG") == NULL ? 31 : 1;

	begin();
	ck_assert_int_gt(
	    kill_everywhere(fixture_migrations(), 0, MIGRATE_UP, MIGRATE_UP, stride), 150);
	end();
}
END_TEST

START_TEST(down_takes_back_what_was_begun_and_no_more)
{
	const char *dir;

	begin();
	dir = two_migrations();
	must_migrate(dir, 1);
	ck_assert(!migrate_and_die(dir, MIGRATE_UP, 8));
	wait_for_the_dead();
	must_migrate(dir, MIGRATE_DOWN);
	ck_assert_str_eq(report.s, "up   001 first\ndown 002 second\n");
	end();
}
END_TEST

START_TEST(half_a_migration_is_not_ready)
{
	begin();
	must_migrate(fixture_migrations(), MIGRATE_UP);
	ck_assert(!migrate_and_die(fixture_migrations(), MIGRATE_DOWN, 8));
	ck_assert_int_eq(store_ready(st, &w), ERR_UNAVAILABLE);
	wait_for_the_dead();
	must_migrate(fixture_migrations(), MIGRATE_UP);
	fixture_ok(store_ready(st, &w), &w);
	end();
}
END_TEST

/* --- side by side --- */

START_TEST(migrators_at_the_same_time_do_it_once)
{
	pid_t child[3];
	int status, done = 0;

	begin();
	for (int i = 0; i < 3; i++)
		if ((child[i] = fork()) == 0) {
			struct store *s = open_store();

			if (migrate(s, fixture_migrations(), MIGRATE_UP) != OK ||
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
	end();
}
END_TEST

START_TEST(a_migrator_that_is_alive_is_waited_for_and_then_refused)
{
	struct store *dead;
	const char *dir;

	begin();
	dir = two_migrations();
	dead = open_store();
	clock_set(1000000); /* it does not pass */
	ck_assert(!migrate_and_die(dir, MIGRATE_UP, 6));
	clock_skip(true);
	ck_assert_int_eq(migrate(st, dir, MIGRATE_UP), ERR_BUSY);
	clock_skip(false);
	wait_for_the_dead();
	must_migrate(dir, MIGRATE_UP);
	mem_free(dead);
	end();
}
END_TEST

/* --- behind their back --- */

START_TEST(a_changed_migration_stops_with_its_name)
{
	const char *dir, *before;

	begin();
	dir = two_migrations();
	must_migrate(dir, 1);
	before = dump(st);
	write_file(dir, "001_first.up.json", "[]");
	ck_assert_int_eq(migrate(st, dir, MIGRATE_UP), ERR_CONFLICT);
	ck_assert_ptr_nonnull(strstr(w.text.s, "001 first"));
	ck_assert_str_eq(dump(st), before);
	end();
}
END_TEST

START_TEST(a_newer_database_stops_an_older_program)
{
	const char *dir;

	begin();
	dir = two_migrations();
	must_migrate(dir, MIGRATE_UP);
	ck_assert_int_eq(unlink(str_printf(mem, "%s/mongo/002_second.up.json", dir).s), 0);
	ck_assert_int_eq(migrate(st, dir, MIGRATE_UP), ERR_CONFLICT);
	ck_assert_ptr_nonnull(strstr(w.text.s, "too old"));
	end();
}
END_TEST

START_TEST(what_is_no_list_of_commands_is_named)
{
	const char *dir;

	begin();
	dir = two_migrations();
	write_file(dir, "002_second.up.json", "[{\"create\": ");
	ck_assert_int_eq(migrate(st, dir, MIGRATE_UP), ERR_UNAVAILABLE);
	ck_assert_ptr_nonnull(strstr(w.text.s, "002 second"));
	write_file(dir, "002_second.up.json", "[17]");
	ck_assert_int_eq(migrate(st, dir, MIGRATE_UP), ERR_UNAVAILABLE);
	write_file(dir, "002_second.up.json", "[{\"adopt\": \"nothing\"}]");
	ck_assert_int_eq(migrate(st, dir, MIGRATE_UP), ERR_UNAVAILABLE);
	ck_assert_ptr_nonnull(strstr(w.text.s, "nothing"));
	end();
}
END_TEST

/* --- documents that others wrote --- */

static void
insert(const char *collection, const char *json)
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
	insert("items", earlier_item);
	insert("item_categories",
	    "{\"id\": \"c-1\", \"name\": \"Bolts\", \"parent_category\": null, \"level\": 0.0}");
	insert("users", "{\"id\": \"u-1\", \"email\": \"a@example.com\", \"username\": \"ann\", "
			"\"is_active\": false}");
	insert("migrations", "{\"_id\": \"version\", \"version\": 1}");
}

START_TEST(documents_of_earlier_programs_are_records_afterwards)
{
	struct item item;
	struct item_category category;
	struct user user;

	begin();
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
	    user.role, field_choice(&user_schema.fields[FIELD(user, role)], STR("viewer")));
	ck_assert(!user.is_active);
	fixture_ok(store_ready(st, &w), &w);
	end();
}
END_TEST

START_TEST(an_adopted_document_is_searched_changed_and_keeps_what_is_not_ours)
{
	struct str word = STR("bolt");
	struct query q = {.schema = &item_schema, .words = {&word, 1}, .limit = 10};
	struct rows found;
	struct item *item;
	struct op op = {.kind = OP_UPDATE, .schema = &item_schema, .version = 1};

	begin();
	an_earlier_database();
	must_migrate(fixture_migrations(), MIGRATE_UP);
	fixture_ok(store_find(st, &q, &found, &w), &w);
	ck_assert_uint_eq(found.n, 1);
	item = found.v;
	SET(item, item, item_name, STR("Screw M8"));
	op.rec = item;
	fixture_ok(store_apply(st, &op, 1, &w), &w);
	fixture_ok(store_find(st, &q, &found, &w), &w);
	ck_assert_uint_eq(found.n, 0);
	ck_assert_str_eq(count_texts(dump(st), "65a0b1c2d3e4f5061728394a").s, "1");
	end();
}
END_TEST

START_TEST(what_cannot_become_a_record_stops_with_its_name)
{
	begin();
	insert("items", "{\"id\": \"i-2\", \"item_code\": \"X\", \"item_name\": \"X\"}");
	ck_assert_int_eq(migrate(st, fixture_migrations(), MIGRATE_UP), ERR_CONFLICT);
	ck_assert_msg(strstr(w.text.s, "i-2") != NULL && strstr(w.text.s, "category_id") != NULL,
	    "%s", w.text.s);
	ck_assert_int_eq(store_ready(st, &w), ERR_UNAVAILABLE);
	end();
}
END_TEST

START_TEST(a_ledger_without_postings_is_not_taken_for_one)
{
	begin();
	insert("stock_transactions", "{\"id\": \"t-1\", \"item_id\": \"i-1\", \"quantity\": 5.0}");
	ck_assert_int_eq(migrate(st, fixture_migrations(), MIGRATE_UP), ERR_CONFLICT);
	ck_assert_ptr_nonnull(strstr(w.text.s, "stock_transactions"));
	end();
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
