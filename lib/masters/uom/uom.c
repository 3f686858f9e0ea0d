/*
 * uom.c - Checks units: ratios reduced to one base unit, and fixed once a unit is used.
 *
 * A unit may be given as a multiple of any other; stored are the root of that one and the
 * reduced ratio to it. So no root is a multiple of another unit, chains cannot be
 * inconsistent, and units convert by one fraction. Other records refer to a unit by its code,
 * which is also its id and never changes.
 */
#include "masters/uom/uom.h"

#include <assert.h>

#include "base/ratio.h"
#include "masters/uom/uom_use.h"

enum { UOM_USERS_PAGE = 500 };

/* --- uses that are not references --- */

static bool
item_packs_have_uom(const struct item *item, struct str code)
{
	const struct pack *p = item->packs.v;

	for (size_t i = 0; i < item->packs.n; i++)
		if (str_eq(p[i].uom, code))
			return true;
	return false;
}

static bool
record_uses_uom(const struct schema *s, const void *rec, struct str code)
{
	const struct item_category *category = rec;

	return s == &item_schema ? item_packs_have_uom(rec, code)
				 : list_has(&category->allowed_uoms, code);
}

/* Packs and lists of units cannot be queried by unit, so all records are read. Such changes of
 * units are very rare. */
static enum err
uom_check_unused_by(struct edit *c, const struct schema *s, bool active_only)
{
	const struct filter active = {.field = (size_t)s->is_active, .number = true};
	struct query q = {
	    .schema = s, .where = &active, .nwhere = active_only, .limit = UOM_USERS_PAGE};
	struct rows rows;
	enum err e;

	do {
		if ((e = store_find(c->store, &q, &rows, c->w)) != OK)
			return e;
		for (size_t i = 0; i < rows.n; i++) {
			const void *rec = (const char *)rows.v + i * s->size;

			if (record_uses_uom(s, rec, edit_id(c)))
				return edit_in_use(c, s, rec, "refers to it");
			q.after.given = true;
			q.after.id = rec_text(rec, &s->fields[0]);
		}
	} while (rows.n == UOM_USERS_PAGE);
	return OK;
}

static enum err
uom_check_unreferenced(struct edit *c, const struct schema *s, size_t field)
{
	const struct filter where = {.field = field, .text = edit_id(c)};
	union {
		struct item item;
		struct uom uom;
	} rec = {0};
	bool any;
	enum err e;

	if ((e = edit_find_any(c, s, &where, 1, &rec, &any)) != OK || !any)
		return e;
	return edit_in_use(c, s, &rec, "refers to it");
}

static enum err
uom_check_unposted(struct edit *c)
{
	struct series row;
	enum err e =
	    store_get(c->store, &series_schema, uom_used_id(c->w->mem, edit_id(c)), &row, c->w);

	if (e == ERR_NOT_FOUND)
		return OK;
	return e != OK ? e
		       : err_set(c->w, ERR_IN_USE, "%.*s is in use: stock was posted in it",
			     STRF(edit_id(c)));
}

/* --- the ratio --- */

static bool
uom_ratio_changes(const struct edit *c)
{
	return edit_differs(c, FIELD(uom, base_uom)) || edit_differs(c, FIELD(uom, numerator)) ||
	       edit_differs(c, FIELD(uom, denominator));
}

static void
uom_set_ratio(struct uom *uom, struct ratio r)
{
	SET(uom, uom, numerator, r.num);
	SET(uom, uom, denominator, r.den);
}

