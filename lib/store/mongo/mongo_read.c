/* mongo_read.c - Get, find and sum in MongoDB, retried once after an election. */
#include "store/mongo/mongo.h"

#include <assert.h>

#include "base/clock.h"
#include "base/mem.h"
#include "store/mongo/filter.h"

enum err
mongo_read_record(
    const bson_t *doc, const struct schema *s, uint64_t fields, void *rec, struct why *w)
{
	const uint8_t *data = (const uint8_t *)mem_copy(w->mem, bson_get_data(doc), doc->len);
	bson_t copy;

	if (!bson_init_static(&copy, data, doc->len))
		return err_set(w, ERR_INTERNAL, "%s: a broken document", s->plural);
	return bson_get_record(&copy, s, fields, rec, w);
}

enum err
mongo_cursor_end(struct mongo *m, mongoc_cursor_t *cursor, enum err e, struct why *w)
{
	const bson_t *reply;
	bson_error_t error;

	if (e == OK && mongoc_cursor_error_document(cursor, &error, &reply))
		e = mongo_set_error(m, &error, reply, w);
	mongoc_cursor_destroy(cursor);
	return e;
}

void
mongo_put_read_options(struct mongo *m, bson_t *options, int64_t ms)
{
	bson_error_t error;

	bson_append_int64(options, "maxTimeMS", -1, ms);
	if (m->snapshot != NULL && !mongoc_client_session_append(m->snapshot, options, &error))
		assert(!"a session of this client");
}

static mongoc_cursor_t *
mongo_start_find(struct mongo *m, const struct query *q, int64_t ms, const void *mem)
{
	mongoc_collection_t *c = mongo_collection(m, q->schema);
	mongoc_cursor_t *cursor;
	struct doc where, options;
	bson_t all;

	doc_init(&where);
	doc_init(&options);
	mongo_put_where(&where, q, mem);
	mongo_put_options(&options, q);
	bson_copy_to(doc_bson(&options), &all);
	mongo_put_read_options(m, &all, ms);
	cursor = mongoc_collection_find_with_opts(c, doc_bson(&where), &all, NULL);
	bson_destroy(&all);
	doc_done(&options);
	doc_done(&where);
	mongoc_collection_destroy(c);
	return cursor;
}

static mongoc_cursor_t *
mongo_start_pipeline(struct mongo *m, const struct schema *s, struct doc *pipeline)
{
	mongoc_collection_t *c = mongo_collection(m, s);
	bson_t options = BSON_INITIALIZER;
	mongoc_cursor_t *cursor;

	mongo_put_read_options(m, &options, MONGO_READ_MS);
	cursor =
	    mongoc_collection_aggregate(c, MONGOC_QUERY_NONE, doc_bson(pipeline), &options, NULL);
	bson_destroy(&options);
	mongoc_collection_destroy(c);
	return cursor;
}

enum err
mongo_read_begin(struct mongo *m, int64_t ms, struct why *w)
{
	return mongo_call_begin(m, ms * 1000 + MONGO_REPLY_US, w);
}

bool
mongo_read_should_retry(struct mongo *m, enum err e, struct why *w)
{
	return e == ERR_UNAVAILABLE && clock_monotonic() < m->deadline &&
	       mongo_wait_for_primary(m, w) == OK;
}

static enum err
mongo_find_once(
    struct mongo *m, const struct query *q, int64_t ms, struct rows *rows, struct why *w)
{
	uint64_t fields = mongo_query_fields(q);
	mongoc_cursor_t *cursor = mongo_start_find(m, q, ms, w->mem);
	const bson_t *doc;
	size_t cap = 0;
	enum err e = OK;

	*rows = (struct rows){0};
	while (e == OK && mongoc_cursor_next(cursor, &doc))
		e = mongo_read_record(
		    doc, q->schema, fields, rows_add(w->mem, rows, &cap, q->schema->size), w);
	return mongo_cursor_end(m, cursor, e, w);
}

static enum err
mongo_find_retry(
    struct mongo *m, const struct query *q, int64_t ms, struct rows *rows, struct why *w)
{
	enum err e;

	if ((e = mongo_read_begin(m, ms, w)) != OK)
		return e;
	e = mongo_find_once(m, q, ms, rows, w);
	return mongo_read_should_retry(m, e, w) ? mongo_find_once(m, q, ms, rows, w) : e;
}

