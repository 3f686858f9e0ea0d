/* bson.c - documents out of records and records out of documents. */
#include "schema/bson.h"

#include <assert.h>

#include "base/mem.h"
#include "schema/terms.h"

/* --- writing --- */

/* Appending fails only beyond 2 GB, which no record reaches. */
static void
must(bool appended)
{
	assert(appended);
	(void)appended;
}

void
bson_put_text(bson_t *b, const char *name, struct str v)
{
	must(bson_append_utf8(b, name, -1, v.s == NULL ? "" : v.s, (int)v.n));
}

void
bson_put_value(bson_t *b, const char *name, const struct field *f, struct str text, int64_t number)
{
	switch (f->type) {
	case T_INT:
	case T_DEC:
		must(bson_append_int64(b, name, -1, number));
		break;
	case T_BOOL:
		must(bson_append_bool(b, name, -1, number != 0));
		break;
	case T_TIME:
		must(bson_append_date_time(b, name, -1, number));
		break;
	default:
		assert(f->type != T_LIST && f->type != T_LINES);
		bson_put_text(b, name, text);
	}
}

static const char *
place(size_t i, char *room, size_t size)
{
	const char *name;

	bson_uint32_to_string((uint32_t)i, &name, room, size);
	return name;
}

static void
put_list(bson_t *b, const char *name, const struct list *l)
{
	bson_t array;
	char room[16];

	must(bson_append_array_begin(b, name, -1, &array));
	for (size_t i = 0; i < l->n; i++)
		bson_put_text(&array, place(i, room, sizeof room), l->v[i]);
	must(bson_append_array_end(b, &array));
}

static void
put_line(bson_t *b, const char *name, const struct schema *s, const void *line)
{
	bson_t document;

	must(bson_append_document_begin(b, name, -1, &document));
	bson_put_fields(&document, s, line, UINT64_MAX);
	must(bson_append_document_end(b, &document));
}

static void
put_lines(bson_t *b, const struct field *f, const struct lines *l)
{
	bson_t array;
	char room[16];

	if (field_is(f, F_ONE)) {
		if (l->n > 0)
			put_line(b, f->name, f->ref, l->v);
		return;
	}
	must(bson_append_array_begin(b, f->name, -1, &array));
	for (size_t i = 0; i < l->n; i++)
		put_line(&array, place(i, room, sizeof room), f->ref, line_at(f, l, i));
	must(bson_append_array_end(b, &array));
}

static void
put_field(bson_t *b, const struct field *f, const void *rec)
{
	switch (f->type) {
	case T_LIST:
		put_list(b, f->name, rec_at(rec, f));
		break;
	case T_LINES:
		put_lines(b, f, rec_at(rec, f));
		break;
	case T_INT:
	case T_DEC:
	case T_BOOL:
	case T_TIME:
		bson_put_value(b, f->name, f, STR(""), rec_number(rec, f));
		break;
	default:
		bson_put_value(b, f->name, f, rec_text(rec, f), 0);
	}
}

void
bson_put_fields(bson_t *b, const struct schema *s, const void *rec, uint64_t fields)
{
	for (size_t i = 0; i < s->nfields; i++)
		if ((fields >> i & 1) != 0 && rec_has(rec, i) &&
		    !field_is(&s->fields[i], F_VIRTUAL))
			put_field(b, &s->fields[i], rec);
}

/* Folded; the empty text where there is none, so that it has a place in an order. */
static void
put_folded(bson_t *b, const char *name, const struct schema *s, int field, const void *rec)
{
	void *mem = mem_root("folded");

	bson_put_text(b, name,
	    field >= 0 && rec_has(rec, (size_t)field)
		? str_fold(mem, rec_text(rec, &s->fields[field]))
		: STR(""));
	mem_free(mem);
}

void
bson_put_record(bson_t *b, const struct schema *s, const void *rec)
{
	struct list terms;
	void *mem;

	bson_put_fields(b, s, rec, UINT64_MAX);
	if (!terms_any(s))
		return;
	mem = mem_root("terms");
	terms = terms_of(mem, s, rec);
	put_list(b, BSON_TERMS, &terms);
	mem_free(mem);
	put_folded(b, BSON_FOLDED_CODE, s, terms_code_field(s), rec);
	put_folded(b, BSON_FOLDED_NAME, s, terms_name_field(s), rec);
}

/* --- reading --- */

static enum err
unreadable(const struct schema *s, const struct field *f, struct why *w)
{
	return err_set(w, ERR_INTERNAL, "%s.%s holds what it cannot hold", s->plural, f->name);
}

static bool
get_number(const bson_iter_t *i, int64_t *v)
{
	double d;

	switch (bson_iter_type(i)) {
	case BSON_TYPE_INT64:
	case BSON_TYPE_INT32:
	case BSON_TYPE_BOOL:
		*v = bson_iter_as_int64(i);
		return true;
	case BSON_TYPE_DATE_TIME:
		*v = bson_iter_date_time(i);
		return true;
	case BSON_TYPE_DOUBLE:
		d = bson_iter_double(i);
		if (!(d > -9e18 && d < 9e18) || (double)(int64_t)d != d)
			return false;
		*v = (int64_t)d;
		return true;
	default:
		return false;
	}
}

