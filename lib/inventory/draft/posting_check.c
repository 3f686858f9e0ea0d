/*
 * posting_check.c - Checks the postings of a batch against stock, periods and earlier reversals.
 *
 * Every check is repeated when the batch is applied, as a bound, a version or a unique row, since
 * rows may change after they were read. Versions must be read before the rows they guard.
 */
#include "inventory/draft/posting_check.h"

#include "base/decimal.h"
#include "base/mem.h"
#include "inventory/draft/backdate.h"
#include "inventory/line/movement_rule.h"
#include "inventory/draft/opening.h"
#include "inventory/period/period.h"
#include "schema/json.h"
#include "store/rows.h"

static enum err
posting_check_period(const struct posting_batch *pb, const struct effects *fx, struct why *w)
{
	const struct str through = pb->guards.closed_through;

	for (size_t i = 0; through.n > 0 && i < fx->ndays; i++) {
		const struct str month = month_of_day(fx->days[i].when->day);

		if (!period_is_closed(through, month))
			continue;
		buf_printf(&w->more, "\"period\":\"%.*s\",\"closed_through\":\"%.*s\"", STRF(month),
		    STRF(through));
		return err_set(
		    w, ERR_PERIOD_CLOSED, "The books are closed through %.*s", STRF(through));
	}
	return OK;
}

static enum err
posting_check_refuse_reversal(struct str by_id, struct str by_number, struct why *w)
{
	buf_puts(&w->more, "\"reversed_by_id\":");
	json_put_str(&w->more, by_id);
	return err_set(w, ERR_ALREADY_REVERSED, "It was reversed by %.*s", STRF(by_number));
}

/* ALREADY_REVERSED when an earlier posting of the batch reverses the same posting. */
static enum err
posting_check_reversed_once(
    const struct posting_batch *pb, const struct posting *second, struct why *w)
{
	for (size_t i = 0; pb->drafts[i]->posting != second; i++) {
		const struct posting *first = pb->drafts[i]->posting;

		if (HAS(first, posting, reverses_id) &&
		    str_eq(first->reverses_id, second->reverses_id))
			return posting_check_refuse_reversal(
			    first->id, STR("another posting of the same batch"), w);
	}
	return OK;
}

static enum err
posting_check_reversals(const struct posting_batch *pb, struct why *w)
{
	struct id_set ids = {.mem = pb->cx->mem};
	const struct posting *by;
	struct rows rows;
	enum err e = OK;

	for (size_t i = 0; i < pb->n && e == OK; i++) {
		const struct posting *p = pb->drafts[i]->posting;

		if (!HAS(p, posting, reverses_id))
			continue;
		id_set_add(&ids, p->reverses_id);
		e = posting_check_reversed_once(pb, p, w);
	}
	if (e != OK || (e = rows_find_in(pb->store, &posting_schema, FIELD(posting, reverses_id),
			    ids.list, &rows, w)) != OK)
		return e;
	by = rows.v;
	return rows.n == 0 ? OK : posting_check_refuse_reversal(by->id, by->number, w);
}

/* Begins an entry of "lines": [{item, location, ...; the first one also begins the list. */
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

/* Stock at a location with another usage than stock leaves by transfer, adjustment or supplier
 * return, not by issue. Reversals are allowed whatever the usage is now. */
static bool
posting_check_is_issuable(const struct draft_line *l)
{
	return !movement_rules[l->t->transaction_type].of_stock ||
	       l->location->usage == USAGE_STOCK;
}

static const char *
posting_check_usage_name(const struct draft_line *l)
{
	return location_schema.fields[FIELD(location, usage)].one_of[l->location->usage];
}

static void
posting_check_draft_usage(const struct draft *f, const struct draft_line **first, struct why *w)
{
	for (size_t i = 0; f->posting->kind == POSTING_PLAIN && i < f->n; i++) {
		const struct draft_line *l = &f->lines[i];

		if (posting_check_is_issuable(l))
			continue;
		posting_check_put_line(&w->more, *first == NULL, l->t);
		buf_printf(&w->more, ",\"usage\":\"%s\"}", posting_check_usage_name(l));
		*first = *first == NULL ? l : *first;
	}
}

