/*
 * migrate_schema.c - Tests SQLite migrations: result, rollback, crashes, concurrency, and
 * files changed after they were run.
 */
#include "t/fixture.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "schema/sql.h"
#include "store/sqlite/sqlite.h"

static void *mem;
static struct why w;
static const char *dir; /* of the test's migrations */
static struct buf report;

static void
migrate_setup(void)
{
	mem = mem_root("test");
	why_init(&w, mem);
	fixture_migrations(); /* resolved before the test changes its directory */
	dir = fixture_dir(mem);
	report = buf_init(mem);
	ck_assert_int_eq(chdir(dir), 0);
}

static void
migrate_teardown(void)
{
	ck_assert_int_eq(chdir("/"), 0);
	mem_free(mem);
}

static struct store *
open_sqlite(void)
{
	return fixture_open(mem, STR("sqlite:db"));
}

static enum err
migrate_sqlite(struct store *s, const char *from, int64_t to)
{
	return store_migrate(s, from, to, &report, &w);
}

/* SQLite quotes the name of a rebuilt table. */
static void
put_unquoted(struct buf *b, const char *sql)
{
	for (; *sql != '\0'; sql++)
		if (*sql != '"')
			buf_putc(b, *sql);
	buf_puts(b, ";\n");
}

/* Schema and rows of all tables but `migrations`, as one text. */
static const char *
dump_tables(struct store *s)
{
	static const char schema[] =
	    "SELECT sql FROM sqlite_schema WHERE tbl_name <> 'migrations' AND sql IS NOT NULL "
	    "ORDER BY type, name";
	static const char rows[] = "SELECT json_group_array(json_array(id, item_code, version)) "
				   "FROM items UNION ALL SELECT json_group_array(json_array("
				   "parent_id, line_no, uom, numerator)) FROM items_packs";
	struct buf b = buf_init(mem);
	sqlite3_stmt *q;
	bool items;

	for (int part = 0; part < 2; part++) {
		items = strstr(b.n == 0 ? "" : b.s, "CREATE TABLE items ") != NULL;
		if (part == 1 && !items)
			break;
		ck_assert_int_eq(
		    sqlite3_prepare_v2(sqlite_of(s)->db, part == 0 ? schema : rows, -1, &q, NULL),
		    SQLITE_OK);
		while (sqlite3_step(q) == SQLITE_ROW)
			put_unquoted(&b, (const char *)sqlite3_column_text(q, 0));
		sqlite3_finalize(q);
	}
	return b.n == 0 ? "" : b.s;
}

/* --- result of the migrations --- */

static void
write_sql_file(const char *path, const char *text)
{
	FILE *f = fopen(path, "w");

	ck_assert_msg(f != NULL, "%s", path);
	fputs(text, f);
	ck_assert_int_eq(fclose(f), 0);
}

START_TEST(all_migrations_lead_to_what_the_tables_of_records_print)
{
	struct store *migrated, *printed;
	struct buf b;

	migrate_setup();
	migrated = open_sqlite();
	fixture_ok(migrate_sqlite(migrated, fixture_migrations(), MIGRATE_UP), &w);
	fixture_ok(store_open(&printed, mem, STR("sqlite:printed"), &w), &w);
	b = buf_init(mem);
	sql_put_create(&b);
	fixture_ok(sqlite_exec(sqlite_of(printed), b.s, &w), &w);
	ck_assert_msg(strcmp(dump_tables(migrated), dump_tables(printed)) == 0,
	    "records/*.def and migrations/sqlite differ: write a migration");
	fixture_ok(store_ready(migrated, &w), &w);
	migrate_teardown();
}
END_TEST

START_TEST(down_to_nothing_and_up_again_gives_the_same_schema)
{
	struct store *s;
	const char *before;

	migrate_setup();
	s = open_sqlite();
	fixture_ok(migrate_sqlite(s, fixture_migrations(), MIGRATE_UP), &w);
	before = dump_tables(s);
	fixture_ok(migrate_sqlite(s, fixture_migrations(), 0), &w);
	ck_assert_str_eq(dump_tables(s), "");
	fixture_ok(migrate_sqlite(s, fixture_migrations(), MIGRATE_UP), &w);
	ck_assert_str_eq(dump_tables(s), before);
	migrate_teardown();
}
END_TEST

/* --- a rebuilt table --- */

static const char *
initial_sql(const char *way)
{
	struct buf b = buf_init(mem);

	if (strcmp(way, "up") == 0)
		sql_put_create(&b);
	else
		sql_put_drop(&b);
	return b.s;
}

