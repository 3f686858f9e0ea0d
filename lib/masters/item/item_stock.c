/*
 * item_stock.c - Keeps the code, category, state and minimum of an item's stock row equal to
 * the item's.
 *
 * The row guards rules that depend on stock: it is updated at the version at which "nothing on
 * hand" or "never moved" was read, so that of a concurrent posting and this edit one is
 * retried.
 */
#include "masters/item/item_stock.h"

#include <assert.h>

#include "base/decimal.h"
#include "base/mem.h"
#include "masters/code/code.h"

static int64_t
item_min_stock(const struct item *item)
{
	return HAS(item, item, min_stock_level) ? item->min_stock_level : 0;
}

enum err
item_stock_create(struct edit *c)
{
	const struct item *item = c->after;
	struct item_stock *row = MEM_ONE(c->w->mem, struct item_stock);

	assert(c->schema == &item_schema && c->kind == EDIT_CREATE);
	SET(row, item_stock, id, item->id);
	SET(row, item_stock, item_code, item->item_code);
	SET(row, item_stock, category_id, item->category_id);
	SET(row, item_stock, on_hand, 0);
	SET(row, item_stock, available, 0);
	SET(row, item_stock, min_stock_level, item_min_stock(item));
	SET(row, item_stock, headroom, -item_min_stock(item));
	SET(row, item_stock, last_day, STR(""));
	SET(row, item_stock, is_active, item->is_active);
	SET(row, item_stock, updated_at, c->cx->now);
	code_fill_from_series(c, batch_add(c->batch, OP_INSERT, &item_stock_schema, row),
	    FIELD(item_stock, item_code), c->new_code.prefix);
	return OK;
}

/* Deactivation requires that nothing is on hand, a change of unit that the item never moved. */
static enum err
item_stock_check(struct edit *c, const struct item_stock *row)
{
	const struct item *item = c->after;

	if (c->kind == EDIT_DEACTIVATE && row->on_hand != 0)
		return err_set(c->w, ERR_IN_USE, "%.*s %.*s of %.*s are on hand",
		    STRF(dec_str(c->w->mem, row->on_hand)), STRF(item->uom), STRF(item->item_code));
	if (edit_differs(c, FIELD(item, uom)) && row->last_day.n > 0)
		return err_set(c->w, ERR_IN_USE,
		    "The unit of %.*s is fixed: stock was already posted", STRF(item->item_code));
	return OK;
}

static enum err
item_stock_update_copies(struct edit *c)
{
	const struct item *item = c->after;
	struct item_stock *row = MEM_ONE(c->w->mem, struct item_stock);
	struct op *op;
	enum err e;

	if ((e = store_get(c->store, &item_stock_schema, item->id, row, c->w)) != OK)
		return e;
	if ((e = item_stock_check(c, row)) != OK)
		return e;
	SET(row, item_stock, item_code, item->item_code);
	SET(row, item_stock, category_id, item->category_id);
	SET(row, item_stock, is_active, item->is_active);
	SET(row, item_stock, updated_at, c->cx->now);
	op = batch_add(c->batch, OP_UPDATE, &item_stock_schema, row);
	op->version = row->version;
	return OK;
}

static void
item_stock_update_minimum(struct edit *c)
{
	int64_t by = item_min_stock(c->after) - item_min_stock(c->before);
	struct item_stock *row = MEM_ONE(c->w->mem, struct item_stock);
	struct op *op;

	if (by == 0)
		return;
	SET(row, item_stock, id, edit_id(c));
	SET(row, item_stock, updated_at, c->cx->now);
	op = batch_add(c->batch, OP_ADD, &item_stock_schema, row);
	op_increment(op, FIELD(item_stock, min_stock_level), by);
	op_increment(op, FIELD(item_stock, headroom), -by);
}

enum err
item_stock_update(struct edit *c)
{
	static const size_t copied[] = {FIELD(item, item_code), FIELD(item, category_id),
	    FIELD(item, uom), FIELD(item, is_active)};
	bool follows = false;

	assert(c->schema == &item_schema && c->before != NULL);
	for (size_t i = 0; i < sizeof copied / sizeof *copied; i++)
		follows |= edit_differs(c, copied[i]);
	item_stock_update_minimum(c);
	return follows ? item_stock_update_copies(c) : OK;
}
