/* unit_use.c - Adds the marker rows of the units that a posting uses first. */
#include "inventory/draft/unit_use.h"

#include "base/mem.h"
#include "masters/uom/uom_use.h"

struct series *
unit_use_make_row(const void *mem, struct str code)
{
	struct series *s = MEM_ONE(mem, struct series);

	SET(s, series, id, uom_used_id(mem, code));
	SET(s, series, value, 1);
	return s;
}

void
unit_use_note(struct posting_batch *pb, const struct master_cache *k, const struct item *item,
    struct str unit)
{
	const void *mem = pb->cx->mem;

	if (str_eq(unit, item->uom) || item_pack(item, unit) != NULL ||
	    rows_lookup(&k->used, &series_schema, FIELD(series, id), uom_used_id(mem, unit)) !=
		NULL)
		return;
	for (size_t i = 0; i < pb->nnew_units; i++)
		if (str_eq(pb->new_units[i]->code, unit))
			return;
	MEM_RESERVE(mem, pb->new_units, pb->nnew_units + 1, pb->units_cap);
	pb->new_units[pb->nnew_units++] =
	    rows_lookup(&k->units, &uom_schema, FIELD(uom, code), unit);
}

void
unit_use_put(struct batch *b, const struct posting_batch *pb)
{
	for (size_t i = 0; i < pb->nnew_units; i++) {
		uom_use(b, pb->new_units[i]);
		batch_add(b, OP_INSERT, &series_schema,
		    unit_use_make_row(b->mem, pb->new_units[i]->code));
	}
}