static bool
get_text(const bson_iter_t *i, struct str *v)
{
	uint32_t n;

	if (!BSON_ITER_HOLDS_UTF8(i))
		return false;
	v->s = bson_iter_utf8(i, &n);
	v->n = n;
	return true;
}

static size_t
members(const bson_iter_t *i)
{
	bson_iter_t in;
	size_t n = 0;

	if (!bson_iter_recurse(i, &in))
		return 0;
	while (bson_iter_next(&in))
		n++;
	return n;
}

static bool
get_list(const bson_iter_t *i, struct list *l, const void *mem)
{
	bson_iter_t in;

	if (!BSON_ITER_HOLDS_ARRAY(i) || !bson_iter_recurse(i, &in))
		return false;
	*l = (struct list){.v = MEM_MANY(mem, struct str, members(i) + 1)};
	while (bson_iter_next(&in))
		if (!get_text(&in, &l->v[l->n++]))
			return false;
	return true;
}

static enum err
get_line(const bson_iter_t *i, const struct field *f, void *line, struct why *w)
{
	const uint8_t *data;
	uint32_t n;
	bson_t document;

	if (!BSON_ITER_HOLDS_DOCUMENT(i))
		return unreadable(f->ref, &f->ref->fields[0], w);
	bson_iter_document(i, &n, &data);
	if (!bson_init_static(&document, data, n))
		return unreadable(f->ref, &f->ref->fields[0], w);
	return bson_get_record(&document, f->ref, UINT64_MAX, line, w);
}

static enum err
get_lines(const bson_iter_t *i, const struct schema *s, const struct field *f, struct lines *l,
    struct why *w)
{
	bool one = field_is(f, F_ONE);
	bson_iter_t in;
	enum err e = OK;

	*l = (struct lines){.v = mem_array(w->mem, one ? 1 : members(i) + 1, f->ref->size)};
	if (one)
		return get_line(i, f, line_at(f, l, l->n++), w);
	if (!BSON_ITER_HOLDS_ARRAY(i) || !bson_iter_recurse(i, &in))
		return unreadable(s, f, w);
	while (e == OK && bson_iter_next(&in))
		e = get_line(&in, f, line_at(f, l, l->n++), w);
	return e;
}

static enum err
get_field(const bson_iter_t *i, const struct schema *s, size_t field, void *rec, struct why *w)
{
	const struct field *f = &s->fields[field];
	struct str text;
	int64_t number;

	switch (f->type) {
	case T_LINES:
		return get_lines(i, s, f, rec_at(rec, f), w);
	case T_LIST:
		rec_mark(rec, field);
		return get_list(i, rec_at(rec, f), w->mem) ? OK : unreadable(s, f, w);
	case T_INT:
	case T_DEC:
	case T_BOOL:
	case T_TIME:
		if (!get_number(i, &number))
			return unreadable(s, f, w);
		rec_set_number(rec, s, field, number);
		return OK;
	default:
		if (!get_text(i, &text) || (f->type == T_ENUM && field_choice(f, text) < 0))
			return unreadable(s, f, w);
		rec_set_text(rec, s, field, text);
		return OK;
	}
}

/* Documents have the fields in the schema's order: most are the one behind the last. */
static int
field_of(const struct schema *s, size_t next, const char *name)
{
	if (next < s->nfields && strcmp(s->fields[next].name, name) == 0)
		return (int)next;
	return schema_field(s, str_of(name));
}

static void
complete(const struct schema *s, uint64_t fields, void *rec)
{
	int version = schema_field(s, STR("version"));

	for (size_t i = 0; i < s->nfields; i++)
		if (s->fields[i].type == T_LINES && !field_is(&s->fields[i], F_VIRTUAL) &&
		    (fields >> i & 1) != 0)
			rec_mark(rec, i);
	if (version >= 0 && (fields >> version & 1) != 0 && !rec_has(rec, (size_t)version))
		rec_set_number(rec, s, (size_t)version, 1);
}

enum err
bson_get_record(const bson_t *b, const struct schema *s, uint64_t fields, void *rec, struct why *w)
{
	bson_iter_t i;
	size_t next = 0;
	enum err e = OK;

	memset(rec, 0, s->size);
	if (!bson_iter_init(&i, b))
		return unreadable(s, &s->fields[0], w);
	while (e == OK && bson_iter_next(&i)) {
		int field = field_of(s, next, bson_iter_key(&i));

		if (field < 0 || BSON_ITER_HOLDS_NULL(&i) || field_is(&s->fields[field], F_VIRTUAL))
			continue;
		e = get_field(&i, s, (size_t)field, rec, w);
		next = (size_t)field + 1;
	}
	complete(s, fields, rec);
	return e;
}
