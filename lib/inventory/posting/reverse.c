/* reverse.c - Reverses or corrects a posting. */
#include "auth/permission.h"
#include "base/mem.h"
#include "inventory/ledger/line_fields.h"
#include "inventory/line/movement_rule.h"
#include "inventory/period/period.h"
#include "inventory/posting/post.h"
#include "inventory/posting/posting.h"
#include "store/rows.h"

struct reversal { /* the request, and the original */
	struct str id, reason, given_date;
	struct lines instead; /* of a correction */
	struct posting was;
	struct rows lines, items, locations; /* of the original */
};

static enum err
reversal_read_original(
    struct store *st, const struct change_context *cx, struct reversal *k, struct why *w)
{
	bool own;
	enum err e;

	if ((e = store_get(st, &posting_schema, k->id, &k->was, w)) == ERR_NOT_FOUND)
		return err_set(w, e, "Posting not found");
	if (e != OK)
		return e;
	own = cx->user_id.n > 0 && str_eq(k->was.created_by, cx->user_id) &&
	      has_perm(cx->perms, PERM_STOCK_REVERSE_OWN);
	if (!own && (e = require_perm(cx->perms, PERM_STOCK_REVERSE, w)) != OK)
		return e;
	if (HAS(&k->was, posting, document_id))
		return err_set(w, ERR_BELONGS_TO_DOCUMENT,
		    "It belongs to a document: reverse the document instead");
	if (k->was.kind == POSTING_REVERSAL)
		return err_set(
		    w, ERR_CONFLICT, "A reversal cannot be reversed: post again instead");
	return ledger_lines(st, &k->was, &k->lines, w);
}

/* The instant of the original, without a limit on backdating; now if its period is closed. */
static struct instant
reversal_instant_of(const struct draft *f, int64_t original)
{
	struct instant when = instant_at(f->cx, original);

	if (period_is_closed(f->batch->guards.closed_through, month_of_day(when.day)))
		return instant_at(f->cx, f->cx->now);
	return when;
}

/* The date given, otherwise that of the original; lines may then get dates of their own. */
static enum err
reversal_set_instant(struct draft *f, const struct reversal *k, struct why *w)
{
	const struct loc *loc = loc_name(w, loc_name(w, NULL, "body"), "transaction_date");
	enum err e;

	if (k->given_date.n == 0) {
		f->when = reversal_instant_of(f, k->was.transaction_date);
		return OK;
	}
	if ((e = instant_read(f->cx, k->given_date, loc, &f->when, w)) != OK)
		return e;
	if (f->when.at < k->was.transaction_date)
		return err_field(
		    w, loc, "before_original", "A reversal cannot be dated before the original");
	return OK;
}

static void
reversal_negate_line(struct draft *f, const struct stock_transaction *was, const struct item *item,
    const struct location *at)
{
	struct stock_transaction *t = draft_add_line(f, item, at);

	line_fields_from_reversed(t, was);
	draft_set_lot(f, was->lot);
	SET(t, stock_transaction, quantity, -was->quantity);
	SET(t, stock_transaction, entered_quantity, -was->entered_quantity);
	SET(t, stock_transaction, reverses_id, was->id);
}

/* Reads its locations after their gates. */
static enum err
reversal_read_masters(struct draft *f, struct reversal *k, struct why *w)
{
	struct id_set items = {.mem = f->cx->mem}, locations = {.mem = f->cx->mem};
	const struct stock_transaction *t = k->lines.v;
	enum err e;

	for (size_t i = 0; i < k->lines.n; i++) {
		id_set_add(&items, t[i].item_id);
		id_set_add(&locations, t[i].location_id);
	}
	if ((e = guards_read(&f->batch->guards, f->store, f->cx->mem, locations.list, w)) != OK ||
	    (e = rows_find_in(f->store, &item_schema, FIELD(item, id), items.list, &k->items, w)) !=
		OK)
		return e;
	return rows_find_in(
	    f->store, &location_schema, FIELD(location, id), locations.list, &k->locations, w);
}

/* Skips lines that are reversals: of a correction only the replacement is reversed. */
static enum err
reversal_add_lines(struct draft *f, const struct reversal *k, struct why *w)
{
	const struct stock_transaction *t = k->lines.v;

	for (size_t i = 0; i < k->lines.n; i++) {
		const struct location *at = rows_lookup(
		    &k->locations, &location_schema, FIELD(location, id), t[i].location_id);

		if (HAS(&t[i], stock_transaction, reverses_id))
			continue;
		if (!at->is_active && t[i].quantity < 0)
			return err_set(
			    w, ERR_CONFLICT, "The location %.*s is inactive", STRF(at->code));
		reversal_negate_line(f, &t[i],
		    rows_lookup(&k->items, &item_schema, FIELD(item, id), t[i].item_id), at);
		if (k->given_date.n == 0 && t[i].transaction_date != k->was.transaction_date)
			f->lines[f->n - 1].when = reversal_instant_of(f, t[i].transaction_date);
	}
	return OK;
}

