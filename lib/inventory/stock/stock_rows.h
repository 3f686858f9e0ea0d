/* stock_rows.h - Collects the rows of a stock list and fills in codes and names. */
#ifndef STOCK_ROWS_H
#define STOCK_ROWS_H

#include "inventory/stock/stock.h"

struct stock_rows {
	struct store *store;
	const struct stock_query *q;
	struct stock_row *v;
	struct str *places;
	size_t n, cap, places_cap, skipped;
	struct why *w;
};

/* Appends a row; NULL while rows are skipped. */
struct stock_row *stock_rows_add(struct stock_rows *, struct str place);

static inline bool
stock_rows_full(const struct stock_rows *r)
{
	return r->n >= r->q->limit;
}

/* By item, location and lot; in stock_balances.c. */
enum err stock_balances(struct stock_rows *) MUST_CHECK;
/* By item; in stock_items.c. */
enum err stock_items(struct stock_rows *) MUST_CHECK;

/* Fills in current codes, names, units and minimum, and how much of each balance is available. */
enum err stock_rows_name(struct store *, struct stock_row *, size_t n, struct why *) MUST_CHECK;

#endif
