/* uom_use.c - Writes the guard rows of units. */
#include "masters/uom/uom_use.h"

#include <assert.h>

#include "base/mem.h"
#include "masters/code/code_row.h"
#include "store/batch_index.h"
#include "store/series.h"

struct str
uom_root(const struct uom *u)
{
	return HAS(u, uom, base_uom) ? u->base_uom : u->code;
}

static struct str
uom_gate_id(const void *mem, struct str root)
{
	return str_printf(mem, "gate:uom:%.*s", STRF(root));
}

struct str
uom_used_id(const void *mem, struct str code)
{
	return str_printf(mem, "used:uom:%.*s", STRF(code));
}

enum err
uom_lock(struct edit *c, struct str root)
{
	struct series *row = MEM_ONE(c->w->mem, struct series);
	struct str id = uom_gate_id(c->w->mem, root);
	enum err e = store_get(c->store, &series_schema, id, row, c->w);

	assert(root.n > 0);
	if (e != OK && e != ERR_NOT_FOUND)
		return e;
	SET(row, series, id, id);
	SET(row, series, value, row->value + 1);
	batch_add(c->batch, e == OK ? OP_UPDATE : OP_INSERT, &series_schema, row)->version =
	    row->version;
	return OK;
}

void
uom_use(struct batch *b, const struct uom *u)
{
	struct str gate = uom_gate_id(b->mem, uom_root(u));

	assert(u->version > 0);
	if (!batch_has_row(b, &uom_schema, u->id))
		batch_expect(b, &uom_schema, u->id, u->version);
	if (!batch_has_row(b, &series_schema, gate))
		series_add(b, gate, 0, 1);
}

static enum err
uom_refuse_inactive(struct edit *c, struct str code, bool there, const struct loc *loc)
{
	if (loc == NULL)
		return OK;
	if (c->kind == EDIT_RESTORE)
		return err_set(c->w, ERR_CONFLICT, "Its unit %.*s is inactive: restore that first",
		    STRF(code));
	err_field(c->w, loc, there ? "inactive" : "not_found", "There is no active unit %.*s",
	    STRF(code));
	return OK;
}

enum err
uom_use_code(struct edit *c, struct str code, const struct loc *loc)
{
	struct uom uom = {0};
	enum err e = edit_get(c, &uom_schema, code, &uom);

	if (e != OK && e != ERR_NOT_FOUND)
		return e;
	if (e == ERR_NOT_FOUND || !uom.is_active)
		return uom_refuse_inactive(c, code, e == OK, loc);
	uom_use(c->batch, &uom);
	return OK;
}

enum err
uom_normalize_code(struct edit *c, struct str *unit)
{
	struct uom uom = {0};
	struct code row = {0};
	enum err e = edit_get(c, &uom_schema, *unit, &uom);

	if (e == ERR_NOT_FOUND &&
	    (e = edit_get(c, &code_schema, code_row_id(c->w->mem, CODE_UOM, *unit), &row)) == OK)
		*unit = row.record_id;
	return e == ERR_NOT_FOUND ? OK : e; /* refs_edit_check() says so */
}
