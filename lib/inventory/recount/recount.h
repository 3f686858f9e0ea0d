/*
 * recount.h - Recomputes an item's stored totals from its ledger lines and reports
 * differences: balances, daily and monthly totals, the item's total, the guard rows of its
 * openings, the records of its lots.
 *
 * `ccpl verify` reports the first difference, `ccpl rebuild` corrects all. Writes nothing.
 */
#ifndef RECOUNT_H
#define RECOUNT_H

#include "store/store.h"

struct item;
struct item_stock;

/* A stored row that differs from the ledger. */
struct recount_diff {
	const struct schema *schema;
	struct str id;
	int64_t version;             /* of the stored row; 0: none, or its schema has no version */
	bool kept;                   /* false: it is missing */
	void *due;                   /* the correct row; NULL: there should be none */
	struct str what, is, should; /* as text: which row, the stored value, that of the lines */
};

struct recount { /* of one item */
	const struct item *item;
	struct recount_diff *v;
	size_t n;
	bool lots;             /* some of its lines have a lot */
	int64_t version;       /* of its item_stock as read; 0: no row */
	struct str below_zero; /* as text: a balance whose lines sum to less than zero; no row can
				  hold that, so the ledger itself is wrong */
};

struct recount_total { /* of an item's balances and days */
	int64_t on_hand, available;
	struct str last_day; /* empty: none */
};

/* Whether the stored total of an item is the correct one. */
bool recount_total_is(const struct item *, const struct item_stock *, const struct recount_total *);

/* Iterates over items. */
struct recounter {
	struct store *store;
	int64_t now;
	struct str last; /* id of the previous item, in the caller's memory */
	bool more;
	/* Called with each item within the snapshot; its argument is valid only during the call. */
	enum err (*each)(void *arg, const struct recount *, struct why *);
	void *arg;
};

struct recounter recounter_start(struct store *, int64_t now,
    enum err (*each)(void *arg, const struct recount *, struct why *), void *arg);

/* Recounts that item. Call it within a store snapshot. */
enum err recount_one(struct recounter *, struct str item, struct why *) MUST_CHECK;

/* Recounts a page of items, each in memory of its own, in one snapshot; *more: there was any. */
enum err recount_page(struct recounter *, const void *mem, struct why *) MUST_CHECK;

#endif
