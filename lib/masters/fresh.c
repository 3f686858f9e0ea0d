/* fresh.c - the masters of a new system, each a row; they are made as any others are. */
#include "masters/fresh.h"

#include "base/mem.h"
#include "masters/master.h"

/* The base first: the others are numerator/denominator of it. rec20: UN/ECE Recommendation 20. */
static const struct {
	const char *code, *name;
	int decimals;
	const char *base;
	int numerator, denominator;
	const char *rec20;
} units[] = {
    {"PCS", "Piece", 0, NULL, 1, 1, "H87"},
    {"PAIR", "Pair", 0, "PCS", 2, 1, "PR"},
    {"DOZEN", "Dozen", 0, "PCS", 12, 1, "DZN"},
    {"SET", "Set", 0, NULL, 1, 1, "SET"},
    {"BOX", "Box", 0, NULL, 1, 1, NULL},
    {"PACK", "Pack", 0, NULL, 1, 1, NULL},
    {"ROLL", "Roll", 0, NULL, 1, 1, NULL},
    {"KG", "Kilogram", 3, NULL, 1, 1, "KGM"},
    {"G", "Gram", 3, "KG", 1, 1000, "GRM"},
    {"T", "Tonne", 6, "KG", 1000, 1, "TNE"},
    {"L", "Litre", 3, NULL, 1, 1, "LTR"},
    {"ML", "Millilitre", 3, "L", 1, 1000, "MLT"},
    {"M", "Metre", 3, NULL, 1, 1, "MTR"},
    {"CM", "Centimetre", 3, "M", 1, 100, "CMT"},
    {"MM", "Millimetre", 3, "M", 1, 1000, "MMT"},
    {"M2", "Square metre", 3, NULL, 1, 1, "MTK"},
    {"M3", "Cubic metre", 6, NULL, 1, 1, "MTQ"},
    {"H", "Hour", 2, NULL, 1, 1, "HUR"},
};

static const struct {
	const char *code, *name;
	enum direction direction;
} reasons[] = {
    {"DAMAGED", "Damaged", DIRECTION_OUT},
    {"EXPIRED", "Past its date", DIRECTION_OUT},
    {"LOST", "Lost", DIRECTION_OUT},
    {"FOUND", "Found", DIRECTION_IN},
    {"SCRAP", "Scrapped", DIRECTION_OUT},
    {"SAMPLE", "Taken as a sample", DIRECTION_OUT},
    {"COUNT", "Counted differently", DIRECTION_BOTH},
    {"CONVERSION", "Converted into something else", DIRECTION_BOTH},
    {"TYPING", "Typing mistake", DIRECTION_BOTH},
    {"WRONG_ITEM", "Posted to the wrong item", DIRECTION_BOTH},
};

struct fill {
	struct store *store;
	const struct deed *deed;
	struct batch batch;
	struct why *w;
};

static enum err
add(struct fill *f, const struct schema *s, void *rec)
{
	return master_add(f->store, f->deed, &f->batch, s, rec, f->w);
}

static enum err
add_units(struct fill *f)
{
	enum err e = OK;

	for (size_t i = 0; i < sizeof units / sizeof *units && e == OK; i++) {
		struct uom *u = MEM_ONE(f->deed->mem, struct uom);

		SET(u, uom, code, str_of(units[i].code));
		SET(u, uom, name, str_of(units[i].name));
		SET(u, uom, decimals, units[i].decimals);
		SET(u, uom, numerator, units[i].numerator);
		SET(u, uom, denominator, units[i].denominator);
		if (units[i].base != NULL)
			SET(u, uom, base_uom, str_of(units[i].base));
		if (units[i].rec20 != NULL)
			SET(u, uom, rec20, str_of(units[i].rec20));
		e = add(f, &uom_schema, u);
	}
	return e;
}

static enum err
add_reasons(struct fill *f)
{
	enum err e = OK;

	for (size_t i = 0; i < sizeof reasons / sizeof *reasons && e == OK; i++) {
		struct reason *r = MEM_ONE(f->deed->mem, struct reason);

		SET(r, reason, code, str_of(reasons[i].code));
		SET(r, reason, name, str_of(reasons[i].name));
		SET(r, reason, direction, (int)reasons[i].direction);
		SET(r, reason, needs_remarks, false);
		e = add(f, &reason_schema, r);
	}
	return e;
}

static enum err
add_places(struct fill *f)
{
	struct item_category *category = MEM_ONE(f->deed->mem, struct item_category);
	struct location *location = MEM_ONE(f->deed->mem, struct location);
	enum err e;

	SET(category, item_category, id, STR("cat-001"));
	SET(category, item_category, code, STR("GEN"));
	SET(category, item_category, name, STR("General"));
	SET(location, location, code, STR("MAIN"));
	SET(location, location, name, STR("Main store"));
	SET(location, location, kind, KIND_WAREHOUSE);
	SET(location, location, usage, USAGE_STOCK);
	if ((e = add(f, &item_category_schema, category)) != OK)
		return e;
	return add(f, &location_schema, location);
}

enum err
fresh_fill(struct store *st, const struct deed *d, struct why *w)
{
	struct fill f = {st, d, batch_init(d->mem), w};
	const struct query any = {.schema = &uom_schema, .limit = 1};
	struct rows rows;
	enum err e;

	if ((e = store_find(st, &any, &rows, w)) != OK || rows.n > 0)
		return e;
	if ((e = add_units(&f)) != OK || (e = add_reasons(&f)) != OK || (e = add_places(&f)) != OK)
		return e;
	return store_apply(st, f.batch.ops, f.batch.n, w);
}
