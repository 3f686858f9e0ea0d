/*
 * sqlite.h - what the files of the SQLite driver share.
 *
 *   sqlite.c            open, close, ready: the connection and its settings
 *   sqlite_lock.c       one writer at a time, among processes
 *   sqlite_log.c        checkpoints
 *   sqlite_files.c      what stands beside the database, see sqlite_files.h
 *   sqlite_error.c      what an error of SQLite's means
 *   sqlite_statement.c  statements, see sqlite_statement.h
 *   sqlite_row.c        a row to a record
 *   sqlite_write.c      a record to its row and lines
 *   sqlite_terms.c      what it is found by
 *   sqlite_query.c      queries as SQL
 *   sqlite_read.c       get, find, sum, hold
 *   sqlite_apply.c      apply
 *   sqlite_migrate.c    migrations
 */
#ifndef STORE_SQLITE_H
#define STORE_SQLITE_H

#include <sqlite3.h>

#include "store/sqlite/files.h"
#include "store/sqlite/statement.h"

enum { SQLITE_SCHEMA_NEWEST = 2 }; /* the number of the newest migration; what this program needs */

enum { SQLITE_BUSY_MS = 1000 }; /* should anybody else hold SQLite's own locks */

struct sqlite {
	struct store base;
	sqlite3 *db;
	struct sqlite_statement *by_text; /* a hash by text */
	struct sqlite_statement *keyed;   /* those that have a shape, by it */
	const char *path, *marker, *reserve;
	struct sqlite_file_id files[SQLITE_FILES]; /* as they were opened */
	int lock;                                  /* the file that writers lock */
	int64_t lock_wait_us;                      /* how long to wait for it */
	int64_t schema;   /* the number of the database's last migration when it was opened */
	bool in_snapshot; /* between hold and release */
};

static inline struct sqlite *
sqlite_of(struct store *s)
{
	return (struct sqlite *)s;
}

/* --- sqlite_lock.c --- */
enum { SQLITE_LOCK_WAIT_US = 5000000 };

enum err sqlite_lock_open(struct sqlite *, struct why *) MUST_CHECK;
enum err sqlite_lock(struct sqlite *, struct why *) MUST_CHECK; /* BUSY after 5 s */
bool sqlite_lock_try(struct sqlite *);                          /* without waiting */
void sqlite_unlock(struct sqlite *);

/* --- sqlite_log.c --- */
void sqlite_wal_watch(struct sqlite *);
void sqlite_checkpoint(struct sqlite *); /* when the log has grown; under the lock */
void sqlite_idle(struct store *);

/* --- sqlite_row.c --- */
#define SQLITE_ALL_FIELDS UINT64_MAX

/* Columns of these fields; of a field without one, nothing. */
void sqlite_put_columns(struct sql *, const struct schema *, uint64_t fields);
struct text_block { /* for the texts of rows; begins with its context alone */
	const void *mem;
	char *at;
	size_t left;
};

/* The record out of the columns of these fields. */
enum err sqlite_read_record(struct sqlite *, const struct schema *, uint64_t fields, sqlite3_stmt *,
    struct text_block *, void *rec, struct why *) MUST_CHECK;
enum err sqlite_find_row(struct sqlite *, const struct schema *, struct str id, void *rec,
    bool *found, struct why *) MUST_CHECK;

/* --- sqlite_write.c --- */
enum err
sqlite_insert(struct sqlite *, const struct schema *, const void *rec, struct why *) MUST_CHECK;
enum err
sqlite_update(struct sqlite *, const struct schema *, const void *rec, struct why *) MUST_CHECK;
/* Of these fields, none of which is searched by. */
enum err sqlite_update_fields(struct sqlite *, const struct schema *, const void *rec,
    uint64_t fields, struct why *) MUST_CHECK;
enum err
sqlite_delete(struct sqlite *, const struct schema *, struct str id, struct why *) MUST_CHECK;

/* --- sqlite_terms.c --- */
struct list sqlite_terms_of(const void *mem, const struct schema *, const void *rec); /* or none */
/* Those that the row was written with: an earlier program may have made others of it. */
enum err sqlite_terms_stored(
    struct sqlite *, const struct schema *, struct str id, struct list *, struct why *) MUST_CHECK;
enum err sqlite_terms_change(struct sqlite *, const struct schema *, struct str id, struct list was,
    struct list is, struct why *) MUST_CHECK;
/* Into a statement: ", ?" for each column of sql_derived; named: ", <column> = ?". */
void sqlite_put_search_columns(
    struct sql *, const struct schema *, const void *rec, struct list terms, bool named);

/* --- sqlite_query.c: the texts of find and sum, with their arguments. lookup is the word of a
 * search whose records are looked up by their terms; the others, or all, are looked for in
 * the rows. --- */
uint64_t sqlite_query_fields(const struct query *); /* the fields */
struct sql sqlite_find_text(const struct query *, size_t lookup, void *mem);
struct sql sqlite_sum_text(const struct query *, size_t lookup, const size_t *group, size_t ngroup,
    const size_t *fields, size_t nfields, void *mem);
/* How many terms begin with that word, counted no further than to most. */
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
enum err sqlite_migrate(
    struct store *, const char *dir, int64_t to, struct buf *report, struct why *) MUST_CHECK;

#endif
