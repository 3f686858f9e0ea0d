/* minimum_upgrade.c - Adds the minimum to the rows of item_stock, page by page. */
#include "inventory/upgrade/minimum_upgrade.h"

#include "base/mem.h"
#include "schema/records.h"
#include "store/rows.h"
#include "store/store_cursor.h"

enum { MINIMUM_UPGRADE_ROWS = 1000 };

/* Whether the row changed. */
static bool
minimum_upgrade_row(struct item_stock *s, const struct item *item)
{
	const int64_t minimum = item == NULL ? 0 : item->min_stock_level;

	if (HAS(s, item_stock, min_stock_level) && s->min_stock_level == minimum)
		return false;
	SET(s, item_stock, min_stock_level, minimum);
	return true;
}

static enum err
minimum_upgrade_build(struct store_cursor *k, struct batch *b, struct why *w)
{
	struct item_stock *v = k->rows.v;
	struct id_set ids = {.mem = k->mem};
	struct rows items;
	enum err e;

	for (size_t i = 0; i < k->rows.n; i++)
		id_set_add(&ids, v[i].id);
	e = rows_find_in(k->store, &item_schema, FIELD(item, id), ids.list, &items, w);
	for (size_t i = 0; i < k->rows.n && e == OK; i++)
		if (minimum_upgrade_row(
			&v[i], rows_lookup(&items, &item_schema, FIELD(item, id), v[i].id)))
			batch_add(b, OP_UPDATE, k->of, &v[i])->version = v[i].version;
	return e;
}

static enum err
minimum_upgrade_page(struct store_cursor *k, size_t *n, struct why *outer)
{
	struct batch b = batch_init(k->mem);
	struct why w;
	enum err e;

	why_init(&w, k->mem);
	if ((e = minimum_upgrade_build(k, &b, &w)) == OK && b.n > 0)
		e = store_apply(k->store, b.ops, b.n, &w);
	*n += b.n;
	if (e == ERR_CLASH)
		return err_set(outer, ERR_CONFLICT,
		    "Postings were made meanwhile: stop the programs and run it again");
	return e == OK ? OK : err_set(outer, e, "%s: %.*s", k->of->plural, STRF(w.text));
}

enum err
minimum_upgrade(struct store *st, struct buf *report, struct why *w)
{
	struct store_cursor k =
	    store_cursor_open(st, &item_stock_schema, STR(""), MINIMUM_UPGRADE_ROWS);
	size_t n = 0;
	enum err e;

	while ((e = store_cursor_fetch(&k, w)) == OK && k.rows.n > 0)
		if ((e = minimum_upgrade_page(&k, &n, w)) != OK)
			break;
	store_cursor_close(&k);
	if (e == OK && n > 0)
		buf_printf(report, "the minimum was added to the stock of %zu items\n", n);
	return e;
}
