/*
 * convert.c - Converts quantities by pack and unit ratios, with weighed quantities within
 * their tolerance.
 */
#include "inventory/line/convert.h"

#include "base/decimal.h"
#include "base/ratio.h"
#include "masters/uom/uom_use.h"

#define PERCENT        (100 * DEC_ONE)
#define UNIT_TOLERANCE (10 * DEC_ONE) /* percent; packs have their own */

__extension__ typedef __int128 wide;

struct conversion { /* of one line */
	const struct posting_line *line;
	const struct item *item;
	const struct uom *from, *to;
	const struct pack *pack; /* NULL: by the ratios of the units */
	struct str unit;
	const struct loc *loc;
	struct ratio ratio;
	bool exact;        /* then near and far are equal */
	int64_t near, far; /* the nearest quantities possible in the item's unit */
	struct why *w;
};

static const struct uom *
convert_find_unit(const struct master_cache *k, struct str code)
{
	return rows_lookup(&k->units, &uom_schema, FIELD(uom, code), code);
}

static const struct loc *
convert_loc(const struct conversion *c, const char *field)
{
	return loc_name(c->w, c->loc, field);
}

/* --- the ratio to the item's unit --- */

static enum err
convert_refuse_unit(const struct conversion *c)
{
	return err_field(c->w, convert_loc(c, "uom"), "not_convertible",
	    "%.*s is neither a pack of %.*s nor convertible to %.*s", STRF(c->unit),
	    STRF(c->item->item_code), STRF(c->item->uom));
}

static enum err
convert_find_ratio(struct conversion *c)
{
	const struct pack *p = item_pack(c->item, c->unit);

	if (p != NULL) {
		c->pack = p;
		c->ratio = ratio_of(p->numerator, p->denominator);
		return OK;
	}
	if (c->from == NULL || c->to == NULL || !str_eq(uom_root(c->from), uom_root(c->to)))
		return convert_refuse_unit(c);
	if (!ratio_div(ratio_of(c->from->numerator, c->from->denominator),
		ratio_of(c->to->numerator, c->to->denominator), &c->ratio))
		return err_field(c->w, convert_loc(c, "uom"), "ratio_range",
		    "The ratio of %.*s to %.*s cannot be computed exactly", STRF(c->unit),
		    STRF(c->item->uom));
	return OK;
}

/* --- the converted quantity --- */

static enum err
convert_check_places(const struct conversion *c, const struct uom *u, int64_t v, const char *field)
{
	if (u == NULL || dec_places(v) <= u->decimals)
		return OK;
	return err_field(c->w, convert_loc(c, field), "decimal_max_places",
	    "%.*s has at most %d decimal places", STRF(u->code), (int)u->decimals);
}

static void
convert_find_nearest(struct conversion *c, int64_t below, int64_t above)
{
	int64_t step = DEC_ONE;

	for (int64_t i = 0; c->to != NULL && i < c->to->decimals; i++)
		step /= 10;
	c->near = below - ((below % step) + step) % step;
	c->far = above + (step - ((above % step) + step) % step) % step;
}

static enum err
convert_find_quantity(struct conversion *c)
{
	int64_t out, below, above;
	bool exact = dec_ratio(c->line->quantity, c->ratio.num, c->ratio.den, &out, &below, &above);

	if (!exact && below == above)
		return err_field(c->w, convert_loc(c, "quantity"), "decimal_range",
		    "The quantity in %.*s is too large", STRF(c->item->uom));
	c->exact = exact && (c->to == NULL || dec_places(out) <= c->to->decimals);
	c->near = c->far = below;
	if (!c->exact)
		convert_find_nearest(c, below, above);
	return OK;
}

static enum err
convert_refuse_inexact(const struct conversion *c)
{
	return err_field(c->w, convert_loc(c, "quantity"), "inexact_conversion",
	    "The quantity is not exact in %.*s; the nearest are %.*s and %.*s: give the weighed or "
	    "counted quantity as stock_quantity",
	    STRF(c->item->uom), STRF(dec_str(c->w->mem, c->near)),
	    STRF(dec_str(c->w->mem, c->far)));
}

