/*
 * batch_ops.c - Reads the rows of a batch and computes what each operation writes.
 *
 * First reads all rows the ops refer to (batch_rows.c); then op.c computes the result of each op;
 * then the changes are written in the order of the ops, with a bulk per collection. A write
 * matches its row only at the version that was read.
 *
 * Rows that an INSERT creates are not looked up: the unique indexes refuse existing ones. Only
 * when a batch fails, first_clash.c finds out which op was the first.
 */
#include "store/mongo/batch_ops.h"

#include <assert.h>

#include "base/mem.h"
#include "store/mongo/filter.h"
#include "store/mongo/batch_rows.h"
#include "store/op.h"

/* Applies the op to the row. */
static enum err
mongo_change_row(struct mongo_batch *k, struct op *op, const void *old)
{
	enum err e = OK;

	if (op->kind == OP_ADD)
		e = op_apply_add(op, old, k->w);
	else if (!op_inserts(op))
		e = op_check_version(op, old, k->w);
	if (e == OK)
		e = op_check_required(op, k->w);
	if (e != OK || !op_inserts(op) || old == NULL)
		return e;
	k->w->field = 0;
	return err_set(k->w, ERR_EXISTS, "%s", err_title(ERR_EXISTS));
}

/* Without a transaction an expectation holds when it is read, so nothing is written. */
static bool
mongo_op_writes_nothing(const struct mongo_batch *k, const struct op *op, const void *old)
{
	if (op->kind == OP_DELETE)
		return old == NULL;
	return op->kind == OP_EXPECT && (old == NULL || k->n == 1);
}

static enum err
mongo_check_none(struct mongo_batch *k, const struct op *op)
{
	const struct query q = op_none_query(op);
	mongoc_cursor_t *cursor;
	struct doc where, options;
	const bson_t *doc;
	enum err e;

	doc_init(&where);
	mongo_put_where(&where, &q, k->w->mem);
	doc_init(&options);
	mongo_put_options(&options, &q);
	cursor = mongo_find_in_session(k, op->schema, &where, &options);
	e = op_check_none(mongoc_cursor_next(cursor, &doc), k->w);
	return mongo_cursor_end(k->m, cursor, e, k->w);
}

static enum err
mongo_run_op(struct mongo_batch *k, size_t i)
{
	struct op *op = &k->ops[i];
	struct mongo_row *r;
	enum err e;

	k->w->op = i;
	if (op->kind == OP_NONE)
		return mongo_check_none(k, op);
	if (op_inserts(op))
		op_prepare_insert(k->ops, op, k->w);
	r = mongo_row_at(k, op->schema, op_id(op), true);
	if ((e = mongo_change_row(k, op, r->rec)) != OK)
		return e;
	if (mongo_op_writes_nothing(k, op, r->rec))
		return OK;
	mongo_writes_put(&k->writes, i, r->rec);
	if (op->kind == OP_DELETE)
		r->rec = NULL;
	else if (op->kind != OP_EXPECT)
		r->rec = mem_copy(k->w->mem, op->rec, op->schema->size);
	return OK;
}

enum err
mongo_batch_write(struct mongo *m, const bson_t *options, struct op *ops, size_t n, struct why *w)
{
	struct mongo_batch k = {.m = m, .options = options, .ops = ops, .n = n, .w = w};
	enum err e;

	mongo_writes_init(&k.writes, m, options, ops, n, w);
	e = mongo_read_rows(&k);
	for (size_t i = 0; e == OK && i < n; i++)
		e = mongo_run_op(&k, i);
	if (e == OK)
		e = mongo_writes_send(&k.writes);
	mongo_writes_done(&k.writes);
	HASH_CLEAR(hh, k.rows);
	return e;
}
