/*
 * scan.c - Reads the codes, items and units for a set of scanned texts at once and resolves
 * each text.
 */
#include "masters/code/scan.h"

#include "base/decimal.h"
#include "base/mem.h"
#include "masters/code/barcode.h"
#include "masters/code/code_row.h"
#include "schema/json.h"

#define SCAN_WEIGHT_UOM "KG"

static const struct code *
scan_cache_code(const struct scan_cache *s, const void *mem, struct str text)
{
	return rows_lookup(
	    &s->codes, &code_schema, FIELD(code, id), code_row_id(mem, CODE_SCAN, text));
}

static const struct item *
scan_cache_item(const struct scan_cache *s, struct str id)
{
	return rows_lookup(&s->items, &item_schema, FIELD(item, id), id);
}

/* --- reading --- */

/* True when the text includes a weight. */
static bool
scan_add_keys(struct id_set *keys, struct str text)
{
	struct gs1 gs1;

	id_set_add(keys, code_row_id(keys->mem, CODE_SCAN, text));
	if (!gs1_is(text) || !gs1_read(keys->mem, text, &gs1))
		return false;
	id_set_add(keys, code_row_id(keys->mem, CODE_SCAN, gs1.gtin));
	return gs1.weight > 0;
}

static enum err
scan_read_items(struct store *st, struct id_set *ids, struct scan_cache *s, struct why *w)
{
	const struct code *c = s->codes.v;

	for (size_t i = 0; i < s->codes.n; i++) {
		id_set_add(ids, c[i].record_id);
		for (size_t k = 0; k < c[i].also.n; k++)
			id_set_add(ids, c[i].also.v[k]);
	}
	return rows_find_in(st, &item_schema, FIELD(item, id), ids->list, &s->items, w);
}

enum err
scan_cache_read_items(struct store *st, struct scan_cache *s, struct why *w)
{
	struct id_set ids = {.mem = w->mem};

	return scan_read_items(st, &ids, s, w);
}

static enum err
scan_read_uoms(struct store *st, struct scan_cache *s, struct why *w)
{
	struct id_set codes = {.mem = w->mem};
	const struct item *items = s->items.v;

	id_set_add(&codes, STR(SCAN_WEIGHT_UOM));
	for (size_t i = 0; i < s->items.n; i++)
		id_set_add(&codes, items[i].uom);
	return rows_find_in(st, &uom_schema, FIELD(uom, code), codes.list, &s->units, w);
}

enum err
scan_cache_read(
    struct store *st, struct list texts, struct list ids, struct scan_cache *s, struct why *w)
{
	struct id_set keys = {.mem = w->mem}, items = {.mem = w->mem};
	bool weighed = false;
	enum err e;

	*s = (struct scan_cache){0};
	for (size_t i = 0; i < texts.n; i++)
		weighed |= scan_add_keys(&keys, texts.v[i]);
	if ((e = rows_find_in(st, &code_schema, FIELD(code, id), keys.list, &s->codes, w)) != OK)
		return e;
	for (size_t i = 0; i < ids.n; i++)
		id_set_add(&items, ids.v[i]);
	e = scan_read_items(st, &items, s, w);
	return e == OK && weighed ? scan_read_uoms(st, s, w) : e;
}

/* --- quantities --- */

static struct str
uom_base_code(const struct uom *u)
{
	return HAS(u, uom, base_uom) ? u->base_uom : u->code;
}

static bool
scan_item_is_weighed(const struct scan_cache *s, const struct item *item)
{
	const struct uom *kg = rows_lookup(
			     &s->units, &uom_schema, FIELD(uom, code), STR(SCAN_WEIGHT_UOM)),
			 *own = rows_lookup(&s->units, &uom_schema, FIELD(uom, code), item->uom);
	const struct pack *p = item->packs.v;

	for (size_t i = 0; i < item->packs.n; i++)
		if (str_is(p[i].uom, SCAN_WEIGHT_UOM))
			return true;
	return kg != NULL && own != NULL && str_eq(uom_base_code(kg), uom_base_code(own));
}

