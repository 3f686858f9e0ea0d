/*
 * wal.c - Checkpoints and truncates the write-ahead log, under the lock and never while a
 * request waits.
 */
#include "base/mem.h"
#include "store/sqlite/sqlite.h"

enum {
	WAL_PAGES_MAX = 1000,             /* checkpoint above it */
	WAL_BYTES_MAX = 64 * 1024 * 1024, /* truncate above it */
};

static int
sqlite_wal_count_pages(void *store, sqlite3 *db, const char *name, int pages)
{
	struct sqlite *s = store;

	(void)db, (void)name;
	s->base.stats.wal_pages = pages;
	return SQLITE_OK;
}

void
sqlite_wal_watch(struct sqlite *s)
{
	sqlite3_wal_hook(s->db, sqlite_wal_count_pages, s);
}

static int64_t
sqlite_page_size(struct sqlite *s)
{
	void *mem = mem_root("page_size");
	struct why w;
	int64_t size = 0;

	why_init(&w, mem);
	if (sqlite_query_number(s, "PRAGMA page_size", &size, &w) != OK)
		size = 4096;
	mem_free(mem);
	return size;
}

/* Checkpoints committed pages; when the WAL is large (a reader blocked checkpoints for long),
 * also truncates it, if nobody is reading. */
void
sqlite_checkpoint(struct sqlite *s)
{
	int pages = 0, done = 0;

	if (s->base.stats.wal_pages <= WAL_PAGES_MAX)
		return;
	if (sqlite3_wal_checkpoint_v2(s->db, NULL, SQLITE_CHECKPOINT_PASSIVE, &pages, &done) !=
	    SQLITE_OK)
		return;
	s->base.stats.wal_pages = pages - done;
	if (pages * sqlite_page_size(s) <= WAL_BYTES_MAX)
		return;
	sqlite3_busy_timeout(s->db, 0);
	sqlite3_wal_checkpoint_v2(s->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
	sqlite3_busy_timeout(s->db, SQLITE_BUSY_MS);
}

void
sqlite_idle(struct store *store)
{
	struct sqlite *s = sqlite_of(store);

	if (!sqlite_files_unchanged(s) || s->base.stats.wal_pages <= WAL_PAGES_MAX ||
	    s->in_snapshot || !sqlite_lock_try(s))
		return;
	sqlite_checkpoint(s);
	sqlite_unlock(s);
}
