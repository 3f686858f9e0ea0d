/* statement.h - statements of SQLite: text and arguments, prepared once; errors. */
#ifndef STATEMENT_H
#define STATEMENT_H

#include <sqlite3.h>

#include "store/store.h"

struct sqlite;
struct sqlite_statement;

struct sql_arg {
	enum { ARG_NULL, ARG_NUMBER, ARG_TEXT } kind;
	int64_t number;
	struct str text;
};

/* What makes the text of a statement: it is printed once for each, and from then on only
 * its arguments are gathered. */
struct statement_key {
	enum {
		STATEMENT_ONCE,
		STATEMENT_ROW,
		STATEMENT_INSERT,
		STATEMENT_SET,
		STATEMENT_TERM
	} kind;
	const struct schema *of;
	uint64_t fields; /* SET: those it names */
};

struct sql { /* a statement under construction; lives in the context of its text */
	struct buf text;
	struct sql_arg *args;
	size_t nargs, cap;
	struct statement_key key;
	sqlite3_stmt *cached; /* of this shape, until another is prepared; then texts that are put
				are not looked at */
};

struct sql sql_init(const void *mem);
struct sql sql_init_keyed(struct sqlite *, struct statement_key, const void *mem);
void sql_put(struct sql *, const char *);
void sql_put_column(struct sql *, const char *name);
void sql_put_text(struct sql *, struct str); /* a ? and what it stands for */
void sql_put_number(struct sql *, int64_t);
void sql_put_null(struct sql *);

/* Prepares (or finds) the statement and binds its arguments, which must outlive it. */
enum err sqlite_statement_start(
    struct sqlite *, const struct sql *, sqlite3_stmt **, struct why *) MUST_CHECK;
/* The next row: *more is false behind the last one. */
enum err
sqlite_statement_step(struct sqlite *, sqlite3_stmt *, bool *more, struct why *) MUST_CHECK;
void sqlite_statement_stop(sqlite3_stmt *);
/* All three for a statement without rows. */
enum err sqlite_run(struct sqlite *, const struct sql *, struct why *) MUST_CHECK;
enum err sqlite_run_text(struct sqlite *, const char *text, struct why *) MUST_CHECK;
/* Texts of any number of statements, which are not kept. */
enum err sqlite_exec(struct sqlite *, const char *text, struct why *) MUST_CHECK;
enum err sqlite_query_number(struct sqlite *, const char *text, int64_t *, struct why *) MUST_CHECK;
/* What SQLite just said, as an error. */
enum err sqlite_set_error(struct sqlite *, struct why *) MUST_CHECK;
void sqlite_finalize_all(struct sqlite *); /* finalizes all */

#endif
