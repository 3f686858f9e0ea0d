/* convert.c - ratios of packs and units, reduced, in 128 bits. */
#include "inventory/convert.h"

#include "base/decimal.h"

static const struct uom *
unit_of(const struct known *k, struct str code)
{
	return known_row(&k->units, &uom_schema, FIELD(uom, code), code);
}

static int64_t
gcd(int64_t a, int64_t b)
{
	while (b != 0) {
		int64_t rest = a % b;

		a = b;
		b = rest;
	}
	return a;
}

static struct str
base_of(const struct uom *u)
{
	return HAS(u, uom, base_uom) ? u->base_uom : u->code;
}

/* How many of the item's unit there are in one of `unit`; false when that is not known. The
 * products stay below 10^18, since each part is at most 10^9. */
static bool
ratio(const struct known *k, const struct item *item, struct str unit, int64_t *num, int64_t *den)
{
	const struct pack *p = item->packs.v;
	const struct uom *from = unit_of(k, unit), *to = unit_of(k, item->uom);
	int64_t common;

	for (size_t i = 0; i < item->packs.n; i++)
		if (str_eq(p[i].uom, unit)) {
			*num = p[i].numerator;
			*den = p[i].denominator;
			return true;
		}
	if (from == NULL || to == NULL || !str_eq(base_of(from), base_of(to)))
		return false;
	*num = from->numerator * to->denominator;
	*den = from->denominator * to->numerator;
	common = gcd(*num, *den);
	*num /= common;
	*den /= common;
	return true;
}

static enum err
check_places(const struct uom *u, int64_t v, const struct loc *loc, const char *name, struct why *w)
{
	if (u == NULL || dec_places(v) <= u->decimals)
		return OK;
	return err_field(w, loc_name(w, loc, name), "decimal_max_places",
	    "%.*s has at most %d places after the point", STRF(u->code), (int)u->decimals);
}

static enum err
inexact(const struct item *item, const struct uom *to, int64_t below, int64_t above,
    const struct loc *loc, struct why *w)
{
	int64_t step = DEC_ONE;

	for (int64_t i = 0; to != NULL && i < to->decimals; i++)
		step /= 10;
	below -= ((below % step) + step) % step;
	above += (step - ((above % step) + step) % step) % step;
	return err_field(w, loc_name(w, loc, "quantity"), "inexact_conversion",
	    "It is not an exact quantity in %.*s; the nearest are %.*s and %.*s; give the one that "
	    "was weighed or counted as stock_quantity",
	    STRF(item->uom), STRF(dec_str(w->mem, below)), STRF(dec_str(w->mem, above)));
}

/* In the item's own unit already. */
static enum err
same_unit(const struct known *k, const struct posting_line *l, const struct item *item,
    const struct loc *loc, int64_t *out, struct why *w)
{
	if (HAS(l, posting_line, stock_quantity) && l->stock_quantity != l->quantity)
		return err_field(w, loc_name(w, loc, "stock_quantity"), "conflict",
		    "The quantity is in %.*s already", STRF(item->uom));
	*out = l->quantity;
	return check_places(unit_of(k, item->uom), l->quantity, loc, "quantity", w);
}

enum err
convert_line(const struct known *k, const struct posting_line *l, const struct item *item,
    struct str unit, const struct loc *loc, int64_t *out, struct why *w)
{
	const struct uom *to = unit_of(k, item->uom);
	int64_t num, den, below, above;
	bool exact;
	enum err e;

	if (str_eq(unit, item->uom))
		return same_unit(k, l, item, loc, out, w);
	if (!ratio(k, item, unit, &num, &den))
		return err_field(w, loc_name(w, loc, "uom"), "not_convertible",
		    "%.*s is neither a pack of %.*s nor convertible to %.*s", STRF(unit),
		    STRF(item->item_code), STRF(item->uom));
	if ((e = check_places(unit_of(k, unit), l->quantity, loc, "quantity", w)) != OK)
		return e;
	exact = dec_ratio(l->quantity, num, den, out, &below, &above);
	if (HAS(l, posting_line, stock_quantity)) {
		if ((l->stock_quantity > 0) != (l->quantity > 0))
			return err_field(w, loc_name(w, loc, "stock_quantity"), "conflict",
			    "It must have the sign of the quantity");
		*out = l->stock_quantity;
		return check_places(to, *out, loc, "stock_quantity", w);
	}
	if (exact && (to == NULL || dec_places(*out) <= to->decimals))
		return OK;
	if (!exact && below == above)
		return err_field(w, loc_name(w, loc, "quantity"), "decimal_range",
		    "It is too much in %.*s", STRF(item->uom));
	return exact ? inexact(item, to, *out, *out, loc, w)
		     : inexact(item, to, below, above, loc, w);
}
