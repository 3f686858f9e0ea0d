/*
 * posting_ops.c - Builds the ops of a batch of postings: those shared by all postings once, then
 * those of each posting in order.
 */
#include "inventory/posting/posting_ops.h"

#include <assert.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/uuid.h"
#include "inventory/draft/opening.h"
#include "inventory/draft/unit_use.h"
#include "inventory/posting/numbers.h"
#include "schema/records.h"

/* --- once for all postings --- */

static void
posting_ops_put_guards(struct batch *b, const struct posting_batch *pb, const struct effects *fx)
{
	guards_expect(b, &pb->guards);
	for (size_t i = 0; i < fx->nitems; i++) {
		const struct item *item = fx->items[i].item;

		batch_expect(b, &item_schema, item->id, item->version);
		if (fx->items[i].version > 0)
			batch_expect(b, &item_stock_schema, item->id, fx->items[i].version);
	}
	unit_use_put(b, pb);
	posting_batch_put_lots(b, pb);
}

static void
posting_ops_put_balance(struct batch *b, const struct effect *x, int64_t now)
{
	const struct stock_transaction *t = x->line->t;
	struct balance *r = MEM_ONE(b->mem, struct balance);

	SET(r, balance, id, x->id);
	SET(r, balance, item_id, t->item_id);
	SET(r, balance, location_id, t->location_id);
	SET(r, balance, lot, t->lot);
	SET(r, balance, on_hand, 0);
	SET(r, balance, updated_at, now);
	op_increment(batch_add(b, OP_ADD, &balance_schema, r), FIELD(balance, on_hand), x->net);
}

static void
posting_ops_put_day(struct batch *b, const struct effect *x, const struct day_effect *d)
{
	const struct balance_key *key = &x->line->key;
	struct stock_day *r = MEM_ONE(b->mem, struct stock_day);
	struct op *op;

	SET(r, stock_day, id, balance_period_id(b->mem, x->id, d->when->day));
	SET(r, stock_day, item_id, key->item);
	SET(r, stock_day, location_id, key->location);
	SET(r, stock_day, lot, key->lot);
	SET(r, stock_day, day, d->when->day);
	SET(r, stock_day, quantity_in, 0);
	SET(r, stock_day, quantity_out, 0);
	op = batch_add(b, OP_ADD, &stock_day_schema, r);
	op_increment(op, FIELD(stock_day, quantity_in), d->in);
	op_increment(op, FIELD(stock_day, quantity_out), d->out);
}

/* One op per day, even for several days of one month. */
static void
posting_ops_put_month(struct batch *b, const struct effect *x, const struct day_effect *d)
{
	const struct balance_key *key = &x->line->key;
	struct stock_month *r = MEM_ONE(b->mem, struct stock_month);
	struct str month = month_of_day(d->when->day);
	struct op *op;

	SET(r, stock_month, id, balance_period_id(b->mem, x->id, month));
	SET(r, stock_month, item_id, key->item);
	SET(r, stock_month, location_id, key->location);
	SET(r, stock_month, lot, key->lot);
	SET(r, stock_month, month, month);
	SET(r, stock_month, quantity_in, 0);
	SET(r, stock_month, quantity_out, 0);
	op = batch_add(b, OP_ADD, &stock_month_schema, r);
	op_increment(op, FIELD(stock_month, quantity_in), d->in);
	op_increment(op, FIELD(stock_month, quantity_out), d->out);
}

/* If the item is decreased and its later days were not checked, the op fails when it has any. */
static void
posting_ops_put_item(struct batch *b, const struct item_effect *x, int64_t now)
{
	struct item_stock *r = MEM_ONE(b->mem, struct item_stock);
	const struct item *item = x->item;
	struct op *op;

	SET(r, item_stock, id, item->id);
	SET(r, item_stock, item_code, item->item_code);
	SET(r, item_stock, category_id, item->category_id);
	SET(r, item_stock, on_hand, 0);
	SET(r, item_stock, available, 0);
	SET(r, item_stock, min_stock_level, item->min_stock_level);
	SET(r, item_stock, headroom, -item->min_stock_level);
	SET(r, item_stock, last_day, STR(""));
	SET(r, item_stock, is_active, item->is_active);
	SET(r, item_stock, updated_at, now);
	op = batch_add(b, OP_ADD, &item_stock_schema, r);
	op_increment(op, FIELD(item_stock, on_hand), x->on_hand);
	op_increment(op, FIELD(item_stock, available), x->available);
	op_increment(op, FIELD(item_stock, headroom), x->available);
	op->raise = (struct text_raise){.field = FIELD(item_stock, last_day), .to = x->last->day};
	if (x->falls != NULL && x->version == 0)
		op->raise.not_above = x->falls->day;
}

