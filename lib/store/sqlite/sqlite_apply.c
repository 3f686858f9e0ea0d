/* sqlite_apply.c - Writes ops in one SQLite transaction, under the write lock. */
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

enum err
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

static enum err
sqlite_begin_and_commit(struct sqlite *s, const struct sqlite_work *x, struct why *w)
{
	bool any = false;
	enum err e;

	if ((e = sqlite_run_text(s, "BEGIN IMMEDIATE", w)) != OK)
		return e;
	if ((e = sqlite_check_schema(s, w)) == OK && (e = x->write(s, x, &any, w)) == OK && any)
		e = sqlite_run_text(s, "COMMIT", w);
	if (!sqlite3_get_autocommit(s->db))
		sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
	return e;
}

/* If the files were replaced in the meantime, nothing was written, even if SQLite reports
 * success. */
enum err
sqlite_transact(struct sqlite *s, const struct sqlite_work *x, struct why *w)
{
	enum err e;

	assert(!s->in_snapshot);
	sqlite_reads_end(&s->base);
	if ((e = sqlite_lock(s, w)) != OK)
		return e;
	e = sqlite_begin_and_commit(s, x, w);
	if (!sqlite_files_unchanged(s))
		e = err_set(w, ERR_UNAVAILABLE, "%s", err_title(ERR_UNAVAILABLE));
	sqlite_unlock(s);
	return e;
}
