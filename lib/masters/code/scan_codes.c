/* scan_codes.c - Lists what an item is scanned by. */
#include "masters/code/scan_codes.h"

#include "base/mem.h"
#include "masters/code/code_row.h"

static void
scan_codes_add(const void *mem, struct scan_codes *m, size_t field, size_t index, struct str code,
    const struct pack *pack)
{
	m->v[m->n++] =
	    (struct scan_code){code_row_id(mem, CODE_SCAN, code), code, field, index, pack};
}

struct scan_codes
scan_codes_of_item(const void *mem, const struct item *item)
{
	struct scan_codes m = {0};
	const struct pack *p;

	if (item == NULL)
		return m;
	m.v = MEM_MANY(
	    mem, struct scan_code, 1 + item->former_codes.n + item->barcodes.n + item->packs.n);
	if (HAS(item, item, item_code))
		scan_codes_add(mem, &m, FIELD(item, item_code), 0, item->item_code, NULL);
	for (size_t i = 0; i < item->former_codes.n; i++)
		scan_codes_add(
		    mem, &m, FIELD(item, former_codes), i, item->former_codes.v[i], NULL);
	for (size_t i = 0; i < item->barcodes.n; i++)
		scan_codes_add(mem, &m, FIELD(item, barcodes), i, item->barcodes.v[i], NULL);
	p = item->packs.v;
	for (size_t i = 0; i < item->packs.n; i++)
		if (HAS(&p[i], pack, barcode))
			scan_codes_add(mem, &m, FIELD(item, packs), i, p[i].barcode, &p[i]);
	return m;
}

size_t
scan_codes_count(const struct scan_codes *m, struct str key)
{
	size_t packs = 0;
	bool own = false;

	for (size_t i = 0; i < m->n; i++) {
		if (!str_eq(m->v[i].key, key))
			continue;
		own |= m->v[i].pack == NULL;
		packs += m->v[i].pack != NULL;
	}
	return own + packs;
}