static void
posting_ops_put_sums(struct batch *b, const struct posting_batch *pb, const struct effects *fx)
{
	for (size_t i = 0; i < fx->n; i++) {
		const struct effect *x = &fx->v[i];

		posting_ops_put_balance(b, x, pb->cx->now);
		for (size_t k = 0; k < x->ndays; k++) {
			posting_ops_put_day(b, x, &x->days[k]);
			posting_ops_put_month(b, x, &x->days[k]);
		}
	}
	for (size_t i = 0; i < fx->nitems; i++)
		posting_ops_put_item(b, &fx->items[i], pb->cx->now);
	opening_put(b, fx);
}

/* --- of each posting --- */

static int64_t
posting_ops_latest(const struct draft *f)
{
	int64_t at = f->lines[0].when.at;

	for (size_t i = 1; i < f->n; i++)
		at = f->lines[i].when.at > at ? f->lines[i].when.at : at;
	return at;
}

static void
posting_ops_put_posting(struct batch *b, const struct draft *f, const struct numbers *n)
{
	struct posting *p = f->posting;
	struct op *op;

	SET(p, posting, posted_at, f->cx->now);
	SET(p, posting, transaction_date, posting_ops_latest(f));
	SET(p, posting, created_by, f->cx->user_id.n > 0 ? f->cx->user_id : STR("ccpl"));
	op = batch_add(b, OP_INSERT, &posting_schema, p);
	numbers_give_seq(n, op, FIELD(posting, seq));
	numbers_give(n, op, FIELD(posting, number));
}

static void
posting_ops_put_line(struct batch *b, const struct draft *f, size_t i, const struct numbers *n)
{
	const struct draft_line *l = &f->lines[i];
	const struct posting *p = f->posting;
	struct stock_transaction *t = l->t;
	struct op *op;

	SET(t, stock_transaction, id, uuid_v7(b->mem));
	SET(t, stock_transaction, line_no, (int64_t)i + 1);
	SET(t, stock_transaction, posted_at, p->posted_at);
	SET(t, stock_transaction, transaction_date, l->when.at);
	SET(t, stock_transaction, day, l->when.day);
	SET(t, stock_transaction, created_by, p->created_by);
	if (HAS(p, posting, reference))
		SET(t, stock_transaction, reference, p->reference);
	op = batch_add(b, OP_INSERT, &stock_transaction_schema, t);
	numbers_give_seq(n, op, FIELD(stock_transaction, seq));
	numbers_give(n, op, FIELD(stock_transaction, posting_number));
}

static const char *
posting_ops_action(const struct posting *p)
{
	return p->kind == POSTING_REVERSAL     ? "reverse"
	       : p->kind == POSTING_CORRECTION ? "correct"
					       : "post";
}

/* *seq: where it is an instant, that of the previous posting; set to its own. */
static void
posting_ops_put_draft(struct batch *b, const struct draft *f, int64_t *seq)
{
	struct numbers n;

	assert(f->n > 0);
	n = numbers_put(b, f, seq);

	posting_ops_put_posting(b, f, &n);
	for (size_t i = 0; i < f->n; i++)
		posting_ops_put_line(b, f, i, &n);
	numbers_give(&n,
	    change_audit(b, f->cx, posting_ops_action(f->posting), &posting_schema, f->posting->id,
		STR(""), NULL, f->posting),
	    FIELD(audit, label));
}

void
posting_ops_put(struct batch *b, const struct posting_batch *pb, const struct effects *fx)
{
	int64_t seq = 0;

	assert(pb->n > 0 && !pb->check_only);
	posting_ops_put_guards(b, pb, fx);
	for (size_t i = 0; i < pb->n; i++)
		posting_ops_put_draft(b, pb->drafts[i], &seq);
	posting_ops_put_sums(b, pb, fx);
}
