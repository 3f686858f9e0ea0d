/* clock.c - Reads the clock and computes business days in the configured zone. */
#include "base/clock.h"

#include <assert.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/clock_text.h"

enum { DAY_LENGTH = 10, MONTH_LENGTH = 7 };

static struct {            /* global; see clock.h */
	int64_t set;       /* by clock_set(); 0: unset */
	const char *file;  /* by clock_file() */
	int64_t from_file; /* the last instant read from it */
	bool skip;         /* by clock_skip() */
	int64_t skipped;   /* microseconds skipped so far */
	int64_t boot;      /* by clock_set_boot(); 0: unset */
	const char *boot_id;
	bool zoned; /* clock_zone() has succeeded */
} clock_state;

/* --- now --- */

static int64_t
clock_read_file(void)
{
	char text[64];
	int fd = open(clock_state.file, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : read(fd, text, sizeof text);

	if (fd >= 0)
		close(fd);
	if (n > 0)
		time_parse(str_trim((struct str){text, (size_t)n}), &clock_state.from_file);
	return clock_state.from_file;
}

int64_t
clock_now(void)
{
	struct timespec t;

	if (clock_state.set != 0)
		return clock_state.set;
	if (clock_state.file != NULL && clock_read_file() != 0)
		return clock_state.from_file;
	clock_gettime(CLOCK_REALTIME, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int64_t
clock_monotonic(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000 + clock_state.skipped;
}

int64_t
clock_boot(void)
{
	struct timespec t;

	if (clock_state.boot != 0)
		return clock_state.boot;
	clock_gettime(CLOCK_BOOTTIME, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Fails where the system hides it (systemd's ProcSubset=pid). */
struct str
clock_boot_id(const void *ctx)
{
	char text[64];
	int fd = -1;
	ssize_t n = -1;

	if (clock_state.boot != 0)
		return str_dup(ctx, str_of(clock_state.boot_id));
	if ((fd = open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC)) >= 0) {
		n = read(fd, text, sizeof text);
		close(fd);
	}
	return str_dup(ctx, str_trim((struct str){text, n < 0 ? 0 : (size_t)n}));
}

void
clock_sleep(int64_t us)
{
	struct timespec t = {.tv_sec = us / 1000000, .tv_nsec = us % 1000000 * 1000};

	if (clock_state.skip)
		clock_state.skipped += us;
	else
		nanosleep(&t, NULL);
}

void
clock_skip_sleep(bool on)
{
	clock_state.skip = on;
}

void
clock_set(int64_t ms)
{
	clock_state.set = ms;
}

void
clock_set_boot(int64_t ms, const char *id)
{
	clock_state.boot = ms;
	clock_state.boot_id = id;
}

void
clock_file(const char *path)
{
	clock_state.file = path;
	clock_state.from_file = 0;
}

/* --- time zone --- */

bool
clock_zone_known(const char *name)
{
	char path[512], magic[4];
	int n, fd;
	bool known;

	if (strcmp(name, "UTC") == 0)
		return true;
	if (name[0] == '\0' || name[0] == '/' || name[0] == ':' || strstr(name, "..") != NULL)
		return false;
	n = snprintf(path, sizeof path, "/usr/share/zoneinfo/%s", name);
	if (n < 0 || (size_t)n >= sizeof path || (fd = open(path, O_RDONLY | O_CLOEXEC)) < 0)
		return false;
	known = read(fd, magic, 4) == 4 && memcmp(magic, "TZif", 4) == 0;
	close(fd);
	return known;
}

bool
clock_zone(const char *name)
{
	if (!clock_zone_known(name))
		return false;
	setenv("TZ", strcmp(name, "UTC") == 0 ? "UTC0" : name, 1);
	tzset();
	return clock_state.zoned = true;
}

static struct tm
clock_local_time(int64_t seconds)
{
	time_t t = (time_t)seconds;
	struct tm tm;

	if (!clock_state.zoned)
		clock_zone("UTC");
	localtime_r(&t, &tm);
	return tm;
}

/* --- business days --- */

bool
day_valid(struct str v)
{
	int year, month, day;

	return v.n == DAY_LENGTH && date_get(v, &year, &month, &day);
}

bool
month_valid(struct str v)
{
	int month = digits_get(v, 5, 2);

	return v.n == MONTH_LENGTH && v.s[4] == '-' && digits_get(v, 0, 4) >= 1970 && month >= 1 &&
	       month <= 12;
}

static struct str
day_format(const void *ctx, const struct tm *tm)
{
	char text[] = "0000-00-00";

	digits_put(text, 4, tm->tm_year + 1900);
	digits_put(text + 5, 2, tm->tm_mon + 1);
	digits_put(text + 8, 2, tm->tm_mday);
	return str_dup(ctx, STR(text));
}

struct str
day_of(const void *ctx, int64_t ms)
{
	struct tm tm = clock_local_time(ms / 1000 - (ms % 1000 < 0));

	return day_format(ctx, &tm);
}

struct str
month_of_day(struct str day)
{
	return (struct str){day.s, day.n < MONTH_LENGTH ? day.n : MONTH_LENGTH};
}

/* A day may begin at 01:00, twice, or not at all: searches for the first second whose date is
 * not before it. */
static int64_t
day_first_ms(int year, int month, int day)
{
	int64_t low = date_seconds(year, month, day) - DAY_SECONDS;
	int64_t high = low + 2 * DAY_SECONDS;

	while (low < high) {
		int64_t mid = low + (high - low) / 2;
		struct tm tm = clock_local_time(mid);
		int is = (tm.tm_year + 1900) * 10000 + (tm.tm_mon + 1) * 100 + tm.tm_mday;

		if (is < year * 10000 + month * 100 + day)
			low = mid + 1;
		else
			high = mid;
	}
	return low * 1000;
}

/* The date n days later; v is a valid day. */
static struct tm
date_add_days(struct str v, int n)
{
	int year, month, day;
	bool exists = date_get(v, &year, &month, &day);
	time_t t = (time_t)(date_seconds(year, month, day) + (int64_t)n * DAY_SECONDS);
	struct tm tm;

	assert(exists);
	(void)exists;
	gmtime_r(&t, &tm);
	return tm;
}

int64_t
day_start(struct str v)
{
	struct tm tm = date_add_days(v, 0);

	return day_first_ms(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday);
}

int64_t
day_end(struct str v)
{
	struct tm tm = date_add_days(v, 1);

	return day_first_ms(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday) - 1;
}

struct str
day_next(const void *ctx, struct str v)
{
	struct tm tm = date_add_days(v, 1);

	return day_format(ctx, &tm);
}

/* The month `away` months later. */
static struct str
month_add(const void *ctx, struct str v, int away)
{
	int n = digits_get(v, 0, 4) * 12 + digits_get(v, 5, 2) - 1 + away;
	char text[] = "0000-00";

	digits_put(text, 4, n / 12);
	digits_put(text + 5, 2, n % 12 + 1);
	return str_dup(ctx, STR(text));
}

struct str
month_next(const void *ctx, struct str v)
{
	return month_add(ctx, v, 1);
}

struct str
month_previous(const void *ctx, struct str v)
{
	return month_add(ctx, v, -1);
}
