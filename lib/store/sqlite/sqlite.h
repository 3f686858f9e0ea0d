/*
 * sqlite.h - Internal interface of the SQLite driver.
 *
 *   sqlite_driver.c     open, close, ready: the connection and its settings
 *   write_lock.c        one writer at a time across processes
 *   wal.c               checkpoints
 *   files.c             files beside the database, see files.h
 *   sqlite_error.c      maps SQLite's result codes
 *   statement.c         statements, see statement.h
 *   row_read.c          reads a record from its row
 *   row_write.c         writes a record to its row and lines
 *   term_table.c        the search terms of a record
 *   select.c            queries as SQL
 *   sqlite_read.c       get, find, sum, read snapshots
 *   sqlite_apply.c      apply
 *   sqlite_migrate.c    migrations
 */
#ifndef STORE_SQLITE_H
#define STORE_SQLITE_H

#include <sqlite3.h>

#include "store/sqlite/files.h"
#include "store/sqlite/statement.h"

enum { SQLITE_SCHEMA_NEWEST = 2 }; /* the newest migration's number, which this program requires */

enum { SQLITE_BUSY_MS = 1000 }; /* in case another program holds SQLite's own locks */

struct sqlite {
	struct store base;
	sqlite3 *db;
	struct sqlite_statement *by_text; /* a hash by text */
	struct sqlite_statement *keyed;   /* those with a key, hashed by it */
	const char *path, *marker, *reserve;
	struct sqlite_file_id files[SQLITE_FILES]; /* as opened */
	int lock;                                  /* the file that writers lock */
	int64_t lock_wait_us;                      /* how long to wait for it */
	int64_t schema;   /* the number of the last migration when the database was opened */
	bool in_snapshot; /* between sqlite_snapshot_begin() and _end() */
};

static inline struct sqlite *
sqlite_of(struct store *s)
{
	return (struct sqlite *)s;
}

/* --- write_lock.c --- */
enum { SQLITE_LOCK_WAIT_US = 5000000 };

enum err sqlite_lock_open(struct sqlite *, struct why *) MUST_CHECK;
enum err sqlite_lock(struct sqlite *, struct why *) MUST_CHECK; /* BUSY after 5 s */
bool sqlite_lock_try(struct sqlite *);                          /* without waiting */
void sqlite_unlock(struct sqlite *);

/* --- wal.c --- */
void sqlite_wal_watch(struct sqlite *);
void sqlite_checkpoint(struct sqlite *); /* if the WAL is large enough; under the lock */
void sqlite_idle(struct store *);

/* --- row_read.c --- */
#define SQLITE_ALL_FIELDS UINT64_MAX

/* Columns of these fields; none for a field without a column. */
void sqlite_put_columns(struct sql *, const struct schema *, uint64_t fields);
struct text_block { /* memory for the texts of rows; initialize with the context only */
	const void *mem;
	char *at;
	size_t left;
};

/* Reads a record from the columns of these fields. */
enum err sqlite_read_record(struct sqlite *, const struct schema *, uint64_t fields, sqlite3_stmt *,
    struct text_block *, void *rec, struct why *) MUST_CHECK;
enum err sqlite_find_row(struct sqlite *, const struct schema *, struct str id, void *rec,
    bool *found, struct why *) MUST_CHECK;

/* --- row_write.c --- */
enum err
sqlite_insert(struct sqlite *, const struct schema *, const void *rec, struct why *) MUST_CHECK;
enum err
sqlite_update(struct sqlite *, const struct schema *, const void *rec, struct why *) MUST_CHECK;
/* These fields must not be searchable. */
enum err sqlite_update_fields(struct sqlite *, const struct schema *, const void *rec,
    uint64_t fields, struct why *) MUST_CHECK;
enum err
sqlite_delete(struct sqlite *, const struct schema *, struct str id, struct why *) MUST_CHECK;

/* --- term_table.c --- */
struct list sqlite_terms_of(
    const void *mem, const struct schema *, const void *rec); /* empty when not searchable */
/* The terms the row was written with, which an earlier version may have computed differently. */
enum err sqlite_terms_stored(
    struct sqlite *, const struct schema *, struct str id, struct list *, struct why *) MUST_CHECK;
enum err sqlite_terms_change(struct sqlite *, const struct schema *, struct str id, struct list was,
    struct list is, struct why *) MUST_CHECK;
/* Adds to a statement ", ?" for each column of sql_search_columns; with `named`: ", <column> =
 * ?". */
void sqlite_put_search_columns(
    struct sql *, const struct schema *, const void *rec, struct list terms, bool named);

/* --- select.c: the texts of find and sum, with their arguments. `lookup` is the word of a search
 * that is looked up in the table of terms; the other words, or all, are matched in the rows. --- */
uint64_t sqlite_query_fields(const struct query *); /* the fields to select */
struct sql sqlite_find_text(const struct query *, size_t lookup, void *mem);
struct sql sqlite_sum_text(const struct query *, size_t lookup, const size_t *group, size_t ngroup,
    const size_t *fields, size_t nfields, void *mem);
/* Number of terms that begin with the word, counted up to `most`. */
struct sql sqlite_terms_text(const struct query *, size_t word, int64_t most, void *mem);

/* --- sqlite_read.c, sqlite_apply.c, sqlite_migrate.c --- */
enum err sqlite_get(
    struct store *, const struct schema *, struct str id, void *rec, struct why *) MUST_CHECK;
enum err sqlite_find(struct store *, const struct query *, struct rows *, struct why *) MUST_CHECK;
enum err sqlite_sum(struct store *, const struct query *, const size_t *group, size_t ngroup,
    const size_t *fields, size_t nfields, struct sums *, struct why *) MUST_CHECK;
enum err sqlite_snapshot_begin(struct store *, struct why *) MUST_CHECK;
void sqlite_snapshot_end(struct store *);
enum err sqlite_apply(struct store *, struct op *, size_t n, struct why *) MUST_CHECK;
void sqlite_apply_many(struct store *, struct grouped_batch *, size_t n);
enum err sqlite_migrate(
    struct store *, const char *dir, int64_t to, struct buf *report, struct why *) MUST_CHECK;

#endif
