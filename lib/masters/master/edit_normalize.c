/*
 * edit_normalize.c - Replaces unit codes in an edit by their stored spelling before fields are
 * compared, so that `pcs` for PCS is no change.
 */
#include "base/mem.h"
#include "masters/edit/edit.h"
#include "masters/uom/uom_use.h"

static bool
field_is_uom(const struct field *f)
{
	return f->type == T_REF && f->ref == &uom_schema;
}

static enum err
edit_normalize_line_uoms(struct edit *c, const struct field *f, const struct lines *l)
{
	enum err e = OK;

	for (size_t i = 0; i < f->ref->nfields; i++)
		for (size_t k = 0; k < l->n && e == OK; k++)
			if (field_is_uom(&f->ref->fields[i]))
				e = uom_normalize_code(
				    c, rec_at(line_at(f, l, k), &f->ref->fields[i]));
	return e;
}

static enum err
edit_normalize_uoms(struct edit *c)
{
	const struct schema *s = c->master->schema;
	enum err e = OK;

	for (size_t i = 0; i < s->nfields && e == OK; i++) {
		const struct field *f = &s->fields[i];
		void *at = rec_at(c->after, f);

		if ((f->flags & (F_READONLY | F_VIRTUAL)) != 0 || !rec_has(c->after, i) ||
		    !edit_differs(c, i))
			continue;
		if (field_is_uom(f))
			e = uom_normalize_code(c, at);
		else if (f->type == T_LINES)
			e = edit_normalize_line_uoms(c, f, at);
	}
	return e;
}

enum err
edit_normalize(struct edit *c)
{
	enum err e = edit_normalize_uoms(c);

	return e != OK || c->master->normalize == NULL ? e : c->master->normalize(c);
}
