/*
 * posting_check.c - Checks a posting against stock, periods and earlier reversals. Nothing
 * read here is reliable by itself: the batch repeats each check as a bound, a version or a
 * unique row. When an item's later days are checked, the order matters: first its version,
 * then what it guards.
 */
#include "inventory/draft/posting_check.h"

#include "base/decimal.h"
#include "base/mem.h"
#include "inventory/line/master_cache.h"
#include "inventory/draft/backdate.h"
#include "inventory/line/movement_rule.h"
#include "inventory/draft/opening.h"
#include "inventory/period/period.h"
#include "schema/json.h"

static enum err
posting_check_period(const struct draft *f, struct why *w)
{
	const struct str through = f->guards.closed_through, month = month_of_day(f->when.day);

	if (!period_is_closed(through, month))
		return OK;
	buf_printf(&w->more, "\"period\":\"%.*s\",\"closed_through\":\"%.*s\"", STRF(month),
	    STRF(through));
	return err_set(w, ERR_PERIOD_CLOSED, "The books are closed through %.*s", STRF(through));
}

static enum err
posting_check_reversal(const struct draft *f, struct why *w)
{
	const struct posting *p = f->posting, *by;
	const struct filter where = {.field = FIELD(posting, reverses_id), .text = p->reverses_id};
	const struct query q = {
	    .schema = &posting_schema, .where = &where, .nwhere = 1, .limit = 1};
	struct rows rows;
	enum err e;

	if (!HAS(p, posting, reverses_id))
		return OK;
	if ((e = store_find(f->store, &q, &rows, w)) != OK || rows.n == 0)
		return e;
	by = rows.v;
	buf_puts(&w->more, "\"reversed_by_id\":");
	json_put_str(&w->more, by->id);
	return err_set(w, ERR_ALREADY_REVERSED, "It was taken back by %.*s", STRF(by->number));
}

/* Begins an entry of "lines": [{item, location, ... ; the first one opens the list. */
static void
posting_check_put_line(struct buf *b, bool first, const struct stock_transaction *t)
{
	buf_puts(b, first ? "\"lines\":[" : ",");
	buf_puts(b, "{\"item_id\":");
	json_put_str(b, t->item_id);
	buf_puts(b, ",\"item_code\":");
	json_put_str(b, t->item_code);
	buf_puts(b, ",\"location_id\":");
	json_put_str(b, t->location_id);
	buf_puts(b, ",\"location_code\":");
	json_put_str(b, t->location_code);
	buf_puts(b, ",\"lot\":");
	json_put_str(b, t->lot);
}

/* Stock at locations of another usage is not issued: it goes by a transfer, an adjustment or a
 * supplier return. A reversal is allowed, whatever the current usage. */
static enum err
posting_check_usage(const struct draft *f, struct why *w)
{
	const struct draft_line *first = NULL;
	const struct field *usage = &location_schema.fields[FIELD(location, usage)];

	if (f->posting->kind != POSTING_PLAIN)
		return OK;
	for (size_t i = 0; i < f->n; i++) {
		const struct draft_line *l = &f->lines[i];

		if (!movement_rules[l->t->transaction_type].of_stock ||
		    l->location->usage == USAGE_STOCK)
			continue;
		posting_check_put_line(&w->more, first == NULL, l->t);
		buf_printf(&w->more, ",\"usage\":\"%s\"}", usage->one_of[l->location->usage]);
		first = first == NULL ? l : first;
	}
	if (first == NULL)
		return OK;
	buf_putc(&w->more, ']');
	return err_set(w, ERR_BLOCKED_STOCK,
	    "%.*s cannot be issued from %.*s, whose usage is %s: transfer it to stock first",
	    STRF(first->t->item_code), STRF(first->t->location_code),
	    usage->one_of[first->location->usage]);
}

static void
posting_check_put_shortage(struct buf *b, bool first, const struct effect *e)
{
	posting_check_put_line(b, first, e->line->t);
	buf_puts(b, ",\"available\":");
	dec_put(b, e->on_hand);
	buf_puts(b, ",\"requested\":");
	dec_put(b, -effect_net(e));
	buf_putc(b, '}');
}

static enum err
posting_check_refuse_shortage(const struct effect *first, size_t n, struct why *w)
{
	const struct stock_transaction *t = first->line->t;
	const char *lot = t->lot.n > 0 ? str_printf(w->mem, " (lot %.*s)", STRF(t->lot)).s : "";

	buf_putc(&w->more, ']');
	return err_set(w, ERR_INSUFFICIENT_STOCK,
	    "Not enough stock of %.*s%s at %.*s: %.*s there, %.*s requested%s", STRF(t->item_code),
	    lot, STRF(t->location_code), STRF(dec_str(w->mem, first->on_hand)),
	    STRF(dec_str(w->mem, -effect_net(first))), n > 1 ? " (and more)" : "");
}

/* Reads the balances that the posting decreases (after a conflict, all of them). */
static enum err
posting_check_balances(const struct draft *f, struct effects *fx, struct why *w)
{
	struct id_set ids = {.mem = f->cx->mem};
	const struct effect *first = NULL;
	struct rows rows;
	size_t n = 0;
	int64_t sum;
	enum err e;

	for (size_t i = 0; i < fx->n; i++)
		if (f->after_clash || effect_net(&fx->v[i]) < 0)
			id_set_add(&ids, fx->v[i].id);
	e = rows_find_in(f->store, &balance_schema, FIELD(balance, id), ids.list, &rows, w);
	if (e != OK)
		return e;
	for (size_t i = 0; i < fx->n; i++) {
		const struct balance *b =
		    rows_lookup(&rows, &balance_schema, FIELD(balance, id), fx->v[i].id);
		struct effect *x = &fx->v[i];

		x->on_hand = b == NULL ? 0 : b->on_hand;
		if (!dec_add(x->on_hand, effect_net(x), &sum))
			return err_field(w, loc_name(w, NULL, "body"), "decimal_range",
			    "The stock of %.*s would be too large", STRF(x->line->item->item_code));
		if (sum >= 0 || effect_net(x) >= 0)
			continue;
		posting_check_put_shortage(&w->more, n++ == 0, x);
		first = first == NULL ? x : first;
	}
	return first == NULL ? OK : posting_check_refuse_shortage(first, n, w);
}

enum err
posting_check(struct draft *f, struct effects *fx, struct why *w)
{
	enum err e;

	if ((e = posting_check_period(f, w)) != OK || (e = posting_check_reversal(f, w)) != OK ||
	    (e = opening_check(f, fx, w)) != OK || (e = posting_check_usage(f, w)) != OK ||
	    (e = backdate_read_versions(f, fx, w)) != OK ||
	    (e = posting_check_balances(f, fx, w)) != OK)
		return e;
	return backdate_check(f, fx, w);
}
