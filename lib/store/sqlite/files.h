/*
 * files.h - Files beside the database: WAL, shared memory, marker and disk reserve.
 *
 * A file that is deleted while it is open continues to exist until the process ends, and
 * writes to it are lost. So a write is confirmed only while the path still leads to the opened
 * files. The marker says that the database held a system: where it exists but the system does
 * not, no new one is created. The reserve is space that is released on a full disk for batches
 * that keep users signed in (op.urgent), and reclaimed when there is space again.
 */
#ifndef STORE_SQLITE_FILES_H
#define STORE_SQLITE_FILES_H

#include <sys/types.h>

#include "base/err.h"

struct sqlite;

enum { SQLITE_FILES = 3 }; /* the database, -wal and -shm */
enum { SQLITE_PATH_BYTES = 4096 };

struct sqlite_file_id {
	dev_t device;
	ino_t inode;
};

void sqlite_files_name(struct sqlite *);
void sqlite_files_note(struct sqlite *);      /* records the opened files; under the lock */
bool sqlite_files_unchanged(struct sqlite *); /* if false, the process must exit; logged */
bool sqlite_database_exists(const struct sqlite *);
/* UNAVAILABLE when the marker exists but the system is missing. */
enum err sqlite_check_marker(const struct sqlite *, bool has_system, struct why *) MUST_CHECK;
void sqlite_set_marker(const struct sqlite *, bool has_system);
bool sqlite_make_reserve(const struct sqlite *); /* false: not enough space */
/* Whether a batch may be tried; releases the reserve for an urgent one if needed. */
bool sqlite_has_room(const struct sqlite *, bool urgent);
void sqlite_after_disk_full(const struct sqlite *, bool urgent); /* after STORAGE_FULL */

#endif
