/* sqlite_apply.c - Writes a batch, or several, in one SQLite transaction, under the write lock. */
#include "store/sqlite/sqlite.h"

#include <assert.h>
#include <string.h>

#include "base/mem.h"
#include "store/op.h"

/* The row the op refers to; *old is NULL when there is none. */
static enum err
sqlite_read_old_row(struct sqlite *s, const struct op *op, void **old, struct why *w)
{
	bool found = false;
	enum err e;

	*old = mem_new(w->mem, op->schema->size);
	e = sqlite_find_row(s, op->schema, op_id(op), *old, &found, w);
	if (!found)
		*old = NULL;
	return e;
}

static enum err
sqlite_write_change(struct sqlite *s, struct op *op, const void *old, struct why *w)
{
	enum err e = op->kind == OP_ADD ? op_apply_add(op, old, w) : op_check_version(op, old, w);

	if (e != OK || op->kind == OP_EXPECT)
		return e;
	if (op->kind == OP_UPDATE)
		return sqlite_update(s, op->schema, op->rec, w);
	if (op->kind == OP_DELETE)
		return old == NULL ? OK : sqlite_delete(s, op->schema, op_id(op), w);
	if (old == NULL)
		return sqlite_insert(s, op->schema, op->rec, w);
	return sqlite_update_fields(s, op->schema, op->rec, op_added_fields(op), w);
}

static enum err
sqlite_check_none(struct sqlite *s, const struct op *op, struct why *w)
{
	const struct query q = op_none_query(op);
	struct rows rows;
	enum err e = sqlite_find(&s->base, &q, &rows, w);

	return e != OK ? e : op_check_none(rows.n > 0, w);
}

static enum err
sqlite_write_op(struct sqlite *s, const struct op *ops, struct op *op, struct why *w)
{
	void *old;
	enum err e;

	if (op->kind == OP_NONE)
		return sqlite_check_none(s, op, w);
	if (op_inserts(op)) {
		op_prepare_insert(ops, op, w);
		return sqlite_insert(s, op->schema, op->rec, w);
	}
	if ((e = sqlite_read_old_row(s, op, &old, w)) != OK)
		return e;
	return sqlite_write_change(s, op, old, w);
}

/* "UNIQUE constraint failed: items.item_code": ends with the field's name. */
static size_t
sqlite_clash_field(struct sqlite *s, const struct schema *of)
{
	const char *name = strrchr(sqlite3_errmsg(s->db), '.');
	int field = name == NULL ? -1 : schema_field(of, str_of(name + 1));

	return field < 0 ? 0 : (size_t)field;
}

static enum err
sqlite_write_ops(struct sqlite *s, struct op *ops, size_t n, struct why *w)
{
	enum err e = OK;

	for (size_t i = 0; i < n && e == OK; i++) {
		e = sqlite_write_op(s, ops, &ops[i], w);
		w->op = i;
		if (e == ERR_EXISTS)
			w->field = sqlite_clash_field(s, ops[i].schema);
	}
	return e;
}

/* A worker of the previous version must not write to a schema it does not know. */
static enum err
sqlite_check_schema(struct sqlite *s, struct why *w)
{
	int64_t number;
	enum err e = sqlite_query_number(s, "PRAGMA user_version", &number, w);

	if (e != OK || number == s->schema)
		return e;
	s->base.must_restart = true;
	return err_set(
	    w, ERR_UNAVAILABLE, "The database was migrated to %lld meanwhile", (long long)number);
}

/* --- several batches in one transaction --- */

/* What a batch alone is to blame for; after any other error the transaction cannot go on. */
static bool
sqlite_is_refusal(enum err e)
{
	return e == ERR_EXISTS || e == ERR_CLASH || e == ERR_BOUND || e == ERR_INTERNAL;
}