/* The initial migration, and one that rebuilds `items`. */
static void
write_two_sql(const char *rebuild)
{
	ck_assert_int_eq(system("mkdir -p m/sqlite"), 0);
	write_sql_file("m/sqlite/001_first.up.sql", initial_sql("up"));
	write_sql_file("m/sqlite/001_first.down.sql", initial_sql("down"));
	write_sql_file("m/sqlite/002_rebuild.up.sql", rebuild);
	write_sql_file("m/sqlite/002_rebuild.down.sql", rebuild);
}

static const char rebuild_items[] =
    "DROP VIEW v_item;\n"
    "CREATE TABLE items_new (id TEXT NOT NULL PRIMARY KEY, item_code TEXT NOT NULL,\n"
    "	version INTEGER NOT NULL) STRICT, WITHOUT ROWID;\n"
    "INSERT INTO items_new SELECT id, item_code, version FROM items;\n"
    "DROP TABLE items;\n"
    "ALTER TABLE items_new RENAME TO items;\n"
    "CREATE VIEW v_item AS SELECT id, item_code FROM items;\n"
    "UPDATE items_packs SET numerator = numerator + 1;\n";

static const char some_items[] =
    "INSERT INTO items (id, item_code, item_name, category_id, uom, is_active, created_at,\n"
    "	updated_at, version, folded_code, folded_name, terms)\n"
    "	VALUES ('i1', 'A', 'a', 'c', 'PCS', 1, 0, 0, 1, 'a', 'a', '');\n"
    "INSERT INTO items_packs (parent_id, line_no, uom, numerator, denominator)\n"
    "	VALUES ('i1', 1, 'BOX', 100, 1), ('i1', 2, 'SET', 3, 1);\n";

static struct store *
store_with_items(void)
{
	struct store *s = open_sqlite();

	fixture_ok(migrate_sqlite(s, "m", 1), &w);
	fixture_ok(sqlite_exec(sqlite_of(s), some_items, &w), &w);
	return s;
}

START_TEST(a_rebuilt_table_keeps_its_child_rows)
{
	int64_t rows;
	struct store *s;

	migrate_setup();
	write_two_sql(rebuild_items);
	s = store_with_items();
	fixture_ok(migrate_sqlite(s, "m", MIGRATE_UP), &w);
	fixture_ok(
	    sqlite_query_number(sqlite_of(s), "SELECT sum(numerator) FROM items_packs", &rows, &w),
	    &w);
	ck_assert_int_eq(rows, 105);
	fixture_ok(sqlite_query_number(sqlite_of(s), "PRAGMA foreign_keys", &rows, &w), &w);
	ck_assert_int_eq(rows, 1);
	migrate_teardown();
}
END_TEST

START_TEST(a_migration_that_loses_a_parent_changes_nothing)
{
	struct store *s;
	const char *before;

	migrate_setup();
	write_two_sql("DELETE FROM items;");
	s = store_with_items();
	before = dump_tables(s);
	ck_assert_int_eq(migrate_sqlite(s, "m", MIGRATE_UP), ERR_CONFLICT);
	ck_assert_str_eq(dump_tables(s), before);
	ck_assert_int_eq(sqlite_of(s)->schema, 1);
	migrate_teardown();
}
END_TEST

START_TEST(a_migration_that_fails_in_the_middle_changes_nothing)
{
	struct store *s;
	const char *before;

	migrate_setup();
	write_two_sql("DELETE FROM items_packs; SELECT nonsense;");
	s = store_with_items();
	before = dump_tables(s);
	ck_assert_int_ne(migrate_sqlite(s, "m", MIGRATE_UP), OK);
	ck_assert_str_eq(dump_tables(s), before);
	migrate_teardown();
}
END_TEST

/* --- crashes --- */

static int fuse; /* the process dies after this many starts and ends of statements */

static int
burn_statement(unsigned what, void *ctx, void *p, void *x)
{
	(void)what, (void)ctx, (void)p, (void)x;
	if (fuse-- == 0)
		kill(getpid(), SIGKILL);
	return 0;
}

static int
trace_statements(sqlite3 *db, char **error, const void *api)
{
	(void)error, (void)api;
	sqlite3_trace_v2(db, SQLITE_TRACE_STMT | SQLITE_TRACE_PROFILE, burn_statement, NULL);
	return SQLITE_OK;
}

