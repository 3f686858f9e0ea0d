/*
 * statement.c - Caches prepared statements by text and by key. They are finalized when the
 * store is closed.
 */
#include "store/sqlite/sqlite.h"

#include <stdlib.h>
#include <string.h>
#include <uthash.h>

#include "base/mem.h"
#include "schema/sql.h"

enum { PREPARED_MAX = 400 };

struct sqlite_statement {
	sqlite3_stmt *stmt;
	struct statement_key key;
	UT_hash_handle hh, key_hh;
	char text[];
};

/* --- building --- */

struct sql
sql_init(const void *mem)
{
	struct sql q = {.text = buf_init(mem)};

	buf_reserve(&q.text, 500);
	return q;
}

void
sql_put(struct sql *q, const char *text)
{
	if (q->cached == NULL)
		buf_puts(&q->text, text);
}

void
sql_put_column(struct sql *q, const char *name)
{
	if (q->cached == NULL)
		sql_put_name(&q->text, name);
}

static void
sql_put_arg(struct sql *q, struct sql_arg a)
{
	MEM_RESERVE(q->text.mem, q->args, q->nargs + 1, q->cap);
	q->args[q->nargs++] = a;
	sql_put(q, "?");
}

void
sql_put_text(struct sql *q, struct str v)
{
	sql_put_arg(q, (struct sql_arg){.kind = ARG_TEXT, .text = v});
}

void
sql_put_number(struct sql *q, int64_t v)
{
	sql_put_arg(q, (struct sql_arg){.kind = ARG_NUMBER, .number = v});
}

void
sql_put_null(struct sql *q)
{
	sql_put_arg(q, (struct sql_arg){.kind = ARG_NULL});
}

/* --- prepared statements --- */

static void
statement_drop(struct sqlite *s, struct sqlite_statement *p)
{
	HASH_DEL(s->by_text, p);
	if (p->key.kind != STATEMENT_ONCE)
		HASH_DELETE(key_hh, s->keyed, p);
	sqlite3_finalize(p->stmt);
	free(p);
}

/* Clients can cause many different statements: evicts the oldest that is not in use. */
static void
statement_evict(struct sqlite *s)
{
	struct sqlite_statement *p, *next;

	if (HASH_COUNT(s->by_text) < PREPARED_MAX)
		return;
	HASH_ITER (hh, s->by_text, p, next) {
		if (sqlite3_stmt_busy(p->stmt))
			continue;
		statement_drop(s, p);
		return;
	}
}

void
sqlite_finalize_all(struct sqlite *s)
{
	struct sqlite_statement *p, *next;

	HASH_ITER (hh, s->by_text, p, next)
		statement_drop(s, p);
}

static struct sqlite_statement *
statement_keep(struct sqlite *s, const struct sql *q, sqlite3_stmt *stmt)
{
	struct sqlite_statement *p;

	statement_evict(s);
	if ((p = calloc(1, sizeof *p + q->text.n + 1)) == NULL)
		abort();
	p->stmt = stmt;
	p->key = q->key;
	memcpy(p->text, q->text.s, q->text.n);
	HASH_ADD_KEYPTR(hh, s->by_text, p->text, (unsigned)q->text.n, p);
	if (p->key.kind != STATEMENT_ONCE)
		HASH_ADD(key_hh, s->keyed, key, sizeof p->key, p);
	return p;
}

static enum err
statement_prepare(struct sqlite *s, const struct sql *q, sqlite3_stmt **stmt, struct why *w)
{
	struct sqlite_statement *p;

	if ((*stmt = q->cached) != NULL)
		return OK;
	HASH_FIND(hh, s->by_text, q->text.s, (unsigned)q->text.n, p);
	if (p == NULL) {
		if (sqlite3_prepare_v3(s->db, q->text.s, (int)q->text.n, SQLITE_PREPARE_PERSISTENT,
			stmt, NULL) != SQLITE_OK)
			return sqlite_set_error(s, w);
		p = statement_keep(s, q, *stmt);
	}
	*stmt = p->stmt;
	return OK;
}

struct sql
sql_init_keyed(struct sqlite *s, struct statement_key key, const void *mem)
{
	struct sql q = {.text = buf_init(mem)};
	struct sqlite_statement *p;

	/* Compared bytewise, so padding must be zero. */
	memset(&q.key, 0, sizeof q.key);
	q.key.kind = key.kind;
	q.key.of = key.of;
	q.key.fields = key.fields;
	HASH_FIND(key_hh, s->keyed, &q.key, sizeof q.key, p);
	if (p != NULL)
		q.cached = p->stmt;
	return q;
}

static int
statement_bind(sqlite3_stmt *stmt, int at, const struct sql_arg *a)
{
	if (a->kind == ARG_NUMBER)
		return sqlite3_bind_int64(stmt, at, a->number);
	if (a->kind == ARG_TEXT)
		return sqlite3_bind_text(
		    stmt, at, a->text.s == NULL ? "" : a->text.s, (int)a->text.n, SQLITE_STATIC);
	return sqlite3_bind_null(stmt, at);
}

enum err
sqlite_statement_start(struct sqlite *s, const struct sql *q, sqlite3_stmt **stmt, struct why *w)
{
	enum err e = statement_prepare(s, q, stmt, w);

	for (size_t i = 0; e == OK && i < q->nargs; i++)
		if (statement_bind(*stmt, (int)i + 1, &q->args[i]) != SQLITE_OK)
			e = sqlite_set_error(s, w);
	return e;
}

enum err
sqlite_statement_step(struct sqlite *s, sqlite3_stmt *stmt, bool *more, struct why *w)
{
	int rc = sqlite3_step(stmt);

	*more = rc == SQLITE_ROW;
	return rc == SQLITE_ROW || rc == SQLITE_DONE ? OK : sqlite_set_error(s, w);
}

void
sqlite_statement_stop(sqlite3_stmt *stmt)
{
	sqlite3_reset(stmt);
	sqlite3_clear_bindings(stmt);
}

enum err
sqlite_run(struct sqlite *s, const struct sql *q, struct why *w)
{
	sqlite3_stmt *stmt;
	bool more;
	enum err e = sqlite_statement_start(s, q, &stmt, w);

	if (e != OK)
		return e;
	e = sqlite_statement_step(s, stmt, &more, w);
	sqlite_statement_stop(stmt);
	return e;
}

enum err
sqlite_run_text(struct sqlite *s, const char *text, struct why *w)
{
	struct sql q = {.text = buf_init(w->mem)};

	sql_put(&q, text);
	return sqlite_run(s, &q, w);
}

enum err
sqlite_exec(struct sqlite *s, const char *text, struct why *w)
{
	return sqlite3_exec(s->db, text, NULL, NULL, NULL) == SQLITE_OK ? OK
									: sqlite_set_error(s, w);
}

enum err
sqlite_query_number(struct sqlite *s, const char *text, int64_t *out, struct why *w)
{
	struct sql q = {.text = buf_init(w->mem)};
	sqlite3_stmt *stmt;
	bool more;
	enum err e;

	sql_put(&q, text);
	if ((e = sqlite_statement_start(s, &q, &stmt, w)) != OK)
		return e;
	if ((e = sqlite_statement_step(s, stmt, &more, w)) == OK)
		*out = more ? sqlite3_column_int64(stmt, 0) : 0;
	sqlite_statement_stop(stmt);
	return e;
}
