/* unit_use.c - Adds the marker rows of units used by a posting, and creates them for older data. */
#include "inventory/draft/unit_use.h"

#include "base/mem.h"
#include "masters/uom/uom_use.h"
#include "store/store_cursor.h"

enum { UNITS_MAX = 5000, AT_ONCE = 200 };

static struct series *
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

/* --- postings of earlier programs --- */

struct unit_use_upgrade_job {
	struct store *store;
	struct rows units;
	bool *used; /* by unit */
	struct why *w;
};

static bool
unit_use_is_convertible(
    const struct unit_use_upgrade_job *g, const struct item *item, const struct uom *u)
{
	const struct uom *own = rows_lookup(&g->units, &uom_schema, FIELD(uom, code), item->uom);

	return own != NULL && own != u && str_eq(uom_root(own), uom_root(u)) &&
	       item_pack(item, u->code) == NULL;
}

static enum err
unit_use_find_posted(
    struct unit_use_upgrade_job *g, const struct item *item, const struct uom *u, bool *any)
{
	const struct filter where[] = {
	    {.field = FIELD(stock_transaction, item_id), .text = item->id},
	    {.field = FIELD(stock_transaction, entered_uom), .text = u->code},
	};
	const struct query q = {
	    .schema = &stock_transaction_schema, .where = where, .nwhere = 2, .limit = 1};
	struct rows rows;
	enum err e = store_find(g->store, &q, &rows, g->w);

	*any = e == OK && rows.n > 0;
	return e;
}

static enum err
unit_use_scan_item(struct unit_use_upgrade_job *g, const struct item *item)
{
	const struct uom *u = g->units.v;
	enum err e = OK;

	for (size_t i = 0; i < g->units.n && e == OK; i++)
		if (!g->used[i] && unit_use_is_convertible(g, item, &u[i]))
			e = unit_use_find_posted(g, item, &u[i], &g->used[i]);
	return e;
}

static enum err
unit_use_scan_items(struct unit_use_upgrade_job *g)
{
	struct store_cursor k = store_cursor_open(g->store, &item_schema, STR(""), AT_ONCE);
	const void *item;
	enum err e;

	while ((e = store_cursor_next(&k, &item, g->w)) == OK && item != NULL)
		if ((e = unit_use_scan_item(g, item)) != OK)
			break;
	store_cursor_close(&k);
	return e;
}

static enum err
unit_use_make_rows(struct unit_use_upgrade_job *g, struct buf *report)
{
	const struct uom *u = g->units.v;

	for (size_t i = 0; i < g->units.n; i++) {
		struct batch b = batch_init(g->w->mem);
		enum err e;

		if (!g->used[i])
			continue;
		batch_add(&b, OP_INSERT, &series_schema, unit_use_make_row(b.mem, u[i].code));
		e = store_apply(g->store, b.ops, b.n, g->w);
		if (e != OK && e != ERR_EXISTS)
			return e;
		if (e == OK)
			buf_printf(report, "stock was posted in %.*s: its ratio is fixed\n",
			    STRF(u[i].code));
		why_clear(g->w);
	}
	return OK;
}

enum err
unit_use_upgrade(struct store *st, struct buf *report, struct why *w)
{
	const struct query all = {
	    .schema = &uom_schema, .order.field = FIELD(uom, code), .limit = UNITS_MAX};
	struct unit_use_upgrade_job g = {.store = st, .w = w};
	enum err e;

	if ((e = store_find(st, &all, &g.units, w)) != OK)
		return e;
	g.used = mem_array(w->mem, g.units.n + 1, sizeof *g.used);
	if ((e = unit_use_scan_items(&g)) != OK)
		return e;
	return unit_use_make_rows(&g, report);
}
