/* statement.h - Builds, caches and runs SQL statements. */
#ifndef STATEMENT_H
#define STATEMENT_H

#include <sqlite3.h>

#include "store/store.h"

struct sqlite;

struct sql_arg {
	enum { ARG_NULL, ARG_NUMBER, ARG_TEXT } kind;
	int64_t number;
	struct str text;
};

/* What determines the text of a statement. The text is built once per key; after that only
 * arguments are collected. */
struct statement_key {
	enum {
		STATEMENT_ONCE,
		STATEMENT_ROW,
		STATEMENT_INSERT,
		STATEMENT_SET,
		STATEMENT_TERM
	} kind;
	const struct schema *of;
	uint64_t fields; /* SET: those listed */
};

struct sql { /* a statement being built; allocated in the context of its text */
	struct buf text;
	struct sql_arg *args;
	size_t nargs, cap;
	struct statement_key key;
	sqlite3_stmt *cached; /* the prepared statement of this key, valid until another is
				 prepared; text that is put is then ignored */
};

struct sql sql_init(const void *mem);
struct sql sql_init_keyed(struct sqlite *, struct statement_key, const void *mem);
void sql_put(struct sql *, const char *);
void sql_put_column(struct sql *, const char *name);
void sql_put_text(struct sql *, struct str); /* a ? and its value */
void sql_put_number(struct sql *, int64_t);
void sql_put_null(struct sql *);

/* Prepares (or finds) the statement and binds its arguments, which must outlive it. */
enum err sqlite_statement_start(
    struct sqlite *, const struct sql *, sqlite3_stmt **, struct why *) MUST_CHECK;
/* The next row; *more is false after the last one. */
enum err
sqlite_statement_step(struct sqlite *, sqlite3_stmt *, bool *more, struct why *) MUST_CHECK;
void sqlite_statement_stop(sqlite3_stmt *);
/* Start, step and finish, for a statement without rows. */
enum err sqlite_run(struct sqlite *, const struct sql *, struct why *) MUST_CHECK;
enum err sqlite_run_text(struct sqlite *, const char *text, struct why *) MUST_CHECK;
/* Runs any number of statements, without caching them. */
enum err sqlite_exec(struct sqlite *, const char *text, struct why *) MUST_CHECK;
enum err sqlite_query_number(struct sqlite *, const char *text, int64_t *, struct why *) MUST_CHECK;
/* Maps SQLite's last error. */
enum err sqlite_set_error(struct sqlite *, struct why *) MUST_CHECK;
void sqlite_finalize_all(struct sqlite *); /* finalizes all */

#endif
