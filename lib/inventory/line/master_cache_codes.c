/*
 * master_cache_codes.c - Looks up units and reasons by code and normalizes the spelling in the
 * lines.
 *
 * A name in its stored spelling is found directly; only others are looked up by code rows.
 * Lines then get the stored spelling, so that later code compares exact texts.
 */
#include "base/decimal.h"
#include "base/mem.h"
#include "inventory/line/master_cache.h"
#include "masters/code/code_row.h"
#include "masters/master/master.h"
#include "masters/uom/uom_use.h"

struct line_codes { /* of one kind, with their positions in the lines */
	const void *mem;
	const struct schema *schema;
	size_t field; /* the code */
	enum code_kind kind;
	struct str **at;
	size_t n;
};

static struct line_codes
line_codes_init(
    const void *mem, const struct schema *s, size_t field, enum code_kind kind, size_t most)
{
	return (struct line_codes){mem, s, field, kind, MEM_MANY(mem, struct str *, most + 1), 0};
}

static bool
master_cache_same_code(const void *mem, struct str a, struct str b)
{
	return str_eq(a, b) || str_eq(str_fold(mem, a), str_fold(mem, b));
}

/* Replaces each name not found in the rows by the spelling of the record it means; *any: there
 * was one. */
static enum err
master_cache_normalize_codes(
    struct store *st, const struct line_codes *a, const struct rows *rows, bool *any, struct why *w)
{
	struct id_set keys = {.mem = a->mem}, ids = {.mem = a->mem};
	struct rows codes, found;
	const struct code *c;
	enum err e;

	for (size_t i = 0; i < a->n; i++)
		if (rows_lookup(rows, a->schema, a->field, *a->at[i]) == NULL)
			id_set_add(&keys, code_row_id(a->mem, a->kind, *a->at[i]));
	e = rows_find_in(st, &code_schema, FIELD(code, id), keys.list, &codes, w);
	if (e != OK || (*any = codes.n > 0) == false)
		return e;
	c = codes.v;
	for (size_t i = 0; i < codes.n; i++)
		id_set_add(&ids, c[i].record_id);
	if ((e = rows_find_in(st, a->schema, 0, ids.list, &found, w)) != OK)
		return e;
	for (size_t i = 0; i < a->n; i++) {
		const void *rec;

		c = rows_lookup(
		    &codes, &code_schema, FIELD(code, id), code_row_id(a->mem, a->kind, *a->at[i]));
		rec = c == NULL ? NULL : rows_lookup(&found, a->schema, 0, c->record_id);
		if (rec != NULL)
			*a->at[i] = rec_text(rec, &a->schema->fields[a->field]);
	}
	return OK;
}

/* The rows of all names and of `also`, which is spelled as stored. */
static enum err
master_cache_find_codes(struct store *st, const struct line_codes *a, struct list also,
    struct rows *rows, struct why *w)
{
	struct id_set codes = {.mem = a->mem};

	for (size_t i = 0; i < a->n; i++)
		id_set_add(&codes, *a->at[i]);
	for (size_t i = 0; i < also.n; i++)
		id_set_add(&codes, also.v[i]);
	return rows_find_in(st, a->schema, a->field, codes.list, rows, w);
}

enum err
master_cache_reasons(struct store *st, const void *mem, struct posting_line *l, size_t n,
    struct master_cache *k, struct why *w)
{
	struct line_codes names =
	    line_codes_init(mem, &reason_schema, FIELD(reason, code), CODE_REASON, n);
	const struct list none = {NULL, 0};
	bool any;
	enum err e;

	for (size_t i = 0; i < n; i++)
		if (HAS(&l[i], posting_line, reason_code))
			names.at[names.n++] = &l[i].reason_code;
	if ((e = master_cache_find_codes(st, &names, none, &k->reasons, w)) != OK ||
	    (e = master_cache_normalize_codes(st, &names, &k->reasons, &any, w)) != OK || !any)
		return e;
	return master_cache_find_codes(st, &names, none, &k->reasons, w);
}

/* --- units --- */

/* In the item's own unit or a pack of it, in the item's spelling. */
static bool
master_cache_is_item_unit(const void *mem, const struct item *item, struct str *unit)
{
	const struct pack *p = item->packs.v;
	const struct str *own = master_cache_same_code(mem, *unit, item->uom) ? &item->uom : NULL;

	for (size_t i = 0; i < item->packs.n && own == NULL; i++)
		if (master_cache_same_code(mem, *unit, p[i].uom))
			own = &p[i].uom;
	if (own != NULL)
		*unit = *own;
	return own != NULL;
}

/* Units in which something was posted before. Read before the units, so that a used unit is
 * current. */
static enum err
master_cache_read_used(
    struct store *st, const struct line_codes *a, struct rows *used, struct why *w)
{
	struct id_set ids = {.mem = a->mem};

	for (size_t i = 0; i < a->n; i++)
		id_set_add(&ids, uom_used_id(a->mem, *a->at[i]));
	return rows_find_in(st, &series_schema, FIELD(series, id), ids.list, used, w);
}

static enum err
master_cache_read_units(struct store *st, const struct line_codes *a, struct list also,
    struct master_cache *k, struct why *w)
{
	enum err e = master_cache_read_used(st, a, &k->used, w);

	return e != OK ? e : master_cache_find_codes(st, a, also, &k->units, w);
}

enum err
master_cache_units(struct store *st, const void *mem, struct posting_line *l, size_t n,
    struct master_cache *k, struct why *w)
{
	struct line_codes names = line_codes_init(mem, &uom_schema, FIELD(uom, code), CODE_UOM, n);
	struct id_set also = {.mem = mem};
	bool any;
	enum err e;

	for (size_t i = 0; i < n; i++) {
		struct str unit;
		const struct item *item = master_cache_item(k, &l[i], &unit);

		if (item == NULL)
			continue;
		if (HAS(&l[i], posting_line, uom)) {
			if (!master_cache_is_item_unit(mem, item, &l[i].uom))
				names.at[names.n++] = &l[i].uom;
			unit = l[i].uom;
		}
		if (!str_eq(unit, item->uom))
			id_set_add(&also, unit);
		if (!str_eq(unit, item->uom) || dec_places(l[i].quantity) > 0)
			id_set_add(&also, item->uom);
	}
	if ((e = master_cache_read_units(st, &names, also.list, k, w)) != OK ||
	    (e = master_cache_normalize_codes(st, &names, &k->units, &any, w)) != OK || !any)
		return e;
	return master_cache_read_units(st, &names, also.list, k, w);
}
