/* master_table.c - Table of the masters, with the rules of each. */
#include "masters/master/master_table.h"

#include <assert.h>

#include "masters/item/category.h"
#include "masters/item/item.h"
#include "masters/location/location.h"
#include "masters/uom/uom.h"

static const struct master master_table[] = {
    {.schema = &item_schema,
	.code_kind = CODE_SCAN,
	.check = item_check,
	.write = item_write,
	.fill_created = item_fill_created},
    {.schema = &item_category_schema,
	.code_kind = CODE_CATEGORY,
	.normalize = category_normalize,
	.check = category_check},
    {.schema = &uom_schema,
	.code_kind = CODE_UOM,
	.id_is_code = true,
	.normalize = uom_normalize,
	.check = uom_check},
    {.schema = &supplier_schema, .code_kind = CODE_SUPPLIER},
    {.schema = &location_schema,
	.code_kind = CODE_LOCATION,
	.check = location_check,
	.write = location_move_write},
    {.schema = &recipient_schema, .code_kind = CODE_RECIPIENT},
    {.schema = &reason_schema, .code_kind = CODE_REASON},
};

const struct master *
master_of(const struct schema *s)
{
	for (size_t i = 0; i < sizeof master_table / sizeof *master_table; i++)
		if (master_table[i].schema == s)
			return &master_table[i];
	assert(!"a master");
	return NULL;
}

const struct master *
master_at(size_t i)
{
	return i < sizeof master_table / sizeof *master_table ? &master_table[i] : NULL;
}

void
master_mark_lists(const struct schema *s, void *rec)
{
	for (size_t i = 0; i < s->nfields; i++)
		if ((s->fields[i].type == T_LIST || s->fields[i].type == T_LINES) &&
		    !(s->fields[i].flags & F_VIRTUAL) && !rec_has(rec, i))
			rec_mark(rec, i);
}
