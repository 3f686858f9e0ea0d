/*
 * batch_rows.c - Reads the rows of a batch: those of several collections with one command, before
 * the transaction begins.
 */
#include "store/mongo/batch_rows.h"

#include "base/mem.h"
#include "store/mongo/filter.h"
#include "store/op.h"

static struct str
mongo_row_key(const void *mem, const struct schema *s, struct str id)
{
	return str_printf(mem, "%s/%.*s", s->plural, STRF(id));
}

struct mongo_row *
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

static enum err
mongo_load_row(struct mongo_batch *k, const struct schema *s, const bson_t *doc)
{
	void *rec = mem_new(k->w->mem, s->size);
	enum err e = mongo_read_record(doc, s, MONGO_ALL_FIELDS, rec, k->w);
	struct mongo_row *r;

	if (e != OK)
		return e;
	r = mongo_row_at(k, s, rec_text(rec, &s->fields[0]), false);
	if (r != NULL)
		r->rec = rec;
	return OK;
}

mongoc_cursor_t *
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

struct mongo_wanted { /* rows of a collection that ops refer to */
	const struct schema *of;
	struct list ids;
	bool in_session;
};

static enum err
mongo_read_ids(struct mongo_batch *k, const struct mongo_wanted *x)
{
	mongoc_cursor_t *cursor;
	struct doc where, options;
	const bson_t *doc;
	enum err e = OK;

	doc_init(&where);
	doc_open(&where, "id");
	mongo_put_in(&where, &x->ids);
	doc_close(&where);
	doc_init(&options);
	mongo_put_projection(&options, "projection", x->of, MONGO_ALL_FIELDS);
	cursor = mongo_find_in_session(k, x->of, &where, &options);
	while (e == OK && mongoc_cursor_next(cursor, &doc))
		e = mongo_load_row(k, x->of, doc);
	return mongo_cursor_end(k->m, cursor, e, k->w);
}

static bool
mongo_op_reads_row(const struct op *op)
{
	return !op_inserts(op) && op->kind != OP_NONE;
}

/* The distinct ids of that schema that ops from the i-th on refer to. What an ADD computes for a
 * row without a version is only right in the transaction, as its write does not say what was read.
 */
static struct mongo_wanted
mongo_collect_ids(struct mongo_batch *k, size_t i)
{
	const struct schema *s = k->ops[i].schema;
	struct mongo_wanted x = {.of = s, .ids.v = MEM_MANY(k->w->mem, struct str, k->n - i)};

	for (; i < k->n; i++) {
		struct mongo_row *r;

		if (k->ops[i].schema != s || !mongo_op_reads_row(&k->ops[i]))
			continue;
		x.in_session |= k->ops[i].kind == OP_ADD && s->version < 0;
		r = mongo_row_at(k, s, op_id(&k->ops[i]), true);
		if (!r->to_read)
			x.ids.v[x.ids.n++] = op_id(&k->ops[i]);
		r->to_read = true;
	}
	return x;
}

/* All collections; those of the session come last. Returns how many are not of it. */
static size_t
mongo_collect_wanted(struct mongo_batch *k, struct mongo_wanted *v, size_t *n)
{
	size_t together = 0;

	*n = 0;
	for (size_t i = 0; i < k->n; i++) {
		struct mongo_wanted x;

		if (!mongo_op_reads_row(&k->ops[i]) ||
		    mongo_row_at(k, k->ops[i].schema, op_id(&k->ops[i]), true)->to_read)
			continue;
		x = mongo_collect_ids(k, i);
		v[(*n)++] = x;
		if (!x.in_session) {
			v[*n - 1] = v[together];
			v[together++] = x;
		}
	}
	return together;
}

/* --- several collections at once --- */

#define MONGO_READ_FROM "read_from" /* beside a record's fields: which collection it is of */

