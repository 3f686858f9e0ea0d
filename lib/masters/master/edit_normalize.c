/*
 * edit_normalize.c - puts what a change says into the form in which it is kept, before it is
 * compared with what is there: `pcs` is the unit PCS, and not a change of it.
 */
#include "base/mem.h"
#include "masters/edit/edit.h"
#include "masters/reference/refs.h"

enum err
edit_normalize_uom(struct edit *c, struct str *unit)
{
	struct uom uom = {0};
	enum err e = edit_get(c, &uom_schema, *unit, &uom);

	if (e == ERR_NOT_FOUND)
		e = refs_get(c->store, &uom_schema, *unit, &uom, c->w);
	if (e == OK)
		*unit = uom.id;
	return e == ERR_NOT_FOUND ? OK : e; /* refs_judge() says so */
}

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
				e = edit_normalize_uom(
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
			e = edit_normalize_uom(c, at);
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
