/* stock.h - what is on hand, now or as of a moment: by item, location and lot, or by item. */
#ifndef STOCK_H
#define STOCK_H

#include "inventory/stock/asof.h"

struct item_stock_answer;
struct stock_summary;

struct stock_query {
	struct str item_id;     /* empty: any */
	struct list locations;  /* ids; with at_locations */
	struct list categories; /* ids; with in_categories */
	bool at_locations, in_categories;
	struct lot_filter lot;
	bool by_item;   /* one row an item, also of those that never moved */
	bool below_min; /* by item: active ones with less available than their minimum */
	bool include_zero;
	bool then;        /* as of `asof`, not now */
	struct asof asof; /* .at, .day, .whole */
	struct str after; /* the place that a page before gave */
	size_t skip, limit;
};

/* At most limit rows (struct stock_row), and each one's place: where a next page goes on. */
struct stock_page {
	struct rows rows;
	struct str *places;
};

enum err stock_find(
    struct store *, const struct stock_query *, struct stock_page *, struct why *) MUST_CHECK;

/* How many rows there are in all; after, skip and limit are not looked at. */
enum err
stock_count(struct store *, const struct stock_query *, int64_t *, struct why *) MUST_CHECK;

/* One item with its locations; NOT_FOUND. */
enum err stock_of_item(
    struct store *, struct str item_id, struct item_stock_answer *, struct why *) MUST_CHECK;

/* Counts for a dashboard. today: the first moment of the business day. */
enum err
stock_summary(struct store *, int64_t today, struct stock_summary *, struct why *) MUST_CHECK;

#endif
