/* import.c - Plans an import as one batch and applies it; table of the kinds of files. */
#include "import/import.h"

#include <assert.h>

#include "base/mem.h"
#include "schema/records.h"

const struct import_kind import_kinds[] = {
    {"units", "unit", &uom_schema, import_masters},
    {"categories", "category", &item_category_schema, import_masters},
    {"locations", "location", &location_schema, import_masters},
    {"suppliers", "supplier", &supplier_schema, import_masters},
    {"recipients", "recipient", &recipient_schema, import_masters},
    {"items", "item", &item_schema, import_masters},
    {"stock", "row", &opening_row_schema, import_stock},
    {NULL, NULL, NULL, NULL},
};

const struct import_kind *
import_kind_named(struct str name)
{
	for (const struct import_kind *k = import_kinds; k->name != NULL; k++)
		if (str_is(name, k->name))
			return k;
	return NULL;
}

/* A file becomes a single batch, which has a maximum number of ops. */
static void
import_check_size(struct import *im)
{
	const struct str none = {0};
	size_t n = im->batch.n, parts = (n + OPERATOR_OPS_MAX - 1) / OPERATOR_OPS_MAX;

	if (n <= OPERATOR_OPS_MAX)
		return;
	parts += n > parts * OPERATOR_OPS_MAX * 9 / 10;
	findings_fault(&im->found, 0, none, none,
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
	im->batch = batch_init(im->cx->mem);
	map_read(&im->map, im->map_text, &im->found);
	import_table_read(&im->table, im->kind->schema, &im->map, im->csv, &im->found);
	im->resolver = (struct resolver){
	    .mem = im->cx->mem, .store = im->store, .system = map_system(&im->map)};
	if ((e = im->kind->plan(im, w)) != OK)
		return e;
	import_check_size(im);
	findings_sort(&im->found);
	return OK;
}

enum err
import_apply(struct import *im, struct why *w)
{
	enum err e;

	if (im->batch.n > OPERATOR_OPS_MAX)
		return err_set(w, ERR_TOO_MANY_ROWS, "%s", err_title(ERR_TOO_MANY_ROWS));
	if (im->found.nfaults > 0)
		return err_set(w, ERR_INVALID, "The file has faults");
	if (im->batch.n == 0)
		return OK;
	e = store_apply_large(im->store, im->batch.ops, im->batch.n, w);
	if (e == ERR_EXISTS || e == ERR_CLASH || e == ERR_BOUND)
		return err_set(w, ERR_CONFLICT,
		    "The same records were changed meanwhile; nothing was written: try again");
	return e;
}
