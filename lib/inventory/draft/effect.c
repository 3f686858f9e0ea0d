/* effect.c - Groups a draft's lines by balance and sums them. */
#include "inventory/draft/effect.h"

#include <stdlib.h>

#include "base/decimal.h"
#include "base/mem.h"
#include "inventory/stock/lot.h"

struct str
balance_id(const void *mem, struct str item, struct str location, struct str lot)
{
	struct str folded = lot_fold(mem, lot);

	return str_printf(mem, "%.*s|%.*s|%.*s", STRF(item), STRF(location), STRF(folded));
}

static int
effect_compare_balances(const struct draft_line *a, const struct draft_line *b)
{
	int c = str_cmp(a->t->item_id, b->t->item_id);

	if (c == 0)
		c = str_cmp(a->t->location_id, b->t->location_id);
	return c != 0 ? c : str_cmp(a->lot, b->lot);
}

static int
effect_compare_lines(const void *x, const void *y)
{
	const struct draft_line *a = *(const struct draft_line *const *)x;
	const struct draft_line *b = *(const struct draft_line *const *)y;
	int c = effect_compare_balances(a, b);

	return c != 0 ? c : (a > b) - (a < b);
}

static struct item_effect *
effects_get_item(struct effects *fx, const struct draft_line *l)
{
	struct item_effect *last = fx->nitems > 0 ? &fx->items[fx->nitems - 1] : NULL;

	if (last != NULL && str_eq(last->item->id, l->item->id))
		return last;
	last = &fx->items[fx->nitems++];
	last->item = l->item;
	return last;
}

static bool
effects_add_line(struct effects *fx, struct item_effect *i, const struct draft_line *l)
{
	struct effect *e = &fx->v[fx->n - 1];
	int64_t q = l->t->quantity;

	return dec_add(i->on_hand, q, &i->on_hand) &&
	       (l->location->usage != USAGE_STOCK || dec_add(i->available, q, &i->available)) &&
	       (q > 0 ? dec_add(e->in, q, &e->in) : dec_add(e->out, -q, &e->out));
}

enum err
effects_build(const struct draft *f, struct effects *fx, struct why *w)
{
	const void *mem = f->cx->mem;
	const struct draft_line **sorted = mem_array(mem, f->n, sizeof *sorted);
	const struct draft_line *before = NULL;
	struct item_effect *item = NULL;

	*fx = (struct effects){.v = mem_array(mem, f->n, sizeof *fx->v),
	    .items = mem_array(mem, f->n, sizeof *fx->items)};
	for (size_t i = 0; i < f->n; i++)
		sorted[i] = &f->lines[i];
	qsort(sorted, f->n, sizeof *sorted, effect_compare_lines);
	for (size_t i = 0; i < f->n; i++) {
		const struct draft_line *l = sorted[i];

		item = effects_get_item(fx, l);
		if (before == NULL || effect_compare_balances(before, l) != 0)
			fx->v[fx->n++] = (struct effect){.line = l,
			    .id = balance_id(mem, l->t->item_id, l->t->location_id, l->t->lot)};
		before = l;
		if (!effects_add_line(fx, item, l))
			return err_field(w, loc_name(w, NULL, "body"), "decimal_range",
			    "The total of %.*s is too large", STRF(l->item->item_code));
	}
	for (size_t i = 0, k = 0; i < fx->n; i++) {
		if (!str_eq(fx->items[k].item->id, fx->v[i].line->item->id))
			k++;
		fx->items[k].decreases |= effect_net(&fx->v[i]) < 0;
	}
	return OK;
}
