/* stock.h - Lists stock on hand by balance or by item, now or at a given instant. */
#ifndef STOCK_H
#define STOCK_H

#include "inventory/stock/asof.h"

struct item_stock_answer;
struct ledger_mark;
struct stock_summary;

struct stock_query {
	struct str item_id;     /* empty: any */
	struct list locations;  /* ids; used with at_locations */
	struct list categories; /* ids; used with in_categories */
	bool at_locations, in_categories;
	struct lot_filter lot;
	bool by_item;   /* one row per item, including those that never moved */
	bool below_min; /* implies by_item: active items with less available than their minimum */
	struct str last_before; /* implies by_item: items with stock that did not move on this day or
				   later; empty: any. Not with a part of the stock, nor `then` */
	bool include_zero;
	bool then;          /* at `asof` instead of now */
	struct asof asof;   /* only .at, .day and .whole */
	struct order order; /* with by_item: of item_stock, see stock_order() */
	struct query_position after; /* returned with a previous page */
	size_t skip, limit;
};

/* Whether there is one row per item, and whether it can have an order. */
bool stock_is_by_item(const struct stock_query *);
bool stock_is_total(const struct stock_query *);

/* The order of item_stock for an order of another schema's records, by a field with F_SORTS. */
struct order stock_order(const struct schema *, struct order);

/* At most limit rows (struct stock_row), and the position of each, from which the next page
 * continues. */
struct stock_page {
	struct rows rows;
	struct query_position *places;
};

enum err stock_find(
    struct store *, const struct stock_query *, struct stock_page *, struct why *) MUST_CHECK;

/* Number of rows; ignores after, skip and limit. */
enum err
stock_count(struct store *, const struct stock_query *, int64_t *, struct why *) MUST_CHECK;

/* An item's stock with its locations; NOT_FOUND. */
enum err stock_of_item(
    struct store *, struct str item_id, struct item_stock_answer *, struct why *) MUST_CHECK;

/* Counts for a dashboard. today: the start of the business day. */
enum err stock_summary(struct store *, int64_t today, struct ledger_mark *, struct stock_summary *,
    struct why *) MUST_CHECK;

#endif
