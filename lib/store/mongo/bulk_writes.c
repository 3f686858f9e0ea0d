/* bulk_writes.c - Collects and sends bulk writes and identifies the one that failed. */
#include "store/mongo/bulk_writes.h"

#include "base/mem.h"
#include "schema/bson.h"
#include "store/mongo/document.h"
#include "store/op.h"

void
mongo_writes_init(struct mongo_writes *x, struct mongo *m, const bson_t *options,
    const struct op *ops, size_t n, struct why *w)
{
	*x = (struct mongo_writes){m, options, ops, n, .w = w};
	x->parts = MEM_MANY(w->mem, struct mongo_collection_writes, n);
}

static void
mongo_bulk_done(struct mongo_bulk *b)
{
	if (b->bulk != NULL)
		mongoc_bulk_operation_destroy(b->bulk);
}

void
mongo_writes_done(struct mongo_writes *x)
{
	for (struct mongo_collection_writes *p = x->parts; p < x->parts + x->nparts; p++) {
		mongo_bulk_done(&p->inserts);
		mongo_bulk_done(&p->changes);
		mongoc_collection_destroy(p->collection);
	}
}

/* --- which bulk --- */

/* A value of a unique field may move from one row to another, and a deleted row may be
 * inserted again: these need the order of the ops. Otherwise inserts may come first, in one
 * command instead of one for each change between them. */
static bool
mongo_writes_need_order(const struct mongo_writes *x, const struct schema *s)
{
	for (size_t i = 1; i < s->nfields; i++)
		if (field_is(&s->fields[i], F_UNIQUE))
			return true;
	for (size_t i = 0; i < x->n; i++)
		if (x->ops[i].schema == s && x->ops[i].kind == OP_DELETE)
			return true;
	return false;
}

static struct mongo_collection_writes *
mongo_writes_collection(struct mongo_writes *x, const struct schema *s)
{
	struct mongo_collection_writes *p = x->parts;

	while (p < x->parts + x->nparts && p->of != s)
		p++;
	if (p < x->parts + x->nparts)
		return p;
	x->nparts++;
	p->of = s;
	p->collection = mongo_collection(x->m, s);
	p->ordered = mongo_writes_need_order(x, s);
	return p;
}

static struct mongo_bulk *
mongo_writes_bulk(struct mongo_writes *x, struct mongo_collection_writes *p, bool inserts)
{
	struct mongo_bulk *b = inserts && !p->ordered ? &p->inserts : &p->changes;

	if (b->bulk == NULL) {
		b->bulk =
		    mongoc_collection_create_bulk_operation_with_opts(p->collection, x->options);
		b->op = MEM_MANY(x->w->mem, size_t, x->n);
	}
	return b;
}

/* --- writes --- */

static void
mongo_bulk_insert(struct mongo_bulk *b, const struct op *op)
{
	bson_t doc = BSON_INITIALIZER;

	bson_put_text(&doc, "_id", op_id(op));
	bson_put_record(&doc, op->schema, op->rec);
	mongoc_bulk_operation_insert_with_opts(b->bulk, &doc, NULL, NULL);
	bson_destroy(&doc);
}

static void
mongo_bulk_replace(struct mongo_bulk *b, const struct op *op, struct doc *row)
{
	bson_t doc = BSON_INITIALIZER;

	bson_put_record(&doc, op->schema, op->rec);
	mongoc_bulk_operation_replace_one_with_opts(b->bulk, doc_bson(row), &doc, NULL, NULL);
	bson_destroy(&doc);
	b->matches++;
}

/* EXPECT must write, as transactions conflict with other writes but never with reads; and the
 * write must change something, or the server skips it. */
static void
mongo_bulk_touch(struct mongo_bulk *b, struct doc *row)
{
	struct doc change;

	doc_init(&change);
	doc_open(&change, "$inc");
	doc_number(&change, MONGO_EXPECTED, 1);
	doc_close(&change);
	mongoc_bulk_operation_update_one_with_opts(
	    b->bulk, doc_bson(row), doc_bson(&change), NULL, NULL);
	doc_done(&change);
	b->matches++;
}

