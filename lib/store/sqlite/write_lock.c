/*
 * write_lock.c - one writer at a time.
 *
 * SQLite before 3.51.3 can lose a commit that races a checkpoint. So all that writes
 * (commits, checkpoints, migrations, the first open, the close) holds one flock(2) on a
 * file next to the database, from before BEGIN until after COMMIT: that is also fairer
 * than SQLite's own waiting. The kernel drops the lock of a process that dies.
 *
 * A lock file that was deleted is locked by nobody who comes later: who has got the lock looks
 * whether it is still that of the path, and else takes the new one. Whoever holds the lock
 * writes into the file who that is and since when, for those who waited in vain.
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

/* Whether the file that we have locked is the one at its path. */
static bool
sqlite_lock_is_current(const struct sqlite *s)
{
	char path[SQLITE_PATH_BYTES];
	struct stat ours, there;

	snprintf(path, sizeof path, "%s.lock", s->path);
	return fstat(s->lock, &ours) == 0 && stat(path, &there) == 0 &&
	       ours.st_ino == there.st_ino && ours.st_dev == there.st_dev;
}

/* The lock of the file that is at the path now. */
static enum err
sqlite_lock_reopen(struct sqlite *s, struct why *w)
{
	LOG(LOG_LEVEL_WARNING, "lock_file_gone", LOG_TEXT("path", str_of(s->path)));
	close(s->lock);
	return sqlite_lock_open(s, w);
}

/* --- who has it --- */

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
		(void)!ftruncate(s->lock, 0); /* on a full disk nobody is named */
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

/* Somebody who held it all the time that we waited; not many who had it one after another. */
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

/* --- taking it --- */

static void
sqlite_lock_on_alarm(int sig)
{
	(void)sig;
}

/* flock() has no time limit: a timer's signal, without SA_RESTART, ends the wait. It comes
 * again and again, so that one that comes before flock() began is not the only one. */
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
sqlite_lock_try(struct sqlite *s)
{
	if (!sqlite_lock_try_file(s))
		return false;
	if (sqlite_lock_is_current(s)) {
		sqlite_lock_write_holder(s);
		return true;
	}
	sqlite_unlock(s); /* the next who waits for it opens the new one */
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
