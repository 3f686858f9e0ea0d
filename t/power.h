/*
 * power.h - Records what SQLite writes, and makes the files that a power cut may leave of it.
 *
 * power_record() puts a VFS before the default one, which keeps every write, truncation, creation,
 * deletion and sync of the databases that are opened meanwhile. A disk follows such a recording:
 * what was synced is on it, of the rest power_cut() keeps some. Shared memory is not kept, and
 * what was not written is not changed, as SQLite assumes too (powersafe overwrite).
 */
#ifndef POWER_H
#define POWER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

enum power_kind {
	POWER_CREATE,
	POWER_DELETE,
	POWER_WRITE,
	POWER_TRUNCATE,
	POWER_SYNC,        /* of a file's contents */
	POWER_SYNC_FOLDER, /* of creations and deletions */
};

struct power_event {
	enum power_kind kind;
	size_t file;      /* in .files of the recording */
	int64_t at;       /* where it writes, or the size it truncates to */
	struct str bytes; /* that it writes */
	bool has_marker;  /* the driver's marker existed, which it creates beside SQLite */
};

enum { POWER_FILES_MAX = 64 };

struct power_recording {
	void *mem;
	struct power_event *v;
	size_t n, cap;
	const char *files[POWER_FILES_MAX]; /* names without the folder, in the order of creation */
	bool deleted[POWER_FILES_MAX];      /* the next file of that name is another one */
	size_t nfiles;
};

/* Begins; after a store has been opened once, which configures SQLite. From now on, and also
 * after power_stop(), databases are opened with this VFS, whose syncs do not wait for a disk. */
void power_record(struct power_recording *, void *mem);
void power_stop(void);
void power_end(void); /* the default VFS is again the system's */

/* Called in the middle of each sync while recording; NULL: nothing is. */
extern void (*power_at_sync)(void);

/* Transactions that were begun since power_record(), to read or to write. */
extern size_t power_transactions;

/* --- a disk that follows a recording --- */

struct power_content {
	char *v;
	size_t n, cap;
};

struct power_disk {
	const struct power_recording *of;
	void *mem;
	size_t now;                                   /* number of events that happened */
	struct power_content synced[POWER_FILES_MAX]; /* by file */
	bool exists[POWER_FILES_MAX];                 /* by the synced folder */
	size_t *pending, npending, cap;               /* events that are not synced */
	uint64_t chance;                              /* state of its random numbers; not 0 */
};

enum power_loss {
	LOSE_NOTHING, /* that was written */
	LOSE_ALL,     /* that was not synced */
	LOSE_END,     /* all from some write on, which is torn */
	LOSE_WRITES,  /* each or not, so later writes may be there without earlier ones */
	LOSE_SECTORS, /* the same of each 512 bytes */
	POWER_LOSSES,
};

struct power_disk power_disk(const struct power_recording *, void *mem, uint64_t seed);
uint64_t power_random(struct power_disk *, uint64_t below);

/* Lets the recording go on to its event `until`; with `ignore`, syncs do nothing. */
void power_advance(struct power_disk *, size_t until, bool ignore);

/* Writes into the folder what is left when the power is cut now. */
void power_cut(struct power_disk *, enum power_loss, const char *folder);

#endif
