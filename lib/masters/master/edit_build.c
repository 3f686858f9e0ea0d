/*
 * edit_build.c - Normalizes an edit, and builds its batch: checks, code rows, related rows, the
 * record, its audit row.
 */
#include "masters/master/edit_build.h"

#include "base/mem.h"
#include "masters/code/code.h"
#include "masters/master/master_table.h"
#include "masters/uom/uom_use.h"

/* --- normalizing: unit codes in their stored spelling, so that `pcs` for PCS is no change --- */

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
	const struct schema *s = c->schema;
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
	edit_rule *const normalize = master_of(c->schema)->normalize;
	enum err e = edit_normalize_uoms(c);

	return e != OK || normalize == NULL ? e : normalize(c);
}

/* --- building --- */

static enum err
edit_check(struct edit *c)
{
	edit_rule *const rules[] = {
	    refs_edit_check, parent_edit_check, master_of(c->schema)->check};
	enum err e;

	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
		if (rules[i] != NULL && (e = rules[i](c)) != OK)
			return e;
	return c->w->nfaults > 0 ? ERR_INVALID : OK;
}

static const char *const edit_actions[] = {"create", "update", "deactivate", "restore"};

static void
edit_write_record(struct edit *c)
{
	const struct schema *s = c->schema;
	size_t code = (size_t)s->code;
	struct op *op;

	op = batch_add(c->batch, c->before == NULL ? OP_INSERT : OP_UPDATE, s, c->after);
	if (c->before == NULL)
		code_fill_from_series(c, op, code, c->new_code.prefix);
	else
		op->version = rec_version(s, c->before);
	op = change_audit(c->batch, c->cx, edit_actions[c->kind], s, edit_id(c),
	    rec_text(c->after, &s->fields[code]), c->before, c->after);
	code_fill_from_series(c, op, FIELD(audit, label), c->new_code.prefix);
}

enum err
edit_build(struct edit *c)
{
	edit_rule *const write = master_of(c->schema)->write;
	enum err e;

	if ((e = edit_check(c)) != OK || (e = code_write(c)) != OK)
		return e;
	if (write != NULL && (e = write(c)) != OK)
		return e;
	edit_write_record(c);
	return OK;
}
