/*
 * sqlite_lock.c - one writer at a time, and checkpoints.
 *
 * SQLite before 3.51.3 can lose a commit that races a checkpoint. So all that writes
 * (commits, checkpoints, migrations, the first open, the close) holds one flock(2) on a
 * file next to the database, from before BEGIN until after COMMIT: that is also fairer
 * than SQLite's own waiting. The kernel drops the lock of a process that dies.
 */
#include "store/sqlite.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/file.h>
#include <sys/time.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"

enum {
	LOG_PAGES = 1000,             /* checkpointed above it */
	LOG_BYTES = 64 * 1024 * 1024, /* truncated above it */
	AGAIN_US = 50 * 1000,
};

enum err
sqlite_lock_open(struct sqlite *s, struct why *w)
{
	struct str name = str_printf(s, "%s.lock", s->path);

	s->lock = open(name.s, O_RDWR | O_CREAT | O_CLOEXEC, 0660);
	if (s->lock < 0)
		return err_set(w, ERR_UNAVAILABLE, "%s: %s", name.s, strerror(errno));
	return OK;
}

static void
wake(int sig)
{
	(void)sig;
}

/* flock() has no time limit: a timer's signal, without SA_RESTART, ends the wait. It comes
 * again and again, so that one that comes before flock() began is not the only one. */
static bool
lock_before(int fd, int64_t deadline)
{
	const struct itimerval never = {0};
	const struct itimerval timer = {{0, AGAIN_US}, {0, AGAIN_US}};
	struct sigaction act = {.sa_handler = wake}, old;
	bool got;

	sigemptyset(&act.sa_mask);
	sigaction(SIGALRM, &act, &old);
	setitimer(ITIMER_REAL, &timer, NULL);
	do
		got = flock(fd, LOCK_EX) == 0;
	while (!got && errno == EINTR && clock_monotonic() < deadline);
	setitimer(ITIMER_REAL, &never, NULL);
	sigaction(SIGALRM, &old, NULL);
	return got;
}

bool
sqlite_lock_now(struct sqlite *s)
{
	return flock(s->lock, LOCK_EX | LOCK_NB) == 0;
}

enum err
sqlite_lock(struct sqlite *s, struct why *w)
{
	int64_t began;
	bool got;

	if (sqlite_lock_now(s))
		return OK;
	began = clock_monotonic();
	got = lock_before(s->lock, began + s->patience_us);
	s->base.stats.lock_us += clock_monotonic() - began;
	return got ? OK : err_set(w, ERR_BUSY, "%s", err_title(ERR_BUSY));
}

void
sqlite_unlock(struct sqlite *s)
{
	flock(s->lock, LOCK_UN);
}

/* --- the log --- */

static int
count_pages(void *store, sqlite3 *db, const char *name, int pages)
{
	struct sqlite *s = store;

	(void)db, (void)name;
	s->base.stats.wal_pages = pages;
	return SQLITE_OK;
}

void
sqlite_watch_log(struct sqlite *s)
{
	sqlite3_wal_hook(s->db, count_pages, s);
}

static int64_t
page_size(struct sqlite *s)
{
	void *mem = mem_root("page_size");
	struct why w;
	int64_t size = 0;

	why_init(&w, mem);
	if (sqlite_number(s, "PRAGMA page_size", &size, &w) != OK)
		size = 4096;
	mem_free(mem);
	return size;
}

/* Moves what is committed into the database; when the log has grown large (a reader was
 * in the way for long), also cuts it, if nobody reads at this moment. */
void
sqlite_checkpoint(struct sqlite *s)
{
	int pages = 0, done = 0;

	if (s->base.stats.wal_pages <= LOG_PAGES)
		return;
	if (sqlite3_wal_checkpoint_v2(s->db, NULL, SQLITE_CHECKPOINT_PASSIVE, &pages, &done) !=
	    SQLITE_OK)
		return;
	s->base.stats.wal_pages = pages - done;
	if (pages * page_size(s) <= LOG_BYTES)
		return;
	sqlite3_busy_timeout(s->db, 0);
	sqlite3_wal_checkpoint_v2(s->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
	sqlite3_busy_timeout(s->db, BUSY_MS);
}

void
sqlite_idle(struct store *store)
{
	struct sqlite *s = sqlite_of(store);

	if (s->base.stats.wal_pages <= LOG_PAGES || s->held || !sqlite_lock_now(s))
		return;
	sqlite_checkpoint(s);
	sqlite_unlock(s);
}