/* Replaces a base that has a base itself by that one's base. */
static void
uom_reduce_to_root(struct edit *c, struct uom *uom, const struct uom *base)
{
	const int64_t most = uom_schema.fields[FIELD(uom, numerator)].max;
	const struct loc *loc = edit_loc(c, FIELD(uom, base_uom));
	struct ratio r;

	if (!base->is_active)
		err_field(c->w, loc, "inactive", "The unit is inactive");
	if (!ratio_mul(ratio_of(uom->numerator, uom->denominator),
		ratio_of(base->numerator, base->denominator), &r) ||
	    r.num > most || r.den > most) {
		err_field(c->w, loc, "ratio_range",
		    "%.*s is itself a multiple of %.*s, and the ratio to that exceeds %lld:%lld",
		    STRF(base->code), STRF(base->base_uom), (long long)most, (long long)most);
		return;
	}
	SET(uom, uom, base_uom, base->base_uom);
	uom_set_ratio(uom, r);
}

static enum err
uom_normalize_ratio(struct edit *c, struct uom *uom)
{
	struct uom base = {0};
	enum err e;

	if (!HAS(uom, uom, base_uom) && uom->numerator != uom->denominator)
		return OK; /* uom_check_base() reports it */
	uom_set_ratio(uom, ratio_of(uom->numerator, uom->denominator));
	if (!HAS(uom, uom, base_uom) || str_eq(uom->base_uom, uom->code))
		return OK; /* parent_edit_check() reports it */
	if ((e = edit_get(c, &uom_schema, uom->base_uom, &base)) != OK)
		return e == ERR_NOT_FOUND ? OK : e; /* refs_edit_check() reports it */
	uom_use(c->batch, &base);
	if (HAS(&base, uom, base_uom))
		uom_reduce_to_root(c, uom, &base);
	return OK;
}

/* A change or deactivation locks the root before it checks what uses the unit; the base of a
 * new or restored unit is taken into use like any unit. */
enum err
uom_normalize(struct edit *c)
{
	struct uom *uom = c->after;
	enum err e;

	if (c->kind == EDIT_DEACTIVATE)
		return uom_lock(c, uom_root(uom));
	if (c->kind == EDIT_RESTORE)
		return HAS(uom, uom, base_uom) ? uom_use_code(c, uom->base_uom, NULL) : OK;
	if (!uom_ratio_changes(c))
		return OK;
	if (c->before != NULL && (e = uom_lock(c, uom_root(c->before))) != OK)
		return e;
	return uom_normalize_ratio(c, uom);
}

static enum err
uom_check_ratio(struct edit *c, const struct uom *uom)
{
	enum err e;

	if (!HAS(uom, uom, base_uom) && uom->numerator != uom->denominator)
		err_field(c->w, edit_loc(c, FIELD(uom, base_uom)), "missing",
		    "A ratio needs a base unit");
	if (c->kind == EDIT_CREATE || !uom_ratio_changes(c))
		return OK;
	if ((e = uom_check_unreferenced(c, &item_schema, FIELD(item, uom))) != OK ||
	    (e = uom_check_unreferenced(c, &uom_schema, FIELD(uom, base_uom))) != OK ||
	    (e = uom_check_unposted(c)) != OK)
		return e;
	return uom_check_unused_by(c, &item_schema, false);
}

static enum err
uom_check_update(struct edit *c)
{
	const struct uom *was = c->before, *uom = c->after;

	if (edit_differs(c, FIELD(uom, code)))
		return err_set(c->w, ERR_IN_USE,
		    "The code of a unit is fixed: other records refer to it by %.*s",
		    STRF(was->code));
	if (uom->decimals < was->decimals)
		err_field(c->w, edit_loc(c, FIELD(uom, decimals)), "greater_than_equal",
		    "Must not be less than its current value, %d", (int)was->decimals);
	return uom_check_ratio(c, uom);
}

enum err
uom_check(struct edit *c)
{
	enum err e;

	assert(c->schema == &uom_schema);
	switch (c->kind) {
	case EDIT_CREATE:
		return uom_check_ratio(c, c->after);
	case EDIT_UPDATE:
		return uom_check_update(c);
	case EDIT_DEACTIVATE:
		if ((e = uom_check_unused_by(c, &item_schema, true)) != OK)
			return e;
		return uom_check_unused_by(c, &item_category_schema, true);
	case EDIT_RESTORE:
		break;
	}
	return OK;
}
