/* master_cache_lookup.c - Looks up the item, pack and lot that a posting line names. */
#include "inventory/line/master_cache.h"

#include "inventory/line/scanned.h"
#include "inventory/stock/lot.h"
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

struct scan_result
master_cache_scan(const struct master_cache *k, const void *mem, const struct posting_line *l)
{
	const struct str text = scanned_text(l);

	return text.n == 0 ? (struct scan_result){0} : scan_resolve(&k->scans, mem, text);
}

const struct item *
master_cache_item(
    const struct master_cache *k, const void *mem, const struct posting_line *l, struct str *unit)
{
	struct scan_result is = master_cache_scan(k, mem, l);

	if (scanned_text(l).n == 0)
		is.item = rows_lookup(&k->scans.items, &item_schema, FIELD(item, id), l->item_id);
	if (is.item != NULL)
		*unit = is.pack != NULL ? is.pack->uom : is.item->uom;
	return is.item;
}
