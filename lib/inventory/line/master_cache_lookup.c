/* master_cache_lookup.c - Looks up the item, pack and lot that a posting line names. */
#include "inventory/line/master_cache.h"

#include <assert.h>

#include "inventory/stock/lot.h"
#include "schema/records.h"
#include "store/rows.h"

const struct lot *
master_cache_lot(const struct master_cache *k, const void *mem, struct str item, struct str lot)
{
	return lot.n == 0
		   ? NULL
		   : rows_lookup(&k->lots, &lot_schema, FIELD(lot, id), lot_id(mem, item, lot));
}

const struct pack *
item_pack(const struct item *item, struct str unit)
{
	const struct pack *p = item->packs.v;

	for (size_t i = 0; i < item->packs.n; i++)
		if (str_eq(p[i].uom, unit))
			return &p[i];
	return NULL;
}

const struct scan_result *
master_cache_scan(const struct master_cache *k, const struct posting_line *l)
{
	assert(l >= k->lines && l < k->lines + k->nlines);
	return &k->meanings[l - k->lines];
}

const struct item *
master_cache_item(const struct master_cache *k, const struct posting_line *l, struct str *unit)
{
	const struct scan_result *is = master_cache_scan(k, l);

	if (is->item != NULL)
		*unit = is->pack != NULL ? is->pack->uom : is->item->uom;
	return is->item;
}
