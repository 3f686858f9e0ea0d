/* recount.c - Runs the recount of one item, or of all items page by page. */
#include "inventory/recount/recount_parts.h"

#include "base/mem.h"
#include "schema/records.h"
#include "store/rows.h"

enum { ITEMS_PAGE = 200 };

static enum err
recount_read_locations(struct recount_run *r)
{
	struct id_set ids = {.mem = r->w->mem};

	for (size_t i = 0; i < r->balances.n; i++)
		id_set_add(&ids, r->balances.v[i].key[RECOUNT_LOCATION]);
	return rows_find_in(
	    r->store, &location_schema, FIELD(location, id), ids.list, &r->places, r->w);
}

/* Of an item as it was read, in one snapshot; all of it is in w's memory. */
static enum err
recount_item(
    struct store *st, const struct item *item, int64_t now, struct recount *out, struct why *w)
{
	struct recount_run r = {.store = st, .item = item, .now = now, .out = out, .w = w};
	enum err e;

	*out = (struct recount){.item = item};
	if ((e = recount_lines(&r)) != OK || (e = recount_read_locations(&r)) != OK ||
	    (e = recount_lots(&r)) != OK || (e = recount_sums(&r)) != OK ||
	    (e = recount_item_stock(&r)) != OK)
		return e;
	return recount_openings(&r);
}

/* --- all items --- */

struct recounter
recounter_start(struct store *st, int64_t now,
    enum err (*each)(void *arg, const struct recount *, struct why *), void *arg)
{
	return (struct recounter){
	    .store = st, .now = now, .last = STR(""), .more = true, .each = each, .arg = arg};
}

static enum err
recount_report_item(struct recounter *k, const struct item *item, struct why *outer)
{
	void *mem = mem_root("item");
	struct recount found;
	struct why w;
	enum err e;

	why_init(&w, mem);
	if ((e = recount_item(k->store, item, k->now, &found, &w)) == OK)
		e = k->each(k->arg, &found, &w);
	if (e != OK)
		e = err_set(outer, e, "%.*s", STRF(w.text));
	mem_free(mem);
	return e;
}

enum err
recount_one(struct recounter *k, struct str id, struct why *w)
{
	struct item item;
	enum err e = store_get(k->store, &item_schema, id, &item, w);

	return e != OK ? e : recount_report_item(k, &item, w);
}

static enum err
recount_report_page(struct recounter *k, const void *mem, struct why *w)
{
	const struct query q = {.schema = &item_schema,
	    .limit = ITEMS_PAGE,
	    .after = {.given = k->last.n > 0, .id = k->last}};
	const struct item *items;
	struct rows rows;
	enum err e;

	if ((e = store_find(k->store, &q, &rows, w)) != OK)
		return e;
	items = rows.v;
	for (size_t i = 0; i < rows.n && e == OK; i++)
		e = recount_report_item(k, &items[i], w);
	k->more = rows.n > 0;
	if (rows.n > 0)
		k->last = str_dup(mem, items[rows.n - 1].id);
	return e;
}

enum err
recount_page(struct recounter *k, const void *mem, struct why *outer)
{
	void *page = mem_root("page of items");
	struct why w;
	enum err e;

	why_init(&w, page);
	if ((e = store_snapshot_begin(k->store, &w)) == OK) {
		e = recount_report_page(k, mem, &w);
		store_snapshot_end(k->store);
	}
	if (e != OK)
		e = err_set(outer, e, "%.*s", STRF(w.text));
	mem_free(page);
	return e;
}
