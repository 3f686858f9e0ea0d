/* known.c - gathers the ids and codes of all lines, then asks once for each kind. */
#include "inventory/known.h"

#include "base/mem.h"
#include "inventory/lot.h"

void
wanted_add(struct wanted *a, struct str v)
{
	if (v.n == 0)
		return;
	if (a->list.n == a->cap) {
		a->cap = a->cap == 0 ? 16 : a->cap * 2;
		a->list.v = mem_grow(a->mem, a->list.v, a->cap * sizeof *a->list.v);
	}
	a->list.v[a->list.n++] = v;
}

enum err
known_find(struct store *st, const struct schema *s, size_t field, struct list in,
    struct rows *rows, struct why *w)
{
	const struct filter where = {.field = field, .cmp = CMP_IN, .in = in};
	const struct query q = {
	    .schema = s, .where = &where, .nwhere = 1, .order.field = field, .limit = in.n};

	*rows = (struct rows){0};
	return in.n == 0 ? OK : store_find(st, &q, rows, w);
}

void *
known_row(const struct rows *rows, const struct schema *s, size_t field, struct str key)
{
	size_t low = 0, high = rows->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		void *rec = (char *)rows->v + mid * s->size;
		int c = str_cmp(rec_text(rec, &s->fields[field]), key);

		if (c == 0)
			return rec;
		if (c < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

static struct str
code_key(const void *mem, const char *kind, struct str code)
{
	return str_printf(mem, "%s:%.*s", kind, STRF(str_fold(mem, code)));
}

static enum err
read_items(struct store *st, const void *mem, const struct posting_line *l, size_t n,
    struct known *k, struct why *w)
{
	struct wanted ids = {.mem = mem}, codes = {.mem = mem};
	const struct code *c;
	enum err e;

	for (size_t i = 0; i < n; i++) {
		if (HAS(&l[i], posting_line, item_id))
			wanted_add(&ids, l[i].item_id);
		if (HAS(&l[i], posting_line, item_code))
			wanted_add(&codes, code_key(mem, "item", l[i].item_code));
		if (HAS(&l[i], posting_line, barcode))
			wanted_add(&codes, code_key(mem, "barcode", l[i].barcode));
	}
	if ((e = known_find(st, &code_schema, FIELD(code, id), codes.list, &k->codes, w)) != OK)
		return e;
	c = k->codes.v;
	for (size_t i = 0; i < k->codes.n; i++)
		wanted_add(&ids, c[i].record_id);
	return known_find(st, &item_schema, FIELD(item, id), ids.list, &k->items, w);
}

static enum err
read_lots(struct store *st, const void *mem, const struct posting_line *l, size_t n,
    struct known *k, struct why *w)
{
	struct wanted ids = {.mem = mem};
	struct str unit;

	for (size_t i = 0; i < n; i++) {
		const struct item *item =
		    HAS(&l[i], posting_line, lot) ? known_item(k, mem, &l[i], &unit) : NULL;

		if (item != NULL && l[i].lot.n > 0)
			wanted_add(&ids, lot_id(mem, item->id, l[i].lot));
	}
	return known_find(st, &lot_schema, FIELD(lot, id), ids.list, &k->lots, w);
}

const struct lot *
known_lot(const struct known *k, const void *mem, struct str item, struct str lot)
{
	return lot.n == 0
		   ? NULL
		   : known_row(&k->lots, &lot_schema, FIELD(lot, id), lot_id(mem, item, lot));
}

static enum err
find_only(struct store *st, struct known *k, struct wanted *ids, struct why *w)
{
	const struct filter active = {.field = FIELD(location, is_active), .number = true};
	const struct query q = {
	    .schema = &location_schema, .where = &active, .nwhere = 1, .limit = 2};
	struct rows rows;
	enum err e = store_find(st, &q, &rows, w);

	if (e != OK || rows.n != 1)
		return e;
	k->only = ((const struct location *)rows.v)->id;
	wanted_add(ids, k->only);
	return OK;
}

static enum err
read_locations(struct store *st, const void *mem, const struct posting_line *l, size_t n,
    struct guards *g, struct known *k, struct why *w)
{
	struct wanted ids = {.mem = mem};
	bool need_only = false;
	struct str unit;
	enum err e;

	for (size_t i = 0; i < n; i++) {
		const struct item *item = known_item(k, mem, &l[i], &unit);

		if (HAS(&l[i], posting_line, to_location_id))
			wanted_add(&ids, l[i].to_location_id);
		if (HAS(&l[i], posting_line, location_id))
			wanted_add(&ids, l[i].location_id);
		else if (item != NULL && HAS(item, item, default_location_id))
			wanted_add(&ids, item->default_location_id);
		else
			need_only = true;
	}
	if (need_only && (e = find_only(st, k, &ids, w)) != OK)
		return e;
	if (g != NULL && (e = guards_read(g, st, mem, ids.list, w)) != OK)
		return e;
	return known_find(st, &location_schema, FIELD(location, id), ids.list, &k->locations, w);
}

enum err
known_read(struct store *st, const void *mem, struct posting_line *l, size_t n, struct guards *g,
    struct known *k, struct why *w)
{
	struct wanted recipients = {.mem = mem}, suppliers = {.mem = mem};
	enum err e;

	*k = (struct known){0};
	for (size_t i = 0; i < n; i++) {
		if (HAS(&l[i], posting_line, issued_to))
			wanted_add(&recipients, l[i].issued_to);
		if (HAS(&l[i], posting_line, charge_to))
			wanted_add(&recipients, l[i].charge_to);
		if (HAS(&l[i], posting_line, supplier_id))
			wanted_add(&suppliers, l[i].supplier_id);
	}
	if ((e = read_items(st, mem, l, n, k, w)) != OK ||
	    (e = read_lots(st, mem, l, n, k, w)) != OK ||
	    (e = read_locations(st, mem, l, n, g, k, w)) != OK ||
	    (e = known_units(st, mem, l, n, k, w)) != OK ||
	    (e = known_reasons(st, mem, l, n, k, w)) != OK ||
	    (e = known_find(st, &recipient_schema, FIELD(recipient, id), recipients.list,
		 &k->recipients, w)) != OK)
		return e;
	return known_find(
	    st, &supplier_schema, FIELD(supplier, id), suppliers.list, &k->suppliers, w);
}

const struct pack *
known_pack(const struct item *item, struct str unit)
{
	const struct pack *p = item->packs.v;

	for (size_t i = 0; i < item->packs.n; i++)
		if (str_eq(p[i].uom, unit))
			return &p[i];
	return NULL;
}

static struct str
pack_unit(const void *mem, const struct item *item, struct str barcode)
{
	struct str folded = str_fold(mem, barcode);
	const struct pack *p = item->packs.v;

	for (size_t i = 0; i < item->packs.n; i++)
		if (HAS(&p[i], pack, barcode) && str_eq(str_fold(mem, p[i].barcode), folded))
			return p[i].uom;
	return item->uom;
}

const struct item *
known_item(const struct known *k, const void *mem, const struct posting_line *l, struct str *unit)
{
	bool scanned = HAS(l, posting_line, barcode);
	struct str id = l->item_id;
	const struct item *item;

	if (scanned || HAS(l, posting_line, item_code)) {
		struct str key = scanned ? code_key(mem, "barcode", l->barcode)
					 : code_key(mem, "item", l->item_code);
		const struct code *c = known_row(&k->codes, &code_schema, FIELD(code, id), key);

		if (c == NULL)
			return NULL;
		id = c->record_id;
	}
	item = known_row(&k->items, &item_schema, FIELD(item, id), id);
	if (item != NULL)
		*unit = scanned ? pack_unit(mem, item, l->barcode) : item->uom;
	return item;
}
