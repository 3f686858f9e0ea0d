/*
 * posting_batch.c - Adds a posting's operations to a batch: key, guards, numbers, lines,
 * totals, audit.
 */
#include "inventory/posting/posting_batch.h"

#include "base/clock.h"
#include "base/decimal.h"
#include "base/mem.h"
#include "base/uuid.h"
#include "inventory/stock/lot.h"
#include "inventory/posting/numbers.h"
#include "inventory/draft/unit_use.h"
#include "inventory/draft/opening.h"

static void
posting_batch_put_guards(struct batch *b, const struct draft *f, const struct effects *fx)
{
	guards_expect(b, &f->guards);
	for (size_t i = 0; i < fx->nitems; i++) {
		const struct item *item = fx->items[i].item;

		batch_expect(b, &item_schema, item->id, item->version);
		if (fx->items[i].version > 0)
			batch_expect(b, &item_stock_schema, item->id, fx->items[i].version);
	}
	unit_use_put(b, f);
}

static void
posting_batch_put_posting(struct batch *b, const struct draft *f, const struct numbers *n)
{
	struct posting *p = f->posting;
	struct op *op;

	SET(p, posting, posted_at, f->cx->now);
	SET(p, posting, transaction_date, f->when.at);
	SET(p, posting, created_by, f->cx->user_id.n > 0 ? f->cx->user_id : STR("ccpl"));
	op = batch_add(b, OP_INSERT, &posting_schema, p);
	numbers_give_seq(n, op, FIELD(posting, seq));
	numbers_give(n, op, FIELD(posting, number));
}

/* Of two concurrent first lines of a lot, the second conflicts and is retried with the
 * spelling of the first. */
static void
posting_batch_put_lots(struct batch *b, const struct draft *f)
{
	for (size_t i = 0; i < f->n; i++)
		if (f->lines[i].new_lot)
			batch_add(b, OP_INSERT, &lot_schema,
			    lot_make(b->mem, f->lines[i].t->item_id, f->lines[i].t->lot));
}

static void
posting_batch_put_line(struct batch *b, const struct draft *f, size_t i, const struct numbers *n)
{
	struct stock_transaction *t = f->lines[i].t;
	const struct posting *p = f->posting;
	struct op *op;

	SET(t, stock_transaction, id, uuid_v7(f->cx->mem));
	SET(t, stock_transaction, posting_id, p->id);
	SET(t, stock_transaction, line_no, (int64_t)i + 1);
	SET(t, stock_transaction, posted_at, p->posted_at);
	SET(t, stock_transaction, transaction_date, p->transaction_date);
	SET(t, stock_transaction, day, f->when.day);
	SET(t, stock_transaction, created_by, p->created_by);
	if (HAS(p, posting, reference))
		SET(t, stock_transaction, reference, p->reference);
	op = batch_add(b, OP_INSERT, &stock_transaction_schema, t);
	numbers_give_seq(n, op, FIELD(stock_transaction, seq));
	numbers_give(n, op, FIELD(stock_transaction, posting_number));
}

static void
posting_batch_put_balance(struct batch *b, const struct draft *f, const struct effect *x)
{
	const struct stock_transaction *t = x->line->t;
	struct balance *r = MEM_ONE(f->cx->mem, struct balance);

	SET(r, balance, id, x->id);
	SET(r, balance, item_id, t->item_id);
	SET(r, balance, location_id, t->location_id);
	SET(r, balance, lot, t->lot);
	SET(r, balance, on_hand, 0);
	SET(r, balance, updated_at, f->cx->now);
	op_increment(
	    batch_add(b, OP_ADD, &balance_schema, r), FIELD(balance, on_hand), effect_net(x));
}

