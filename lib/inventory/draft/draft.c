/* draft.c - Builds the ledger lines of a draft from a request and collects every fault. */
#include "inventory/draft/draft.h"

#include "base/mem.h"
#include "inventory/ledger/line_fields.h"
#include "inventory/line/convert.h"
#include "inventory/stock/lot.h"
#include "inventory/line/movement_rule.h"
#include "inventory/line/scanned.h"
#include "inventory/draft/unit_use.h"

struct stock_transaction *
draft_add_line(struct draft *f, const struct item *item, const struct location *at)
{
	struct stock_transaction *t = MEM_ONE(f->cx->mem, struct stock_transaction);

	MEM_RESERVE(f->cx->mem, f->lines, f->n + 1, f->cap);
	f->lines[f->n++] = (struct draft_line){.t = t,
	    .item = item,
	    .location = at,
	    .key = {.item = item->id, .location = at->id},
	    .when = f->when};
	f->batch->nlines++;
	SET(t, stock_transaction, posting_id, f->posting->id);
	SET(t, stock_transaction, item_id, item->id);
	SET(t, stock_transaction, item_code, item->item_code);
	SET(t, stock_transaction, item_name, item->item_name);
	SET(t, stock_transaction, uom, item->uom);
	SET(t, stock_transaction, location_id, at->id);
	SET(t, stock_transaction, location_code, at->code);
	return t;
}

void
draft_set_lot(struct draft *f, struct str lot)
{
	struct draft_line *l = &f->lines[f->n - 1];

	SET(l->t, stock_transaction, lot, lot);
	l->key.lot = lot_fold(f->cx->mem, lot);
}

/* Sets the lot of the last line, in the spelling of its first use: in the ledger or this batch. */
static void
draft_resolve_lot(struct draft *f, const struct master_cache *k, struct str lot)
{
	const struct item *item = f->lines[f->n - 1].item;
	const struct lot *kept = master_cache_lot(k, f->cx->mem, item->id, lot);

	if (kept != NULL)
		lot = kept->lot;
	else if (lot.n > 0)
		lot = posting_batch_name_lot(f->batch, item->id, lot);
	draft_set_lot(f, lot);
}

/* One line of a request, with the masters it refers to. */
struct draft_reading {
	const struct master_cache *cache;
	const struct posting_line *line;
	const struct loc *loc;
	const struct movement_rule *move;
	const struct item *item;
	const struct location *from, *to; /* to: only of a transfer */
	struct str unit;
	int64_t quantity; /* in the item's unit, signed */
	struct why *w;
};

static void
draft_fault(const struct draft_reading *r, const char *field, const char *type, const char *text)
{
	err_field(r->w, loc_name(r->w, r->loc, field), type, "%s", text);
}

static void
draft_read_item(struct draft_reading *r)
{
	const struct posting_line *l = r->line;
	bool by_id = HAS(l, posting_line, item_id), by_code = HAS(l, posting_line, item_code),
	     scanned = HAS(l, posting_line, barcode);
	const char *field = scanned ? "barcode" : by_code ? "item_code" : "item_id";

	if (by_id + by_code + scanned == 0)
		draft_fault(r, "item_id", "missing", "Give item_id, item_code or barcode");
	else if (by_id + by_code + scanned > 1)
		draft_fault(
		    r, field, "conflict", "Give only one of item_id, item_code and barcode");
	else if (!scanned_check(r->cache, l, r->loc, r->w))
		return;
	else if ((r->item = master_cache_item(r->cache, l, &r->unit)) == NULL)
		draft_fault(r, field, "not_found", "There is no such item");
	else if (!r->item->is_active && r->move != NULL && !r->move->inactive)
		draft_fault(r, field, "inactive",
		    "The item is inactive: only returns, adjustments and issues are allowed");
	if (HAS(l, posting_line, uom))
		r->unit = l->uom;
}

static const struct location *
draft_find_location(const struct draft_reading *r, const char *field, struct str id)
{
	const struct location *at =
	    rows_lookup(&r->cache->locations, &location_schema, FIELD(location, id), id);

	if (at == NULL)
		draft_fault(r, field, "not_found", "There is no such location");
	else if (!at->is_active)
		draft_fault(r, field, "inactive", "The location is inactive");
	return at;
}

static void
draft_read_locations(struct draft_reading *r)
{
	const struct posting_line *l = r->line;
	bool transfer =
		 HAS(l, posting_line, transaction_type) && l->transaction_type == MOVE_TRANSFER,
	     has_to = HAS(l, posting_line, to_location_id);

	if (HAS(l, posting_line, location_id))
		r->from = draft_find_location(r, "location_id", l->location_id);
	else if (r->item != NULL && HAS(r->item, item, default_location_id))
		r->from = draft_find_location(r, "location_id", r->item->default_location_id);
	else if (r->cache->only.n > 0)
		r->from = draft_find_location(r, "location_id", r->cache->only);
	else if (r->item != NULL)
		draft_fault(
		    r, "location_id", "missing", "The item has no default location: give one");
	if (transfer && !has_to)
		draft_fault(r, "to_location_id", "missing", "A transfer needs to_location_id");
	else if (!transfer && has_to)
		draft_fault(
		    r, "to_location_id", "conflict", "Only a transfer has a to_location_id");
	else if (has_to)
		r->to = draft_find_location(r, "to_location_id", l->to_location_id);
	if (r->to != NULL && r->to == r->from)
		draft_fault(r, "to_location_id", "conflict", "Must not be the location itself");
}

