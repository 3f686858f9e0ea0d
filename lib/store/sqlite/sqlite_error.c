/* sqlite_error.c - Maps SQLite's result codes to errors of ours. */
#include <errno.h>
#include <stdlib.h>

#include "base/log.h"
#include "store/sqlite/sqlite.h"

/* The errno of the last failed write to the WAL. */
static int
sqlite_wal_errno(const struct sqlite *s)
{
	sqlite3_file *log = NULL;
	int code = 0;

	if (sqlite3_file_control(s->db, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log) != SQLITE_OK ||
	    log == NULL || log->pMethods == NULL)
		return 0;
	log->pMethods->xFileControl(log, SQLITE_FCNTL_LAST_ERRNO, &code);
	return code;
}

/* SQLite maps only ENOSPC to SQLITE_FULL. A file size limit or a quota is treated the same:
 * nothing was written, and the transaction is rolled back. */
static bool
sqlite_is_full(const struct sqlite *s, int code)
{
	int system = code == SQLITE_IOERR_WRITE ? sqlite_wal_errno(s) : sqlite3_system_errno(s->db);

	return (code & 0xff) == SQLITE_FULL ||
	       ((code == SQLITE_IOERR_WRITE || code == SQLITE_IOERR_SHMSIZE) &&
		   (system == EFBIG || system == EDQUOT || system == ENOSPC));
}

enum err
sqlite_set_error(struct sqlite *s, struct why *w)
{
	int code = sqlite3_extended_errcode(s->db);

	if (code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY)
		return err_set(w, ERR_EXISTS, "%s", err_title(ERR_EXISTS));
	LOG(LOG_LEVEL_ERROR, "sqlite", LOG_NUMBER("code", code),
	    LOG_TEXT("message", str_of(sqlite3_errmsg(s->db))));
	if (sqlite_is_full(s, code))
		return err_set(w, ERR_STORAGE_FULL, "%s", err_title(ERR_STORAGE_FULL));
	switch (code & 0xff) {
	case SQLITE_BUSY:
		return err_set(w, ERR_BUSY, "%s", err_title(ERR_BUSY));
	case SQLITE_NOMEM:
		abort();
	case SQLITE_CONSTRAINT:
	case SQLITE_ERROR:
	case SQLITE_MISUSE:
		return err_set(w, ERR_INTERNAL, "%s", sqlite3_errmsg(s->db));
	default:
		s->base.must_restart = true;
		return err_set(w, ERR_UNAVAILABLE, "%s", err_title(ERR_UNAVAILABLE));
	}
}
