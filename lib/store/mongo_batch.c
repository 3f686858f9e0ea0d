/*
 * mongo_batch.c - the ops of a batch as writes.
 *
 * First all rows that the ops are about are read, a collection at a time; then op.c says, op
 * by op, what each row becomes; then the changes are written, a bulk for each collection, in
 * the order of the ops. Inside a transaction all of it is one moment; outside, a write finds
 * its row only if it still has the version that was read.
 *
 * Rows that an INSERT makes are not looked for: the indexes refuse what is there. Only when a
 * batch fails is it asked which op was the first.
 */
#include "store/mongo_batch.h"

#include <assert.h>
#include <uthash.h>

#include "base/mem.h"
#include "store/mongo_query.h"
#include "store/op.h"

/* A row as the ops so far have left it. */
struct row {
	UT_hash_handle hh;
	struct str key;
	void *rec;  /* NULL: there is none */
	bool asked; /* whether it is to be read */
};

/* What is written to one collection. */
struct part {
	const struct schema *of;
	mongoc_collection_t *collection;
	mongoc_bulk_operation_t *bulk;
	size_t *op; /* that the n-th write of the bulk is for */
	size_t n;
	int64_t matches, removals; /* how many rows it must find */
};

struct work {
	struct mongo *m;
	const bson_t *options; /* the session, for all that is sent */
	struct op *ops;
	size_t n;
	struct row *rows; /* a hash by key */
	struct part *parts;
	size_t nparts;
	struct why *w;
};

/* --- rows --- */

static struct str
row_key(const void *mem, const struct schema *s, struct str id)
{
	return str_printf(mem, "%s/%.*s", s->plural, STRF(id));
}

static struct row *
row_at(struct work *k, const struct schema *s, struct str id, bool make)
{
	struct str key = row_key(k->w->mem, s, id);
	struct row *r;

	HASH_FIND(hh, k->rows, key.s, (unsigned)key.n, r);
	if (r != NULL || !make)
		return r;
	r = MEM_ONE(k->w->mem, struct row);
	r->key = key;
	HASH_ADD_KEYPTR(hh, k->rows, r->key.s, (unsigned)r->key.n, r);
	return r;
}

static void
row_set(struct work *k, struct row *r, const struct op *op)
{
	r->rec = op->rec == NULL ? NULL : mem_copy(k->w->mem, op->rec, op->schema->size);
}

static void
keep_rows(struct work *k, const struct schema *s, mongoc_cursor_t *cursor, enum err *e)
{
	const bson_t *doc;

	while (*e == OK && mongoc_cursor_next(cursor, &doc)) {
		void *rec = mem_new(k->w->mem, s->size);
		struct row *r;

		if ((*e = mongo_record(doc, s, MONGO_ALL_FIELDS, rec, k->w)) != OK)
			return;
		r = row_at(k, s, rec_text(rec, &s->fields[0]), false);
		if (r != NULL)
			r->rec = rec;
	}
}

static enum err
read_ids(struct work *k, const struct schema *s, const struct list *ids)
{
	mongoc_collection_t *c = mongo_collection(k->m, s);
	mongoc_cursor_t *cursor;
	struct doc where, options;
	bson_t all;
	enum err e = OK;

	doc_init(&where);
	doc_open(&where, "id");
	mongo_put_in(&where, ids);
	doc_close(&where);
	doc_init(&options);
	mongo_put_projection(&options, "projection", s, MONGO_ALL_FIELDS);
	bson_copy_to(doc_bson(&options), &all);
	bson_concat(&all, k->options);
	cursor = mongoc_collection_find_with_opts(c, doc_bson(&where), &all, NULL);
	keep_rows(k, s, cursor, &e);
	e = mongo_end_cursor(k->m, cursor, e, k->w);
	bson_destroy(&all);
	doc_done(&options);
	doc_done(&where);
	mongoc_collection_destroy(c);
	return e;
}

/* The ids of that schema which ops from the i-th on are about, each once. */
static struct list
ids_from(struct work *k, size_t i)
{
	const struct schema *s = k->ops[i].schema;
	struct list ids = {.v = MEM_MANY(k->w->mem, struct str, k->n - i)};

	for (; i < k->n; i++) {
		struct row *r;

		if (k->ops[i].schema != s || op_makes(&k->ops[i]))
			continue;
		r = row_at(k, s, op_id(&k->ops[i]), true);
		if (!r->asked)
			ids.v[ids.n++] = op_id(&k->ops[i]);
		r->asked = true;
	}
	return ids;
}

static enum err
read_rows(struct work *k)
{
	enum err e = OK;

	for (size_t i = 0; e == OK && i < k->n; i++) {
		struct list ids;

		if (op_makes(&k->ops[i]) ||
		    row_at(k, k->ops[i].schema, op_id(&k->ops[i]), true)->asked)
			continue;
		ids = ids_from(k, i);
		e = read_ids(k, k->ops[i].schema, &ids);
	}
	return e;
}

/* --- writes --- */

static struct part *
part_of(struct work *k, const struct schema *s)
{
	struct part *p = k->parts;

	while (p < k->parts + k->nparts && p->of != s)
		p++;
	if (p < k->parts + k->nparts)
		return p;
	k->nparts++;
	p->of = s;
	p->collection = mongo_collection(k->m, s);
	p->bulk = mongoc_collection_create_bulk_operation_with_opts(p->collection, k->options);
	p->op = MEM_MANY(k->w->mem, size_t, k->n);
	return p;
}

