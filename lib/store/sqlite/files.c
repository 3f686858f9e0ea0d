/* files.c - Detects replaced database files and manages the marker and the disk reserve. */
#include "store/sqlite/files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mem.h"
#include "store/sqlite/sqlite.h"

enum {
	RESERVE_BYTES = 8 * 1024 * 1024,  /* WAL_PAGES_MAX pages in the log and the database */
	SHORT_BYTES = 1024 * 1024, /* with less free space than this the disk counts as full */
};

static const char *const sqlite_file_suffixes[SQLITE_FILES] = {"", "-wal", "-shm"};

static const char sqlite_marker_text[] =
    "The database beside this file holds a system. While this file is here, no program makes an\n"
    "empty one in its place. To start over on purpose: remove both.\n";

/* --- replaced files --- */

static struct sqlite_file_id
sqlite_stat_file(const struct sqlite *s, size_t which)
{
	char path[SQLITE_PATH_BYTES];
	struct stat st;

	snprintf(path, sizeof path, "%s%s", s->path, sqlite_file_suffixes[which]);
	return stat(path, &st) != 0 ? (struct sqlite_file_id){0}
				    : (struct sqlite_file_id){st.st_dev, st.st_ino};
}

void
sqlite_files_note(struct sqlite *s)
{
	for (size_t i = 0; i < SQLITE_FILES; i++)
		s->files[i] = sqlite_stat_file(s, i);
}

bool
sqlite_files_unchanged(struct sqlite *s)
{
	for (size_t i = 0; i < SQLITE_FILES; i++) {
		const struct sqlite_file_id was = s->files[i], is = sqlite_stat_file(s, i);

		if (was.inode == is.inode && was.device == is.device)
			continue;
		LOG(LOG_LEVEL_ERROR, "database_file_gone", LOG_TEXT("path", str_of(s->path)),
		    LOG_TEXT("file", str_of(sqlite_file_suffixes[i])));
		s->base.must_restart = true;
		return false;
	}
	return true;
}

/* --- the marker --- */

static const char *
sqlite_path_suffixed(struct sqlite *s, const char *suffix)
{
	return str_printf(s, "%s%s", s->path, suffix).s;
}

void
sqlite_files_name(struct sqlite *s)
{
	s->marker = sqlite_path_suffixed(s, ".system");
	s->reserve = sqlite_path_suffixed(s, ".reserve");
}

enum err
sqlite_check_marker(const struct sqlite *s, bool has_system, struct why *w)
{
	if (has_system || access(s->marker, F_OK) != 0)
		return OK;
	return err_set(w, ERR_UNAVAILABLE,
	    "%s is missing or empty, but %s shows that there was a system. Restore the database "
	    "with its -wal file, from where it was moved or from a backup; to start over on "
	    "purpose, remove %s",
	    s->path, s->marker, s->marker);
}

bool
sqlite_database_exists(const struct sqlite *s)
{
	struct stat st;

	return stat(s->path, &st) == 0 && st.st_size > 0;
}

/* When the disk is full, the next program that opens the database creates it. */
void
sqlite_set_marker(const struct sqlite *s, bool has_system)
{
	int fd;

	if (!has_system)
		unlink(s->marker);
	else if ((fd = open(s->marker, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0640)) >= 0) {
		if (write(fd, sqlite_marker_text, sizeof sqlite_marker_text - 1) < 0)
			LOG(LOG_LEVEL_WARNING, "marker", LOG_TEXT("path", str_of(s->marker)),
			    LOG_TEXT("reason", str_of(strerror(errno))));
		close(fd);
	}
}

/* --- the reserve --- */

static bool
sqlite_reserve_is_whole(const struct sqlite *s)
{
	struct stat st;

	return stat(s->reserve, &st) == 0 && st.st_size == RESERVE_BYTES;
}

static void
sqlite_free_reserve(const struct sqlite *s)
{
	if (truncate(s->reserve, 0) == 0)
		LOG(LOG_LEVEL_ERROR, "disk_full", LOG_TEXT("path", str_of(s->path)));
}

bool
sqlite_make_reserve(const struct sqlite *s)
{
	bool made;
	int fd;

	if (sqlite_reserve_is_whole(s))
		return true;
	if ((fd = open(s->reserve, O_RDWR | O_CREAT | O_CLOEXEC, 0640)) < 0)
		return false;
	made = posix_fallocate(fd, 0, RESERVE_BYTES) == 0;
	if (!made && ftruncate(fd, 0) != 0)
		LOG(LOG_LEVEL_WARNING, "reserve", LOG_TEXT("path", str_of(s->reserve)));
	close(fd);
	return made;
}

static bool
sqlite_disk_is_short(const struct sqlite *s)
{
	struct statvfs fs;

	return statvfs(s->path, &fs) == 0 && fs.f_bavail * fs.f_frsize < SHORT_BYTES;
}

bool
sqlite_has_room(const struct sqlite *s, bool urgent)
{
	if (!urgent)
		return sqlite_make_reserve(s);
	if (sqlite_disk_is_short(s) && sqlite_reserve_is_whole(s))
		sqlite_free_reserve(s);
	return true;
}

/* E.g. a quota, which only shows when a write fails. */
void
sqlite_after_disk_full(const struct sqlite *s, bool urgent)
{
	if (urgent && sqlite_reserve_is_whole(s))
		sqlite_free_reserve(s);
}
