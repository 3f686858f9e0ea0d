/* recount.c - one kind of row after the other; and item after item. */
#include "inventory/recount/recount_parts.h"

#include <string.h>

#include "base/mem.h"
#include "inventory/line/master_cache.h"

enum { ITEMS_PAGE = 200, ROWS_PAGE = 5000 };

struct recount_diff *
recount_add(struct recount_run *r, const struct schema *s, const void *kept, void *due)
{
	struct recount *out = r->out;
	struct recount_diff *a;

	if (out->n == r->cap) {
		r->cap = r->cap == 0 ? 16 : r->cap * 2;
		out->v = mem_grow(r->w->mem, out->v, r->cap * sizeof *out->v);
	}
	a = &out->v[out->n++];
	*a = (struct recount_diff){.schema = s,
	    .id = rec_text(kept != NULL ? kept : due, &s->fields[0]),
	    .version = kept == NULL ? 0 : rec_version(s, kept),
	    .kept = kept != NULL,
	    .due = due,
	    .is = STR("nothing"),
	    .should = STR("nothing")};
	return a;
}

/* By a range of ids, which is how they are stored: an id begins with the item's. */
enum err
recount_kept(struct recount_run *r, const struct schema *s, struct rows *all)
{
	const void *mem = r->w->mem;
	const struct filter where[] = {
	    {.cmp = CMP_GE, .text = str_printf(mem, "%.*s|", STRF(r->item->id))},
	    {.cmp = CMP_LT, .text = str_printf(mem, "%.*s}", STRF(r->item->id))}};
	struct query q = {.schema = s, .where = where, .nwhere = 2, .limit = ROWS_PAGE};
	struct rows page;
	char *v = NULL;
	enum err e;

	*all = (struct rows){0};
	do {
		if ((e = store_find(r->store, &q, &page, r->w)) != OK)
			return e;
		v = mem_grow(mem, v, (all->n + page.n + 1) * s->size);
		if (page.n > 0)
			memcpy(v + all->n * s->size, page.v, page.n * s->size);
		*all = (struct rows){v, all->n + page.n};
		if (page.n > 0)
			q.after = query_position_of(mem, &q, v + (all->n - 1) * s->size);
	} while (page.n == ROWS_PAGE);
	return OK;
}

struct str
recount_name(struct recount_run *r, const char *what, const struct sum_row *at)
{
	const struct str id = at->key[RECOUNT_LOCATION], lot = at->key[RECOUNT_LOT],
			 when = at->key[RECOUNT_WHEN];
	const struct location *place =
	    rows_lookup(&r->places, &location_schema, FIELD(location, id), id);
	struct buf b = buf_init(r->w->mem);

	buf_printf(&b, "the %s of %.*s at %.*s", what, STRF(r->item->item_code),
	    STRF(place == NULL ? id : place->code));
	if (lot.n > 0)
		buf_printf(&b, ", lot %.*s", STRF(lot));
	if (when.n > 0)
		buf_printf(&b, ", %.*s", STRF(when));
	return buf_str(&b);
}

static enum err
recount_read_locations(struct recount_run *r)
{
	struct id_set ids = {.mem = r->w->mem};

	for (size_t i = 0; i < r->balances.n; i++)
		id_set_add(&ids, r->balances.v[i].key[RECOUNT_LOCATION]);
	return rows_find_in(
	    r->store, &location_schema, FIELD(location, id), ids.list, &r->places, r->w);
}

enum err
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

/* --- item after item --- */

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
