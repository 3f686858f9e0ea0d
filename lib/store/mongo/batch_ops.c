/*
 * batch_ops.c - Reads the rows of a batch and computes what each operation writes.
 *
 * First reads all rows the ops refer to, one collection at a time; then op.c computes the
 * result of each op; then the changes are written in the order of the ops, with a bulk per
 * collection. Inside a transaction all of it sees one point in time; outside, a write matches
 * its row only at the version that was read.
 *
 * Rows that an INSERT creates are not looked up: the unique indexes refuse existing ones. Only
 * when a batch fails, first_clash.c finds out which op was the first.
 */
#include "store/mongo/batch_ops.h"

#include <assert.h>
#include <uthash.h>

#include "base/mem.h"
#include "store/mongo/filter.h"
#include "store/mongo/bulk_writes.h"
#include "store/op.h"

/* A row as the ops so far have left it. */
struct mongo_row {
	UT_hash_handle hh;
	struct str key;
	void *rec;    /* NULL: no row */
	bool to_read; /* still to be read */
};

struct mongo_batch {
	struct mongo *m;
	const bson_t *options; /* the session, for every command */
	struct op *ops;
	size_t n;
	struct mongo_row *rows; /* a hash by key */
	struct mongo_writes writes;
	struct why *w;
};

/* --- rows --- */

static struct str
mongo_row_key(const void *mem, const struct schema *s, struct str id)
{
	return str_printf(mem, "%s/%.*s", s->plural, STRF(id));
}

static struct mongo_row *
mongo_row_at(struct mongo_batch *k, const struct schema *s, struct str id, bool make)
{
	struct str key = mongo_row_key(k->w->mem, s, id);
	struct mongo_row *r;

	HASH_FIND(hh, k->rows, key.s, (unsigned)key.n, r);
	if (r != NULL || !make)
		return r;
	r = MEM_ONE(k->w->mem, struct mongo_row);
	r->key = key;
	HASH_ADD_KEYPTR(hh, k->rows, r->key.s, (unsigned)r->key.n, r);
	return r;
}

static void
mongo_load_rows(struct mongo_batch *k, const struct schema *s, mongoc_cursor_t *cursor, enum err *e)
{
	const bson_t *doc;

	while (*e == OK && mongoc_cursor_next(cursor, &doc)) {
		void *rec = mem_new(k->w->mem, s->size);
		struct mongo_row *r;

		if ((*e = mongo_read_record(doc, s, MONGO_ALL_FIELDS, rec, k->w)) != OK)
			return;
		r = mongo_row_at(k, s, rec_text(rec, &s->fields[0]), false);
		if (r != NULL)
			r->rec = rec;
	}
}

/* In the session. Takes ownership of both documents. */
static mongoc_cursor_t *
mongo_find_in_session(
    struct mongo_batch *k, const struct schema *s, struct doc *where, struct doc *options)
{
	mongoc_collection_t *c = mongo_collection(k->m, s);
	mongoc_cursor_t *cursor;
	bson_t all;

	doc_number(options, "maxTimeMS", MONGO_WRITE_MS);
	bson_copy_to(doc_bson(options), &all);
	bson_concat(&all, k->options);
	cursor = mongoc_collection_find_with_opts(c, doc_bson(where), &all, NULL);
	bson_destroy(&all);
	doc_done(options);
	doc_done(where);
	mongoc_collection_destroy(c);
	return cursor;
}

static enum err
mongo_read_ids(struct mongo_batch *k, const struct schema *s, const struct list *ids)
{
	mongoc_cursor_t *cursor;
	struct doc where, options;
	enum err e = OK;

	doc_init(&where);
	doc_open(&where, "id");
	mongo_put_in(&where, ids);
	doc_close(&where);
	doc_init(&options);
	mongo_put_projection(&options, "projection", s, MONGO_ALL_FIELDS);
	cursor = mongo_find_in_session(k, s, &where, &options);
	mongo_load_rows(k, s, cursor, &e);
	return mongo_cursor_end(k->m, cursor, e, k->w);
}

static bool
mongo_op_reads_row(const struct op *op)
{
	return !op_inserts(op) && op->kind != OP_NONE;
}

/* The distinct ids of that schema that ops from the i-th on refer to. */
static struct list
mongo_collect_ids(struct mongo_batch *k, size_t i)
{
	const struct schema *s = k->ops[i].schema;
	struct list ids = {.v = MEM_MANY(k->w->mem, struct str, k->n - i)};

	for (; i < k->n; i++) {
		struct mongo_row *r;

		if (k->ops[i].schema != s || !mongo_op_reads_row(&k->ops[i]))
			continue;
		r = mongo_row_at(k, s, op_id(&k->ops[i]), true);
		if (!r->to_read)
			ids.v[ids.n++] = op_id(&k->ops[i]);
		r->to_read = true;
	}
	return ids;
}

static enum err
mongo_read_rows(struct mongo_batch *k)
{
	enum err e = OK;

	for (size_t i = 0; e == OK && i < k->n; i++) {
		struct list ids;

		if (!mongo_op_reads_row(&k->ops[i]) ||
		    mongo_row_at(k, k->ops[i].schema, op_id(&k->ops[i]), true)->to_read)
			continue;
		ids = mongo_collect_ids(k, i);
		e = mongo_read_ids(k, k->ops[i].schema, &ids);
	}
	return e;
}

/* --- ops --- */

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