/* {id, version}: the version that was read; where there is none it counts as 1. */
static void
put_row(struct doc *d, const struct schema *s, const void *old)
{
	int version = schema_version(s);

	doc_init(d);
	doc_text(d, "id", rec_text(old, &s->fields[0]));
	if (version >= 0 && rec_number(old, &s->fields[version]) == 1) {
		doc_open(d, "version");
		doc_list(d, "$in");
		doc_number(d, NULL, 1);
		doc_null(d, NULL);
		doc_close_all(d, 0);
	} else if (version >= 0) {
		doc_number(d, "version", rec_number(old, &s->fields[version]));
	}
}

static void
put_insert(struct part *p, const struct op *op)
{
	bson_t doc = BSON_INITIALIZER;

	bson_put_text(&doc, "_id", op_id(op));
	bson_put_record(&doc, op->schema, op->rec);
	mongoc_bulk_operation_insert_with_opts(p->bulk, &doc, NULL, NULL);
	bson_destroy(&doc);
}

static void
put_replace(struct part *p, const struct op *op, struct doc *row)
{
	bson_t doc = BSON_INITIALIZER;

	bson_put_record(&doc, op->schema, op->rec);
	mongoc_bulk_operation_replace_one_with_opts(p->bulk, doc_bson(row), &doc, NULL, NULL);
	bson_destroy(&doc);
}

/* EXPECT must be a write, as a transaction conflicts with what others write and never with
 * what they read; and one that changes something, or the server leaves it out. */
static void
put_touch(struct part *p, struct doc *row)
{
	struct doc change;

	doc_init(&change);
	doc_open(&change, "$inc");
	doc_number(&change, MONGO_EXPECTED, 1);
	doc_close(&change);
	mongoc_bulk_operation_update_one_with_opts(
	    p->bulk, doc_bson(row), doc_bson(&change), NULL, NULL);
	doc_done(&change);
}

static void
put_write(struct part *p, size_t i, const struct op *op, const void *old)
{
	struct doc row;

	p->op[p->n++] = i;
	if (old == NULL) {
		put_insert(p, op);
		return;
	}
	put_row(&row, op->schema, old);
	if (op->kind == OP_DELETE)
		mongoc_bulk_operation_remove_one_with_opts(p->bulk, doc_bson(&row), NULL, NULL);
	else if (op->kind == OP_EXPECT)
		put_touch(p, &row);
	else
		put_replace(p, op, &row);
	*(op->kind == OP_DELETE ? &p->removals : &p->matches) += 1;
	doc_done(&row);
}

static enum err
exists(struct why *w, size_t op, size_t field)
{
	w->op = op;
	w->field = field;
	return err_set(w, ERR_EXISTS, "%s", err_title(ERR_EXISTS));
}

static enum err
take_op(struct work *k, size_t i)
{
	struct op *op = &k->ops[i];
	struct row *r;
	void *old;
	enum err e = OK;

	if (op_makes(op))
		op_make(k->ops, op, k->w);
	r = row_at(k, op->schema, op_id(op), true);
	old = r->rec;
	if (op_makes(op) && old != NULL)
		return exists(k->w, i, 0);
	if (!op_makes(op))
		e = op->kind == OP_ADD ? op_add(op, old, k->w) : op_expect(op, old, k->w);
	k->w->op = i;
	if (e != OK || (e = op_complete(op, k->w)) != OK)
		return e;
	if (old == NULL && (op->kind == OP_EXPECT || op->kind == OP_DELETE))
		return OK;
	if (op->kind != OP_EXPECT || k->n > 1)
		put_write(part_of(k, op->schema), i, op, old);
	if (op->kind != OP_EXPECT)
		row_set(k, r, op);
	return OK;
}

/* --- sending them --- */

static int64_t
number_of(const bson_t *reply, const char *name)
{
	bson_iter_t i;

	return bson_iter_init_find(&i, reply, name) ? bson_iter_as_int64(&i) : 0;
}

/* Which write of the bulk failed. */
static size_t
failed_op(const struct part *p, const bson_t *reply)
{
	bson_iter_t i, at;

	if (!bson_iter_init(&i, reply) ||
	    !bson_iter_find_descendant(&i, "writeErrors.0.index", &at) ||
	    bson_iter_as_int64(&at) >= (int64_t)p->n)
		return p->op[0];
	return p->op[bson_iter_as_int64(&at)];
}

static enum err
send_part(struct work *k, struct part *p)
{
	bson_error_t error;
	bson_t reply;
	enum err e = OK;

	if (mongoc_bulk_operation_execute(p->bulk, &reply, &error) == 0) {
		e = mongo_failed(k->m, &error, &reply, k->w);
		k->w->op = failed_op(p, &reply);
	} else if (number_of(&reply, "nMatched") != p->matches ||
		   number_of(&reply, "nRemoved") != p->removals) {
		e = mongo_overtaken(k->m, k->w);
	}
	bson_destroy(&reply);
	return e;
}

static void
done(struct work *k)
{
	for (struct part *p = k->parts; p < k->parts + k->nparts; p++) {
		mongoc_bulk_operation_destroy(p->bulk);
		mongoc_collection_destroy(p->collection);
	}
	HASH_CLEAR(hh, k->rows);
}

enum err
mongo_write(struct mongo *m, const bson_t *options, struct op *ops, size_t n, struct why *w)
{
	struct work k = {.m = m, .options = options, .ops = ops, .n = n, .w = w};
	enum err e;

	k.parts = MEM_MANY(w->mem, struct part, n);
	e = read_rows(&k);
	for (size_t i = 0; e == OK && i < n; i++)
		e = take_op(&k, i);
	for (size_t i = 0; e == OK && i < k.nparts; i++)
		e = send_part(&k, &k.parts[i]);
	done(&k);
	return e;
}
