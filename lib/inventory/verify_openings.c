/* verify_openings.c - each opening that was not taken back has its row, so that there is no second.
 */
#include "inventory/effect.h"
#include "inventory/known.h"
#include "inventory/verify_parts.h"

/* The opening lines of an item, without those that take others back. */
static enum err
read_opened(struct verifier *v, const struct item *item, struct rows *lines)
{
	const struct filter where[] = {
	    {.field = FIELD(stock_transaction, item_id), .text = item->id},
	    {.field = FIELD(stock_transaction, transaction_type), .text = STR("opening")},
	    {.field = FIELD(stock_transaction, reverses_id), .cmp = CMP_ABSENT}};
	const struct query q = {
	    .schema = &stock_transaction_schema, .where = where, .nwhere = 3, .limit = OPS_MAX};

	return store_find(v->store, &q, lines, v->w);
}

static void
check_line(struct verifier *v, const struct stock_transaction *t, const struct item *item,
    const struct rows *back, const struct rows *kept)
{
	const struct str id = balance_id(v->w->mem, t->item_id, t->location_id, t->lot);
	const struct opening *o = known_row(kept, &opening_schema, FIELD(opening, id), id);
	bool is = o != NULL && str_eq(o->posting_id, t->posting_id);
	bool should = known_row(back, &stock_transaction_schema,
			  FIELD(stock_transaction, reverses_id), t->id) == NULL;

	if (is != should)
		verify_differs(v, "of %.*s the opening by %.*s %s", STRF(item->item_code),
		    STRF(t->posting_number),
		    should ? "is not guarded against a second one"
			   : "was taken back, but still bars a new one");
}

enum err
verify_openings(struct verifier *v, const struct item *item)
{
	struct wanted ids = {.mem = v->w->mem}, balances = {.mem = v->w->mem};
	struct rows lines, back, kept;
	const struct stock_transaction *t;
	enum err e;

	if ((e = read_opened(v, item, &lines)) != OK)
		return e;
	t = lines.v;
	for (size_t i = 0; i < lines.n; i++) {
		wanted_add(&ids, t[i].id);
		wanted_add(
		    &balances, balance_id(v->w->mem, t[i].item_id, t[i].location_id, t[i].lot));
	}
	if ((e = known_find(v->store, &stock_transaction_schema,
		 FIELD(stock_transaction, reverses_id), ids.list, &back, v->w)) != OK ||
	    (e = known_find(
		 v->store, &opening_schema, FIELD(opening, id), balances.list, &kept, v->w)) != OK)
		return e;
	for (size_t i = 0; i < lines.n; i++)
		check_line(v, &t[i], item, &back, &kept);
	return OK;
}