/* A net weight is the quantity of an item measured by weight; otherwise the count is. */
static void
scan_set_quantity(const struct scan_cache *s, struct scan_result *is)
{
	if (is->gs1.weight > 0 && scan_item_is_weighed(s, is->item)) {
		is->quantity = is->gs1.weight;
		is->unit = STR(SCAN_WEIGHT_UOM);
	} else if (is->gs1.count > 0) {
		is->quantity = is->gs1.count * DEC_ONE;
		is->unit = is->pack != NULL ? is->pack->uom : is->item->uom;
	}
}

/* --- resolving --- */

static const struct pack *
scan_find_pack(const void *mem, const struct item *item, const struct code *code)
{
	const struct pack *p = item->packs.v;

	for (size_t i = 0; i < item->packs.n; i++)
		if (HAS(&p[i], pack, barcode) &&
		    str_eq(code_row_id(mem, CODE_SCAN, p[i].barcode), code->id))
			return &p[i];
	return NULL;
}

static enum err
scan_find_item(const struct scan_cache *s, const void *mem, struct str text, struct scan_result *is)
{
	if ((is->code = scan_cache_code(s, mem, text)) == NULL && gs1_is(text)) {
		if (!gs1_read(mem, text, &is->gs1))
			return ERR_INVALID;
		is->code = scan_cache_code(s, mem, is->gs1.gtin);
	}
	if (is->code == NULL)
		return ERR_NOT_FOUND;
	if (is->code->also.n > 0)
		return ERR_AMBIGUOUS;
	is->item = scan_cache_item(s, is->code->record_id);
	return is->item == NULL ? ERR_NOT_FOUND : OK;
}

struct scan_result
scan_resolve(const struct scan_cache *s, const void *mem, struct str text)
{
	struct scan_result is = {0};

	if ((is.err = scan_find_item(s, mem, text, &is)) == OK) {
		is.pack = scan_find_pack(mem, is.item, is.code);
		scan_set_quantity(s, &is);
	}
	return is;
}

/* --- failures --- */

struct lines
scan_claimants(const struct scan_cache *s, const void *mem, const struct code *code)
{
	struct item_brief *v = MEM_MANY(mem, struct item_brief, code->also.n + 1);
	struct lines found = {v, 0};

	for (size_t i = 0; i <= code->also.n; i++) {
		const struct item *item =
		    scan_cache_item(s, i == 0 ? code->record_id : code->also.v[i - 1]);

		if (item == NULL)
			continue;
		SET(v, item_brief, id, item->id);
		SET(v, item_brief, item_code, item->item_code);
		SET(v, item_brief, item_name, item->item_name);
		v++;
		found.n++;
	}
	return found;
}

static void
scan_put_claimants(
    const struct scan_cache *s, const struct scan_result *is, const struct loc *loc, struct buf *b)
{
	struct lines found = scan_claimants(s, b->mem, is->code);

	if (loc != NULL) {
		buf_puts(b, "\"loc\":[");
		json_put_loc(b, loc);
		buf_puts(b, "],");
	}
	buf_puts(b, "\"items\":[");
	for (size_t i = 0; i < found.n; i++) {
		buf_puts(b, i > 0 ? "," : "");
		json_put_record(
		    b, &item_brief_schema, (struct item_brief *)found.v + i, UINT64_MAX);
	}
	buf_putc(b, ']');
}

enum err
scan_fail(const struct scan_cache *s, const struct scan_result *is, struct str text,
    const struct loc *loc, struct why *w)
{
	if (is->err == ERR_INVALID)
		return err_field(w, loc, "gs1", "%.*s", STRF(is->gs1.fault));
	if (is->err == ERR_NOT_FOUND && is->gs1.gtin.n > 0)
		return err_set(w, is->err, "No record has the GTIN %.*s", STRF(is->gs1.gtin));
	if (is->err == ERR_NOT_FOUND)
		return err_set(w, is->err, "No record has the code %.*s", STRF(text));
	scan_put_claimants(s, is, loc, &w->more);
	return err_set(
	    w, is->err, "%.*s", STRF(barcode_conflict_text(w->mem, &s->items, is->code)));
}