static void
mongo_bulk_remove(struct mongo_bulk *b, struct doc *row)
{
	mongoc_bulk_operation_remove_one_with_opts(b->bulk, doc_bson(row), NULL, NULL);
	b->removals++;
}

/* {id, version}: the version that was read; a missing version counts as 1. */
static void
mongo_put_row_filter(struct doc *d, const struct schema *s, const void *old)
{
	int version = s->version;

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

void
mongo_writes_put(struct mongo_writes *x, size_t i, const void *old)
{
	const struct op *op = &x->ops[i];
	struct mongo_bulk *b =
	    mongo_writes_bulk(x, mongo_writes_collection(x, op->schema), old == NULL);
	struct doc row;

	b->op[b->n++] = i;
	if (old == NULL) {
		mongo_bulk_insert(b, op);
		return;
	}
	doc_init(&row);
	mongo_put_row_filter(&row, op->schema, old);
	if (op->kind == OP_DELETE)
		mongo_bulk_remove(b, &row);
	else if (op->kind == OP_EXPECT)
		mongo_bulk_touch(b, &row);
	else
		mongo_bulk_replace(b, op, &row);
	doc_done(&row);
}

/* --- sending --- */

static int64_t
mongo_reply_number(const bson_t *reply, const char *path, int64_t otherwise)
{
	bson_iter_t i, at;

	if (!bson_iter_init(&i, reply) || !bson_iter_find_descendant(&i, path, &at))
		return otherwise;
	return bson_iter_as_int64(&at);
}

/* The field whose index refused a write; the id when the server does not say. */
static size_t
mongo_reply_field(const struct schema *s, const bson_t *reply)
{
	bson_iter_t i, at, key;
	int field;

	if (!bson_iter_init(&i, reply) ||
	    !bson_iter_find_descendant(&i, "writeErrors.0.keyPattern", &at) ||
	    !bson_iter_recurse(&at, &key) || !bson_iter_next(&key))
		return 0;
	field = schema_field(s, str_of(bson_iter_key(&key)));
	return field < 0 ? 0 : (size_t)field;
}

static void
mongo_writes_set_failed(const struct mongo_writes *x, const struct mongo_collection_writes *p,
    const struct mongo_bulk *b, const bson_t *reply)
{
	int64_t write = mongo_reply_number(reply, "writeErrors.0.index", 0);

	x->w->op = b->op[write >= 0 && write < (int64_t)b->n ? write : 0];
	x->w->field = mongo_reply_field(p->of, reply);
}

/* Whether an ADD inserted a row that did not exist when read, and another batch inserted it
 * first. */
static bool
mongo_writes_add_raced(const struct mongo_writes *x, enum err e)
{
	return e == ERR_EXISTS && x->ops[x->w->op].kind == OP_ADD && x->w->field == 0;
}

static enum err
mongo_bulk_send(
    struct mongo_writes *x, const struct mongo_collection_writes *p, struct mongo_bulk *b)
{
	bson_error_t error;
	bson_t reply;
	enum err e = OK;

	if (b->bulk == NULL)
		return OK;
	if (mongoc_bulk_operation_execute(b->bulk, &reply, &error) == 0) {
		e = mongo_set_error(x->m, &error, &reply, x->w);
		mongo_writes_set_failed(x, p, b, &reply);
		if (mongo_writes_add_raced(x, e))
			e = mongo_set_conflict(x->m, x->w);
	} else if (mongo_reply_number(&reply, "nMatched", 0) != b->matches ||
		   mongo_reply_number(&reply, "nRemoved", 0) != b->removals) {
		e = mongo_set_conflict(x->m, x->w);
	}
	bson_destroy(&reply);
	return e;
}

enum err
mongo_writes_send(struct mongo_writes *x)
{
	enum err e = OK;

	for (struct mongo_collection_writes *p = x->parts; e == OK && p < x->parts + x->nparts; p++)
		if ((e = mongo_bulk_send(x, p, &p->inserts)) == OK)
			e = mongo_bulk_send(x, p, &p->changes);
	return e;
}
