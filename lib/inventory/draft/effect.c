/* effect.c - Sorts the lines of a batch by balance and day, and sums them. */
#include "inventory/draft/effect.h"

#include <stdlib.h>

#include "base/decimal.h"
#include "base/mem.h"

struct ordered_line {
	const struct draft_line *line;
	size_t nth;
};

static int
effect_compare_lines(const void *x, const void *y)
{
	const struct ordered_line *a = x, *b = y;
	int c = balance_key_compare(&a->line->key, &b->line->key);

	if (c == 0)
		c = str_cmp(a->line->when.day, b->line->when.day);
	return c != 0 ? c : (a->nth > b->nth) - (a->nth < b->nth);
}

static const struct ordered_line *
effects_order_lines(const struct posting_batch *pb)
{
	struct ordered_line *v = mem_array(pb->cx->mem, pb->nlines, sizeof *v);
	size_t n = 0;

	for (size_t i = 0; i < pb->n; i++)
		for (size_t k = 0; k < pb->drafts[i]->n; k++, n++)
			v[n] = (struct ordered_line){&pb->drafts[i]->lines[k], n};
	qsort(v, n, sizeof *v, effect_compare_lines);
	return v;
}

static struct item_effect *
effects_get_item(struct effects *fx, const struct draft_line *l)
{
	struct item_effect *last = fx->nitems > 0 ? &fx->items[fx->nitems - 1] : NULL;

	if (last != NULL && str_eq(last->item->id, l->item->id))
		return last;
	last = &fx->items[fx->nitems++];
	*last = (struct item_effect){.item = l->item, .last = &l->when};
	return last;
}

static struct effect *
effects_get_balance(struct effects *fx, const struct draft_line *l, const void *mem)
{
	struct effect *last = fx->n > 0 ? &fx->v[fx->n - 1] : NULL;

	if (last != NULL && balance_key_compare(&last->line->key, &l->key) == 0)
		return last;
	last = &fx->v[fx->n++];
	*last = (struct effect){.id = balance_key_id(mem, &l->key),
	    .line = l,
	    .item = effects_get_item(fx, l),
	    .days = &fx->days[fx->ndays]};
	return last;
}

static struct day_effect *
effects_get_day(struct effects *fx, struct effect *x, const struct draft_line *l)
{
	struct day_effect *last = x->ndays > 0 ? &fx->days[fx->ndays - 1] : NULL;

	if (last != NULL && str_eq(last->when->day, l->when.day))
		return last;
	if (str_cmp(l->when.day, x->item->last->day) > 0)
		x->item->last = &l->when;
	x->ndays++;
	last = &fx->days[fx->ndays++];
	*last = (struct day_effect){.when = &l->when};
	return last;
}

static void
effect_note_opening(struct effect *x, const struct draft_line *l)
{
	if (l->t->transaction_type != MOVE_OPENING)
		return;
	if (HAS(l->t, stock_transaction, reverses_id)) {
		x->unopened = true;
		return;
	}
	x->opened_twice = x->opens != NULL;
	x->opens = x->opens != NULL ? x->opens : l;
}

static bool
effects_add_line(struct effects *fx, const struct draft_line *l, const void *mem)
{
	struct effect *x = effects_get_balance(fx, l, mem);
	struct day_effect *d = effects_get_day(fx, x, l);
	struct item_effect *i = x->item;
	int64_t q = l->t->quantity;

	effect_note_opening(x, l);
	return dec_add(i->on_hand, q, &i->on_hand) &&
	       (l->location->usage != USAGE_STOCK || dec_add(i->available, q, &i->available)) &&
	       (q > 0 ? dec_add(d->in, q, &d->in) : dec_add(d->out, -q, &d->out));
}

static bool
effect_sum_days(struct effect *x)
{
	for (size_t i = 0; i < x->ndays; i++) {
		if (!dec_add(x->net, x->days[i].in - x->days[i].out, &x->net))
			return false;
		if (x->net < 0 && x->falls == NULL)
			x->falls = x->days[i].when;
	}
	if (x->falls != NULL &&
	    (x->item->falls == NULL || str_cmp(x->falls->day, x->item->falls->day) < 0))
		x->item->falls = x->falls;
	return true;
}

static enum err
effects_refuse(const struct draft_line *l, struct why *w)
{
	return err_field(w, loc_name(w, NULL, "body"), "decimal_range",
	    "The total of %.*s is too large", STRF(l->item->item_code));
}

enum err
effects_build(const struct posting_batch *pb, struct effects *fx, struct why *w)
{
	const void *mem = pb->cx->mem;
	const struct ordered_line *sorted = effects_order_lines(pb);
	size_t n = pb->nlines;

	*fx = (struct effects){.v = mem_array(mem, n, sizeof *fx->v),
	    .items = mem_array(mem, n, sizeof *fx->items),
	    .days = mem_array(mem, n, sizeof *fx->days)};
	for (size_t i = 0; i < n; i++)
		if (!effects_add_line(fx, sorted[i].line, mem))
			return effects_refuse(sorted[i].line, w);
	for (size_t i = 0; i < fx->n; i++)
		if (!effect_sum_days(&fx->v[i]))
			return effects_refuse(fx->v[i].line, w);
	return OK;
}