static void
draft_read_quantity(struct draft_reading *r)
{
	const struct posting_line *l = r->line;
	int64_t v;

	if (!HAS(l, posting_line, quantity)) {
		draft_fault(r, "quantity", "missing", "Field required");
		return;
	}
	if (r->move != NULL && r->move->sign != 0 && l->quantity < 0) {
		draft_fault(r, "quantity", "greater_than", "Must be greater than 0");
		return;
	}
	if (r->item == NULL || convert_line(r->cache, l, r->item, r->unit, r->loc, &v, r->w) != OK)
		return;
	r->quantity = r->move != NULL && r->move->sign < 0 ? -v : v;
}

static void
draft_read_reason(struct draft_reading *r, bool remarks)
{
	const struct posting_line *l = r->line;
	const struct reason *why;

	if (!HAS(l, posting_line, reason_code)) {
		if (r->move != NULL && r->move->sign == 0)
			draft_fault(
			    r, "reason_code", "missing", "An adjustment needs a reason_code");
		return;
	}
	why = rows_lookup(&r->cache->reasons, &reason_schema, FIELD(reason, code), l->reason_code);
	if (why == NULL)
		draft_fault(r, "reason_code", "not_found", "There is no such reason");
	else if (!why->is_active)
		draft_fault(r, "reason_code", "inactive", "The reason is inactive");
	else if (r->quantity > 0 && why->direction == DIRECTION_OUT)
		draft_fault(
		    r, "reason_code", "direction", "This reason is only for taking stock out");
	else if (r->quantity < 0 && why->direction == DIRECTION_IN)
		draft_fault(
		    r, "reason_code", "direction", "This reason is only for bringing stock in");
	else if (why->needs_remarks && !remarks)
		draft_fault(r, "reason_code", "remarks_missing", "This reason needs remarks");
}

static void
draft_read_recipient(const struct draft_reading *r, const char *field, struct str id)
{
	const struct recipient *who =
	    rows_lookup(&r->cache->recipients, &recipient_schema, FIELD(recipient, id), id);

	if (who == NULL)
		draft_fault(r, field, "not_found", "There is no such recipient");
	else if (!who->is_active)
		draft_fault(r, field, "inactive", "The recipient is inactive");
}

static void
draft_read_parties(const struct draft_reading *r)
{
	const struct posting_line *l = r->line;
	const struct supplier *s;

	if (HAS(l, posting_line, issued_to))
		draft_read_recipient(r, "issued_to", l->issued_to);
	if (HAS(l, posting_line, charge_to))
		draft_read_recipient(r, "charge_to", l->charge_to);
	if (!HAS(l, posting_line, supplier_id))
		return;
	s = rows_lookup(
	    &r->cache->suppliers, &supplier_schema, FIELD(supplier, id), l->supplier_id);
	if (s == NULL)
		draft_fault(r, "supplier_id", "not_found", "There is no such supplier");
	else if (!s->is_active)
		draft_fault(r, "supplier_id", "inactive", "The supplier is inactive");
}

static void
draft_add_entered(
    struct draft *f, const struct draft_reading *r, const struct location *at, int64_t quantity)
{
	const struct posting_line *l = r->line;
	struct stock_transaction *t = draft_add_line(f, r->item, at);

	line_fields_from_request(t, l);
	draft_resolve_lot(f, r->cache, HAS(l, posting_line, lot) ? l->lot : STR(""));
	SET(t, stock_transaction, quantity, quantity);
	SET(t, stock_transaction, entered_quantity, l->quantity);
	SET(t, stock_transaction, entered_uom, r->unit);
}

static void
draft_read_line(struct draft *f, struct draft_reading *r)
{
	const struct posting_line *l = r->line;
	size_t before = r->w->nfaults;

	if (HAS(l, posting_line, transaction_type))
		r->move = &movement_rules[l->transaction_type];
	else
		draft_fault(r, "transaction_type", "missing", "Field required");
	draft_read_item(r);
	draft_read_locations(r);
	draft_read_quantity(r);
	draft_read_reason(r, HAS(f->posting, posting, remarks) || HAS(f->posting, posting, reason));
	draft_read_parties(r);
	if (r->w->nfaults > before)
		return;
	unit_use_note(f->batch, r->cache, r->item, r->unit);
	draft_add_entered(f, r, r->from, r->quantity);
	if (r->to != NULL)
		draft_add_entered(f, r, r->to, -r->quantity);
}

enum err
draft_add_request(struct draft *f, struct posting_line *l, size_t n, bool single, struct why *w)
{
	const struct loc *body = loc_name(w, NULL, "body");
	const struct loc *list = single ? NULL : loc_name(w, body, "lines");
	struct master_cache cache;
	enum err e;

	e = master_cache_read(
	    f->store, f->cx->mem, l, n, f->batch->check_only ? NULL : &f->batch->guards, &cache, w);
	if (e != OK || (e = scanned_refuse_ambiguous(&cache, l, n, list, w)) != OK)
		return e;
	for (size_t i = 0; i < n; i++) {
		struct draft_reading r = {.cache = &cache, .line = &l[i], .w = w};

		r.loc = single ? body : loc_at(w, list, i);
		draft_read_line(f, &r);
	}
	return w->nfaults > 0 ? ERR_INVALID : OK;
}
