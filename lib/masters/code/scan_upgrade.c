/*
 * scan_upgrade.c - Upgrades the separate `item:` and `barcode:` code rows of earlier releases
 * to `scan:` rows.
 *
 * Claims the codes of many items in one batch and deletes their old rows. Existing claims are
 * not repeated, so a killed upgrade can be resumed. Items with barcodes are rewritten, as
 * their search terms have changed.
 */
#include "base/gtin.h"
#include "base/mem.h"
#include "masters/code/barcode.h"
#include "masters/code/code.h"
#include "masters/code/code_row.h"
#include "masters/code/scan.h"
#include "masters/code/scan_codes.h"
#include "store/store_cursor.h"

enum { SCAN_UPGRADE_ITEMS = 200, SCAN_UPGRADE_OPS = 1000 };

/* Deletes the row an earlier program stored for one of its codes. */
static void
scan_upgrade_delete_old(struct batch *b, const struct scan_code *m)
{
	const bool code =
	    m->field == FIELD(item, item_code) || m->field == FIELD(item, former_codes);

	batch_add(b, OP_DELETE, &code_schema, NULL)->id =
	    code_key(b->mem, code ? "item" : "barcode", m->code);
}

/* After the existing claimants. */
static void
scan_upgrade_add_claims(
    struct batch *b, const struct code *was, struct str key, struct str id, size_t n)
{
	const size_t before = was == NULL ? 0 : 1 + was->also.n;
	struct code *row = MEM_ONE(b->mem, struct code);
	struct list all = {MEM_MANY(b->mem, struct str, before + n), 0};

	for (size_t i = 0; i < before; i++)
		all.v[all.n++] = i == 0 ? was->record_id : was->also.v[i - 1];
	while (all.n < before + n)
		all.v[all.n++] = id;
	SET(row, code, id, key);
	SET(row, code, kind, CODE_SCAN);
	SET(row, code, record_id, all.v[0]);
	if (all.n > 1)
		SET(row, code, also, ((struct list){all.v + 1, all.n - 1}));
	batch_add(b, was == NULL ? OP_INSERT : OP_UPDATE, &code_schema, row);
}

static enum err
scan_upgrade_claim(struct store *st, struct batch *b, const struct scan_codes *m, struct str key,
    struct str id, struct why *w)
{
	struct code was;
	enum err e = store_get(st, &code_schema, key, &was, w);
	size_t there = e == OK ? code_claims(&was, id) : 0, expected = scan_codes_count(m, key);

	if (e != OK && e != ERR_NOT_FOUND)
		return e;
	if (there < expected)
		scan_upgrade_add_claims(b, e == OK ? &was : NULL, key, id, expected - there);
	why_clear(w);
	return OK;
}

static bool
scan_code_is_repeated(const struct scan_codes *m, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (str_eq(m->v[k].key, m->v[i].key))
			return true;
	return false;
}

/* Whether its search terms have changed: a GTIN is now found in any length. */
static bool
scan_codes_have_gtin(const struct scan_codes *m)
{
	for (size_t i = 0; i < m->n; i++)
		if (gtin_is(m->v[i].code))
			return true;
	return false;
}

/* Whether the batch writes one of these code rows, so that reading them would give stale data. */
static bool
batch_writes_codes(const struct batch *b, const struct scan_codes *m)
{
	for (size_t i = 0; i < b->n; i++)
		for (size_t k = 0; k < m->n && b->ops[i].kind != OP_DELETE; k++)
			if (b->ops[i].schema == &code_schema &&
			    str_eq(((const struct code *)b->ops[i].rec)->id, m->v[k].key))
				return true;
	return false;
}

static enum err
scan_upgrade_flush(struct store *st, struct batch *b, struct why *w)
{
	enum err e = b->n == 0 ? OK : store_apply(st, b->ops, b->n, w);

	b->n = 0;
	return e;
}

static enum err
scan_upgrade_item(struct store *st, struct batch *b, struct item *item, struct why *w)
{
	struct scan_codes m;
	enum err e = OK;

	if (HAS(item, item, barcode) && item->barcodes.n == 0)
		SET(item, item, barcodes, ((struct list){&item->barcode, 1}));
	m = scan_codes_of_item(w->mem, item);
	if ((b->n > SCAN_UPGRADE_OPS || batch_writes_codes(b, &m)) &&
	    (e = scan_upgrade_flush(st, b, w)) != OK)
		return e;
	if (item->barcodes.n > 0 || scan_codes_have_gtin(&m))
		batch_add(b, OP_UPDATE, &item_schema, item)->version = item->version;
	for (size_t i = 0; i < m.n && e == OK; i++) {
		scan_upgrade_delete_old(b, &m.v[i]);
		if (!scan_code_is_repeated(&m, i))
			e = scan_upgrade_claim(st, b, &m, m.v[i].key, item->id, w);
	}
	return e;
}

static enum err
scan_upgrade_items(struct store *st, const struct rows *items, struct why *w)
{
	void *mem = mem_root("items");
	struct batch b = batch_init(mem);
	struct why mine;
	enum err e = OK;

	why_init(&mine, mem);
	for (size_t i = 0; i < items->n && e == OK; i++)
		e = scan_upgrade_item(st, &b, (struct item *)items->v + i, &mine);
	if (e == OK)
		e = scan_upgrade_flush(st, &b, &mine);
	if (e != OK)
		e = err_set(w, e, "items: %.*s", STRF(mine.text));
	mem_free(mem);
	return e;
}

enum err
scan_upgrade(struct store *st, struct buf *report, struct why *w)
{
	struct store_cursor k = store_cursor_open(st, &item_schema, STR(""), SCAN_UPGRADE_ITEMS);
	struct buf clashes = buf_init(w->mem);
	enum err e;

	while ((e = store_cursor_fetch(&k, w)) == OK && k.rows.n > 0)
		if ((e = scan_upgrade_items(st, &k.rows, w)) != OK)
			break;
	store_cursor_close(&k);
	if (e == OK && (e = scan_report_conflicts(st, &clashes, w)) == OK)
		buf_put(report, buf_str(&clashes));
	return e;
}