enum err
mongo_find(struct store *store, const struct query *q, struct rows *rows, struct why *w)
{
	return mongo_find_retry(mongo_of(store), q, MONGO_READ_MS, rows, w);
}

enum err
mongo_get(struct store *store, const struct schema *s, struct str id, void *rec, struct why *w)
{
	const struct filter by_id = {.field = 0, .cmp = CMP_EQ, .text = id};
	const struct query q = {.schema = s, .where = &by_id, .nwhere = 1, .limit = 1};
	struct rows rows;
	enum err e = mongo_find_retry(mongo_of(store), &q, MONGO_GET_MS, &rows, w);

	if (e == OK && rows.n == 0)
		return err_set(w, ERR_NOT_FOUND, "%s", err_title(ERR_NOT_FOUND));
	if (e == OK)
		memcpy(rec, rows.v, s->size);
	return e;
}

/* --- sum --- */

static bool
mongo_get_total(const bson_t *doc, const char *name, int64_t *v)
{
	bson_iter_t i;

	if (!bson_iter_init_find(&i, doc, name) || BSON_ITER_HOLDS_DOUBLE(&i))
		return false; /* a double: overflowed int64 */
	*v = bson_iter_as_int64(&i);
	return true;
}

static bool
mongo_get_keys(const bson_t *doc, struct sum_row *row, size_t ngroup, const void *mem)
{
	bson_iter_t i;
	struct str rest;
	uint32_t n;

	if (ngroup == 0)
		return true;
	if (!bson_iter_init_find(&i, doc, "_id") || !BSON_ITER_HOLDS_UTF8(&i))
		return false;
	rest.s = bson_iter_utf8(&i, &n);
	rest.n = n;
	rest = str_dup(mem, rest);
	for (size_t k = 0; k < ngroup; k++)
		rest = str_cut(rest, MONGO_KEY_SEPARATOR, &row->key[k]);
	return rest.s == NULL;
}

static enum err
mongo_read_sum(const bson_t *doc, size_t ngroup, size_t nfields, struct sum_row *row, struct why *w)
{
	bool good;

	*row = (struct sum_row){0};
	good = mongo_get_keys(doc, row, ngroup, w->mem) && mongo_get_total(doc, "n", &row->count);
	for (size_t i = 0; good && i < nfields; i++)
		good = mongo_get_total(doc, str_printf(w->mem, "t%zu", i).s, &row->total[i]);
	return good ? OK : err_set(w, ERR_INTERNAL, "A sum cannot be read");
}

static enum err
mongo_sum_once(struct mongo *m, const struct schema *s, struct doc *pipeline, size_t ngroup,
    size_t nfields, struct sums *sums, struct why *w)
{
	mongoc_cursor_t *cursor = mongo_start_pipeline(m, s, pipeline);
	struct rows rows = {0};
	const bson_t *doc;
	size_t cap = 0;
	enum err e = OK;

	while (e == OK && mongoc_cursor_next(cursor, &doc))
		e = mongo_read_sum(
		    doc, ngroup, nfields, rows_add(w->mem, &rows, &cap, sizeof(struct sum_row)), w);
	e = mongo_cursor_end(m, cursor, e, w);
	if (e == OK && ngroup == 0 && rows.n == 0)
		*(struct sum_row *)rows_add(w->mem, &rows, &cap, sizeof(struct sum_row)) =
		    (struct sum_row){0};
	*sums = (struct sums){rows.v, rows.n};
	return e;
}

enum err
mongo_sum(struct store *store, const struct query *q, const size_t *group, size_t ngroup,
    const size_t *fields, size_t nfields, struct sums *sums, struct why *w)
{
	struct mongo *m = mongo_of(store);
	struct doc pipeline;
	enum err e;

	if ((e = mongo_read_begin(m, MONGO_READ_MS, w)) != OK)
		return e;
	doc_init(&pipeline);
	mongo_put_sum(&pipeline, q, group, ngroup, fields, nfields, w->mem);
	e = mongo_sum_once(m, q->schema, &pipeline, ngroup, nfields, sums, w);
	if (mongo_read_should_retry(m, e, w))
		e = mongo_sum_once(m, q->schema, &pipeline, ngroup, nfields, sums, w);
	doc_done(&pipeline);
	return e;
}
