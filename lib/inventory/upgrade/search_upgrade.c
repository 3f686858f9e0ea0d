/* search_upgrade.c - Rewrites records page by page: the stores derive the terms from them. */
#include "inventory/upgrade/search_upgrade.h"

#include "base/mem.h"
#include "masters/item/item.h"
#include "schema/records.h"
#include "schema/terms.h"
#include "store/store_cursor.h"

enum { SEARCH_UPGRADE_ROWS = 100 };

static enum err
search_upgrade_page(struct store_cursor *k, struct why *outer)
{
	const struct schema *s = k->of;
	struct batch b = batch_init(k->mem);
	struct why w;
	enum err e;

	why_init(&w, k->mem);
	for (size_t i = 0; i < k->rows.n; i++) {
		void *rec = (char *)k->rows.v + i * s->size;

		if (s == &item_schema)
			item_derive_name_key(rec, k->mem);
		batch_add(&b, OP_UPDATE, s, rec)->version =
		    s->version < 0 ? 0 : rec_version(s, rec);
	}
	e = store_apply(k->store, b.ops, b.n, &w);
	if (e == ERR_CLASH)
		return err_set(outer, ERR_CONFLICT,
		    "Records were changed meanwhile: stop the programs and run it again");
	return e == OK ? OK : err_set(outer, e, "%s: %.*s", s->plural, STRF(w.text));
}

static enum err
search_upgrade_schema(struct store *st, const struct schema *s, size_t *n, struct why *w)
{
	struct store_cursor k = store_cursor_open(st, s, STR(""), SEARCH_UPGRADE_ROWS);
	enum err e;

	while ((e = store_cursor_fetch(&k, w)) == OK && k.rows.n > 0) {
		if ((e = search_upgrade_page(&k, w)) != OK)
			break;
		*n += k.rows.n;
	}
	store_cursor_close(&k);
	return e;
}

enum err
search_upgrade(struct store *st, struct buf *report, struct why *w)
{
	size_t n = 0;
	enum err e = OK;

	for (size_t i = 0; e == OK && schemas[i] != NULL; i++)
		if (schemas[i]->stored && terms_searchable(schemas[i]))
			e = search_upgrade_schema(st, schemas[i], &n, w);
	if (e == OK && n > 0)
		buf_printf(report, "search terms of %zu records were renewed\n", n);
	return e;
}
