/* seed.c - Tables of the first units and reasons, and the batch that creates a new system. */
#include "masters/setup/seed.h"

#include "base/clock.h"
#include "base/mem.h"
#include "base/uuid.h"
#include "masters/code/code_row.h"
#include "masters/setup/adopt.h"
#include "masters/master/master_table.h"
#include "store/copy.h"

#define SERIES_SETTING "number_series"

enum { SEED_INSTANCE_OP = 1 }; /* index in the batch, after what it expects */

/* Units with their codes from UN/ECE Recommendation 20 (with an X before those of packages, as
 * in its annex from Recommendation 21). */
static const struct {
	const char *code, *name, *rec20, *base;
	int64_t decimals, numerator, denominator;
} seed_units[] = {
    {"PCS", "Piece", "H87", NULL, 0, 1, 1},
    {"PAIR", "Pair", "PR", "PCS", 0, 2, 1},
    {"SET", "Set", "SET", NULL, 0, 1, 1},
    {"BOX", "Box", "XBX", NULL, 0, 1, 1},
    {"ROLL", "Roll", "XRO", NULL, 0, 1, 1},
    {"KG", "Kilogram", "KGM", NULL, 3, 1, 1},
    {"G", "Gram", "GRM", "KG", 3, 1, 1000},
    {"L", "Litre", "LTR", NULL, 3, 1, 1},
    {"ML", "Millilitre", "MLT", "L", 3, 1, 1000},
    {"M", "Metre", "MTR", NULL, 4, 1, 1},
    {"CM", "Centimetre", "CMT", "M", 1, 1, 100},
    {"MM", "Millimetre", "MMT", "M", 0, 1, 1000},
};

static const struct {
	const char *code, *name;
	enum direction direction;
} seed_reasons[] = {
    {"DAMAGED", "Damaged", DIRECTION_OUT},
    {"EXPIRED", "Past its date", DIRECTION_OUT},
    {"LOST", "Lost", DIRECTION_OUT},
    {"FOUND", "Found", DIRECTION_IN},
    {"SCRAP", "Scrapped", DIRECTION_OUT},
    {"SAMPLE", "Taken as a sample", DIRECTION_OUT},
    {"COUNT", "Difference of a count", DIRECTION_BOTH},
    {"CONVERSION", "Converted into another item", DIRECTION_BOTH},
    {"TYPING", "Typing error", DIRECTION_BOTH},
    {"WRONG_ITEM", "Posted to the wrong item", DIRECTION_BOTH},
};

static void
seed_put_code(struct batch *b, enum code_kind kind, struct str code, struct str id)
{
	struct code *c = MEM_ONE(b->mem, struct code);

	SET(c, code, id, code_row_id(b->mem, kind, code));
	SET(c, code, kind, kind);
	SET(c, code, record_id, id);
	batch_add(b, OP_INSERT, &code_schema, c);
}