/* Runs in a child process; returns whether it survived. */
static bool
migrate_sqlite_and_die(const char *from, int at)
{
	pid_t child = fork();
	int status;

	if (child == 0) {
		struct store *s;

		fuse = at;
		sqlite3_auto_extension((void (*)(void))trace_statements);
		_exit(store_open(&s, mem, STR("sqlite:db"), &w) != OK ||
		      migrate_sqlite(s, from, MIGRATE_UP) != OK);
	}
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert(WIFSIGNALED(status) || WEXITSTATUS(status) == 0);
	return !WIFSIGNALED(status);
}

static void
remove_store(void)
{
	ck_assert_int_eq(system("rm -f db db-wal db-shm db.system"), 0);
}

/* The result of an undisturbed migration. */
static const char *
dump_undisturbed(void)
{
	struct store *s = store_with_items();
	const char *text;

	fixture_ok(migrate_sqlite(s, "m", MIGRATE_UP), &w);
	text = dump_tables(s);
	mem_free(s);
	remove_store();
	return text;
}

START_TEST(a_kill_at_any_statement_is_repaired_by_another_run)
{
	const char *expected;
	bool lived = false;
	int at;

	migrate_setup();
	write_two_sql(rebuild_items);
	expected = dump_undisturbed();
	for (at = 0; !lived; at++) {
		struct store *s = store_with_items();

		mem_free(s);
		lived = migrate_sqlite_and_die("m", at);
		s = open_sqlite();
		fixture_ok(migrate_sqlite(s, "m", MIGRATE_UP), &w);
		ck_assert_msg(strcmp(dump_tables(s), expected) == 0, "after a kill at %d", at);
		mem_free(s);
		remove_store();
	}
	ck_assert_int_gt(at, 30);
	migrate_teardown();
}
END_TEST

START_TEST(a_kill_in_any_migration_is_repaired_by_another_run)
{
	const char *expected;
	struct store *s;
	int stride = getenv("CCPL_TEST_LONG") == NULL ? 7 : 1;
	bool lived = false;
	int at;

	migrate_setup();
	s = open_sqlite();
	fixture_ok(migrate_sqlite(s, fixture_migrations(), MIGRATE_UP), &w);
	expected = dump_tables(s);
	mem_free(s);
	for (at = 0; !lived; at += stride) {
		remove_store();
		lived = migrate_sqlite_and_die(fixture_migrations(), at);
		s = open_sqlite();
		fixture_ok(migrate_sqlite(s, fixture_migrations(), MIGRATE_UP), &w);
		ck_assert_msg(strcmp(dump_tables(s), expected) == 0, "after a kill at %d", at);
		mem_free(s);
	}
	ck_assert_int_gt(at, 100);
	migrate_teardown();
}
END_TEST

/* --- concurrency --- */

START_TEST(migrators_at_the_same_time_do_it_once)
{
	pid_t child[4];
	int status;

	migrate_setup();
	for (int i = 0; i < 4; i++)
		if ((child[i] = fork()) == 0) {
			struct store *s = open_sqlite();

			_exit(migrate_sqlite(s, fixture_migrations(), MIGRATE_UP) != OK ||
			      store_ready(s, &w) != OK);
		}
	for (int i = 0; i < 4; i++) {
		ck_assert_int_eq(waitpid(child[i], &status, 0), child[i]);
		ck_assert_int_eq(status, 0);
	}
	migrate_teardown();
}
END_TEST

START_TEST(a_writer_of_the_schema_before_is_refused_and_should_leave)
{
	struct store *migrator, *worker;
	struct op op = {.kind = OP_EXPECT, .schema = &setting_schema, .id = STR("x")};

	migrate_setup();
	write_two_sql("CREATE TABLE more (id TEXT);");
	migrator = store_with_items();
	worker = open_sqlite();
	fixture_ok(store_apply(worker, &op, 1, &w), &w);
	fixture_ok(migrate_sqlite(migrator, "m", MIGRATE_UP), &w);
	ck_assert_int_eq(store_apply(worker, &op, 1, &w), ERR_UNAVAILABLE);
	ck_assert(worker->must_restart);
	ck_assert_int_eq(store_ready(worker, &w), ERR_UNAVAILABLE);
	fixture_ok(store_apply(migrator, &op, 1, &w), &w);
	migrate_teardown();
}
END_TEST

/* --- changed files --- */

