/* stock_rows.h - Collects the rows of a stock list and fills in codes and names. */
#ifndef STOCK_ROWS_H
#define STOCK_ROWS_H

#include "inventory/stock/stock.h"

struct item_stock;

struct stock_rows {
	struct store *store;
	const struct stock_query *q;
	struct asof asof;      /* of a past instant; chosen */
	struct rows locations; /* those read so far, by id */
	struct stock_row *v;
	struct query_position *places;
	size_t n, cap, places_cap, skipped;
	struct item_stock *kept; /* to be sorted, see stock_items.c */
	size_t nkept, kept_cap;
	struct why *w;
};

/* Appends a row; NULL while rows are skipped. */
struct stock_row *stock_rows_add(struct stock_rows *, struct query_position place);

static inline bool
stock_rows_full(const struct stock_rows *r)
{
	return r->n >= r->q->limit;
}

/* By item, location and lot; in stock_balances.c. */
enum err stock_balances(struct stock_rows *) MUST_CHECK;
/* By item; in stock_items.c. */
enum err stock_items(struct stock_rows *) MUST_CHECK;
enum err stock_items_count(struct stock_rows *, int64_t *n) MUST_CHECK;

/* Makes the quantities of n totals those that the query asks for, see stock_is_total(). */
enum err stock_items_restate(struct stock_rows *, struct item_stock *, size_t n) MUST_CHECK;

/* Fills in current codes, names, units and minimum; by item, what to order of whom; otherwise how
 * much of each balance is available. */
enum err stock_rows_name(struct stock_rows *) MUST_CHECK;

#endif
