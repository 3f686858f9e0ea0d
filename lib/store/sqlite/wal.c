/*
 * wal.c - Moves the pages of the write-ahead log into the database, and truncates it; under the
 * lock, between requests. See doc/decisions/0051-checkpoints-in-the-pauses.md.
 */
#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "store/sqlite/sqlite.h"

enum {
	WAL_PAGES_AGAIN = 1000,           /* between attempts at a log that is longer than it should be */
	WAL_BYTES_MAX = 64 * 1024 * 1024, /* truncate above it */
	WAL_READERS_MS = 5,               /* how long to wait for those who read from the log */
};

/* A log that is shorter than it was has been begun anew. One that another process began may have
 * grown beyond that since: then less is known to wait than does, until the next checkpoint. */
static int
sqlite_wal_count_pages(void *store, sqlite3 *db, const char *name, int pages)
{
	struct sqlite *s = store;

	(void)db, (void)name;
	if (pages < s->wal_tried)
		s->wal_tried = s->wal_moved = 0;
	s->wal_pages = s->base.stats.wal_pages = pages;
	return SQLITE_OK;
}

/* A log that could not be begun anew, because of a reader, is not tried after each commit. */
static bool
sqlite_wal_is_due(const struct sqlite *s, bool awaited)
{
	if (awaited)
		return s->wal_pages > WAL_PAGES_MAX &&
		       s->wal_pages - s->wal_tried > WAL_PAGES_AGAIN;
	return s->wal_pages - s->wal_moved > WAL_PAGES_IDLE;
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

static void
sqlite_wal_note(struct sqlite *s, int pages, int moved, int64_t began)
{
	const int64_t held = clock_monotonic() - began;

	LOG(LOG_LEVEL_DEBUG, "checkpoint", LOG_NUMBER("pages", pages - s->wal_moved),
	    LOG_NUMBER("left", pages - moved), LOG_NUMBER("microseconds", held));
	s->wal_pages = s->wal_tried = pages;
	s->wal_moved = moved;
	s->base.stats.wal_pages = pages - moved;
	s->base.stats.checkpoints++;
	s->base.stats.checkpoint_us += held;
}

/* Under load it waits for readers, as a log is begun anew only when nobody reads from it: with
 * many of them there is no such moment otherwise. When the log is large nevertheless, also truncates
 * it, if nobody is reading. */
void
sqlite_checkpoint(struct sqlite *s, bool awaited)
{
	const int64_t began = clock_monotonic();
	int pages = -1, moved = -1;

	if (!sqlite_wal_is_due(s, awaited))
		return;
	sqlite3_busy_timeout(s->db, WAL_READERS_MS);
	sqlite3_wal_checkpoint_v2(s->db, NULL,
	    awaited ? SQLITE_CHECKPOINT_RESTART : SQLITE_CHECKPOINT_PASSIVE, &pages, &moved);
	if (pages * sqlite_page_size(s) > WAL_BYTES_MAX) {
		sqlite3_busy_timeout(s->db, 0);
		sqlite3_wal_checkpoint_v2(s->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
	}
	sqlite3_busy_timeout(s->db, SQLITE_BUSY_MS);
	if (pages >= 0) /* also when it has waited in vain */
		sqlite_wal_note(s, pages, moved, began);
}

void
sqlite_idle(struct store *store, bool awaited)
{
	struct sqlite *s = sqlite_of(store);

	if (!sqlite_files_unchanged(s) || !sqlite_wal_is_due(s, awaited) || s->in_snapshot ||
	    s->in_reads || !sqlite_lock_try(s))
		return;
	sqlite_checkpoint(s, awaited);
	sqlite_unlock(s);
}
