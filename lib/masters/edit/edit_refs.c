/*
 * edit_refs.c - Checks the references of any master: what it refers to is active, and nothing
 * active refers to what is deactivated.
 */
#include "masters/edit/edit.h"

#include "base/mem.h"

/* --- references of the record --- */

static enum err
ref_check_target(struct edit *c, size_t field)
{
	const struct field *f = &c->schema->fields[field];
	void *to = mem_new(c->w->mem, f->ref->size);
	struct str id = rec_text(c->after, f);
	enum err e = edit_get(c, f->ref, id, to);

	if (e != OK && e != ERR_NOT_FOUND)
		return e;
	if (e == OK && rec_is_active(f->ref, to)) {
		edit_expect(c, f->ref, to);
		return OK;
	}
	if (c->kind == EDIT_RESTORE)
		return err_set(
		    c->w, ERR_CONFLICT, "Its %s is inactive: restore that first", f->name);
	if (e == OK)
		err_field(c->w, edit_loc(c, field), "inactive", "The %s is inactive", f->ref->name);
	else
		err_field(
		    c->w, edit_loc(c, field), "not_found", "There is no such %s", f->ref->name);
	return OK;
}

/* --- references to the record --- */

/* Checks that none refers to it, now and when this is written. */
static enum err
ref_check_unused_by(struct edit *c, const struct schema *by, size_t field)
{
	const struct filter where[] = {
	    {.field = field, .text = edit_id(c)},
	    {.field = (size_t)by->is_active, .number = true},
	};
	void *rec = mem_new(c->w->mem, by->size);
	bool any;
	enum err e;

	if ((e = edit_find_any(c, by, where, 2, rec, &any)) != OK)
		return e;
	if (any)
		return edit_in_use(c, by, rec, "refers to it");
	batch_none(c->batch, by, where, 2);
	return OK;
}

static enum err
ref_check_unused(struct edit *c)
{
	enum err e;

	for (const struct schema *const *s = schemas; *s != NULL; s++) {
		if (!(*s)->stored || (*s)->is_active < 0)
			continue;
		for (size_t i = 0; i < (*s)->nfields; i++)
			if ((*s)->fields[i].type == T_REF && (*s)->fields[i].ref == c->schema &&
			    (e = ref_check_unused_by(c, *s, i)) != OK)
				return e;
	}
	return OK;
}

enum err
refs_edit_check(struct edit *c)
{
	const struct schema *s = c->schema;
	enum err e;

	if (c->kind == EDIT_DEACTIVATE)
		return ref_check_unused(c);
	for (size_t i = 0; i < s->nfields; i++)
		if (s->fields[i].type == T_REF && rec_has(c->after, i) &&
		    (c->kind == EDIT_RESTORE || edit_differs(c, i)) &&
		    (e = ref_check_target(c, i)) != OK)
			return e;
	return OK;
}
