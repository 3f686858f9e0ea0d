/* store_sqlite.c - Tests SQLite: locks, full disks, failed commits, the log, query plans. */
#include "t/fixture.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/process.h"
#include "schema/terms.h"
#include "store/sqlite/sqlite.h"

static void *mem;
static struct why w;
static struct store *st;

static void
sqlite_setup(void)
{
	mem = mem_root("test");
	why_init(&w, mem);
	st = fixture_store(mem, "sqlite");
}

static void
sqlite_teardown(void)
{
	mem_free(mem);
}

static enum err
put_bytes(const char *id, size_t bytes)
{
	struct setting *s = MEM_ONE(mem, struct setting);
	struct op op = {.kind = OP_INSERT, .schema = &setting_schema, .rec = s};
	char *value = mem_new(mem, bytes + 1);

	for (size_t i = 0; i < bytes; i++)
		value[i] = 'x';
	SET(s, setting, id, str_of(id));
	SET(s, setting, value, str_of(value));
	return store_apply(st, &op, 1, &w);
}

static int64_t
count_settings(void)
{
	struct query q = {.schema = &setting_schema, .limit = 1};
	int64_t n;

	fixture_ok(store_count(st, &q, &n, &w), &w);
	return n;
}

/* --- the lock --- */

/* Whether the process waits for a lock, as the kernel lists those that do. */
static bool
waits(pid_t pid)
{
	FILE *f = fopen("/proc/locks", "r");
	char line[200];
	bool found = false;
	int waiter;

	ck_assert_ptr_nonnull(f);
	while (!found && fgets(line, sizeof line, f) != NULL)
		found = sscanf(line, "%*s -> FLOCK %*s %*s %d", &waiter) == 1 && waiter == pid;
	fclose(f);
	return found;
}

START_TEST(a_writer_waits_for_another_process_and_then_writes)
{
	int ready[2];
	char c;
	pid_t child, writer = getpid();

	sqlite_setup();
	ck_assert_int_eq(pipe(ready), 0);
	if ((child = fork()) == 0) {
		struct store *other = fixture_second(mem, st);

		fixture_ok(sqlite_lock(sqlite_of(other), &w), &w);
		ck_assert_int_eq(write(ready[1], "x", 1), 1);
		while (!waits(writer))
			usleep(1000);
		_exit(usleep(100000) != 0);
	}
	ck_assert_int_eq(read(ready[0], &c, 1), 1);
	fixture_ok(put_bytes("a", 1), &w);
	ck_assert_int_gt(st->stats.lock_us, 20000);
	ck_assert_int_ge(st->stats.apply_us, st->stats.lock_us);
	ck_assert_int_eq(st->stats.commits, 1);
	ck_assert_int_eq(waitpid(child, NULL, 0), child);
	sqlite_teardown();
}
END_TEST

START_TEST(a_writer_that_waits_too_long_is_told_busy)
{
	struct store *other;

	sqlite_setup();
	other = fixture_second(mem, st);
	fixture_ok(sqlite_lock(sqlite_of(other), &w), &w);
	sqlite_of(st)->lock_wait_us = 120000;
	ck_assert_int_eq(put_bytes("a", 1), ERR_BUSY);
	ck_assert(!st->must_restart);
	sqlite_unlock(sqlite_of(other));
	fixture_ok(put_bytes("a", 1), &w);
	sqlite_teardown();
}
END_TEST

START_TEST(the_lock_of_a_killed_writer_is_free)
{
	int ready[2], status;
	char c;
	pid_t child;

	sqlite_setup();
	ck_assert_int_eq(pipe(ready), 0);
	if ((child = fork()) == 0) {
		st = fixture_second(mem, st);
		fixture_ok(sqlite_lock(sqlite_of(st), &w), &w);
		fixture_ok(sqlite_exec(sqlite_of(st),
			       "BEGIN IMMEDIATE;"
			       "INSERT INTO settings VALUES ('z', 'z')",
			       &w),
		    &w);
		ck_assert_int_eq(write(ready[1], "x", 1), 1);
		pause();
	}
	ck_assert_int_eq(read(ready[0], &c, 1), 1);
	kill(child, SIGKILL);
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	fixture_ok(put_bytes("a", 1), &w);
	ck_assert_int_eq(count_settings(), 1);
	sqlite_teardown();
}
END_TEST

START_TEST(writers_in_many_processes_lose_nothing)
{
	enum { PROCESSES = 4, EACH = 100 };

	sqlite_setup();
	for (int p = 0; p < PROCESSES; p++)
		if (fork() == 0) {
			st = fixture_second(mem, st);
			for (int i = 0; i < EACH; i++) {
				fixture_ok(put_bytes(str_printf(mem, "%d-%d", p, i).s, 10), &w);
				store_idle(st);
			}
			_exit(0);
		}
	for (int p = 0, status; p < PROCESSES; p++) {
		ck_assert_int_gt(wait(&status), 0);
		ck_assert_int_eq(status, 0);
	}
	ck_assert_int_eq(count_settings(), PROCESSES * EACH);
	sqlite_teardown();
}
END_TEST

/* Writes rows and acknowledges each, until it is killed. */
static void
write_and_tell(int tell, int round)
{
	st = fixture_second(mem, st);
	for (int i = 0;; i++) {
		int id = round * 10000 + i;

		fixture_ok(put_bytes(str_printf(mem, "%d", id).s, 20000), &w);
		if (write(tell, &id, sizeof id) != sizeof id)
			_exit(1);
		store_idle(st);
	}
}

