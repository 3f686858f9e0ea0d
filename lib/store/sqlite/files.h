/*
 * files.h - what stands beside the database: its log and index, a marker, a reserve.
 *
 * A file that is taken away under a running program lives on, unseen, until the program ends:
 * what is written into it then is lost. So a write is answered only while the path still
 * leads to what was opened. The marker says that there was a system once: where it stands
 * without one, none is made. The reserve is room that is given up on a full disk for what
 * keeps people signed in (op.urgent), and taken again when there is room.
 */
#ifndef STORE_SQLITE_FILES_H
#define STORE_SQLITE_FILES_H

#include <sys/types.h>

#include "base/err.h"

struct sqlite;

enum { SQLITE_FILES = 3 }; /* the database, its -wal, its -shm */
enum { SQLITE_PATH_BYTES = 4096 };

struct sqlite_file_id {
	dev_t device;
	ino_t inode;
};

void sqlite_files_name(struct sqlite *);
void sqlite_files_note(struct sqlite *);      /* as opened; under the lock */
bool sqlite_files_unchanged(struct sqlite *); /* else the process is to leave; logged */
bool sqlite_database_exists(const struct sqlite *);
/* UNAVAILABLE when a system was there, and is not. */
enum err sqlite_check_marker(const struct sqlite *, bool has_system, struct why *) MUST_CHECK;
void sqlite_set_marker(const struct sqlite *, bool has_system);
bool sqlite_make_reserve(const struct sqlite *); /* false: there is no room for it */
/* Whether a batch may be tried; an urgent one is given the reserve when it needs it. */
bool sqlite_has_room(const struct sqlite *, bool urgent);
void sqlite_after_disk_full(const struct sqlite *, bool urgent); /* after STORAGE_FULL */

#endif
