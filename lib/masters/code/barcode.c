/*
 * barcode.c - Checks an item's barcodes for duplicates, and claims and releases their code
 * rows. Which codes are free: code.c.
 */
#include "masters/code/barcode.h"

#include "base/mem.h"
#include "masters/code/code.h"
#include "masters/code/code_row.h"
#include "masters/code/scan_codes.h"
#include "store/rows.h"

#define SCAN_CODE_ANY_FIELD SIZE_MAX

/* Whether an earlier entry, of that field or of any, has the same key. */
static bool
scan_codes_has_before(const struct scan_codes *m, size_t i, size_t field)
{
	for (size_t k = 0; k < i; k++)
		if (str_eq(m->v[k].key, m->v[i].key) &&
		    (field == SCAN_CODE_ANY_FIELD || m->v[k].field == field))
			return true;
	return false;
}

static const struct loc *
scan_code_loc(struct edit *c, const struct scan_code *m)
{
	const struct loc *loc;

	if (m->field == FIELD(item, barcodes) && m->index == 0 && c->from_barcode)
		return edit_loc(c, FIELD(item, barcode));
	loc = edit_loc(c, m->field);
	if (m->field != FIELD(item, item_code))
		loc = loc_at(c->w, loc, m->index);
	return m->pack == NULL ? loc : loc_name(c->w, loc, "barcode");
}

/* --- the first barcode --- */

/* The index of the item's barcode with that key; 0, the first one, if it has none. */
static size_t
barcode_index(const void *mem, const struct item *item, struct str key)
{
	for (size_t i = 1; i < item->barcodes.n; i++)
		if (str_eq(code_row_id(mem, CODE_SCAN, item->barcodes.v[i]), key))
			return i;
	return 0;
}

/* The barcodes with `barcode` as the first: it replaces the previous first one, unless it is
 * in the list already; then all are kept. */
static struct list
barcodes_put_first(const void *mem, const struct item *item)
{
	struct list l = {MEM_MANY(mem, struct str, item->barcodes.n + 1), 0};
	size_t without = 0;

	if (HAS(item, item, barcode)) {
		l.v[l.n++] = item->barcode;
		without = barcode_index(mem, item, code_row_id(mem, CODE_SCAN, item->barcode));
	}
	for (size_t i = 0; i < item->barcodes.n; i++)
		if (i != without)
			l.v[l.n++] = item->barcodes.v[i];
	return l;
}

static void
item_set_barcode(struct item *item)
{
	if (item->barcodes.n > 0)
		SET(item, item, barcode, item->barcodes.v[0]);
	else
		rec_unset(item, FIELD(item, barcode));
}

void
barcode_normalize(struct edit *c)
{
	struct item *item = c->after;
	const bool one = edit_differs(c, FIELD(item, barcode));
	const bool many =
	    c->before != NULL ? edit_differs(c, FIELD(item, barcodes)) : item->barcodes.n > 0;

	if (one && many && HAS(item, item, barcode) &&
	    (item->barcodes.n == 0 || !str_eq(item->barcode, item->barcodes.v[0])))
		err_field(c->w, edit_loc(c, FIELD(item, barcode)), "conflict",
		    "Must be the first of barcodes; give only one of the two");
	if (many) {
		item_set_barcode(item);
		return;
	}
	if (!one)
		return;
	c->from_barcode = true;
	SET(item, item, barcodes, barcodes_put_first(c->w->mem, item));
	item_set_barcode(item);
}

/* --- the rules --- */

/* A barcode may occur once; the barcode of a pack, which means another unit, must differ from
 * those of the item and of other packs. Existing duplicates may stay until corrected. */
static bool
scan_code_is_duplicate(const struct scan_codes *was, const struct scan_codes *is, size_t i)
{
	const struct scan_code *m = &is->v[i];
	size_t count = scan_codes_count(is, m->key);

	if (m->pack != NULL)
		return scan_codes_has_before(is, i, SCAN_CODE_ANY_FIELD) &&
		       count > scan_codes_count(was, m->key);
	return m->field == FIELD(item, barcodes) && scan_codes_has_before(is, i, m->field);
}

void
barcode_check(struct edit *c)
{
	struct scan_codes was = scan_codes_of_item(c->w->mem, c->before),
			  is = scan_codes_of_item(c->w->mem, c->after);

	for (size_t i = 0; i < is.n; i++)
		if (scan_code_is_duplicate(&was, &is, i))
			err_field(c->w, scan_code_loc(c, &is.v[i]), "duplicate",
			    "The item already has this code or barcode");
}

enum err
barcode_write(struct edit *c)
{
	struct scan_codes was = scan_codes_of_item(c->w->mem, c->before),
			  is = scan_codes_of_item(c->w->mem, c->after);
	enum err e;

	barcode_check(c); /* again, as the previous code is now a former one */
	if (c->w->nfaults > 0)
		return ERR_INVALID;
	for (size_t i = 0; i < was.n; i++) {
		const struct str key = was.v[i].key;
		size_t left = scan_codes_count(&is, key);

		if (!scan_codes_has_before(&was, i, SCAN_CODE_ANY_FIELD) &&
		    left < scan_codes_count(&was, key) && (e = code_release(c, key, left)) != OK)
			return e;
	}
	for (size_t i = 0; i < is.n; i++)
		if (!scan_codes_has_before(&is, i, SCAN_CODE_ANY_FIELD) &&
		    scan_codes_count(&was, is.v[i].key) == 0 &&
		    (e = code_claim(c, CODE_SCAN, is.v[i].code, scan_code_loc(c, &is.v[i]))) != OK)
			return e;
	return OK;
}

/* --- claims --- */

static void
barcode_put_claim(struct buf *b, const struct item *item, const struct pack *pack)
{
	buf_puts(b, b->n > 0 ? " and " : "");
	if (pack != NULL)
		buf_printf(b, "the pack %.*s of ", STRF(pack->uom));
	buf_printf(b, "%.*s", STRF(item->item_code));
}

/* What the code means for one item. */
static void
barcode_put_claims(struct buf *b, const struct item *item, struct str key)
{
	struct scan_codes m = scan_codes_of_item(b->mem, item);
	bool own = false;

	for (size_t i = 0; i < m.n; i++) {
		if (!str_eq(m.v[i].key, key) || (m.v[i].pack == NULL && own))
			continue;
		own |= m.v[i].pack == NULL;
		barcode_put_claim(b, item, m.v[i].pack);
	}
}

struct str
barcode_conflict_text(const void *mem, const struct rows *items, const struct code *code)
{
	struct buf b = buf_init(mem);
	struct str scanned;

	for (size_t i = 0; i <= code->also.n; i++) {
		struct str id = i == 0 ? code->record_id : code->also.v[i - 1], before;
		const struct item *item = rows_lookup(items, &item_schema, FIELD(item, id), id);

		before = i <= 1 ? code->record_id : code->also.v[i - 2];
		if (item != NULL && (i == 0 || !str_eq(id, before)))
			barcode_put_claims(&b, item, code->id);
	}
	str_cut(code->id, ':', &scanned);
	scanned = str_from(code->id, scanned.n + 1);
	return str_printf(
	    mem, "%.*s names %.*s: remove it from all but one", STRF(scanned), STRF(buf_str(&b)));
}
