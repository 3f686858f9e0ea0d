/* import.c - Plans an import in parts and applies it; table of the kinds of files. */
#include "import/import.h"

#include <assert.h>

#include "base/mem.h"
#include "masters/tree/tree.h"
#include "schema/records.h"
#include "store/batch_index.h"

const struct import_kind import_kinds[] = {
    {"units", "unit", &uom_schema, import_masters_begin, import_masters_part},
    {"categories", "category", &item_category_schema, import_masters_begin, import_masters_part},
    {"locations", "location", &location_schema, import_masters_begin, import_masters_part},
    {"suppliers", "supplier", &supplier_schema, import_masters_begin, import_masters_part},
    {"recipients", "recipient", &recipient_schema, import_masters_begin, import_masters_part},
    {"items", "item", &item_schema, import_masters_begin, import_masters_part},
    {"stock", "row", &opening_row_schema, import_stock_begin, import_stock_part},
    {NULL, NULL, NULL, NULL, NULL},
};

const struct import_kind *
import_kind_named(struct str name)
{
	for (const struct import_kind *k = import_kinds; k->name != NULL; k++)
		if (str_is(name, k->name))
			return k;
	return NULL;
}

/* --- parts --- */

static enum err
import_begin(struct import *im, struct why *w)
{
	mem_free(im->pass);
	im->pass = mem_new(im->cx->mem, 1);
	im->done = false;
	im->resolver =
	    (struct resolver){.mem = im->pass, .store = im->store, .system = map_system(&im->map)};
	return im->kind->begin(im, w);
}

/* What the rows of later parts may refer to, or must not claim again. */
static bool
import_keeps(const struct schema *s)
{
	return s == &code_schema || (s->is_active >= 0 && tree_field(s) >= 0);
}

static enum err
import_plan_part(struct import *im, struct why *w)
{
	struct why mine;
	enum err e;

	why_init(&mine, (void *)(uintptr_t)im->batch.mem);
	e = im->kind->part(im, &im->batch, &mine);
	im->nops += im->batch.n;
	return e == OK ? OK : err_set(w, e, "%.*s", STRF(mine.text));
}

/* Leaves the ops of a single part in the batch. */
static enum err
import_plan_parts(struct import *im, struct why *w)
{
	void *part = mem_new(im->cx->mem, 1);
	enum err e;

	im->batch = batch_init(part);
	while ((e = import_plan_part(im, w)) == OK && !im->done) {
		void *next = mem_new(im->cx->mem, 1);

		im->in_parts = true;
		batch_next_part(&im->batch, next, im->pass, import_keeps);
		mem_free(part);
		part = next;
	}
	return e;
}

/* Without parts, a file becomes a single batch, which has a maximum number of ops. */
static void
import_check_size(struct import *im)
{
	size_t n = im->nops, parts = (n + OPERATOR_OPS_MAX - 1) / OPERATOR_OPS_MAX;

	if (store_takes_parts(im->store) || n <= OPERATOR_OPS_MAX)
		return;
	parts += n > parts * OPERATOR_OPS_MAX * 9 / 10;
	findings_fault(&im->found, 0, STR_NONE, STR_NONE,
	    "too many rows: it would take %zu ops in one step, at most %d are possible: split the "
	    "file into %zu files of at most %zu rows%s",
	    n, OPERATOR_OPS_MAX, parts, im->table.n / parts,
	    im->kind->schema == &opening_row_schema
		? ", the rows of one item, location and lot in the same one"
		: ", the rows that others refer to in the first");
}

enum err
import_plan(struct import *im, struct why *w)
{
	enum err e;

	findings_init(&im->found, im->cx->mem);
	im->kinds = import_kinds;
	map_read(&im->map, im->map_text, &im->found);
	import_table_read(&im->table, im->kind->schema, &im->map, im->csv, &im->found);
	if ((e = import_begin(im, w)) != OK || (e = import_plan_parts(im, w)) != OK)
		return e;
	import_check_size(im);
	findings_sort(&im->found);
	return OK;
}

/* --- writing --- */

struct import_parts {
	struct batch_parts parts;
	struct import *im;
};

/* Rows that exist already add nothing. */
static enum err
import_next_part(struct batch_parts *parts, struct batch *b, struct why *w)
{
	struct import *im = ((struct import_parts *)parts)->im;
	enum err e = OK;

	while (e == OK && b->n == 0 && !im->done)
		e = im->kind->part(im, b, w);
	return e == OK && im->found.nfaults > 0 ? ERR_CONFLICT : e;
}

static enum err
import_write_parts(struct import *im, struct why *w)
{
	struct import_parts x = {.parts.next = import_next_part, .im = im};
	const struct findings planned = im->found;
	enum err e;

	im->writing = true;
	findings_init(&im->found, im->cx->mem);
	if ((e = import_begin(im, w)) == OK)
		e = store_apply_parts(im->store, &x.parts, w);
	im->found = planned;
	return e;
}

enum err
import_apply(struct import *im, struct why *w)
{
	enum err e;

	if (!store_takes_parts(im->store) && im->nops > OPERATOR_OPS_MAX)
		return err_set(w, ERR_TOO_MANY_ROWS, "%s", err_title(ERR_TOO_MANY_ROWS));
	if (im->found.nfaults > 0)
		return err_set(w, ERR_INVALID, "The file has faults");
	if (im->nops == 0)
		return OK;
	e = im->in_parts ? import_write_parts(im, w)
			 : store_apply_large(im->store, im->batch.ops, im->batch.n, w);
	if (e == ERR_EXISTS || e == ERR_CLASH || e == ERR_BOUND || e == ERR_CONFLICT)
		return err_set(w, ERR_CONFLICT,
		    "The same records were changed meanwhile; nothing was written: try again");
	return e;
}
