/*
 * write_lock.c - Serializes writers of all processes with flock(2).
 *
 * SQLite before 3.51.3 can lose a commit that races with a checkpoint. So every writer
 * (commit, checkpoint, migration, first open, close) holds one flock on a file beside the
 * database, from before BEGIN until after COMMIT, which is also fairer than SQLite's own
 * waiting. The kernel releases the lock of a process that dies.
 *
 * A deleted lock file no longer excludes newcomers: after locking, a process checks that the
 * file is still the one at the path, and otherwise opens the new one. The holder writes its
 * pid and start time into the file, for the log of those who time out.
 */
#include "store/sqlite/sqlite.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"

enum {
	LOCK_ALARM_US = 50 * 1000,
	HOLDER_BYTES = 40,
};

enum err
sqlite_lock_open(struct sqlite *s, struct why *w)
{
	char path[SQLITE_PATH_BYTES];

	snprintf(path, sizeof path, "%s.lock", s->path);
	s->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0660);
	if (s->lock < 0)
		return err_set(w, ERR_UNAVAILABLE, "%s: %s", path, strerror(errno));
	return OK;
}

/* Whether the locked file is the one at its path. */
static bool
sqlite_lock_is_current(const struct sqlite *s)
{
	char path[SQLITE_PATH_BYTES];
	struct stat ours, there;

	snprintf(path, sizeof path, "%s.lock", s->path);
	return fstat(s->lock, &ours) == 0 && stat(path, &there) == 0 &&
	       ours.st_ino == there.st_ino && ours.st_dev == there.st_dev;
}

/* Opens the lock file that is at the path now. */
static enum err
sqlite_lock_reopen(struct sqlite *s, struct why *w)
{
	LOG(LOG_LEVEL_WARNING, "lock_file_gone", LOG_TEXT("path", str_of(s->path)));
	close(s->lock);
	return sqlite_lock_open(s, w);
}

/* --- the holder --- */

struct lock_holder {
	int pid;
	int64_t since; /* by the monotonic clock, which all processes share */
};

static void
sqlite_lock_write_holder(const struct sqlite *s)
{
	char text[HOLDER_BYTES];
	int n = snprintf(
	    text, sizeof text, "%-10d %-20lld\n", (int)getpid(), (long long)clock_monotonic());

	if (pwrite(s->lock, text, (size_t)n, 0) != n)
		(void)!ftruncate(s->lock, 0); /* on a full disk the holder stays unnamed */
}

static bool
sqlite_lock_read_holder(const struct sqlite *s, struct lock_holder *h)
{
	char text[HOLDER_BYTES] = "";
	long long since;

	if (pread(s->lock, text, sizeof text - 1, 0) <= 0 ||
	    sscanf(text, "%d %lld", &h->pid, &since) != 2)
		return false;
	h->since = since;
	return true;
}

/* Logs a process that held the lock for the whole wait, not several in succession. */
static void
sqlite_lock_log_holder(const struct sqlite *s)
{
	struct lock_holder h;
	int64_t held;

	if (!sqlite_lock_read_holder(s, &h) ||
	    (held = clock_monotonic() - h.since) < s->lock_wait_us)
		return;
	LOG(LOG_LEVEL_ERROR, "write_lock_held", LOG_NUMBER("pid", h.pid),
	    LOG_NUMBER("microseconds", held), LOG_TEXT("path", str_of(s->path)));
}

/* --- locking --- */

static void
sqlite_lock_on_alarm(int sig)
{
	(void)sig;
}

/* flock() has no timeout: a timer signal without SA_RESTART interrupts it. The timer is
 * periodic, in case a signal arrives before flock() begins. */
static bool
sqlite_lock_wait(int fd, int64_t deadline)
{
	const struct itimerval never = {0};
	const struct itimerval timer = {{0, LOCK_ALARM_US}, {0, LOCK_ALARM_US}};
	struct sigaction act = {.sa_handler = sqlite_lock_on_alarm}, old;
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

static bool
sqlite_lock_try_file(const struct sqlite *s)
{
	return flock(s->lock, LOCK_EX | LOCK_NB) == 0;
}

bool
sqlite_is_locked(const struct store *store)
{
	const struct sqlite *s = (const struct sqlite *)store;

	if (!sqlite_lock_try_file(s))
		return true;
	flock(s->lock, LOCK_UN);
	return false;
}

bool
sqlite_lock_try(struct sqlite *s)
{
	if (!sqlite_lock_try_file(s))
		return false;
	if (sqlite_lock_is_current(s)) {
		sqlite_lock_write_holder(s);
		return true;
	}
	sqlite_unlock(s); /* the next to wait opens the new one */
	return false;
}

static enum err
sqlite_lock_file(struct sqlite *s, struct why *w)
{
	int64_t began;
	bool got;

	if (sqlite_lock_try_file(s))
		return OK;
	began = clock_monotonic();
	got = sqlite_lock_wait(s->lock, began + s->lock_wait_us);
	s->base.stats.lock_us += clock_monotonic() - began;
	if (got)
		return OK;
	sqlite_lock_log_holder(s);
	return err_set(w, ERR_BUSY, "%s", err_title(ERR_BUSY));
}

enum err
sqlite_lock(struct sqlite *s, struct why *w)
{
	enum err e;

	while ((e = sqlite_lock_file(s, w)) == OK && !sqlite_lock_is_current(s))
		if ((e = sqlite_lock_reopen(s, w)) != OK)
			return e;
	if (e == OK)
		sqlite_lock_write_holder(s);
	return e;
}

void
sqlite_unlock(struct sqlite *s)
{
	flock(s->lock, LOCK_UN);
}