START_TEST(a_changed_migration_stops_with_its_name)
{
	struct store *s;

	migrate_setup();
	write_two_sql("CREATE TABLE more (id TEXT);");
	s = store_with_items();
	write_sql_file("m/sqlite/001_first.up.sql", "-- something else\n");
	ck_assert_int_eq(migrate_sqlite(s, "m", MIGRATE_UP), ERR_CONFLICT);
	ck_assert_ptr_nonnull(strstr(w.text.s, "001 first"));
	migrate_teardown();
}
END_TEST

START_TEST(a_newer_database_stops_an_older_program)
{
	struct store *s;

	migrate_setup();
	write_two_sql("CREATE TABLE more (id TEXT);");
	s = open_sqlite();
	fixture_ok(migrate_sqlite(s, "m", MIGRATE_UP), &w);
	ck_assert_int_eq(unlink("m/sqlite/002_rebuild.up.sql"), 0);
	ck_assert_int_eq(migrate_sqlite(s, "m", MIGRATE_UP), ERR_CONFLICT);
	ck_assert_ptr_nonnull(strstr(w.text.s, "too old"));
	migrate_teardown();
}
END_TEST

START_TEST(gaps_and_halves_are_named)
{
	struct store *s;

	migrate_setup();
	write_two_sql("");
	s = open_sqlite();
	ck_assert_int_eq(rename("m/sqlite/002_rebuild.up.sql", "m/sqlite/003_rebuild.up.sql"), 0);
	ck_assert_int_eq(migrate_sqlite(s, "m", MIGRATE_UP), ERR_UNAVAILABLE);
	ck_assert_ptr_nonnull(strstr(w.text.s, "003_rebuild"));
	write_two_sql("");
	ck_assert_int_eq(unlink("m/sqlite/003_rebuild.up.sql"), 0);
	ck_assert_int_eq(unlink("m/sqlite/002_rebuild.down.sql"), 0);
	ck_assert_int_eq(migrate_sqlite(s, "m", MIGRATE_UP), ERR_UNAVAILABLE);
	ck_assert_ptr_nonnull(strstr(w.text.s, "002_rebuild.down.sql"));
	ck_assert_int_eq(migrate_sqlite(s, "nowhere", MIGRATE_UP), ERR_UNAVAILABLE);
	migrate_teardown();
}
END_TEST

START_TEST(steps_and_status_are_reported)
{
	struct store *s;

	migrate_setup();
	write_two_sql("");
	s = open_sqlite();
	ck_assert_int_eq(store_ready(s, &w), ERR_UNAVAILABLE);
	fixture_ok(migrate_sqlite(s, "m", 1), &w);
	fixture_ok(migrate_sqlite(s, "m", MIGRATE_STATUS), &w);
	fixture_ok(migrate_sqlite(s, "m", MIGRATE_UP), &w);
	fixture_ok(migrate_sqlite(s, "m", MIGRATE_DOWN), &w);
	fixture_ok(migrate_sqlite(s, "m", MIGRATE_DOWN), &w);
	fixture_ok(migrate_sqlite(s, "m", MIGRATE_DOWN), &w);
	ck_assert_int_eq(migrate_sqlite(s, "m", 3), ERR_BAD_REQUEST);
	ck_assert_str_eq(report.s, "up   001 first\n"
				   "done 001 first\nopen 002 rebuild\n"
				   "up   002 rebuild\n"
				   "down 002 rebuild\ndown 001 first\n");
	migrate_teardown();
}
END_TEST

int
main(void)
{
	const TTest *const cases[] = {
	    all_migrations_lead_to_what_the_tables_of_records_print,
	    down_to_nothing_and_up_again_gives_the_same_schema,
	    a_rebuilt_table_keeps_its_child_rows,
	    a_migration_that_loses_a_parent_changes_nothing,
	    a_migration_that_fails_in_the_middle_changes_nothing,
	    a_kill_at_any_statement_is_repaired_by_another_run,
	    a_kill_in_any_migration_is_repaired_by_another_run,
	    migrators_at_the_same_time_do_it_once,
	    a_writer_of_the_schema_before_is_refused_and_should_leave,
	    a_changed_migration_stops_with_its_name,
	    a_newer_database_stops_an_older_program,
	    gaps_and_halves_are_named,
	    steps_and_status_are_reported,
	};
	Suite *s = suite_create("migrate_schema");
	TCase *tc = tcase_create("migrations");

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		tcase_add_test(tc, cases[i]);
	suite_add_tcase(s, tc);
	return fixture_run(s);
}
