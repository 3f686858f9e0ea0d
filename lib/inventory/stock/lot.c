/* lot.c - Makes lot records and finds all spellings of a lot. */
#include "inventory/stock/lot.h"

#include <assert.h>

#include "base/mem.h"
#include "schema/records.h"
#include "store/rows.h"

enum { PAGE = 1000 };

struct lot *
lot_make(const void *mem, struct str item, struct str lot)
{
	struct lot *r = MEM_ONE(mem, struct lot);

	assert(item.n > 0 && lot.n > 0);
	SET(r, lot, id, lot_id(mem, item, lot));
	SET(r, lot, item_id, item);
	SET(r, lot, lot, lot);
	SET(r, lot, folded, lot_fold(mem, lot));
	return r;
}

/* Skips duplicates, as many items share a few spellings of lots. */
static void
lot_filter_add(const struct lot *lot, struct id_set *items, struct id_set *spellings)
{
	id_set_add(items, lot->item_id);
	if (!list_has(&spellings->list, lot->lot))
		id_set_add(spellings, lot->lot);
	for (size_t i = 0; HAS(lot, lot, others) && i < lot->others.n; i++)
		if (!list_has(&spellings->list, lot->others.v[i]))
			id_set_add(spellings, lot->others.v[i]);
}

enum err
lot_find(struct store *st, struct str item, struct str lot, struct lot_filter *f, struct why *w)
{
	struct id_set items = {.mem = w->mem}, spellings = {.mem = w->mem};
	struct filter where = {.field = FIELD(lot, folded), .text = lot_fold(w->mem, lot)};
	struct query q = {.schema = &lot_schema, .where = &where, .nwhere = 1, .limit = PAGE};
	struct rows rows;
	enum err e;

	*f = (struct lot_filter){.given = true, .folded = where.text};
	if (item.n > 0)
		where = (struct filter){.field = FIELD(lot, id), .text = lot_id(w->mem, item, lot)};
	do {
		if ((e = store_find(st, &q, &rows, w)) != OK)
			return e;
		for (size_t i = 0; i < rows.n; i++)
			lot_filter_add((const struct lot *)rows.v + i, &items, &spellings);
		if (rows.n > 0)
			q.after =
			    query_position_of(w->mem, &q, (const struct lot *)rows.v + rows.n - 1);
	} while (rows.n == PAGE);
	f->items = items.list;
	f->spellings = spellings.list;
	return OK;
}