/* A savepoint each, unless the batch is alone: then the transaction is its own. */
static enum err
sqlite_write_batch(struct sqlite *s, struct grouped_batch *b, bool alone)
{
	enum err e = alone ? OK : sqlite_run_text(s, "SAVEPOINT batch", b->w), undone;

	if (e != OK)
		return e;
	e = sqlite_write_ops(s, b->ops, b->n, b->w);
	if (alone || (e != OK && !sqlite_is_refusal(e)))
		return e;
	if (e == OK)
		return sqlite_run_text(s, "RELEASE batch", b->w);
	undone = sqlite_run_text(s, "ROLLBACK TO batch", b->w);
	if (undone == OK)
		undone = sqlite_run_text(s, "RELEASE batch", b->w);
	return undone == OK ? e : undone;
}

static bool
sqlite_batch_has_room(struct sqlite *s, struct grouped_batch *b)
{
	if (sqlite_has_room(s, b->n > 0 && b->ops[0].urgent))
		return true;
	b->result = err_set(b->w, ERR_STORAGE_FULL, "%s", err_title(ERR_STORAGE_FULL));
	return false;
}

/* SQLite itself rolls back the whole transaction after some errors, among them a full disk:
 * what would be written then, would be written alone. */
static enum err
sqlite_write_batches(struct sqlite *s, struct grouped_batch *v, size_t n, size_t *written)
{
	*written = 0;
	for (size_t i = 0; i < n; i++) {
		if (!sqlite_batch_has_room(s, &v[i]))
			continue;
		v[i].result = sqlite_write_batch(s, &v[i], n == 1);
		*written += v[i].result == OK;
		if (v[i].result != OK &&
		    (!sqlite_is_refusal(v[i].result) || sqlite3_get_autocommit(s->db)))
			return v[i].result;
	}
	return OK;
}

/* An error is that of all batches: nothing was written. */
static enum err
sqlite_transact(struct sqlite *s, struct grouped_batch *v, size_t n, struct why *w)
{
	size_t written = 0;
	enum err e;

	if ((e = sqlite_run_text(s, "BEGIN IMMEDIATE", w)) != OK)
		return e;
	if ((e = sqlite_check_schema(s, w)) == OK &&
	    (e = sqlite_write_batches(s, v, n, &written)) == OK && written > 0)
		e = sqlite_run_text(s, "COMMIT", w);
	if (!sqlite3_get_autocommit(s->db))
		sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
	return e;
}

/* Under the lock. If the files were replaced in the meantime, nothing was written, even if
 * SQLite reports success. */
static enum err
sqlite_apply_locked(struct sqlite *s, struct grouped_batch *v, size_t n, struct why *w)
{
	enum err e = sqlite_transact(s, v, n, w);

	for (size_t i = 0; i < n; i++)
		if (e == ERR_STORAGE_FULL || v[i].result == ERR_STORAGE_FULL)
			sqlite_after_disk_full(s, v[i].n > 0 && v[i].ops[0].urgent);
	return sqlite_files_unchanged(s) ? e : ERR_UNAVAILABLE;
}

/* What a batch was refused for may rest on a neighbour's rows, which are gone with it. */
static void
sqlite_fail_all(struct grouped_batch *v, size_t n, enum err e)
{
	for (size_t i = 0; i < n; i++)
		v[i].result = err_set(v[i].w, e, "%s", err_title(e));
}

void
sqlite_apply_many(struct store *store, struct grouped_batch *v, size_t n)
{
	struct sqlite *s = sqlite_of(store);
	enum err e;

	assert(!s->in_snapshot && n > 0);
	if ((e = sqlite_lock(s, v[0].w)) == OK) {
		e = sqlite_apply_locked(s, v, n, v[0].w);
		sqlite_unlock(s);
	}
	if (e != OK && n > 1)
		sqlite_fail_all(v, n, e);
	else if (e != OK)
		v[0].result = e;
}

enum err
sqlite_apply(struct store *store, struct op *ops, size_t n, struct why *w)
{
	struct grouped_batch alone = {.ops = ops, .n = n, .w = w};

	sqlite_apply_many(store, &alone, 1);
	return alone.result;
}
