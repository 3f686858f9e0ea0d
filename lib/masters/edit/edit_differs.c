/* edit_differs.c - Compares a record before and after an edit, field by field. */
#include "masters/edit/edit.h"

#include <assert.h>

static bool field_equal(const struct schema *, size_t field, const void *a, const void *b);

static bool
record_equal(const struct schema *s, const void *a, const void *b)
{
	for (size_t i = 0; i < s->nfields; i++)
		if (!field_equal(s, i, a, b))
			return false;
	return true;
}

static bool
field_list_equal(const struct list *a, const struct list *b)
{
	for (size_t i = 0; i < a->n && a->n == b->n; i++)
		if (!str_eq(a->v[i], b->v[i]))
			return false;
	return a->n == b->n;
}

static bool
field_lines_equal(const struct field *f, const struct lines *a, const struct lines *b)
{
	for (size_t i = 0; i < a->n && a->n == b->n; i++)
		if (!record_equal(f->ref, line_at(f, a, i), line_at(f, b, i)))
			return false;
	return a->n == b->n;
}

static bool
field_equal(const struct schema *s, size_t field, const void *a, const void *b)
{
	const struct field *f = &s->fields[field];

	if (!rec_has(a, field) || !rec_has(b, field))
		return rec_has(a, field) == rec_has(b, field);
	switch (f->type) {
	case T_KEY:
	case T_TEXT:
	case T_REF:
	case T_JSON:
		return str_eq(rec_text(a, f), rec_text(b, f));
	case T_LIST:
		return field_list_equal(rec_at(a, f), rec_at(b, f));
	case T_LINES:
		return field_lines_equal(f, rec_at(a, f), rec_at(b, f));
	default:
		return rec_number(a, f) == rec_number(b, f);
	}
}

bool
edit_differs(const struct edit *c, size_t field)
{
	assert(field < c->schema->nfields);
	if (c->before == NULL)
		return rec_has(c->after, field);
	return !field_equal(c->schema, field, c->before, c->after);
}
