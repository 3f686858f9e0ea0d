/*
 * code.c - Keeps every code unique for good: code rows, former codes, codes generated from a
 * series.
 *
 * A row `kind:folded code` exists for each code that was ever used; inserting it keeps two
 * requests from claiming the same code. Items share one kind with their barcodes and the
 * barcodes of their packs, which are released when removed (barcode.c).
 */
#include "masters/code/code.h"

#include "base/fold.h"
#include "base/gtin.h"
#include "base/mem.h"
#include "masters/code/barcode.h"
#include "masters/code/code_row.h"
#include "masters/code/scan_codes.h"
#include "schema/json.h"
#include "store/batch_index.h"
#include "store/series.h"

enum { CODE_PREFIX_MAX = 10, CODE_DIGITS = 6 };

static enum err
code_duplicate(struct edit *c, struct str code, const struct loc *loc, struct str existing)
{
	buf_puts(&c->w->more, "\"loc\":[");
	json_put_loc(&c->w->more, loc);
	buf_puts(&c->w->more, "],\"existing_id\":");
	json_put_str(&c->w->more, existing);
	return err_set(
	    c->w, ERR_DUPLICATE, "%.*s is already in use, or was used before", STRF(code));
}

static struct op *
code_insert(struct edit *c, enum code_kind kind, struct str id)
{
	struct code *row = MEM_ONE(c->w->mem, struct code);

	SET(row, code, id, id);
	SET(row, code, kind, (int)kind);
	SET(row, code, record_id, edit_id(c));
	return batch_add(c->batch, OP_INSERT, &code_schema, row);
}

/* Claimed by the record that is edited. A new one has only what this batch has claimed for it: a
 * unit's id is its code, so another one of that code has its id too. */
static bool
code_is_own(const struct edit *c, const struct code *row)
{
	return code_claims(row, edit_id(c)) > 0 &&
	       (c->before != NULL || batch_inserted(c->batch, &code_schema, row->id) != NULL);
}

enum err
code_claim(struct edit *c, enum code_kind kind, struct str code, const struct loc *loc)
{
	struct str id = code_row_id(c->w->mem, kind, code);
	struct code row = {0};
	enum err e = edit_get(c, &code_schema, id, &row);

	if (e == OK && code_is_own(c, &row))
		return OK;
	if (e == OK)
		return code_duplicate(c, code, loc, row.record_id);
	if (e != ERR_NOT_FOUND)
		return e;
	code_insert(c, kind, id);
	return OK;
}

/* --- codes generated from the category's series --- */

static bool
code_is_alphanumeric(unsigned char ch)
{
	return (ch >= '0' && ch <= '9') || (ch >= 'A' && ch <= 'Z') || (ch >= 'a' && ch <= 'z') ||
	       ch >= 0x80;
}

struct str
code_prefix(struct str category)
{
	size_t n = 0, chars = 0;

	while (n < category.n && code_is_alphanumeric((unsigned char)category.s[n])) {
		if (((unsigned char)category.s[n] & 0xc0) != 0x80 && chars++ == CODE_PREFIX_MAX)
			break;
		n++;
	}
	return n > 0 ? (struct str){category.s, n} : STR("ITEM");
}

/* NOT_FOUND: the code is free, also of the new item's own barcodes. */
static enum err
code_find_taken(struct edit *c, struct str code)
{
	struct scan_codes own = scan_codes_of_item(c->w->mem, c->after);
	struct str id = code_row_id(c->w->mem, c->code_kind, code);
	struct code row;

	return scan_codes_count(&own, id) > 0 ? OK : edit_get(c, &code_schema, id, &row);
}

/* The distance to the next number whose code was not assigned by hand. Skipping a number
 * expects the series as read: a code generated meanwhile is not skipped, and no number is left
 * out. */
static enum err
code_next_number(struct edit *c, struct str series_id, struct str prefix, int64_t *step)
{
	struct series row = {0};
	enum err e = store_get(c->store, &series_schema, series_id, &row, c->w);

	for (*step = 0; e == OK || e == ERR_NOT_FOUND;) {
		struct str code;

		++*step;
		code = str_printf(c->w->mem, "%.*s%0*lld", STRF(prefix), CODE_DIGITS,
		    (long long)(row.value + *step));
		e = code_find_taken(c, code);
		if (e == ERR_NOT_FOUND) {
			if (*step > 1)
				batch_expect(c->batch, &series_schema, series_id, row.version);
			return OK;
		}
	}
	return e;
}

void
code_fill_from_series(const struct edit *c, struct op *op, size_t field, struct str prefix)
{
	if (c->new_code.yes)
		op_assign_number(
		    op, field, c->new_code.op, FIELD(series, value), prefix.s, CODE_DIGITS);
}

static enum err
code_generate(struct edit *c)
{
	const struct item *item = c->after;
	struct item_category category = {0};
	struct str prefix, series, id;
	int64_t step;
	enum err e;

	if ((e = edit_get(c, &item_category_schema, item->category_id, &category)) != OK)
		return e;
	prefix = code_prefix(category.code);
	prefix = str_printf(c->w->mem, "%.*s-", STRF(prefix));
	series = code_key(c->w->mem, c->schema->name, prefix);
	if ((e = code_next_number(c, series, prefix, &step)) != OK)
		return e;
	series_add(c->batch, series, 0, step);
	c->new_code = (struct new_code){true, c->batch->n - 1, prefix};
	id = code_row_id(c->w->mem, c->code_kind, prefix);
	code_fill_from_series(c, code_insert(c, c->code_kind, id), FIELD(code, id), id);
	return OK;
}

/* --- codes of any master --- */

static bool
code_equal_folded(const void *mem, struct str a, struct str b)
{
	return str_eq(str_fold(mem, a), str_fold(mem, b));
}

/* An ambiguous code is not kept as a former code: changing it leaves it to the other claimants. */
static enum err
code_is_shared(struct edit *c, struct str code, bool *yes)
{
	struct code row = {0};
	enum err e = code_find(c->store, c->code_kind, code, &row, c->w);

	*yes = e == OK && row.also.n > 0;
	return e == ERR_NOT_FOUND ? OK : e;
}

/* Adds the old code to the former codes, and removes the new one if it was among them. */
static enum err
code_add_former(struct edit *c, struct str old, struct str new)
{
	const struct schema *s = c->schema;
	size_t field = schema_known_field(s, "former_codes");
	struct list *l = rec_at(c->after, &s->fields[field]);
	struct list kept = {MEM_MANY(c->w->mem, struct str, l->n + 1), 0};
	bool shared;
	enum err e = code_is_shared(c, old, &shared);

	if (e != OK)
		return e;
	for (size_t i = 0; i < l->n && rec_has(c->after, field); i++)
		if (!code_equal_folded(c->w->mem, l->v[i], new))
			kept.v[kept.n++] = l->v[i];
	if (!shared)
		kept.v[kept.n++] = old;
	*l = kept;
	rec_mark(c->after, field);
	return OK;
}

enum err
code_write(struct edit *c)
{
	const struct schema *s = c->schema;
	size_t field = (size_t)s->code;
	struct str old, new = rec_text(c->after, &s->fields[field]);
	enum err e;

	if (!edit_differs(c, field))
		return c->kind == EDIT_CREATE ? code_generate(c) : OK;
	if (c->kind == EDIT_UPDATE) {
		old = rec_text(c->before, &s->fields[field]);
		if (code_equal_folded(c->w->mem, old, new))
			return OK;
		if ((e = code_add_former(c, old, new)) != OK)
			return e;
	}
	return code_claim(c, c->code_kind, new, edit_loc(c, field));
}
