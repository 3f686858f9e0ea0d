/*
 * sqlite.h - Internal interface of the SQLite driver.
 *
 *   sqlite_driver.c     open, close, ready: the connection and its settings
 *   write_lock.c        one writer at a time across processes, see write_lock.h
 *   wal.c               checkpoints
 *   files.c             files beside the database, see files.h
 *   sqlite_error.c      maps SQLite's result codes
 *   statement.c         statements, see statement.h
 *   row_read.c          reads a record from its row
 *   row_write.c         writes a record to its row and lines
 *   term_table.c        the search terms of a record
 *   search.c            searches as SQL, see search.h; search_way.c chooses how
 *   select.c            queries as SQL
 *   sqlite_read.c       get, find, sum, read snapshots
 *   sqlite_apply.c      writes ops in a transaction
 *   sqlite_group.c      apply, and of several batches at once
 *   sqlite_parts.c      apply, of a batch that is too large for memory
 *   sqlite_migrate.c    migrations
 */
#ifndef STORE_SQLITE_H
#define STORE_SQLITE_H

#include <sqlite3.h>

#include "store/sqlite/files.h"
#include "store/sqlite/search.h"
#include "store/sqlite/statement.h"
#include "store/sqlite/write_lock.h"

enum { SQLITE_SCHEMA_NEWEST = 2 }; /* the newest migration's number, which this program requires */

enum { SQLITE_BUSY_MS = 1000 }; /* in case another program holds SQLite's own locks */

/* Pages of the log above which it is moved into the database: when no request waits, and in any
 * case. */
enum { WAL_PAGES_IDLE = 200, WAL_PAGES_MAX = 1000 };

struct sqlite {
	struct store base;
	sqlite3 *db;
	struct sqlite_statement *by_text; /* a hash by text */
	struct sqlite_statement *keyed;   /* those with a key, hashed by it */
	const char *path, *marker, *reserve;
	struct sqlite_file_id files[SQLITE_FILES]; /* as opened */
	int lock;                                  /* the file that writers lock */
	int64_t lock_wait_us;                      /* how long to wait for it */
	int64_t wal_pages, wal_moved, wal_tried; /* pages of the log; of these, in the database; pages
						    at the last checkpoint */
	int64_t schema;   /* the number of the last migration when the database was opened */
	bool in_reads, in_snapshot; /* between ..._begin() and _end() of these */
};

static inline struct sqlite *
sqlite_of(struct store *s)
{
	return (struct sqlite *)s;
}

/* --- wal.c --- */
void sqlite_wal_watch(struct sqlite *);
void sqlite_checkpoint(struct sqlite *, bool awaited); /* if it is due; under the lock */
void sqlite_idle(struct store *, bool awaited);

/* --- row_read.c --- */
#define SQLITE_ALL_FIELDS UINT64_MAX

/* Columns of these fields; none for a field without a column. */
void sqlite_put_columns(struct sql *, const struct schema *, uint64_t fields);
/* Reads a record from the columns of these fields; texts of several rows share the block. */
enum err sqlite_read_record(struct sqlite *, const struct schema *, uint64_t fields, sqlite3_stmt *,
    struct block *, void *rec, struct why *) MUST_CHECK;
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

/* --- select.c: the texts of find and sum, with their arguments --- */
uint64_t sqlite_query_fields(const struct query *); /* the fields to select */
struct sql sqlite_find_text(const struct query *, struct search_way, void *mem);
struct sql sqlite_sum_text(const struct query *, struct search_way, const size_t *group,
    size_t ngroup, const size_t *fields, size_t nfields, void *mem);

/* --- sqlite_apply.c --- */
struct sqlite_work { /* what is written in one transaction */
	/* Sets *any when it has written something; after an error nothing is kept. */
	enum err (*write)(struct sqlite *, const struct sqlite_work *, bool *any, struct why *);
	struct grouped_batch *group; /* n of them; or */
	size_t n;
	struct batch_parts *parts;
};

enum err sqlite_transact(struct sqlite *, const struct sqlite_work *, struct why *) MUST_CHECK;
enum err sqlite_write_ops(struct sqlite *, struct op *, size_t n, struct why *) MUST_CHECK;

/* --- sqlite_read.c, sqlite_group.c, sqlite_parts.c, sqlite_migrate.c --- */
enum err sqlite_get(
    struct store *, const struct schema *, struct str id, void *rec, struct why *) MUST_CHECK;
enum err sqlite_find(struct store *, const struct query *, struct rows *, struct why *) MUST_CHECK;
enum err sqlite_sum(struct store *, const struct query *, const size_t *group, size_t ngroup,
    const size_t *fields, size_t nfields, struct sums *, struct why *) MUST_CHECK;
void sqlite_reads_begin(struct store *);
void sqlite_reads_end(struct store *);
enum err sqlite_snapshot_begin(struct store *, struct why *) MUST_CHECK;
void sqlite_snapshot_end(struct store *);
enum err sqlite_apply(struct store *, struct op *, size_t n, struct why *) MUST_CHECK;
void sqlite_apply_many(struct store *, struct grouped_batch *, size_t n);
enum err sqlite_apply_parts(struct store *, struct batch_parts *, struct why *) MUST_CHECK;
enum err sqlite_migrate(
    struct store *, const char *dir, int64_t to, struct buf *report, struct why *) MUST_CHECK;

#endif