/* {$match: {id: {$in: [...]}}}, {$addFields: {read_from: "balances"}} */
static void
mongo_put_wanted(struct doc *d, const struct mongo_wanted *x)
{
	const int depth = d->depth;

	doc_open(d, NULL);
	doc_open(d, "$match");
	doc_open(d, "id");
	mongo_put_in(d, &x->ids);
	doc_close_all(d, depth);
	doc_open(d, NULL);
	doc_open(d, "$addFields");
	doc_text(d, MONGO_READ_FROM, str_of(x->of->plural));
	doc_close_all(d, depth);
}

static void
mongo_put_union(struct doc *d, const struct mongo_wanted *v, size_t n)
{
	doc_list(d, "pipeline");
	mongo_put_wanted(d, &v[0]);
	for (size_t i = 1; i < n; i++) {
		const int depth = d->depth;

		doc_open(d, NULL);
		doc_open(d, "$unionWith");
		doc_text(d, "coll", str_of(v[i].of->plural));
		doc_list(d, "pipeline");
		mongo_put_wanted(d, &v[i]);
		doc_close_all(d, depth);
	}
	doc_close(d);
}

static void
mongo_put_union_options(struct doc *d, const struct mongo_wanted *v, size_t n)
{
	size_t rows = 1; /* and one more, so that the server knows that these were all */

	for (size_t i = 0; i < n; i++)
		rows += v[i].ids.n;
	doc_number(d, "maxTimeMS", MONGO_WRITE_MS);
	doc_number(d, "batchSize", (int64_t)rows);
	doc_open(d, "readConcern");
	doc_text(d, "level", STR("local"));
	doc_close(d);
}

static enum err
mongo_load_any_row(struct mongo_batch *k, const struct mongo_wanted *v, size_t n, const bson_t *doc)
{
	bson_iter_t at;
	struct str from = STR("");

	if (bson_iter_init_find(&at, doc, MONGO_READ_FROM) && BSON_ITER_HOLDS_UTF8(&at))
		from = str_of(bson_iter_utf8(&at, NULL));
	for (size_t i = 0; i < n; i++)
		if (str_is(from, v[i].of->plural))
			return mongo_load_row(k, v[i].of, doc);
	return err_set(k->w, ERR_INTERNAL, "A row of an unknown collection");
}

/* One command before the transaction begins, in which $unionWith is not allowed. The rows may be
 * of different times, and not yet a majority's: whatever depends on one is written to it in
 * the transaction, at the version that was read here, and otherwise all of it is repeated. */
static enum err
mongo_read_together(struct mongo_batch *k, const struct mongo_wanted *v, size_t n)
{
	mongoc_collection_t *c = mongo_collection(k->m, v[0].of);
	mongoc_cursor_t *cursor;
	struct doc pipeline, options;
	const bson_t *doc;
	enum err e = OK;

	doc_init(&pipeline);
	mongo_put_union(&pipeline, v, n);
	doc_init(&options);
	mongo_put_union_options(&options, v, n);
	cursor = mongoc_collection_aggregate(
	    c, MONGOC_QUERY_NONE, doc_bson(&pipeline), doc_bson(&options), NULL);
	while (e == OK && mongoc_cursor_next(cursor, &doc))
		e = mongo_load_any_row(k, v, n, doc);
	e = mongo_cursor_end(k->m, cursor, e, k->w);
	k->m->retryable |= e == ERR_UNAVAILABLE; /* nothing was written */
	doc_done(&options);
	doc_done(&pipeline);
	mongoc_collection_destroy(c);
	return e;
}

enum err
mongo_read_rows(struct mongo_batch *k)
{
	struct mongo_wanted *v = MEM_MANY(k->w->mem, struct mongo_wanted, k->n);
	size_t n, from = mongo_collect_wanted(k, v, &n);
	enum err e = OK;

	if (from > 1 && k->n <= REQUEST_OPS_MAX) /* more might not fit into one command */
		e = mongo_read_together(k, v, from);
	else
		from = 0;
	for (; e == OK && from < n; from++)
		e = mongo_read_ids(k, &v[from]);
	return e;
}