START_TEST(what_was_acknowledged_survives_the_kill_of_its_writer)
{
	enum { ROUNDS = 40, AT_ONCE = 2 };
	struct setting row;
	int64_t told = 0, fine = 0;
	int tell[2], id;

	sqlite_setup();
	ck_assert_int_eq(pipe2(tell, O_NONBLOCK), 0);
	for (int round = 0; round < ROUNDS; round += AT_ONCE) {
		pid_t child[AT_ONCE];

		for (int i = 0; i < AT_ONCE; i++)
			if ((child[i] = fork()) == 0)
				write_and_tell(tell[1], round + i);
		/* Killed some time after the first acknowledgement, however slow the machine. */
		ck_assert_int_eq(poll(&(struct pollfd){.fd = tell[0], .events = POLLIN}, 1, -1), 1);
		usleep((useconds_t)(round * 1000));
		for (int i = 0; i < AT_ONCE; i++)
			kill(child[i], SIGKILL);
		for (int i = 0; i < AT_ONCE; i++)
			ck_assert_int_eq(waitpid(child[i], NULL, 0), child[i]);
		for (; read(tell[0], &id, sizeof id) == sizeof id; told++)
			fixture_ok(
			    store_get(st, &setting_schema, str_printf(mem, "%d", id), &row, &w),
			    &w);
	}
	ck_assert_int_gt(told, 0);
	ck_assert_int_ge(count_settings(), told);
	ck_assert_int_le(count_settings(), told + ROUNDS);
	fixture_ok(sqlite_query_number(sqlite_of(st),
		       "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check = 'ok'",
		       &fine, &w),
	    &w);
	ck_assert_int_eq(fine, 1);
	sqlite_teardown();
}
END_TEST

/* --- the disk --- */

START_TEST(a_full_disk_is_rolled_back_and_survived)
{
	sqlite_setup();
	fixture_ok(put_bytes("a", 1), &w);
	fixture_ok(sqlite_exec(sqlite_of(st), "PRAGMA max_page_count = 1", &w), &w);
	ck_assert_int_eq(put_bytes("b", 1000000), ERR_STORAGE_FULL);
	ck_assert(!st->must_restart);
	ck_assert_int_eq(count_settings(), 1);
	fixture_ok(sqlite_exec(sqlite_of(st), "PRAGMA max_page_count = 1000000", &w), &w);
	fixture_ok(put_bytes("b", 1000000), &w);
	ck_assert_int_eq(count_settings(), 2);
	sqlite_teardown();
}
END_TEST

/* A file size limit stands for a quota: write(2) fails, but not with ENOSPC. */
START_TEST(a_file_that_may_not_grow_further_is_a_full_disk)
{
	struct rlimit was;
	enum err e;

	sqlite_setup();
	fixture_ok(put_bytes("a", 1), &w);
	fixture_limit_files(&was);
	e = put_bytes("b", 100000);
	ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &was), 0);
	ck_assert_int_eq(e, ERR_STORAGE_FULL);
	ck_assert(!st->must_restart);
	ck_assert_int_eq(count_settings(), 1);
	fixture_ok(put_bytes("b", 100000), &w);
	ck_assert_int_eq(count_settings(), 2);
	sqlite_teardown();
}
END_TEST

/* This process's descriptor of the file of that name. */
static int
descriptor_of(struct str path)
{
	char link[64], to[500];

	for (int fd = 3; fd < 100; fd++) {
		ssize_t n;

		snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
		n = readlink(link, to, sizeof to);
		if (n > 0 && str_eq((struct str){to, (size_t)n}, path))
			return fd;
	}
	ck_abort_msg("%s is not open", path.s);
}

START_TEST(an_error_while_a_commit_is_written_is_unknown_and_the_process_leaves)
{
	int log, broken;

	sqlite_setup();
	fixture_ok(put_bytes("a", 1), &w);
	log = descriptor_of(str_printf(mem, "%s-wal", sqlite_of(st)->path));
	broken = open("/dev/null", O_RDONLY | O_CLOEXEC);
	ck_assert_int_eq(dup2(broken, log), log); /* writes to it fail */
	ck_assert_int_eq(put_bytes("b", 100000), ERR_UNAVAILABLE);
	ck_assert(st->must_restart);
	sqlite_teardown();
}
END_TEST

static off_t
size_of(const char *suffix)
{
	struct str path = str_printf(mem, "%s%s", sqlite_of(st)->path, suffix);
	struct stat size;

	return stat(path.s, &size) == 0 ? size.st_size : -1;
}

START_TEST(the_reserve_is_given_to_what_is_urgent_alone)
{
	struct setting *s;
	struct rlimit was;
	struct op op;

	sqlite_setup();
	ck_assert_int_gt(size_of(".reserve"), 4000000);
	s = MEM_ONE(mem, struct setting);
	SET(s, setting, id, STR("a"));
	SET(s, setting, value, STR("x"));
	fixture_limit_files(&was);
	ck_assert_int_eq(put_bytes("b", 1), ERR_STORAGE_FULL);
	ck_assert_int_gt(size_of(".reserve"), 4000000);
	op = (struct op){.kind = OP_INSERT, .schema = &setting_schema, .rec = s, .urgent = true};
	ck_assert_int_eq(store_apply(st, &op, 1, &w), ERR_STORAGE_FULL);
	ck_assert_int_eq(size_of(".reserve"), 0); /* space for the next one */
	ck_assert_int_eq(put_bytes("b", 1), ERR_STORAGE_FULL);
	ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &was), 0);
	fixture_ok(put_bytes("b", 1), &w);
	ck_assert_int_gt(size_of(".reserve"), 4000000);
	sqlite_teardown();
}
END_TEST

/* --- replaced files --- */

