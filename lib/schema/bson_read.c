/* bson_read.c - Reads a record from a BSON document. */
#include "schema/bson.h"

#include "base/mem.h"

static enum err
bson_get_error(const struct schema *s, const struct field *f, struct why *w)
{
	return err_set(w, ERR_INTERNAL, "%s.%s has an invalid value", s->plural, f->name);
}

static bool
bson_get_number(const bson_iter_t *i, int64_t *v)
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
bson_get_text(const bson_iter_t *i, struct str *v)
{
	uint32_t n;

	if (!BSON_ITER_HOLDS_UTF8(i))
		return false;
	v->s = bson_iter_utf8(i, &n);
	v->n = n;
	return true;
}

static size_t
bson_count_members(const bson_iter_t *i)
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
bson_get_list(const bson_iter_t *i, struct list *l, const void *mem)
{
	bson_iter_t in;

	if (!BSON_ITER_HOLDS_ARRAY(i) || !bson_iter_recurse(i, &in))
		return false;
	*l = (struct list){.v = MEM_MANY(mem, struct str, bson_count_members(i) + 1)};
	while (bson_iter_next(&in))
		if (!bson_get_text(&in, &l->v[l->n++]))
			return false;
	return true;
}

static enum err
bson_get_line(const bson_iter_t *i, const struct field *f, void *line, struct why *w)
{
	const uint8_t *data;
	uint32_t n;
	bson_t document;

	if (!BSON_ITER_HOLDS_DOCUMENT(i))
		return bson_get_error(f->ref, &f->ref->fields[0], w);
	bson_iter_document(i, &n, &data);
	if (!bson_init_static(&document, data, n))
		return bson_get_error(f->ref, &f->ref->fields[0], w);
	return bson_get_record(&document, f->ref, UINT64_MAX, line, w);
}

static enum err
bson_get_lines(const bson_iter_t *i, const struct schema *s, const struct field *f, struct lines *l,
    struct why *w)
{
	bool one = field_is(f, F_ONE);
	bson_iter_t in;
	enum err e = OK;

	*l = (struct lines){
	    .v = mem_array(w->mem, one ? 1 : bson_count_members(i) + 1, f->ref->size)};
	if (one)
		return bson_get_line(i, f, line_at(f, l, l->n++), w);
	if (!BSON_ITER_HOLDS_ARRAY(i) || !bson_iter_recurse(i, &in))
		return bson_get_error(s, f, w);
	while (e == OK && bson_iter_next(&in))
		e = bson_get_line(&in, f, line_at(f, l, l->n++), w);
	return e;
}

static enum err
bson_get_field(const bson_iter_t *i, const struct schema *s, size_t field, void *rec, struct why *w)
{
	const struct field *f = &s->fields[field];
	struct str text;
	int64_t number;

	switch (f->type) {
	case T_LINES:
		return bson_get_lines(i, s, f, rec_at(rec, f), w);
	case T_LIST:
		rec_mark(rec, field);
		return bson_get_list(i, rec_at(rec, f), w->mem) ? OK : bson_get_error(s, f, w);
	case T_INT:
	case T_DEC:
	case T_BOOL:
	case T_TIME:
		if (!bson_get_number(i, &number))
			return bson_get_error(s, f, w);
		rec_set_number(rec, s, field, number);
		return OK;
	default:
		if (!bson_get_text(i, &text) ||
		    (f->type == T_ENUM && field_enum_index(f, text) < 0))
			return bson_get_error(s, f, w);
		rec_set_text(rec, s, field, text);
		return OK;
	}
}

/* Documents have the fields in the schema's order, so tries the one after the last first. */
static int
bson_find_field(const struct schema *s, size_t next, const char *name)
{
	if (next < s->nfields && strcmp(s->fields[next].name, name) == 0)
		return (int)next;
	return schema_field(s, str_of(name));
}

static void
bson_set_defaults(const struct schema *s, uint64_t fields, void *rec)
{
	int version = s->version;

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
		return bson_get_error(s, &s->fields[0], w);
	while (e == OK && bson_iter_next(&i)) {
		int field = bson_find_field(s, next, bson_iter_key(&i));

		if (field < 0 || BSON_ITER_HOLDS_NULL(&i) || field_is(&s->fields[field], F_VIRTUAL))
			continue;
		e = bson_get_field(&i, s, (size_t)field, rec, w);
		next = (size_t)field + 1;
	}
	bson_set_defaults(s, fields, rec);
	return e;
}