/* BLOCKED_STOCK, naming every line that may not be issued. */
static enum err
posting_check_usage(const struct posting_batch *pb, struct why *w)
{
	const struct draft_line *first = NULL;

	for (size_t i = 0; i < pb->n; i++)
		posting_check_draft_usage(pb->drafts[i], &first, w);
	if (first == NULL)
		return OK;
	buf_putc(&w->more, ']');
	return err_set(w, ERR_BLOCKED_STOCK,
	    "%.*s cannot be issued from %.*s, whose usage is %s: transfer it to stock first",
	    STRF(first->t->item_code), STRF(first->t->location_code),
	    posting_check_usage_name(first));
}

static void
posting_check_put_shortage(struct buf *b, bool first, const struct effect *e)
{
	posting_check_put_line(b, first, e->line->t);
	buf_puts(b, ",\"available\":");
	dec_put(b, e->on_hand);
	buf_puts(b, ",\"requested\":");
	dec_put(b, -e->net);
	buf_putc(b, '}');
}

static enum err
posting_check_refuse_shortage(const struct effect *first, size_t n, struct why *w)
{
	const struct stock_transaction *t = first->line->t;
	const char *lot = t->lot.n > 0 ? str_printf(w->mem, " (lot %.*s)", STRF(t->lot)).s : "";

	buf_putc(&w->more, ']');
	return err_set(w, ERR_INSUFFICIENT_STOCK,
	    "Not enough stock of %.*s%s at %.*s: %.*s on hand, %.*s requested%s",
	    STRF(t->item_code), lot, STRF(t->location_code), STRF(dec_str(w->mem, first->on_hand)),
	    STRF(dec_str(w->mem, -first->net)), n > 1 ? " (and more)" : "");
}

/* Reads the balances that are decreased; after a conflict, all of them. */
static enum err
posting_check_balances(const struct posting_batch *pb, struct effects *fx, struct why *w)
{
	struct id_set ids = {.mem = pb->cx->mem};
	const struct effect *first = NULL;
	struct rows rows;
	size_t n = 0;
	int64_t sum;
	enum err e;

	for (size_t i = 0; i < fx->n; i++)
		if (pb->after_clash || fx->v[i].falls != NULL)
			id_set_add(&ids, fx->v[i].id);
	e = rows_find_in(pb->store, &balance_schema, FIELD(balance, id), ids.list, &rows, w);
	if (e != OK)
		return e;
	for (size_t i = 0; i < fx->n; i++) {
		const struct balance *b =
		    rows_lookup(&rows, &balance_schema, FIELD(balance, id), fx->v[i].id);
		struct effect *x = &fx->v[i];

		x->on_hand = b == NULL ? 0 : b->on_hand;
		if (!dec_add(x->on_hand, x->net, &sum))
			return err_field(w, loc_name(w, NULL, "body"), "decimal_range",
			    "The stock of %.*s would be too large", STRF(x->line->item->item_code));
		if (sum >= 0 || x->net >= 0)
			continue;
		posting_check_put_shortage(&w->more, n++ == 0, x);
		first = first == NULL ? x : first;
	}
	return first == NULL ? OK : posting_check_refuse_shortage(first, n, w);
}

enum err
posting_check(const struct posting_batch *pb, struct effects *fx, struct why *w)
{
	enum err e;

	if ((e = posting_check_period(pb, fx, w)) != OK ||
	    (e = posting_check_reversals(pb, w)) != OK || (e = opening_check(pb, fx, w)) != OK ||
	    (e = posting_check_usage(pb, w)) != OK ||
	    (e = backdate_read_versions(pb, fx, w)) != OK ||
	    (e = posting_check_balances(pb, fx, w)) != OK)
		return e;
	return backdate_check(pb, fx, w);
}
