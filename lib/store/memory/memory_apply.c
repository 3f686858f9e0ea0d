/*
 * memory_apply.c - The reference model of the store port: tables as sorted arrays. Tests
 * compare the other drivers with it, so it is simple rather than fast. A table is an array of
 * rows sorted by id; a row is never modified, only replaced; a batch works on a copy of the
 * arrays. Replaced rows stay allocated until the store is closed.
 */
#include "store/memory/memory.h"

#include <assert.h>
#include <string.h>

#include "base/mem.h"
#include "store/op.h"

static struct memory_table *
memory_table_of(struct memory *m, const struct schema *of)
{
	for (size_t i = 0; i < m->n; i++)
		if (m->tables[i].of == of)
			return &m->tables[i];
	assert(!"a stored record");
	return NULL;
}

static struct str
memory_id(const struct schema *of, const void *rec)
{
	return rec_text(rec, &of->fields[0]);
}

/* Position of the id, or where it would be inserted. */
static size_t
memory_find_id(const struct memory_table *t, struct str id, bool *found)
{
	for (size_t i = 0; i < t->n; i++) {
		int c = str_cmp(memory_id(t->of, t->rows[i]), id);

		if (c >= 0) {
			*found = c == 0;
			return i;
		}
	}
	*found = false;
	return t->n;
}

enum err
memory_get(struct store *s, const struct schema *of, struct str id, void *rec, struct why *w)
{
	struct memory_table *t = memory_table_of(memory_of(s), of);
	bool found;
	size_t at = memory_find_id(t, id, &found);

	if (!found)
		return err_set(w, ERR_NOT_FOUND, "%s", err_title(ERR_NOT_FOUND));
	rec_copy(w->mem, of, t->rows[at], rec);
	return OK;
}

/* --- reading --- */

enum err
memory_find(struct store *s, const struct query *q, struct rows *rows, struct why *w)
{
	const struct memory_table *t = memory_table_of(memory_of(s), q->schema);
	const void **hits = MEM_MANY(w->mem, const void *, t->n + 1);
	size_t n = memory_match(q, t->rows, t->n, hits, w->mem);

	n = memory_page(q, hits, n, w->mem);
	*rows = (struct rows){.v = mem_array(w->mem, n + 1, q->schema->size), .n = n};
	for (size_t i = 0; i < n; i++)
		rec_copy(w->mem, q->schema, hits[i], (char *)rows->v + i * q->schema->size);
	return OK;
}

enum err
memory_sum(struct store *s, const struct query *q, const size_t *group, size_t ngroup,
    const size_t *fields, size_t nfields, struct sums *sums, struct why *w)
{
	const struct memory_table *t = memory_table_of(memory_of(s), q->schema);
	const void **hits = MEM_MANY(w->mem, const void *, t->n + 1);
	size_t n = memory_match(q, t->rows, t->n, hits, w->mem);

	*sums = memory_group(q->schema, hits, n, group, ngroup, fields, nfields, w->mem);
	return OK;
}

/* --- writing --- */

static enum err
memory_exists(struct why *w, size_t field)
{
	w->field = field;
	return err_set(w, ERR_EXISTS, "%s", err_title(ERR_EXISTS));
}

static enum err
memory_check_unique(const struct memory_table *t, const void *rec, struct why *w)
{
	for (size_t f = 1; f < t->of->nfields; f++) {
		const struct field *field = &t->of->fields[f];

		if (!(field->flags & F_UNIQUE) || !rec_has(rec, f))
			continue;
		for (size_t i = 0; i < t->n; i++)
			if (!str_eq(memory_id(t->of, t->rows[i]), memory_id(t->of, rec)) &&
			    memory_compare(field, f, t->rows[i], rec) == 0)
				return memory_exists(w, f);
	}
	return OK;
}

static enum err
memory_put_row(
    struct memory *m, struct memory_table *t, const struct op *op, bool replaces, struct why *w)
{
	const void *rec = op->rec;
	bool found;
	size_t at = memory_find_id(t, memory_id(t->of, rec), &found);
	void *copy;
	enum err e;