static void
posting_batch_put_day(struct batch *b, const struct draft *f, const struct effect *x)
{
	const struct stock_transaction *t = x->line->t;
	struct stock_day *r = MEM_ONE(f->cx->mem, struct stock_day);
	struct op *op;

	SET(r, stock_day, id, str_printf(f->cx->mem, "%.*s|%.*s", STRF(x->id), STRF(f->when.day)));
	SET(r, stock_day, item_id, t->item_id);
	SET(r, stock_day, location_id, t->location_id);
	SET(r, stock_day, lot, x->line->lot);
	SET(r, stock_day, day, f->when.day);
	SET(r, stock_day, quantity_in, 0);
	SET(r, stock_day, quantity_out, 0);
	op = batch_add(b, OP_ADD, &stock_day_schema, r);
	op_increment(op, FIELD(stock_day, quantity_in), x->in);
	op_increment(op, FIELD(stock_day, quantity_out), x->out);
}

static void
posting_batch_put_month(struct batch *b, const struct draft *f, const struct effect *x)
{
	const struct stock_transaction *t = x->line->t;
	struct stock_month *r = MEM_ONE(f->cx->mem, struct stock_month);
	struct str month = month_of_day(f->when.day);
	struct op *op;

	SET(r, stock_month, id, str_printf(f->cx->mem, "%.*s|%.*s", STRF(x->id), STRF(month)));
	SET(r, stock_month, item_id, t->item_id);
	SET(r, stock_month, location_id, t->location_id);
	SET(r, stock_month, lot, x->line->lot);
	SET(r, stock_month, month, month);
	SET(r, stock_month, quantity_in, 0);
	SET(r, stock_month, quantity_out, 0);
	op = batch_add(b, OP_ADD, &stock_month_schema, r);
	op_increment(op, FIELD(stock_month, quantity_in), x->in);
	op_increment(op, FIELD(stock_month, quantity_out), x->out);
}

/* An item that decreases and whose later days were not checked must have none. */
static void
posting_batch_put_item(struct batch *b, const struct draft *f, const struct item_effect *x)
{
	struct item_stock *r = MEM_ONE(f->cx->mem, struct item_stock);
	const struct item *item = x->item;
	struct op *op;

	SET(r, item_stock, id, item->id);
	SET(r, item_stock, item_code, item->item_code);
	SET(r, item_stock, category_id, item->category_id);
	SET(r, item_stock, on_hand, 0);
	SET(r, item_stock, available, 0);
	SET(r, item_stock, headroom, HAS(item, item, min_stock_level) ? -item->min_stock_level : 0);
	SET(r, item_stock, last_day, STR(""));
	SET(r, item_stock, is_active, item->is_active);
	SET(r, item_stock, updated_at, f->cx->now);
	op = batch_add(b, OP_ADD, &item_stock_schema, r);
	op_increment(op, FIELD(item_stock, on_hand), x->on_hand);
	op_increment(op, FIELD(item_stock, available), x->available);
	op_increment(op, FIELD(item_stock, headroom), x->available);
	op->raise = (struct text_raise){.field = FIELD(item_stock, last_day),
	    .to = f->when.day,
	    .not_above = x->decreases && x->version == 0};
}

static const char *
posting_batch_action(const struct posting *p)
{
	return p->kind == POSTING_REVERSAL     ? "reverse"
	       : p->kind == POSTING_CORRECTION ? "correct"
					       : "post";
}

void
posting_batch_add(struct batch *b, const struct draft *f, const struct effects *fx)
{
	struct numbers n;

	posting_batch_put_guards(b, f, fx);
	n = numbers_put(b, f);
	posting_batch_put_posting(b, f, &n);
	posting_batch_put_lots(b, f);
	for (size_t i = 0; i < f->n; i++)
		posting_batch_put_line(b, f, i, &n);
	for (size_t i = 0; i < fx->n; i++) {
		posting_batch_put_balance(b, f, &fx->v[i]);
		posting_batch_put_day(b, f, &fx->v[i]);
		posting_batch_put_month(b, f, &fx->v[i]);
	}
	for (size_t i = 0; i < fx->nitems; i++)
		posting_batch_put_item(b, f, &fx->items[i]);
	opening_put(b, f);
	numbers_give(&n,
	    change_audit(b, f->cx, posting_batch_action(f->posting), &posting_schema,
		f->posting->id, STR(""), NULL, f->posting),
	    FIELD(audit, label));
}