/* --- weighed quantities --- */

static int64_t
convert_tolerance(const struct conversion *c)
{
	return c->pack != NULL && HAS(c->pack, pack, tolerance_percent) ? c->pack->tolerance_percent
									: UNIT_TOLERANCE;
}

/* Within this percentage of the nearest quantities, of the greater one. */
static bool
convert_is_near(const struct conversion *c, int64_t weighed)
{
	wide low = c->near, high = c->far, most = high > -low ? high : -low;
	wide far = most * convert_tolerance(c) / PERCENT;

	return weighed >= low - far && weighed <= high + far;
}

static enum err
convert_refuse_fixed(const struct conversion *c)
{
	return err_field(c->w, convert_loc(c, "stock_quantity"), "fixed_pack",
	    "%.*s is a fixed number of %.*s, and this is exactly %.*s: only %s can be weighed",
	    STRF(c->unit), STRF(c->item->uom), STRF(dec_str(c->w->mem, c->near)),
	    c->pack != NULL ? "a variable pack" : "an inexact quantity");
}

static enum err
convert_refuse_difference(const struct conversion *c)
{
	struct str near = dec_str(c->w->mem, c->near), far = dec_str(c->w->mem, c->far);

	return err_field(c->w, convert_loc(c, "stock_quantity"), "outside_tolerance",
	    "By the ratio it is %.*s%s%s %.*s, as weighed %.*s %.*s: they differ by more than %.*s "
	    "%%. Accept the difference to post it anyway",
	    STRF(near), c->exact ? "" : " to ", c->exact ? "" : far.s, STRF(c->item->uom),
	    STRF(dec_str(c->w->mem, c->line->stock_quantity)), STRF(c->item->uom),
	    STRF(dec_str(c->w->mem, convert_tolerance(c))));
}

static enum err
convert_weighed(const struct conversion *c, int64_t *out)
{
	const struct posting_line *l = c->line;
	bool variable = c->pack != NULL && HAS(c->pack, pack, variable) && c->pack->variable;

	if ((l->stock_quantity > 0) != (l->quantity > 0))
		return err_field(c->w, convert_loc(c, "stock_quantity"), "conflict",
		    "Must have the same sign as the quantity");
	if (c->exact && !variable)
		return convert_refuse_fixed(c);
	if (!convert_is_near(c, l->stock_quantity) &&
	    !(HAS(l, posting_line, accept_difference) && l->accept_difference))
		return convert_refuse_difference(c);
	*out = l->stock_quantity;
	return convert_check_places(c, c->to, *out, "stock_quantity");
}

/* Already in the item's own unit. */
static enum err
convert_same_unit(const struct conversion *c, int64_t *out)
{
	const struct posting_line *l = c->line;

	if (HAS(l, posting_line, stock_quantity) && l->stock_quantity != l->quantity)
		return err_field(c->w, convert_loc(c, "stock_quantity"), "conflict",
		    "The quantity is already in %.*s", STRF(c->item->uom));
	*out = l->quantity;
	return convert_check_places(c, c->to, l->quantity, "quantity");
}

enum err
convert_line(const struct master_cache *k, const struct posting_line *l, const struct item *item,
    struct str unit, const struct loc *loc, int64_t *out, struct why *w)
{
	struct conversion c = {.line = l,
	    .item = item,
	    .from = convert_find_unit(k, unit),
	    .to = convert_find_unit(k, item->uom),
	    .unit = unit,
	    .loc = loc,
	    .w = w};
	enum err e;

	if (str_eq(unit, item->uom))
		return convert_same_unit(&c, out);
	if ((e = convert_find_ratio(&c)) != OK ||
	    (e = convert_check_places(&c, c.from, l->quantity, "quantity")) != OK ||
	    (e = convert_find_quantity(&c)) != OK)
		return e;
	if (HAS(l, posting_line, stock_quantity))
		return convert_weighed(&c, out);
	if (!c.exact)
		return convert_refuse_inexact(&c);
	*out = c.near;
	return OK;
}