static struct str
path_beside(const char *suffix)
{
	return str_printf(mem, "%s%s", sqlite_of(st)->path, suffix);
}

static const char *const files[] = {"", "-wal", "-shm"};

START_TEST(a_write_into_a_file_that_is_gone_is_not_answered_as_done)
{
	sqlite_setup();
	fixture_ok(put_bytes("a", 1), &w);
	ck_assert_int_eq(rename(path_beside(files[_i]).s, path_beside(".away").s), 0);
	ck_assert_int_eq(put_bytes("b", 1), ERR_UNAVAILABLE);
	ck_assert(st->must_restart);
	ck_assert_int_eq(store_ready(st, &w), ERR_UNAVAILABLE);
	sqlite_teardown();
}
END_TEST

START_TEST(a_file_that_was_replaced_is_noticed_when_idle)
{
	int fd;

	sqlite_setup();
	fixture_ok(put_bytes("a", 1), &w);
	store_idle(st);
	ck_assert(!st->must_restart);
	ck_assert_int_eq(rename(path_beside(files[_i]).s, path_beside(".away").s), 0);
	fd = open(path_beside(files[_i]).s, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	ck_assert_int_ge(fd, 0);
	close(fd);
	store_idle(st);
	ck_assert(st->must_restart);
	sqlite_teardown();
}
END_TEST

START_TEST(no_empty_system_is_made_where_one_was)
{
	struct store *other;
	struct str url;
	int64_t n;

	sqlite_setup();
	fixture_ok(put_bytes("a", 1), &w);
	url = str_printf(mem, "sqlite:%s", sqlite_of(st)->path);
	for (int cut = 0; cut < 2; cut++) { /* first moved away; then present but empty */
		if (cut == 0)
			ck_assert_int_eq(rename(path_beside("").s, path_beside(".away").s), 0);
		else
			ck_assert_int_eq(creat(path_beside("").s, 0600) < 0, 0);
		ck_assert_int_eq(store_open(&other, mem, url, &w), ERR_UNAVAILABLE);
		ck_assert_ptr_nonnull(strstr(w.text.s, "ccpl.db is missing or empty"));
		ck_assert_ptr_nonnull(strstr(w.text.s, "remove"));
		ck_assert_int_le(size_of(""), 0);
	}
	ck_assert_int_eq(rename(path_beside(".away").s, path_beside("").s), 0);
	fixture_ok(store_open(&other, mem, url, &w), &w);
	fixture_ok(store_count(other, &(struct query){.schema = &setting_schema}, &n, &w), &w);
	ck_assert_int_eq(n, 1);
	sqlite_teardown();
}
END_TEST

/* The new system was only in the WAL. */
START_TEST(nor_where_its_log_was_lost)
{
	struct store *other;
	struct str url, log;

	sqlite_setup();
	url = str_printf(mem, "sqlite:%s", sqlite_of(st)->path);
	log = path_beside("-wal");
	mem_free(st);
	ck_assert_int_eq(unlink(log.s), 0);
	ck_assert_int_eq(store_open(&other, mem, url, &w), ERR_UNAVAILABLE);
	ck_assert_ptr_nonnull(strstr(w.text.s, "-wal"));
	sqlite_teardown();
}
END_TEST

START_TEST(one_begins_anew_on_purpose)
{
	struct store *other;
	struct buf report;
	struct str url;

	sqlite_setup();
	report = buf_init(mem);
	url = str_printf(mem, "sqlite:%s", sqlite_of(st)->path);
	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		ck_assert_int_eq(unlink(path_beside(files[i]).s), 0);
	ck_assert_int_eq(unlink(path_beside(".system").s), 0);
	fixture_ok(store_open(&other, mem, url, &w), &w);
	ck_assert_int_eq(access(path_beside(".system").s, F_OK), -1);
	fixture_ok(store_migrate(other, fixture_migrations(), MIGRATE_UP, &report, &w), &w);
	ck_assert_int_eq(access(path_beside(".system").s, F_OK), 0);
	fixture_ok(store_migrate(other, fixture_migrations(), 0, &report, &w), &w);
	ck_assert_int_eq(access(path_beside(".system").s, F_OK), -1);
	sqlite_teardown();
}
END_TEST

/* Later processes lock another file, so the first one must, too. */
START_TEST(a_lock_file_that_was_deleted_is_noticed)
{
	struct store *other;

	sqlite_setup();
	fixture_ok(put_bytes("a", 1), &w);
	ck_assert_int_eq(unlink(path_beside(".lock").s), 0);
	other = fixture_second(mem, st);
	fixture_ok(sqlite_lock(sqlite_of(other), &w), &w);
	sqlite_of(st)->lock_wait_us = 120000;
	ck_assert(!sqlite_lock_try(sqlite_of(st)));
	ck_assert_int_eq(put_bytes("b", 1), ERR_BUSY);
	sqlite_unlock(sqlite_of(other));
	fixture_ok(put_bytes("b", 1), &w);
	ck_assert_int_eq(sqlite_lock(sqlite_of(other), &w), OK);
	ck_assert_int_eq(put_bytes("c", 1), ERR_BUSY);
	sqlite_unlock(sqlite_of(other));
	sqlite_teardown();
}
END_TEST

/* A process logs to its standard error. */
static struct str
logged_by(void (*what)(void))
{
	char *text = mem_new(mem, 10000);
	int to[2], was = dup(STDERR_FILENO);
	ssize_t n;

	ck_assert_int_eq(pipe(to), 0);
	ck_assert_int_eq(dup2(to[1], STDERR_FILENO), STDERR_FILENO);
	what();
	ck_assert_int_eq(dup2(was, STDERR_FILENO), STDERR_FILENO);
	close(to[1]);
	n = read(to[0], text, 9999);
	return (struct str){text, n < 0 ? 0 : (size_t)n};
}

static void
wait_in_vain(void)
{
	sqlite_of(st)->lock_wait_us = 120000;
	ck_assert_int_eq(put_bytes("a", 1), ERR_BUSY);
}

START_TEST(who_holds_the_lock_for_long_is_named)
{
	int ready[2];
	struct str said;
	pid_t child;
	char c;

	sqlite_setup();
	ck_assert_int_eq(pipe(ready), 0);
	if ((child = fork()) == 0) {
		struct store *other = fixture_second(mem, st);

		fixture_ok(sqlite_lock(sqlite_of(other), &w), &w);
		ck_assert_int_eq(write(ready[1], "x", 1), 1);
		pause();
	}
	ck_assert_int_eq(read(ready[0], &c, 1), 1);
	said = logged_by(wait_in_vain);
	kill(child, SIGKILL);
	ck_assert_int_eq(waitpid(child, NULL, 0), child);
	ck_assert_ptr_nonnull(strstr(said.s, "write_lock_held"));
	ck_assert_ptr_nonnull(strstr(said.s, str_printf(mem, "\"pid\":%d,", (int)child).s));
	sqlite_teardown();
}
END_TEST

/* --- the WAL --- */

/* Writes rows until so many pages are in the log only. */
static void
fill_log(int64_t pages)
{
	const struct sqlite *s = sqlite_of(st);
	static int rows;

	while (s->wal_pages - s->wal_moved <= pages)
		fixture_ok(put_bytes(str_printf(mem, "k%d", rows++).s, 40000), &w);
}

/* How long the lock is held follows from the number of pages. */
START_TEST(a_log_that_has_grown_is_moved_into_the_database_when_nobody_waits)
{
	sqlite_setup();
	store_idle(st);
	fill_log(100);
	store_idle(st);
	ck_assert_int_gt(st->stats.wal_pages, 100);
	fill_log(200);
	store_keep_up(st);
	ck_assert_int_gt(st->stats.wal_pages, 200);
	ck_assert_int_eq(st->stats.checkpoints, 0);
	store_idle(st);
	ck_assert_int_eq(st->stats.wal_pages, 0);
	ck_assert_int_eq(st->stats.checkpoints, 1);
	fixture_ok(put_bytes("next", 1), &w);
	ck_assert_int_lt(st->stats.wal_pages, 100);
	sqlite_teardown();
}
END_TEST

START_TEST(a_long_log_is_moved_although_others_wait)
{
	sqlite_setup();
	store_idle(st);
	fill_log(900);
	store_keep_up(st);
	ck_assert_int_gt(st->stats.wal_pages, 900);
	fill_log(1000);
	store_keep_up(st);
	ck_assert_int_eq(st->stats.wal_pages, 0);
	sqlite_teardown();
}
END_TEST

/* Once the reader is gone, soon; not when it has become as long again. */
START_TEST(a_log_that_a_reader_kept_is_begun_anew_although_others_wait)
{
	struct store *reader;

	sqlite_setup();
	reader = fixture_second(mem, st);
	fixture_ok(store_snapshot_begin(reader, &w), &w);
	fill_log(WAL_PAGES_MAX);
	store_keep_up(st);
	ck_assert_int_gt(st->stats.wal_pages, 0);
	ck_assert_int_eq(st->stats.checkpoints, 1);
	fill_log(sqlite_of(st)->wal_pages - sqlite_of(st)->wal_moved + 900);
	store_keep_up(st);
	ck_assert_int_eq(st->stats.checkpoints, 1);
	store_snapshot_end(reader);
	fill_log(sqlite_of(st)->wal_pages - sqlite_of(st)->wal_moved + 100);
	store_keep_up(st);
	ck_assert_int_eq(st->stats.checkpoints, 2);
	fixture_ok(put_bytes("next", 1), &w);
	ck_assert_int_lt(st->stats.wal_pages, 100);
	sqlite_teardown();
}
END_TEST

/* What a reader keeps from being begun anew is moved once, not after each commit. */
START_TEST(what_was_moved_does_not_count_again)
{
	struct store *reader;

	sqlite_setup();
	reader = fixture_second(mem, st);
	fill_log(WAL_PAGES_IDLE);
	fixture_ok(store_snapshot_begin(reader, &w), &w);
	store_idle(st);
	fixture_ok(put_bytes("next", 1), &w);
	ck_assert_int_gt(st->stats.wal_pages, WAL_PAGES_IDLE);
	store_idle(st);
	ck_assert_int_eq(st->stats.checkpoints, 1);
	store_snapshot_end(reader);
	fill_log(WAL_PAGES_IDLE);
	store_idle(st);
	ck_assert_int_eq(st->stats.checkpoints, 2);
	sqlite_teardown();
}
END_TEST

/* A long reader prevents the WAL from being restarted at its beginning. */
START_TEST(a_log_that_a_reader_let_grow_is_cut_when_the_reader_is_gone)
{
	struct store *reader;
	struct query q = {.schema = &setting_schema, .limit = 1};
	struct str log;
	struct stat size;
	int64_t n;

	sqlite_setup();
	reader = fixture_second(mem, st);
	log = str_printf(mem, "%s-wal", sqlite_of(st)->path);
	fixture_ok(store_snapshot_begin(reader, &w), &w);
	for (int i = 0; i < 70; i++) {
		fixture_ok(put_bytes(str_printf(mem, "k%d", i).s, 1000000), &w);
		store_idle(st);
	}
	ck_assert_int_eq(stat(log.s, &size), 0);
	ck_assert_int_gt(size.st_size, 64 * 1024 * 1024);
	fixture_ok(store_count(reader, &q, &n, &w), &w);
	ck_assert_int_eq(n, 0);
	store_snapshot_end(reader);
	store_idle(st);
	ck_assert_int_eq(stat(log.s, &size), 0);
	ck_assert_int_eq(size.st_size, 0);
	ck_assert_int_eq(count_settings(), 70);
	sqlite_teardown();
}
END_TEST

START_TEST(a_program_that_wrote_much_leaves_a_short_log)
{
	struct store *other;

	sqlite_setup();
	other = fixture_second(mem, st);
	for (int i = 0; i < 60; i++)
		fixture_ok(put_bytes(str_printf(mem, "k%d", i).s, 100000), &w);
	ck_assert_int_gt(st->stats.wal_pages, WAL_PAGES_IDLE);
	mem_free(st);
	st = other;
	fixture_ok(put_bytes("next", 1), &w);
	ck_assert_int_lt(st->stats.wal_pages, 100);
	ck_assert_int_eq(count_settings(), 61);
	sqlite_teardown();
}
END_TEST

START_TEST(idle_does_not_wait_for_a_writer)
{
	struct store *other;
	int64_t began;

	sqlite_setup();
	other = fixture_second(mem, st);
	for (int i = 0; i < 60; i++)
		fixture_ok(put_bytes(str_printf(mem, "k%d", i).s, 100000), &w);
	fixture_ok(sqlite_lock(sqlite_of(other), &w), &w);
	began = st->stats.wal_pages;
	store_idle(st);
	ck_assert_int_eq(st->stats.wal_pages, began);
	sqlite_unlock(sqlite_of(other));
	sqlite_teardown();
}
END_TEST

/* --- reads that belong together --- */

static void
put_by(struct store *other, const char *id)
{
	struct store *mine = st;

	st = other;
	fixture_ok(put_bytes(id, 1), &w);
	st = mine;
}

START_TEST(reads_that_belong_together_see_one_point_in_time)
{
	struct store *other;

	sqlite_setup();
	other = fixture_second(mem, st);
	store_reads_begin(st);
	ck_assert_int_eq(count_settings(), 0);
	put_by(other, "a");
	ck_assert_int_eq(count_settings(), 0);
	store_reads_begin(st); /* goes on */
	fixture_ok(store_snapshot_begin(st, &w), &w);
	ck_assert_int_eq(count_settings(), 0);
	store_snapshot_end(st);
	ck_assert_int_eq(count_settings(), 0);
	store_reads_end(st);
	ck_assert_int_eq(count_settings(), 1);
	sqlite_teardown();
}
END_TEST

/* Otherwise it would fail, as it rests on a past state. */
START_TEST(a_write_ends_the_reads_that_belong_together)
{
	struct store *other;

	sqlite_setup();
	other = fixture_second(mem, st);
	store_reads_begin(st);
	ck_assert_int_eq(count_settings(), 0);
	put_by(other, "a");
	fixture_ok(put_bytes("b", 1), &w);
	ck_assert_int_eq(count_settings(), 2);
	put_by(other, "c");
	ck_assert_int_eq(count_settings(), 3);
	store_reads_end(st);
	sqlite_teardown();
}
END_TEST

/* --- statements --- */

START_TEST(many_shapes_of_queries_do_not_fill_the_memory)
{
	struct filter where[16];
	struct rows rows;
	int prepared = 0;

	sqlite_setup();
	for (int shape = 0; shape < 1000; shape++) {
		struct query q = {.schema = &item_schema, .where = where, .limit = 1};

		for (int bit = 0; bit < 10; bit++)
			where[q.nwhere++] = (struct filter){.field = FIELD(item, item_name),
			    .cmp = shape >> bit & 1 ? CMP_EQ : CMP_GT,
			    .text = STR("x")};
		fixture_ok(store_find(st, &q, &rows, &w), &w);
	}
	for (sqlite3_stmt *q = NULL; (q = sqlite3_next_stmt(sqlite_of(st)->db, q)) != NULL;)
		prepared++;
	ck_assert_int_gt(prepared, 100);
	ck_assert_int_lt(prepared, 500);
	sqlite_teardown();
}
END_TEST

START_TEST(the_settings_of_the_connection_are_as_the_design_needs_them)
{
	static const struct {
		const char *pragma;
		int64_t value;
	} v[] = {{"PRAGMA synchronous", 2}, {"PRAGMA foreign_keys", 1},
	    {"PRAGMA wal_autocheckpoint", 0}, {"PRAGMA mmap_size", 0}, {"PRAGMA trusted_schema", 0},
	    {"PRAGMA busy_timeout", SQLITE_BUSY_MS},
	    {"SELECT count(*) FROM pragma_journal_mode WHERE journal_mode = 'wal'", 1}};

	sqlite_setup();
	for (size_t i = 0; i < sizeof v / sizeof *v; i++) {
		int64_t n = -1;

		fixture_ok(sqlite_query_number(sqlite_of(st), v[i].pragma, &n, &w), &w);
		ck_assert_msg(n == v[i].value, "%s is %lld", v[i].pragma, (long long)n);
	}
	sqlite_teardown();
}
END_TEST

/* No step of the plan scans a table or sorts. */
static void
check_plan(struct str text)
{
	struct str plan = str_printf(mem, "EXPLAIN QUERY PLAN %.*s", STRF(text));
	sqlite3_stmt *q;

	ck_assert_int_eq(sqlite3_prepare_v2(sqlite_of(st)->db, plan.s, -1, &q, NULL), SQLITE_OK);
	while (sqlite3_step(q) == SQLITE_ROW) {
		struct str way = str_of((const char *)sqlite3_column_text(q, 3));

		ck_assert_msg(str_starts(way, STR("SEARCH")) ||
				  str_starts(way, STR("SCAN items USING INDEX")) ||
				  str_starts(way, STR("SCAN items USING COVERING INDEX")) ||
				  str_starts(way, STR("LIST SUBQUERY")) ||
				  str_starts(way, STR("REUSE")) ||
				  str_starts(way, STR("SCALAR SUBQUERY")),
		    "%.*s: %.*s", STRF(text), STRF(way));
	}
	sqlite3_finalize(q);
}

static void
check_first_step(struct str text, struct str step)
{
	struct str plan = str_printf(mem, "EXPLAIN QUERY PLAN %.*s", STRF(text)), way;
	sqlite3_stmt *q;

	ck_assert_int_eq(sqlite3_prepare_v2(sqlite_of(st)->db, plan.s, -1, &q, NULL), SQLITE_OK);
	ck_assert_int_eq(sqlite3_step(q), SQLITE_ROW);
	way = str_of((const char *)sqlite3_column_text(q, 3));
	ck_assert_msg(str_starts(way, step), "%.*s: %.*s", STRF(text), STRF(way));
	sqlite3_finalize(q);
}

/* The lines of a posting, and the summaries of a page of postings. */
START_TEST(ledger_lines_are_found_by_the_seq_of_their_posting)
{
	static const int64_t seqs[] = {1, 5, 9};
	const struct str by_seq =
	    STR("SEARCH stock_transactions USING INDEX stock_transactions_seq (seq=?)");
	const size_t group = FIELD(stock_transaction, posting_id);
	const struct filter one = {.field = FIELD(stock_transaction, seq), .number = 1},
			    some[] = {{.field = FIELD(stock_transaction, seq),
					  .cmp = CMP_IN,
					  .in_numbers = {seqs, 3}},
				{.field = FIELD(stock_transaction, line_no), .number = 1}};
	struct query q = {
	    .schema = &stock_transaction_schema, .where = &one, .nwhere = 1, .limit = 100};
	struct sql text;

	sqlite_setup();
	q.order.field = FIELD(stock_transaction, line_no);
	text = sqlite_find_text(&q, (struct search_way){0}, mem);
	check_first_step(buf_str(&text.text), by_seq);
	q.where = some;
	text = sqlite_sum_text(&q, (struct search_way){0}, &group, 1, NULL, 0, mem);
	check_first_step(buf_str(&text.text), by_seq);
	q.nwhere = 2;
	q.order.field = group;
	text = sqlite_find_text(&q, (struct search_way){0}, mem);
	check_first_step(buf_str(&text.text), by_seq);
	sqlite_teardown();
}
END_TEST

START_TEST(a_table_is_read_by_its_indexes_and_not_sorted)
{
	static const char *const v[] = {
	    "SELECT id FROM items WHERE is_active = 1 ORDER BY item_code, id LIMIT 100",
	    "SELECT id FROM items WHERE is_active = 1 ORDER BY item_name, id LIMIT 100",
	    "SELECT id FROM items WHERE category_id = ? ORDER BY id LIMIT 100",
	    "SELECT id FROM stock_transactions WHERE item_id = ? ORDER BY seq DESC, id DESC",
	    "SELECT day FROM stock_transactions WHERE transaction_date >= ? AND transaction_date "
	    "<= ?",
	};

	sqlite_setup();
	for (size_t i = 0; i < sizeof v / sizeof *v; i++)
		check_plan(str_of(v[i]));
	sqlite_teardown();
}
END_TEST

/* Totals as known at a past time are computed by it: neither query reads what was posted before. */
START_TEST(what_was_posted_since_is_read_by_seq)
{
	static const size_t group[] = {FIELD(stock_transaction, item_id),
	    FIELD(stock_transaction, location_id), FIELD(stock_transaction, lot)};
	static const size_t fields[] = {FIELD(stock_transaction, quantity)};
	struct str ids[] = {STR("a"), STR("b")};
	struct filter where[] = {{.field = FIELD(stock_transaction, seq), .cmp = CMP_GT},
	    {.field = FIELD(stock_transaction, transaction_date), .cmp = CMP_LE},
	    {.field = group[0], .cmp = CMP_IN, .in = {ids, 1}}};
	struct query lines = {.schema = &stock_transaction_schema, .where = where, .nwhere = 3};
	const struct filter until = {.field = FIELD(posting, posted_at), .cmp = CMP_LE};
	const struct query last = {.schema = &posting_schema,
	    .where = &until,
	    .nwhere = 1,
	    .order = {FIELD(posting, seq), true},
	    .limit = 1};
	const struct search_way none = {0};
	struct sql text;

	sqlite_setup();
	for (; where[2].in.n <= 2; where[2].in.n++) {
		text = sqlite_sum_text(&lines, none, group, 3, fields, 1, mem);
		check_first_step(buf_str(&text.text),
		    STR("SEARCH stock_transactions USING INDEX stock_transactions_item_id_seq"));
	}
	text = sqlite_find_text(&last, none, mem);
	check_first_step(buf_str(&text.text), STR("SCAN postings USING INDEX postings_seq"));
	sqlite_teardown();
}
END_TEST

/* The index has only these rows, and only a condition on 0 itself finds it. */
START_TEST(what_is_below_its_minimum_is_counted_by_an_index_of_those_alone)
{
	const struct filter where[] = {
	    {.field = FIELD(item_stock, headroom), .cmp = CMP_LT, .number = 0},
	    {.field = FIELD(item_stock, is_active), .number = 1}};
	const struct query q = {.schema = &item_stock_schema, .where = where, .nwhere = 2};
	const struct search_way none = {0};
	struct sql text;

	sqlite_setup();
	text = sqlite_sum_text(&q, none, NULL, 0, NULL, 0, mem);
	check_first_step(buf_str(&text.text),
	    STR("SEARCH item_stocks USING INDEX item_stocks_headroom"));
	sqlite_teardown();
}
END_TEST

START_TEST(what_is_below_its_minimum_is_sorted_by_shortage_without_sorting)
{
	const struct filter where[] = {{.field = FIELD(item_stock, is_active), .number = 1},
	    {.field = FIELD(item_stock, headroom), .cmp = CMP_LT, .number = 0}};
	struct query q = {.schema = &item_stock_schema,
	    .where = where,
	    .nwhere = 2,
	    .order.field = FIELD(item_stock, headroom),
	    .limit = 9};
	const struct search_way none = {0};
	struct sql text;

	sqlite_setup();
	for (int i = 0; i < 4; i++) {
		q.order.desc = (i & 1) != 0;
		q.after = (struct query_position){.given = i > 1, .number = -5, .id = STR("i")};
		text = sqlite_find_text(&q, none, mem);
		check_plan(buf_str(&text.text));
	}
	sqlite_teardown();
}
END_TEST

/* For a search whose words are all matched in the rows. */
static void
check_walk(const struct query *q)
{
	const struct search_way way = {.walked = q->rank == RANK_REST ? 10 : 0};
	struct sql text = sqlite_find_text(q, way, mem);

	check_plan(buf_str(&text.text));
}

START_TEST(a_search_for_what_many_have_is_walked_in_its_order)
{
	struct query q = {.schema = &item_schema, .fields = 1, .limit = 50};

	sqlite_setup();
	q.search = terms_parse(mem, STR("part"));
	for (q.rank = RANK_CODE; q.rank <= RANK_REST; q.rank++)
		for (int page = 0; page < 2; page++) {
			q.after.given = page > 0;
			check_walk(&q);
		}
	q.search = terms_parse(mem, STR("part size"));
	q.rank = RANK_REST;
	check_walk(&q);
	sqlite_teardown();
}
END_TEST

static struct str
plan_of(struct str text)
{
	struct str plan = str_printf(mem, "EXPLAIN QUERY PLAN %.*s", STRF(text));
	struct buf all = buf_init(mem);
	sqlite3_stmt *q;

	ck_assert_int_eq(sqlite3_prepare_v2(sqlite_of(st)->db, plan.s, -1, &q, NULL), SQLITE_OK);
	while (sqlite3_step(q) == SQLITE_ROW)
		buf_printf(&all, "%s\n", (const char *)sqlite3_column_text(q, 3));
	sqlite3_finalize(q);
	return buf_str(&all);
}

/* A table of all ids of a word costs more than anything else in the search. */
START_TEST(the_words_of_a_search_are_merged)
{
	struct str terms[] = {STR("part"), STR("sized")};
	struct query q = {
	    .schema = &item_schema, .fields = 1, .rank = RANK_REST, .search.given = true, .limit = 9};
	struct search_way way = {.looked_up = 3};
	const char *one_term = "SEARCH items_terms USING PRIMARY KEY (term=?)\nRIGHT\nSEARCH "
			       "items_terms USING PRIMARY KEY (term=?)\n";
	struct sql text;

	sqlite_setup();
	q.search = terms_parse(mem, STR("part size"));
	for (int known = 0; known <= 2; known += 2) {
		way.only = (struct list){terms, (size_t)known};
		text = sqlite_find_text(&q, way, mem);
		ck_assert_ptr_nonnull(strstr(plan_of(buf_str(&text.text)).s, "MERGE (INTERSECT)"));
		ck_assert((known == 0) ==
			  (strstr(plan_of(buf_str(&text.text)).s, one_term) == NULL));
	}
	sqlite_teardown();
}
END_TEST

/* Several terms may be of one record, which is to be counted once. */
START_TEST(a_word_that_begins_a_single_term_needs_no_table_of_ids)
{
	struct str term = STR("part");
	struct query q = {
	    .schema = &item_schema, .rank = RANK_REST, .search.given = true, .limit = 9};
	struct search_way way = {.looked_up = 1};
	struct sql text;

	sqlite_setup();
	q.search = terms_parse(mem, STR("par"));
	text = sqlite_sum_text(&q, way, NULL, 0, NULL, 0, mem);
	check_first_step(buf_str(&text.text), STR("SEARCH items USING COVERING INDEX items_search"));
	way.only = (struct list){&term, 1};
	text = sqlite_sum_text(&q, way, NULL, 0, NULL, 0, mem);
	check_first_step(buf_str(&text.text), STR("SEARCH items_terms USING PRIMARY KEY (term=?)"));
	sqlite_teardown();
}
END_TEST

enum { MANY = 12000 }; /* more than make a word broad */

static struct item *
one_of_many(size_t n)
{
	struct item *i = MEM_ONE(mem, struct item);

	SET(i, item, id, str_printf(mem, "i%04zu", n));
	SET(i, item, item_code, str_printf(mem, "IT%04zu", n));
	SET(i, item, item_name,
	    str_printf(mem, "Part %zu%s", MANY - n, n % 1000 == 0 ? " rare" : ""));
	SET(i, item, category_id, STR("c"));
	SET(i, item, uom, STR("PCS"));
	SET(i, item, is_active, true);
	SET(i, item, created_at, 0);
	SET(i, item, updated_at, 0);
	return i;
}

/* The first three and the count. */
static const char *
first_found(const char *typed)
{
	struct query q = {.schema = &item_schema, .limit = 3};
	struct buf b = buf_init(mem);
	struct rows rows;
	int64_t n;

	q.search = terms_parse(mem, str_of(typed));
	fixture_ok(store_find(st, &q, &rows, &w), &w);
	for (size_t i = 0; i < rows.n; i++)
		buf_printf(&b, "%.*s ", STRF(((struct item *)rows.v)[i].id));
	fixture_ok(store_count(st, &q, &n, &w), &w);
	buf_printf(&b, "of %lld", (long long)n);
	return b.s;
}

START_TEST(what_many_have_is_found_as_what_few_have_is)
{
	struct batch b;

	sqlite_setup();
	b = batch_init(mem);
	for (size_t n = 0; n < MANY; n++)
		batch_add(&b, OP_INSERT, &item_schema, one_of_many(n));
	fixture_ok(store_apply_large(st, b.ops, b.n, &w), &w);
	ck_assert_str_eq(first_found("it"), "i0000 i0001 i0002 of 12000");
	ck_assert_str_eq(first_found("part"), "i11999 i11990 i11900 of 12000");
	ck_assert_str_eq(first_found("par rare"), "i11000 i2000 i1000 of 12");
	ck_assert_str_eq(first_found("part 599"), "i1599 i0599 i10599 of 33");
	ck_assert_str_eq(first_found("part it"), "i11999 i11990 i11900 of 12000");
	ck_assert_str_eq(first_found("part rare"), "i11000 i2000 i1000 of 12");
	ck_assert_str_eq(first_found("rar part 6"), "i6000 of 1");
	sqlite_teardown();
}
END_TEST

/* An earlier program stored other terms; an update replaces them and leaves none. */
START_TEST(a_change_replaces_the_terms_that_the_row_has_whoever_made_them)
{
	static const char earlier[] =
	    "UPDATE items SET terms = char(10) || 'bygone' || char(10) || 'part';"
	    "DELETE FROM items_terms;"
	    "INSERT INTO items_terms VALUES ('bygone', 'i0001'), ('part', 'i0001');";
	struct op op = {.kind = OP_INSERT, .schema = &item_schema};
	struct item *i;

	sqlite_setup();
	op.rec = i = one_of_many(1);
	fixture_ok(store_apply(st, &op, 1, &w), &w);
	fixture_ok(sqlite_exec(sqlite_of(st), earlier, &w), &w);
	op = (struct op){.kind = OP_UPDATE, .schema = &item_schema, .rec = i, .version = 1};
	fixture_ok(store_apply(st, &op, 1, &w), &w);
	ck_assert_str_eq(first_found("bygone"), "of 0");
	ck_assert_str_eq(first_found("part"), "i0001 of 1");
	ck_assert_str_eq(first_found("it0001"), "i0001 of 1");
	sqlite_teardown();
}
END_TEST

int
main(void)
{
	const TTest *const cases[] = {
	    a_writer_waits_for_another_process_and_then_writes,
	    a_writer_that_waits_too_long_is_told_busy,
	    the_lock_of_a_killed_writer_is_free,
	    writers_in_many_processes_lose_nothing,
	    what_was_acknowledged_survives_the_kill_of_its_writer,
	    a_full_disk_is_rolled_back_and_survived,
	    a_file_that_may_not_grow_further_is_a_full_disk,
	    an_error_while_a_commit_is_written_is_unknown_and_the_process_leaves,
	    the_reserve_is_given_to_what_is_urgent_alone,
	    no_empty_system_is_made_where_one_was,
	    nor_where_its_log_was_lost,
	    one_begins_anew_on_purpose,
	    a_lock_file_that_was_deleted_is_noticed,
	    who_holds_the_lock_for_long_is_named,
	    a_log_that_has_grown_is_moved_into_the_database_when_nobody_waits,
    a_long_log_is_moved_although_others_wait,
    a_log_that_a_reader_kept_is_begun_anew_although_others_wait,
    what_was_moved_does_not_count_again,
	    a_log_that_a_reader_let_grow_is_cut_when_the_reader_is_gone,
	    a_program_that_wrote_much_leaves_a_short_log,
    reads_that_belong_together_see_one_point_in_time,
    a_write_ends_the_reads_that_belong_together,
	    idle_does_not_wait_for_a_writer,
	    many_shapes_of_queries_do_not_fill_the_memory,
	    the_settings_of_the_connection_are_as_the_design_needs_them,
	    a_table_is_read_by_its_indexes_and_not_sorted,
    ledger_lines_are_found_by_the_seq_of_their_posting,
	    what_was_posted_since_is_read_by_seq,
	    what_is_below_its_minimum_is_counted_by_an_index_of_those_alone,
	    what_is_below_its_minimum_is_sorted_by_shortage_without_sorting,
	    a_search_for_what_many_have_is_walked_in_its_order,
	    the_words_of_a_search_are_merged,
	    a_word_that_begins_a_single_term_needs_no_table_of_ids,
	    what_many_have_is_found_as_what_few_have_is,
	    a_change_replaces_the_terms_that_the_row_has_whoever_made_them,
	};
	Suite *s = suite_create("store_sqlite");
	TCase *tc = tcase_create("sqlite");

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		tcase_add_test(tc, cases[i]);
	tcase_add_loop_test(tc, a_write_into_a_file_that_is_gone_is_not_answered_as_done, 0, 3);
	tcase_add_loop_test(tc, a_file_that_was_replaced_is_noticed_when_idle, 0, 3);
	suite_add_tcase(s, tc);
	return fixture_run(s);
}
