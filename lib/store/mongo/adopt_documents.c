/*
 * adopt_documents.c - Converts documents of earlier programs to records, in place.
 *
 * Such a document has no version; an `id`, and perhaps an ObjectId as `_id`; numbers as
 * doubles; null for absent values. It keeps its `_id` and unknown fields; the rest is
 * rewritten, with its search terms. Missing required fields are filled in where a default
 * exists; otherwise the migration stops and names the document.
 *
 * Each document is converted by one write and then no longer found, so the migration can be
 * killed and resumed.
 */
#include "store/mongo/mongo_migrate.h"

#include <math.h>
#include <string.h>

#include "base/clock.h"
#include "base/decimal.h"
#include "base/mem.h"

enum { ADOPT_CHUNK = 500 };

static const double adopt_dec_limit = 1e9; /* below it a double is exact to the millionth */

/* --- translation --- */

/* Converts a number to the field's type; false when it does not fit. */
static bool
adopt_append_number(bson_t *out, const struct field *f, const bson_iter_t *i)
{
	double d = bson_iter_as_double(i);
	double scaled = f->type == T_DEC ? d * DEC_ONE : d;

	if (!(fabs(d) < adopt_dec_limit) || (f->type == T_INT && floor(d) != d))
		return false;
	return bson_append_int64(out, f->name, -1, llround(scaled));
}

/* Translates the document to what bson_get_record() accepts. */
static enum err
adopt_translate(const bson_t *in, const struct schema *s, bson_t *out, struct why *w)
{
	bson_iter_t i;
	bool good = bson_iter_init(&i, in);

	while (good && bson_iter_next(&i)) {
		int k = schema_field(s, str_of(bson_iter_key(&i)));
		const struct field *f = k < 0 ? NULL : &s->fields[k];

		if (f == NULL || BSON_ITER_HOLDS_NULL(&i))
			continue;
		if (f->type != T_DEC && f->type != T_INT)
			good = bson_append_iter(out, NULL, 0, &i);
		else if (!BSON_ITER_HOLDS_NUMBER(&i) || !adopt_append_number(out, f, &i))
			return err_set(
			    w, ERR_CONFLICT, "%s.%s has an invalid number", s->plural, f->name);
	}
	return good ? OK : err_set(w, ERR_CONFLICT, "%s holds a broken document", s->plural);
}

static struct str
adopt_document_id(const bson_t *in, const void *mem)
{
	bson_iter_t i;
	char hex[25];

	if (!bson_iter_init_find(&i, in, "_id"))
		return STR("");
	if (BSON_ITER_HOLDS_UTF8(&i))
		return str_dup(mem, str_of(bson_iter_utf8(&i, NULL)));
	if (!BSON_ITER_HOLDS_OID(&i))
		return STR("");
	bson_oid_to_string(bson_iter_oid(&i), hex);
	return str_dup(mem, str_of(hex));
}

static int64_t
adopt_document_time(const bson_t *in)
{
	bson_iter_t i;

	if (bson_iter_init_find(&i, in, "_id") && BSON_ITER_HOLDS_OID(&i))
		return (int64_t)bson_oid_get_time_t(bson_iter_oid(&i)) * 1000;
	return clock_now();
}

/* --- missing fields --- */

static int64_t
adopt_created_at(const struct schema *s, const void *rec, const bson_t *in)
{
	int k = schema_field(s, STR("created_at"));

	return k >= 0 && rec_has(rec, (size_t)k) ? rec_number(rec, &s->fields[k])
						 : adopt_document_time(in);
}

/* Fills a missing required field; false when it has no default. */
static bool
adopt_fill_field(const struct schema *s, size_t k, void *rec, const bson_t *in)
{
	const struct field *f = &s->fields[k];

	if (field_is(f, F_DEFAULT))
		rec_set_number(rec, s, k, f->preset);
	else if (f->type == T_BOOL)
		rec_set_number(rec, s, k, strcmp(f->name, "is_active") == 0);
	else if (f->type == T_INT || f->type == T_DEC)
		rec_set_number(rec, s, k, 0);
	else if (f->type == T_TIME)
		rec_set_number(rec, s, k, adopt_created_at(s, rec, in));
	else if (f->type == T_TEXT)
		rec_set_text(rec, s, k, rec_text(rec, &s->fields[0]));
	else
		return false;
	return true;
}

static enum err
adopt_fill_missing(const struct schema *s, void *rec, const bson_t *in, struct why *w)
{
	if (!rec_has(rec, 0))
		rec_set_text(rec, s, 0, adopt_document_id(in, w->mem));
	for (size_t k = 0; k < s->nfields; k++) {
		const struct field *f = &s->fields[k];

		if (!field_is(f, F_REQUIRED) || field_is(f, F_VIRTUAL) || rec_has(rec, k))
			continue;
		if (!adopt_fill_field(s, k, rec, in))
			return err_set(w, ERR_CONFLICT, "%s: %.*s has no %s", s->plural,
			    STRF(rec_text(rec, &s->fields[0])), f->name);
	}
	return OK;
}

