/*
 * stock_query.c - What a stock query asks for: rows per item, the whole of their stock, an order.
 * The order is one of item_stock, which has the totals of each item. No index has them, as each
 * posting would rewrite it: SQLite and MongoDB read the rows and keep the first of them.
 */
#include "inventory/stock/stock.h"

#include "schema/records.h"

bool
stock_is_by_item(const struct stock_query *q)
{
	return q->by_item || q->below_min || q->last_before.n > 0;
}

/* The item's own row has the current stock at all locations. */
bool
stock_is_total(const struct stock_query *q)
{
	return !q->then && !q->at_locations && !q->lot.given;
}

/* Those of another name in item_stock. */
static const struct stock_column {
	const char *name;
	size_t field;
	bool negative; /* the greatest comes first there */
} stock_columns[] = {
    {"shortage", FIELD(item_stock, headroom), true},
    {"last_movement", FIELD(item_stock, last_day), false},
};

struct order
stock_order(const struct schema *s, struct order by)
{
	const char *name = s->fields[by.field].name;

	if (by.field == 0)
		return by;
	for (size_t i = 0; i < sizeof stock_columns / sizeof *stock_columns; i++)
		if (str_is(str_of(name), stock_columns[i].name))
			return (struct order){
			    stock_columns[i].field, by.desc != stock_columns[i].negative};
	return (struct order){schema_known_field(&item_stock_schema, name), by.desc};
}