/* Fields common to all masters, and the code row. */
#define SEED_PUT(b, record, r, code_kind, now)                                                     \
	(master_mark_lists(&record##_schema, r), SET(r, record, is_active, true),                  \
	    SET(r, record, created_at, now), SET(r, record, updated_at, now),                      \
	    batch_add(b, OP_INSERT, &record##_schema, r),                                          \
	    seed_put_code(b, code_kind, (r)->code, (r)->id))

static void
seed_put_units(struct batch *b, int64_t now)
{
	for (size_t i = 0; i < sizeof seed_units / sizeof *seed_units; i++) {
		struct uom *u = MEM_ONE(b->mem, struct uom);

		SET(u, uom, id, str_of(seed_units[i].code));
		SET(u, uom, code, str_of(seed_units[i].code));
		SET(u, uom, name, str_of(seed_units[i].name));
		SET(u, uom, decimals, seed_units[i].decimals);
		if (seed_units[i].base != NULL)
			SET(u, uom, base_uom, str_of(seed_units[i].base));
		SET(u, uom, numerator, seed_units[i].numerator);
		SET(u, uom, denominator, seed_units[i].denominator);
		SET(u, uom, rec20, str_of(seed_units[i].rec20));
		SEED_PUT(b, uom, u, CODE_UOM, now);
	}
}

static void
seed_put_reasons(struct batch *b, int64_t now)
{
	for (size_t i = 0; i < sizeof seed_reasons / sizeof *seed_reasons; i++) {
		struct reason *r = MEM_ONE(b->mem, struct reason);

		SET(r, reason, id, str_of(seed_reasons[i].code));
		SET(r, reason, code, str_of(seed_reasons[i].code));
		SET(r, reason, name, str_of(seed_reasons[i].name));
		SET(r, reason, direction, seed_reasons[i].direction);
		SET(r, reason, needs_remarks, false);
		SEED_PUT(b, reason, r, CODE_REASON, now);
	}
}

static void
seed_put_category_and_location(struct batch *b, int64_t now)
{
	struct item_category *c = MEM_ONE(b->mem, struct item_category);
	struct location *l = MEM_ONE(b->mem, struct location);

	SET(c, item_category, id, STR("cat-001"));
	SET(c, item_category, code, STR("GEN"));
	SET(c, item_category, name, STR("General"));
	SET(c, item_category, level, 0);
	SEED_PUT(b, item_category, c, CODE_CATEGORY, now);
	SET(l, location, id, STR("loc-001"));
	SET(l, location, code, STR("MAIN"));
	SET(l, location, name, STR("Main store"));
	SET(l, location, kind, KIND_WAREHOUSE);
	SET(l, location, usage, USAGE_STOCK);
	SEED_PUT(b, location, l, CODE_LOCATION, now);
}

static void
seed_put_setting(struct batch *b, struct str name, struct str value)
{
	struct setting *s = MEM_ONE(b->mem, struct setting);

	SET(s, setting, id, name);
	SET(s, setting, value, value);
	batch_add(b, OP_INSERT, &setting_schema, s);
}

static enum err
seed_half_copied(struct why *w)
{
	return err_set(w, ERR_CONFLICT,
	    "The store holds an incomplete copy of a system: finish it with `ccpl move`, or drop "
	    "it");
}

static enum err
seed_check_setting(struct store *st, struct str name, struct str now, struct why *w)
{
	struct setting was;
	enum err e = store_get(st, &setting_schema, name, &was, w);

	if (e == ERR_NOT_FOUND)
		return err_set(
		    w, ERR_CONFLICT, "There is no system in the store: run `ccpl migrate up`");
	if (e != OK || str_eq(was.value, now))
		return e;
	return err_set(w, ERR_CONFLICT,
	    "The %.*s was fixed as %.*s when this system was made, and cannot become %.*s",
	    STRF(name), STRF(was.value), STRF(now));
}

static enum err
seed_check_whole(struct store *st, struct why *w)
{
	struct setting mark;
	enum err e = store_get(st, &setting_schema, STR(COPY_MARK), &mark, w);

	if (e == OK)
		return seed_half_copied(w);
	if (e != ERR_NOT_FOUND)
		return e;
	why_clear(w);
	return OK;
}

enum err
seed_check(struct store *st, const struct config *c, struct why *w)
{
	enum err e;

	if ((e = seed_check_whole(st, w)) != OK ||
	    (e = seed_check_setting(st, STR("timezone"), c->TIMEZONE, w)) != OK ||
	    (e = seed_check_setting(st, STR("currency"), c->CURRENCY, w)) != OK)
		return e;
	return seed_check_setting(st, STR(SERIES_SETTING), c->NUMBER_SERIES, w);
}

/* Earlier programs have a single series. One series may become one per location, never the
 * reverse: new numbers would follow instants, which are greater. */
static enum err
seed_change_series(struct store *st, const struct config *c, struct buf *report, struct why *w)
{
	struct batch b = batch_init(w->mem);
	struct setting *s = MEM_ONE(w->mem, struct setting);
	enum err e = store_get(st, &setting_schema, STR(SERIES_SETTING), s, w);

	if (e != ERR_NOT_FOUND && (e != OK || !config_series_by_location(c)))
		return e;
	if (e == OK && str_eq(s->value, c->NUMBER_SERIES))
		return OK;
	why_clear(w);
	SET(s, setting, id, STR(SERIES_SETTING));
	SET(s, setting, value, c->NUMBER_SERIES);
	batch_add(&b, e == OK ? OP_UPDATE : OP_INSERT, &setting_schema, s);
	if ((e = store_apply(st, b.ops, b.n, w)) == OK && config_series_by_location(c))
		buf_puts(report, "postings are numbered at each location from now on\n");
	return e;
}

/* Skips records that exist or whose code is taken, together with their code rows. */
static enum err
seed_skip_existing(struct store *st, struct batch *b, size_t from, struct why *w)
{
	size_t kept = from;

	for (size_t i = from; i < b->n; i += 2) {
		const struct op *record = &b->ops[i], *code = &b->ops[i + 1];
		void *found = mem_new(w->mem, record->schema->size);
		struct code row;
		enum err e = store_get(st, record->schema,
		    rec_text(record->rec, &record->schema->fields[0]), found, w);

		if (e == ERR_NOT_FOUND)
			e = store_get(
			    st, &code_schema, ((const struct code *)code->rec)->id, &row, w);
		if (e != OK && e != ERR_NOT_FOUND)
			return e;
		if (e == OK)
			continue;
		b->ops[kept++] = *record;
		b->ops[kept++] = *code;
	}
	why_clear(w);
	b->n = kept;
	return OK;
}

/* Whether the store holds no system yet. */
static enum err
seed_is_fresh(struct store *st, bool *fresh, struct why *w)
{
	struct setting s;
	enum err e = store_get(st, &setting_schema, STR("instance"), &s, w);

	*fresh = e == ERR_NOT_FOUND;
	if (!*fresh)
		return e;
	why_clear(w);
	return OK;
}

enum err
seed_store(struct store *st, const struct config *c, struct buf *report, struct why *w)
{
	struct batch b = batch_init(w->mem);
	int64_t now = clock_now(), found = 0;
	size_t settings;
	bool fresh;
	enum err e;

	if ((e = seed_check_whole(st, w)) != OK || (e = seed_is_fresh(st, &fresh, w)) != OK)
		return e;
	if (!fresh)
		return (e = seed_change_series(st, c, report, w)) != OK ? e : seed_check(st, c, w);
	if ((e = adopt_records(st, &found, w)) != OK)
		return e;
	batch_add(&b, OP_EXPECT, &setting_schema, NULL)->id = STR(COPY_MARK);
	seed_put_setting(&b, STR("instance"), uuid_v7(w->mem));
	seed_put_setting(&b, STR("timezone"), c->TIMEZONE);
	seed_put_setting(&b, STR("currency"), c->CURRENCY);
	seed_put_setting(&b, STR(SERIES_SETTING), c->NUMBER_SERIES);
	settings = b.n;
	seed_put_units(&b, now);
	seed_put_category_and_location(&b, now);
	seed_put_reasons(&b, now);
	if (found > 0 && (e = seed_skip_existing(st, &b, settings, w)) != OK)
		return e;
	e = store_apply(st, b.ops, b.n, w);
	if (e == OK && found > 0)
		buf_printf(report, "adopted %lld existing records\n", (long long)found);
	if (e == OK)
		buf_puts(
		    report, "created units, reasons, the category General and the location MAIN\n");
	if (e == ERR_CLASH)
		return seed_half_copied(w);
	if (e != ERR_EXISTS || w->op != SEED_INSTANCE_OP)
		return e;
	why_clear(w);
	return seed_check(st, c, w);
}
