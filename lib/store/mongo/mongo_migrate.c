/*
 * mongo_migrate.c - Runs MongoDB migrations command by command, resuming interrupted ones.
 *
 * Every command is idempotent, so a kill before its progress is recorded does no harm; an
 * interrupted migration is resumed or reverted.
 */
#include "store/mongo/mongo_migrate.h"

#include "store/mongo/migration_version.h"

struct mongo_migration_run {
	struct mongo_version v;
	const struct migrations *ms;
	struct buf *report;
};

/* Migrations run by earlier programs, before the log existed, have no row in it. */
static enum err
mongo_migrate_check_log(struct mongo_migration_run *r, struct why *w)
{
	bson_t all = BSON_INITIALIZER;
	mongoc_cursor_t *c = mongoc_collection_find_with_opts(r->v.log, &all, NULL, NULL);
	const bson_t *row, *reply;
	bson_error_t error;
	enum err e = OK;

	if (r->v.at > (int64_t)r->ms->n)
		e = migrations_check_unchanged(r->ms, r->v.at, STR(""), w);
	while (e == OK && mongoc_cursor_next(c, &row))
		if (mongo_number_at(row, "_id") > 0)
			e = migrations_check_unchanged(r->ms, mongo_number_at(row, "_id"),
			    mongo_text_at(row, "sha256", w->mem), w);
	if (e == OK && mongoc_cursor_error_document(c, &error, &reply))
		e = mongo_set_error(r->v.m, &error, reply, w);
	mongoc_cursor_destroy(c);
	bson_destroy(&all);
	return e;
}

/* --- all migrations --- */

/* One migration, resumed after the commands that were run before. */
static enum err
mongo_migrate_step(struct mongo_migration_run *r, const struct migration *m, bool up, struct why *w)
{
	const struct mongo_partial *h = &r->v.partial;
	bool goes_on = h->number == m->number && h->up == up && str_eq(h->sha256, m->sha256);
	int64_t done = goes_on ? h->done : 0;
	bson_iter_t command;
	bson_t *commands;
	enum err e;

	if ((e = mongo_commands_read(m, up, &commands, &command, w)) != OK)
		return e;
	e = mongo_version_note_begin(&r->v, m, up, done, w);
	for (int64_t i = 0; e == OK && bson_iter_next(&command); i++) {
		if (i < done)
			continue;
		if ((e = mongo_command_run(r->v.m, &command, w)) == OK)
			e = mongo_version_note_progress(&r->v, i + 1, w);
	}
	bson_destroy(commands);
	if (e == OK)
		e = up ? mongo_version_put_log(&r->v, m, w) : mongo_version_drop_log(&r->v, m, w);
	if (e == OK)
		e = mongo_version_note_end(&r->v, up ? m->number : m->number - 1, w);
	if (e == OK)
		migration_put_step(r->report, m, up);
	return e;
}

/* First ends an interrupted migration: up resumes it, down reverts it. */
static enum err
mongo_migrate_to(struct mongo_migration_run *r, int64_t to, struct why *w)
{
	int64_t partial;
	enum err e;

	if ((e = mongo_version_read(&r->v, w)) != OK || (e = mongo_migrate_check_log(r, w)) != OK)
		return e;
	partial = r->v.partial.number;
	if (partial > (int64_t)r->ms->n)
		return migrations_check_unchanged(r->ms, partial, STR(""), w);
	if ((e = migrations_target(r->ms, partial > 0 ? partial : r->v.at, to, &to, w)) != OK)
		return e;
	if (partial > 0)
		e = mongo_migrate_step(r, &r->ms->v[partial - 1], to >= partial, w);
	while (e == OK && r->v.at != to)
		e = r->v.at < to ? mongo_migrate_step(r, &r->ms->v[r->v.at], true, w)
				 : mongo_migrate_step(r, &r->ms->v[r->v.at - 1], false, w);
	return e;
}

static enum err
mongo_migrate_run(struct mongo_migration_run *r, int64_t to, struct why *w)
{
	enum err e;

	if ((e = mongo_call_begin(r->v.m, 0, w)) != OK)
		return e;
	if (to == MIGRATE_STATUS) {
		if ((e = mongo_version_read(&r->v, w)) == OK &&
		    (e = mongo_migrate_check_log(r, w)) == OK)
			migrations_put_status(r->report, r->ms, r->v.at);
		return e;
	}
	if ((e = mongo_version_acquire(&r->v, w)) != OK)
		return e;
	e = mongo_migrate_to(r, to, w);
	mongo_version_release(&r->v, w);
	return e;
}

enum err
mongo_migrate(struct store *store, const char *dir, int64_t to, struct buf *report, struct why *w)
{
	struct migrations ms;
	struct mongo_migration_run r = {.ms = &ms, .report = report};
	enum err e;

	if ((e = migrations_read(dir, "mongo", "json", &ms, w)) != OK)
		return e;
	mongo_version_open(&r.v, mongo_of(store), w->mem);
	e = mongo_migrate_run(&r, to, w);
	mongo_version_close(&r.v);
	return e;
}

enum err
mongo_check_schema(struct mongo *m, bool *off, struct why *w)
{
	struct mongo_version v;
	enum err e;

	mongo_version_open(&v, m, w->mem);
	e = mongo_version_read(&v, w);
	mongo_version_close(&v);
	*off = e == OK && (v.at != MONGO_SCHEMA_NEWEST || v.partial.number > 0);
	if (*off)
		return err_set(w, ERR_UNAVAILABLE,
		    "The database is at migration %lld; this program needs %d: run `ccpl migrate "
		    "up`",
		    (long long)v.at, MONGO_SCHEMA_NEWEST);
	return e;
}
