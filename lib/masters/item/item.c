/*
 * item.c - Checks an item's unit, packs and quantities against its category and its units;
 * codes: barcode.c.
 */
#include "masters/item/item.h"

#include <assert.h>
#include <string.h>

#include "base/decimal.h"
#include "base/fold.h"
#include "base/mem.h"
#include "masters/code/barcode.h"
#include "masters/item/item_stock.h"
#include "masters/tree/tree.h"
#include "masters/uom/uom_use.h"

enum { ITEM_DUPLICATES_MAX = 10 };

/* --- the unit --- */

/* The category that restricts the units of its items: the nearest ancestor with a list. */
static enum err
category_find_with_uoms(struct edit *c, struct str id, struct item_category *category)
{
	enum err e = OK;

	for (int depth = 0; id.n > 0 && depth <= TREE_DEPTH_MAX; depth++) {
		*category = (struct item_category){0};
		if ((e = edit_get(c, &item_category_schema, id, category)) != OK ||
		    category->allowed_uoms.n > 0)
			break;
		id = tree_parent(&item_category_schema, category);
	}
	return e == ERR_NOT_FOUND ? OK : e; /* refs_edit_check() reports it */
}

static enum err
item_check_uom(struct edit *c, const struct item *item)
{
	struct item_category category = {0};
	struct buf all = buf_init(c->w->mem);
	enum err e;

	if (!edit_differs(c, FIELD(item, uom)) && !edit_differs(c, FIELD(item, category_id)))
		return OK;
	if ((e = category_find_with_uoms(c, item->category_id, &category)) != OK)
		return e;
	if (category.allowed_uoms.n == 0 || list_has(&category.allowed_uoms, item->uom))
		return OK;
	for (size_t i = 0; i < category.allowed_uoms.n; i++)
		buf_printf(&all, "%s%.*s", i == 0 ? "" : ", ", STRF(category.allowed_uoms.v[i]));
	err_field(c->w, edit_loc(c, FIELD(item, uom)), "not_allowed",
	    "Category %.*s allows %.*s only", STRF(category.code), STRF(buf_str(&all)));
	return OK;
}

static void
item_check_places(struct edit *c, size_t field, const struct uom *uom)
{
	const struct field *f = &item_schema.fields[field];

	if (rec_has(c->after, field) && dec_places(rec_number(c->after, f)) > uom->decimals)
		err_field(c->w, edit_loc(c, field), "decimal_max_places",
		    "A quantity in %.*s has at most %d places", STRF(uom->code),
		    (int)uom->decimals);
}

static enum err
item_check_quantities(struct edit *c, const struct item *item)
{
	struct uom uom = {0};
	enum err e = edit_get(c, &uom_schema, item->uom, &uom);

	if (e != OK)
		return e == ERR_NOT_FOUND ? OK : e;
	item_check_places(c, FIELD(item, min_stock_level), &uom);
	item_check_places(c, FIELD(item, reorder_qty), &uom);
	return OK;
}

/* --- packs --- */

static const struct loc *
item_pack_loc(struct edit *c, size_t i, const char *name)
{
	return loc_name(c->w, loc_at(c->w, edit_loc(c, FIELD(item, packs)), i), name);
}

static const struct pack *
item_pack_at(const struct item *item, size_t i)
{
	return line_at(&item_schema.fields[FIELD(item, packs)], &item->packs, i);
}

static bool
item_has_pack_before(const struct item *item, struct str uom, size_t end)
{
	for (size_t i = 0; i < end; i++)
		if (str_eq(item_pack_at(item, i)->uom, uom))
			return true;
	return false;
}

static void
item_check_pack(struct edit *c, const struct item *item, size_t i)
{
	const struct pack *p = item_pack_at(item, i);

	if (str_eq(p->uom, item->uom) || item_has_pack_before(item, p->uom, i))
		err_field(c->w, item_pack_loc(c, i, "uom"), "duplicate",
		    "%.*s is already the unit of the item or of another pack", STRF(p->uom));
}

/* Takes new units of the item into use; all of them when restored. */
static enum err
item_use_uoms(struct edit *c, const struct item *item)
{
	const struct item *was = c->kind == EDIT_RESTORE ? NULL : c->before;
	enum err e = OK;

	if (was == NULL || !str_eq(was->uom, item->uom))
		e = uom_use_code(c, item->uom, NULL); /* refs_edit_check() reports faults */
	for (size_t i = 0; i < item->packs.n && e == OK; i++)
		if (was == NULL ||
		    !item_has_pack_before(was, item_pack_at(item, i)->uom, was->packs.n))
			e = uom_use_code(c, item_pack_at(item, i)->uom, item_pack_loc(c, i, "uom"));
	return e;
}

/* --- the rules --- */

void
item_derive_name_key(struct item *item, const void *mem)
{
	SET(item, item, name_key, fold_name(mem, item->item_name));
}

void
item_derive_fields(struct edit *c)
{
	struct item *item = c->after;

	item_derive_name_key(item, c->cx->mem);
	barcode_normalize(c);
}

enum err
item_check(struct edit *c)
{
	struct item *item = c->after;
	enum err e;

	assert(c->schema == &item_schema);
	if (c->kind == EDIT_DEACTIVATE)
		return OK;
	if ((e = item_use_uoms(c, item)) != OK || c->kind == EDIT_RESTORE)
		return e;
	item_derive_fields(c);
	if (c->before != NULL && !HAS(item, item, item_code))
		err_field(c->w, edit_loc(c, FIELD(item, item_code)), "null", "Must not be null");
	if ((e = item_check_uom(c, item)) != OK || (e = item_check_quantities(c, item)) != OK)
		return e;
	for (size_t i = 0; i < item->packs.n; i++)
		item_check_pack(c, item, i);
	barcode_check(c);
	return OK;
}

enum err
item_write(struct edit *c)
{
	enum err e;

	if ((e = barcode_write(c)) != OK)
		return e;
	return c->before == NULL ? item_stock_create(c) : item_stock_update(c);
}

/* The items of this name, itself included. */
static enum err
item_find_same_name(struct edit *c, const struct item *item, struct rows *rows)
{
	const struct filter by = {
	    .field = FIELD(item, name_key), .cmp = CMP_EQ, .text = item->name_key};
	const struct query q = {
	    .schema = &item_schema, .where = &by, .nwhere = 1, .limit = ITEM_DUPLICATES_MAX + 1};

	return store_find(c->store, &q, rows, c->w);
}

enum err
item_fill_created(struct edit *c)
{
	struct item *item = c->after;
	struct item_brief *brief = MEM_MANY(c->w->mem, struct item_brief, ITEM_DUPLICATES_MAX + 1);
	struct lines found = {brief, 0};
	struct rows rows;
	enum err e;

	if ((e = item_find_same_name(c, item, &rows)) != OK)
		return e;
	for (size_t i = 0; i < rows.n; i++) {
		const struct item *other = (const struct item *)rows.v + i;

		if (str_eq(other->id, item->id))
			continue;
		SET(brief, item_brief, id, other->id);
		SET(brief, item_brief, item_code, other->item_code);
		SET(brief, item_brief, item_name, other->item_name);
		brief++;
		found.n++;
	}
	SET(item, item, possible_duplicates, found);
	return OK;
}
