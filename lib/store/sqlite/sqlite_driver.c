/*
 * sqlite_driver.c - Opens, checks and closes a SQLite database, and defines the driver's function
 * table.
 */
#include "store/sqlite/sqlite.h"

#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "store/drivers.h"

/* sqlite:///var/lib/ccpl.db; and sqlite:relative.db for tests and tools. */
static const char *
sqlite_url_path(const char *url)
{
	const char *path = url + strlen("sqlite:");

	return strncmp(path, "//", 2) == 0 ? path + 2 : path;
}

static enum err
sqlite_configure(struct sqlite *s, struct why *w)
{
	sqlite3_extended_result_codes(s->db, 1);
	sqlite3_busy_timeout(s->db, SQLITE_BUSY_MS);
	sqlite3_db_config(s->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(s->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	return sqlite_exec(s,
	    "PRAGMA journal_mode = WAL;"
	    "PRAGMA wal_autocheckpoint = 0;"
	    "PRAGMA mmap_size = 0;"
	    "PRAGMA temp_store = MEMORY;" /* reading must work on a full disk */
	    "PRAGMA synchronous = FULL;"
	    "PRAGMA foreign_keys = ON;",
	    w);
}

/* Processes are single-threaded: SQLite needs neither mutexes nor memory statistics. Fails
 * harmlessly when a connection is already open, which has set the same. */
static void
sqlite_set_single_thread(void)
{
	sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	sqlite3_config(SQLITE_CONFIG_STMTJRNL_SPILL, -1); /* what savepoints keep stays in memory */
}

/* An empty database is left to a migration, unless the marker says it must not be empty. */
static enum err
sqlite_identify(struct sqlite *s, struct why *w)
{
	enum err e;

	if ((e = sqlite_query_number(s, "PRAGMA user_version", &s->schema, w)) != OK ||
	    (e = sqlite_check_marker(s, s->schema > 0, w)) != OK)
		return e;
	if (s->schema > 0)
		sqlite_set_marker(s, true);
	sqlite_make_reserve(s);
	sqlite_files_note(s);
	return OK;
}

/* Under the lock, as the first to open recovers from a crash. */
static enum err
sqlite_connect(struct sqlite *s, struct why *w)
{
	const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
	enum err e;

	if ((e = sqlite_check_marker(s, sqlite_database_exists(s), w)) != OK)
		return e;
	sqlite_set_single_thread();
	if (sqlite3_open_v2(s->path, &s->db, flags, NULL) != SQLITE_OK)
		return err_set(w, ERR_UNAVAILABLE, "%s: %s", s->path, sqlite3_errmsg(s->db));
	if ((e = sqlite_configure(s, w)) != OK)
		return e;
	sqlite_wal_watch(s);
	return sqlite_identify(s, w);
}

static void
sqlite_disconnect(struct sqlite *s)
{
	sqlite_finalize_all(s);
	sqlite3_close(s->db);
	if (s->lock >= 0)
		close(s->lock);
	s->lock = -1;
}

static enum err
sqlite_open(struct store **out, const void *mem, const char *url, struct why *w)
{
	struct sqlite *s = MEM_ONE(mem, struct sqlite);
	enum err e;

	s->lock_wait_us = SQLITE_LOCK_WAIT_US;
	s->path = str_dup(s, str_of(sqlite_url_path(url))).s;
	sqlite_files_name(s);
	if ((e = sqlite_lock_open(s, w)) == OK && (e = sqlite_lock(s, w)) == OK) {
		e = sqlite_connect(s, w);
		sqlite_unlock(s);
	}
	if (e != OK) {
		sqlite_disconnect(s);
		mem_free(s);
		return e;
	}
	*out = &s->base;
	return OK;
}

static void
sqlite_close(struct store *store)
{
	struct sqlite *s = sqlite_of(store);
	void *mem = mem_root("close");
	struct why w;
	bool locked;

	why_init(&w, mem);
	sqlite_snapshot_end(store);
	sqlite_reads_end(store);
	locked = sqlite_database_exists(s) && sqlite_lock(s, &w) == OK;
	if (locked)
		sqlite_checkpoint(s, false);
	sqlite_finalize_all(s);
	sqlite3_close(s->db);
	s->db = NULL;
	if (locked)
		sqlite_unlock(s);
	sqlite_disconnect(s);
	mem_free(mem);
}

static enum err
sqlite_ready(struct store *store, struct why *w)
{
	struct sqlite *s = sqlite_of(store);
	int64_t number;
	enum err e;

	if (!sqlite_files_unchanged(s))
		return err_set(w, ERR_UNAVAILABLE, "%s was replaced or removed", s->path);
	if ((e = sqlite_query_number(s, "PRAGMA user_version", &number, w)) != OK)
		return e;
	if (number == SQLITE_SCHEMA_NEWEST && s->schema == SQLITE_SCHEMA_NEWEST)
		return OK;
	return err_set(w, ERR_UNAVAILABLE,
	    "The database is at migration %lld; this program needs %d: run `ccpl migrate up`",
	    (long long)number, SQLITE_SCHEMA_NEWEST);
}

const struct store_driver sqlite_driver = {
    .name = "sqlite",
    .open = sqlite_open,
    .close = sqlite_close,
    .get = sqlite_get,
    .find = sqlite_find,
    .sum = sqlite_sum,
    .apply = sqlite_apply,
    .apply_many = sqlite_apply_many,
    .apply_parts = sqlite_apply_parts,
    .reads_begin = sqlite_reads_begin,
    .reads_end = sqlite_reads_end,
    .snapshot_begin = sqlite_snapshot_begin,
    .snapshot_end = sqlite_snapshot_end,
    .migrate = sqlite_migrate,
    .ready = sqlite_ready,
    .idle = sqlite_idle,
    .is_locked = sqlite_is_locked,
};
