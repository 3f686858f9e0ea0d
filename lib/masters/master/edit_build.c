/*
 * edit_build.c - Builds the batch of an edit: checks, code rows, related rows, the record, its
 * audit row.
 */
#include "masters/edit/edit.h"

static enum err
edit_check(struct edit *c)
{
	edit_rule *const rules[] = {refs_edit_check, parent_edit_check, c->master->check};
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
	const struct schema *s = c->master->schema;
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
	enum err e;

	if ((e = edit_check(c)) != OK || (e = code_write(c)) != OK)
		return e;
	if (c->master->write != NULL && (e = c->master->write(c)) != OK)
		return e;
	edit_write_record(c);
	return OK;
}