/* The first line of the original with a cost for this item and movement. */
static const struct stock_transaction *
find_line_with_cost(const struct rows *were, const struct stock_transaction *like)
{
	const struct stock_transaction *t = were->v;

	for (size_t i = 0; i < were->n; i++)
		if (HAS(&t[i], stock_transaction, unit_cost) &&
		    !HAS(&t[i], stock_transaction, reverses_id) &&
		    t[i].transaction_type == like->transaction_type &&
		    str_eq(t[i].item_id, like->item_id))
			return &t[i];
	return NULL;
}

/* Users who correct a quantity need not know the cost: it is kept where none is given. */
static void
reversal_keep_costs(struct draft *f, size_t from, const struct rows *were)
{
	for (size_t i = from; i < f->n; i++) {
		struct stock_transaction *t = f->lines[i].t;
		const struct stock_transaction *was = find_line_with_cost(were, t);

		if (was != NULL && !HAS(t, stock_transaction, unit_cost))
			SET(t, stock_transaction, unit_cost, was->unit_cost);
	}
}

static enum err
reversal_draft_lines(struct draft *f, struct reversal *k, struct why *w)
{
	struct posting *p = f->posting;
	size_t taken_back;
	enum err e;

	if ((e = reversal_read_original(f->store, f->cx, k, w)) != OK)
		return e;
	f->min_seq = k->was.seq;
	SET(p, posting, reason, k->reason);
	SET(p, posting, reverses_id, k->id);
	if (HAS(&k->was, posting, reference))
		SET(p, posting, reference, k->was.reference);
	if ((e = reversal_read_masters(f, k, w)) != OK ||
	    (e = reversal_set_instant(f, k, w)) != OK || (e = reversal_add_lines(f, k, w)) != OK)
		return e;
	taken_back = f->n;
	if ((e = draft_add_request(f, k->instead.v, k->instead.n, false, w)) != OK)
		return e;
	reversal_keep_costs(f, taken_back, &k->lines);
	return OK;
}

static enum err
reversal_build(struct change *c)
{
	struct posting_change *x = (struct posting_change *)c;
	struct reversal k = {
	    .id = x->original, .reason = x->reason, .given_date = x->date, .instead = x->instead};
	struct draft *f = post_draft(x);
	enum err e = reversal_draft_lines(f, &k, c->w);

	return e != OK ? e : post_build(f, c);
}

void
posting_reverse_init(struct posting_change *x, struct store *st, const struct change_context *cx,
    struct str id, const struct reverse_request *r, struct why *w)
{
	*x = (struct posting_change){.kind = POSTING_REVERSAL,
	    .original = id,
	    .reason = r->reason,
	    .date = r->transaction_date};
	x->change = post_change(st, cx, reversal_build, w);
}

enum err
posting_correct_init(struct posting_change *x, struct store *st, const struct change_context *cx,
    struct str id, const struct correct_request *r, struct why *w)
{
	*x = (struct posting_change){.kind = POSTING_CORRECTION,
	    .original = id,
	    .reason = r->reason,
	    .date = r->transaction_date,
	    .instead = r->lines};
	x->change = post_change(st, cx, reversal_build, w);
	return movement_require_perms(cx, x->instead.v, x->instead.n, w);
}

/* --- as one call --- */

static enum err
reversal_run(struct posting_change *x, struct posting *out)
{
	enum err e = change_run(&x->change);

	if (e == OK)
		posting_made(x, out);
	return e;
}

enum err
posting_reverse(struct store *st, const struct change_context *cx, struct str id,
    const struct reverse_request *r, struct posting *out, struct why *w)
{
	struct posting_change x;

	posting_reverse_init(&x, st, cx, id, r, w);
	return reversal_run(&x, out);
}

enum err
posting_correct(struct store *st, const struct change_context *cx, struct str id,
    const struct correct_request *r, struct posting *out, struct why *w)
{
	struct posting_change x;
	enum err e = posting_correct_init(&x, st, cx, id, r, w);

	return e != OK ? e : reversal_run(&x, out);
}