	if ((e = op_check_required(op, w)) != OK)
		return e;
	if (found && !replaces)
		return memory_exists(w, 0);
	if ((e = memory_check_unique(t, rec, w)) != OK)
		return e;
	copy = mem_new(m, t->of->size);
	rec_copy(m, t->of, rec, copy);
	if (!found) {
		memmove(t->rows + at + 1, t->rows + at, (t->n - at) * sizeof *t->rows);
		t->n++;
	}
	t->rows[at] = copy;
	return OK;
}

static void
memory_remove_row(struct memory_table *t, size_t at)
{
	memmove(t->rows + at, t->rows + at + 1, (t->n - at - 1) * sizeof *t->rows);
	t->n--;
}

static enum err
memory_check_none(struct memory *m, const struct op *op, struct why *w)
{
	const struct query q = op_none_query(op);
	struct rows rows;
	enum err e = memory_find(&m->base, &q, &rows, w);

	return e != OK ? e : op_check_none(rows.n > 0, w);
}

static enum err
memory_write_op(struct memory *m, const struct op *ops, struct op *op, struct why *w)
{
	struct memory_table *t = memory_table_of(m, op->schema);
	bool found = false;
	size_t at;
	void *old;
	enum err e;

	if (op->kind == OP_NONE)
		return memory_check_none(m, op, w);
	if (op_inserts(op))
		op_prepare_insert(ops, op, w);
	at = memory_find_id(t, op_id(op), &found);
	old = NULL;
	if (found) {
		old = mem_new(w->mem, t->of->size);
		rec_copy(w->mem, t->of, t->rows[at], old);
	}
	if (op_inserts(op))
		return memory_put_row(m, t, op, false, w);
	if ((e = op->kind == OP_ADD ? op_apply_add(op, old, w) : op_check_version(op, old, w)) !=
	    OK)
		return e;
	if (op->kind == OP_UPDATE || op->kind == OP_ADD)
		return memory_put_row(m, t, op, true, w);
	if (op->kind == OP_DELETE && old != NULL)
		memory_remove_row(t, at);
	return OK;
}

/* A copy with room for n more rows in each table. */
static struct memory_table *
memory_copy_tables(struct memory *m, size_t n)
{
	struct memory_table *copy = MEM_MANY(m, struct memory_table, m->n);

	for (size_t i = 0; i < m->n; i++) {
		copy[i] = m->tables[i];
		copy[i].rows = mem_new(copy, (copy[i].n + n) * sizeof(void *));
		if (copy[i].n > 0)
			memcpy(copy[i].rows, m->tables[i].rows, copy[i].n * sizeof(void *));
	}
	return copy;
}

static enum err
memory_write_ops(struct memory *m, struct op *ops, size_t n, struct why *w)
{
	struct memory_table *before = m->tables;
	enum err e = OK;

	m->tables = memory_copy_tables(m, n);
	for (size_t i = 0; i < n && e == OK; i++) {
		e = memory_write_op(m, ops, &ops[i], w);
		w->op = i;
	}
	mem_free(before);
	return e;
}

static enum err
memory_write_parts(struct memory *m, struct batch_parts *parts, struct why *w)
{
	struct batch b;
	enum err e;

	do {
		b = batch_init(w->mem);
		if ((e = parts->next(parts, &b, w)) == OK)
			e = memory_write_ops(m, b.ops, b.n, w);
	} while (e == OK && b.n > 0);
	return e;
}

/* Restores the tables that it began with unless all went well. */
static enum err
memory_end(struct memory *m, struct memory_table *before, enum err e)
{
	mem_free(e == OK ? before : m->tables);
	if (e != OK)
		m->tables = before;
	return e;
}

enum err
memory_apply(struct store *s, struct op *ops, size_t n, struct why *w)
{
	struct memory *m = memory_of(s);
	struct memory_table *before = m->tables;

	m->tables = memory_copy_tables(m, 0);
	return memory_end(m, before, memory_write_ops(m, ops, n, w));
}

enum err
memory_apply_parts(struct store *s, struct batch_parts *parts, struct why *w)
{
	struct memory *m = memory_of(s);
	struct memory_table *before = m->tables;

	m->tables = memory_copy_tables(m, 0);
	return memory_end(m, before, memory_write_parts(m, parts, w));
}