/* Keeps fields that no record has. */

/* What no record has stays. */
static void
adopt_put_other_fields(bson_t *out, const bson_t *in, const struct schema *s)
{
	bson_iter_t i;

	if (!bson_iter_init(&i, in))
		return;
	while (bson_iter_next(&i))
		if (schema_field(s, str_of(bson_iter_key(&i))) < 0 &&
		    !bson_has_field(out, bson_iter_key(&i)) &&
		    strcmp(bson_iter_key(&i), "_id") != 0)
			bson_append_iter(out, NULL, 0, &i);
}

static enum err
adopt_replace(mongoc_collection_t *c, struct mongo *m, const struct schema *s, const bson_t *in,
    const void *rec, struct why *w)
{
	bson_t which = BSON_INITIALIZER, now = BSON_INITIALIZER, reply;
	bson_iter_t i;
	bson_error_t error;
	enum err e = OK;

	if (bson_iter_init_find(&i, in, "_id"))
		bson_append_iter(&which, "_id", -1, &i);
	bson_put_record(&now, s, rec);
	adopt_put_other_fields(&now, in, s);
	if (!mongoc_collection_replace_one(c, &which, &now, NULL, &reply, &error)) {
		e = mongo_set_error(m, &error, &reply, w);
		e = err_set(w, e, "%s: %s", s->plural, error.message);
	}
	bson_destroy(&which);
	bson_destroy(&now);
	bson_destroy(&reply);
	return e;
}

static enum err
adopt_document(mongoc_collection_t *c, struct mongo *m, const struct schema *s, const bson_t *in,
    struct why *w)
{
	void *rec = mem_new(w->mem, s->size);
	bson_t ours = BSON_INITIALIZER;
	enum err e;

	if ((e = adopt_translate(in, s, &ours, w)) == OK &&
	    (e = bson_get_record(&ours, s, UINT64_MAX, rec, w)) == OK &&
	    (e = adopt_fill_missing(s, rec, in, w)) == OK)
		e = adopt_replace(c, m, s, in, rec, w);
	bson_destroy(&ours);
	return e;
}

/* --- all documents --- */

/* Finds the first documents still to convert, at most SLICE. */
static enum err
adopt_find(mongoc_collection_t *c, struct mongo *m, const char *marker,
    bson_t *found[static ADOPT_CHUNK], size_t *n, struct why *w)
{
	struct doc which, options;
	mongoc_cursor_t *cursor;
	const bson_t *b, *reply;
	bson_error_t error;
	enum err e = OK;

	doc_init(&which);
	doc_open(&which, marker);
	doc_bool(&which, "$exists", false);
	doc_close_all(&which, 0);
	doc_init(&options);
	doc_number(&options, "limit", ADOPT_CHUNK);
	cursor = mongoc_collection_find_with_opts(c, doc_bson(&which), doc_bson(&options), NULL);
	for (*n = 0; *n < ADOPT_CHUNK && mongoc_cursor_next(cursor, &b);)
		found[(*n)++] = bson_copy(b);
	if (mongoc_cursor_error_document(cursor, &error, &reply))
		e = mongo_set_error(m, &error, reply, w);
	mongoc_cursor_destroy(cursor);
	doc_done(&which);
	doc_done(&options);
	return e;
}

static enum err
adopt_next_chunk(
    mongoc_collection_t *c, struct mongo *m, const struct schema *s, size_t *n, struct why *w)
{
	bson_t *found[ADOPT_CHUNK];
	bool versioned = s->version >= 0;
	void *mem = mem_root("adopt");
	struct why why;
	enum err e;

	why_init(&why, mem);
	e = adopt_find(c, m, versioned ? "version" : s->fields[1].name, found, n, &why);
	if (e == OK && *n > 0 && !versioned)
		e = err_set(&why, ERR_CONFLICT,
		    "%s holds documents of no record: rename the collection, and "
		    "import what is in it",
		    s->plural);
	for (size_t i = 0; i < *n; i++) {
		if (e == OK)
			e = adopt_document(c, m, s, found[i], &why);
		bson_destroy(found[i]);
	}
	if (e != OK)
		e = err_set(w, e, "%.*s", STRF(why.text));
	mem_free(mem);
	return e;
}

static const struct schema *
adopt_schema_of(struct str collection)
{
	for (size_t i = 0; schemas[i] != NULL; i++)
		if (schemas[i]->stored && str_is(collection, schemas[i]->plural))
			return schemas[i];
	return NULL;
}

enum err
mongo_adopt(struct mongo *m, struct str collection, struct why *w)
{
	const struct schema *s = adopt_schema_of(collection);
	mongoc_collection_t *c;
	size_t n = ADOPT_CHUNK;
	enum err e = OK;

	if (s == NULL)
		return err_set(w, ERR_UNAVAILABLE, "No record is stored in %.*s", STRF(collection));
	c = mongo_collection(m, s);
	while (e == OK && n == ADOPT_CHUNK)
		e = adopt_next_chunk(c, m, s, &n, w);
	mongoc_collection_destroy(c);
	return e;
}
