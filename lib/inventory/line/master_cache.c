/* master_cache.c - Collects the ids and codes of all lines and reads each kind of master once. */
#include "inventory/line/master_cache.h"

#include "base/mem.h"
#include "inventory/stock/lot.h"
#include "inventory/line/scanned.h"

static struct scan_result
master_cache_resolve(const struct master_cache *k, const void *mem, const struct posting_line *l)
{
	const struct str text = scanned_text(l);

	if (text.n > 0)
		return scan_resolve(&k->scans, mem, text);
	return (struct scan_result){
	    .item = rows_lookup(&k->scans.items, &item_schema, FIELD(item, id), l->item_id)};
}

static enum err
master_cache_read_items(struct store *st, const void *mem, const struct posting_line *l, size_t n,
    struct master_cache *k, struct why *w)
{
	struct id_set ids = {.mem = mem}, texts = {.mem = mem};

	for (size_t i = 0; i < n; i++) {
		if (HAS(&l[i], posting_line, item_id))
			id_set_add(&ids, l[i].item_id);
		id_set_add(&texts, scanned_text(&l[i]));
	}
	return scan_cache_read(st, texts.list, ids.list, &k->scans, w);
}

static enum err
master_cache_read_lots(struct store *st, const void *mem, const struct posting_line *l, size_t n,
    struct master_cache *k, struct why *w)
{
	struct id_set ids = {.mem = mem};
	struct str unit;

	for (size_t i = 0; i < n; i++) {
		const struct item *item =
		    HAS(&l[i], posting_line, lot) ? master_cache_item(k, &l[i], &unit) : NULL;

		if (item != NULL && l[i].lot.n > 0)
			id_set_add(&ids, lot_id(mem, item->id, l[i].lot));
	}
	return rows_find_in(st, &lot_schema, FIELD(lot, id), ids.list, &k->lots, w);
}

static enum err
master_cache_find_only_location(
    struct store *st, struct master_cache *k, struct id_set *ids, struct why *w)
{
	const struct filter active = {.field = FIELD(location, is_active), .number = true};
	const struct query q = {
	    .schema = &location_schema, .where = &active, .nwhere = 1, .limit = 2};
	struct rows rows;
	enum err e = store_find(st, &q, &rows, w);

	if (e != OK || rows.n != 1)
		return e;
	k->only = ((const struct location *)rows.v)->id;
	id_set_add(ids, k->only);
	return OK;
}

static enum err
master_cache_read_locations(struct store *st, const void *mem, const struct posting_line *l,
    size_t n, struct guards *g, struct master_cache *k, struct why *w)
{
	struct id_set ids = {.mem = mem};
	bool need_only = false;
	struct str unit;
	enum err e;

	for (size_t i = 0; i < n; i++) {
		const struct item *item = master_cache_item(k, &l[i], &unit);

		if (HAS(&l[i], posting_line, to_location_id))
			id_set_add(&ids, l[i].to_location_id);
		if (HAS(&l[i], posting_line, location_id))
			id_set_add(&ids, l[i].location_id);
		else if (item != NULL && HAS(item, item, default_location_id))
			id_set_add(&ids, item->default_location_id);
		else
			need_only = true;
	}
	if (need_only && (e = master_cache_find_only_location(st, k, &ids, w)) != OK)
		return e;
	if (g != NULL && (e = guards_read(g, st, mem, ids.list, w)) != OK)
		return e;
	return rows_find_in(st, &location_schema, FIELD(location, id), ids.list, &k->locations, w);
}

enum err
master_cache_read(struct store *st, const void *mem, struct posting_line *l, size_t n,
    struct guards *g, struct master_cache *k, struct why *w)
{
	struct id_set recipients = {.mem = mem}, suppliers = {.mem = mem};
	enum err e;

	*k = (struct master_cache){0};
	for (size_t i = 0; i < n; i++) {
		if (HAS(&l[i], posting_line, issued_to))
			id_set_add(&recipients, l[i].issued_to);
		if (HAS(&l[i], posting_line, charge_to))
			id_set_add(&recipients, l[i].charge_to);
		if (HAS(&l[i], posting_line, supplier_id))
			id_set_add(&suppliers, l[i].supplier_id);
	}
	if ((e = master_cache_read_items(st, mem, l, n, k, w)) != OK)
		return e;
	k->lines = l;
	k->nlines = n;
	k->meanings = MEM_MANY(mem, struct scan_result, n);
	for (size_t i = 0; i < n; i++) {
		k->meanings[i] = master_cache_resolve(k, mem, &l[i]);
		scanned_fill(k, &l[i]);
	}
	if ((e = master_cache_read_lots(st, mem, l, n, k, w)) != OK ||
	    (e = master_cache_read_locations(st, mem, l, n, g, k, w)) != OK ||
	    (e = master_cache_units(st, mem, l, n, k, w)) != OK ||
	    (e = master_cache_reasons(st, mem, l, n, k, w)) != OK ||
	    (e = rows_find_in(st, &recipient_schema, FIELD(recipient, id), recipients.list,
		 &k->recipients, w)) != OK)
		return e;
	return rows_find_in(
	    st, &supplier_schema, FIELD(supplier, id), suppliers.list, &k->suppliers, w);
}
