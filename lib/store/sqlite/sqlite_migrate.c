/*
 * sqlite_migrate.c - Runs SQL migrations, each in a transaction of its own, all under the
 * lock.
 *
 * user_version is the number of the last one; the table `migrations` logs what was run.
 * Foreign keys are disabled while a migration runs (dropping a table that is rebuilt would
 * delete its children) and checked before it is committed.
 */
#include "store/sqlite/sqlite.h"

#include "base/clock.h"
#include "base/mem.h"
#include "store/migration.h"

static const char sqlite_migrations_table[] =
    "CREATE TABLE IF NOT EXISTS migrations ("
    "number INTEGER PRIMARY KEY, title TEXT NOT NULL, "
    "sha256 TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT";

static enum err
sqlite_migrate_put_log(struct sqlite *s, const struct migration *m, struct why *w)
{
	struct sql q = sql_init(w->mem);

	sql_put(&q, "INSERT INTO migrations (number, title, sha256, applied_at) VALUES (");
	sql_put_number(&q, m->number);
	sql_put(&q, ", ");
	sql_put_text(&q, m->title);
	sql_put(&q, ", ");
	sql_put_text(&q, m->sha256);
	sql_put(&q, ", ");
	sql_put_number(&q, clock_now());
	sql_put(&q, ")");
	return sqlite_run(s, &q, w);
}

static enum err
sqlite_migrate_drop_log(struct sqlite *s, const struct migration *m, struct why *w)
{
	struct sql q = sql_init(w->mem);

	sql_put(&q, "DELETE FROM migrations WHERE number = ");
	sql_put_number(&q, m->number);
	return sqlite_run(s, &q, w);
}

static enum err
sqlite_migrate_check_keys(struct sqlite *s, const struct migration *m, struct why *w)
{
	int64_t broken;
	enum err e;

	e = sqlite_query_number(s, "SELECT count(*) FROM pragma_foreign_key_check", &broken, w);
	if (e == OK && broken > 0)
		return err_set(w, ERR_CONFLICT,
		    "Migration %03lld would leave %lld lines without "
		    "their record; nothing was changed",
		    (long long)m->number, (long long)broken);
	return e;
}

/* The statements of one direction, inside the transaction. */
static enum err
sqlite_migrate_run(struct sqlite *s, const struct migration *m, bool up, struct why *w)
{
	struct str number = str_printf(
	    w->mem, "PRAGMA user_version = %lld", (long long)(up ? m->number : m->number - 1));
	enum err e;

	if ((e = sqlite_exec(s, up ? m->up.s : m->down.s, w)) != OK)
		return e;
	if ((e = up ? sqlite_migrate_put_log(s, m, w) : sqlite_migrate_drop_log(s, m, w)) != OK)
		return e;
	if ((e = sqlite_migrate_check_keys(s, m, w)) != OK)
		return e;
	return sqlite_exec(s, number.s, w);
}

static enum err
sqlite_migrate_step(
    struct sqlite *s, const struct migration *m, bool up, struct buf *report, struct why *w)
{
	enum err e;

	/* Before the commit, so that a kill leaves no marker without a system. */
	if (!up && m->number == 1)
		sqlite_set_marker(s, false);
	if ((e = sqlite_exec(s, "BEGIN IMMEDIATE", w)) != OK)
		return e;
	if ((e = sqlite_migrate_run(s, m, up, w)) == OK)
		e = sqlite_exec(s, "COMMIT", w);
	if (!sqlite3_get_autocommit(s->db))
		sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
	if (e != OK)
		return e;
	s->schema = up ? m->number : m->number - 1;
	migration_put_step(report, m, up);
	return OK;
}

/* --- log of migrations --- */

static enum err
sqlite_migrate_check_log(struct sqlite *s, const struct migrations *ms, struct why *w)
{
	struct sql q = sql_init(w->mem);
	sqlite3_stmt *stmt;
	bool more;
	enum err e;

	sql_put(&q, "SELECT number, sha256 FROM migrations ORDER BY number DESC");
	if ((e = sqlite_statement_start(s, &q, &stmt, w)) != OK)
		return e;
	while ((e = sqlite_statement_step(s, stmt, &more, w)) == OK && more)
		if ((e = migrations_check_unchanged(ms, sqlite3_column_int64(stmt, 0),
			 str_of((const char *)sqlite3_column_text(stmt, 1)), w)) != OK)
			break;
	sqlite_statement_stop(stmt);
	return e;
}

/* --- all migrations --- */

static enum err
sqlite_migrate_to(
    struct sqlite *s, const struct migrations *ms, int64_t to, struct buf *report, struct why *w)
{
	enum err e;

	if ((e = sqlite_query_number(s, "PRAGMA user_version", &s->schema, w)) != OK)
		return e;
	if ((e = sqlite_migrate_check_log(s, ms, w)) != OK)
		return e;
	if (to == MIGRATE_STATUS) {
		migrations_put_status(report, ms, s->schema);
		return OK;
	}
	e = migrations_target(ms, s->schema, to, &to, w);
	while (e == OK && s->schema != to)
		e = s->schema < to
			? sqlite_migrate_step(s, &ms->v[s->schema], true, report, w)
			: sqlite_migrate_step(s, &ms->v[s->schema - 1], false, report, w);
	return e;
}

enum err
sqlite_migrate(struct store *store, const char *dir, int64_t to, struct buf *report, struct why *w)
{
	struct sqlite *s = sqlite_of(store);
	struct migrations ms;
	enum err e;

	if ((e = migrations_read(dir, "sqlite", "sql", &ms, w)) != OK)
		return e;
	if ((e = sqlite_lock(s, w)) != OK)
		return e;
	sqlite_finalize_all(s);
	if ((e = sqlite_exec(s, "PRAGMA foreign_keys = OFF", w)) == OK &&
	    (e = sqlite_exec(s, sqlite_migrations_table, w)) == OK)
		e = sqlite_migrate_to(s, &ms, to, report, w);
	if (s->schema > 0)
		sqlite_set_marker(s, true);
	if (sqlite3_exec(s->db, "PRAGMA foreign_keys = ON", NULL, NULL, NULL) != SQLITE_OK)
		s->base.must_restart = true;
	sqlite_unlock(s);
	return e;
}
