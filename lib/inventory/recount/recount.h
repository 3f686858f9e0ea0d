/*
 * recount.h - adds the ledger of an item up again, and says which of the rows that are kept
 * beside it are not what its lines say: balances, roll-ups by day and month, the item's
 * total, the guards of its openings, the records of its lots.
 *
 * `ccpl verify` tells the first such row, `ccpl rebuild` writes all of them anew. Nothing is
 * written here, and the ledger itself never.
 */
#ifndef RECOUNT_H
#define RECOUNT_H

#include "store/store.h"

/* A row that is not kept as the lines say. */
struct recount_diff {
	const struct schema *schema;
	struct str id;
	int64_t version; /* as it is kept; 0: its kind has none, or there is no such row */
	bool kept;       /* false: it is missing */
	void *due;       /* what it should be; NULL: it should not be there */
	struct str what, is, should; /* in words: which row, what is kept, what the lines say */
};

struct recount { /* of one item */
	const struct item *item;
	struct recount_diff *v;
	size_t n;
	bool lots;             /* some of its lines are of a lot */
	int64_t version;       /* of its item_stock as it was read; 0: it has none */
	struct str below_zero; /* a balance of which the lines say less than nothing, in words: no
			     row can be kept like that, the ledger itself is at fault */
};

/* Item after item. */
struct recounter {
	struct store *store;
	int64_t now;
	struct str last; /* the item before, in memory of the caller's */
	bool more;
	/* Told of each item while the store is held; what it is given goes with the call. */
	enum err (*each)(void *arg, const struct recount *, struct why *);
	void *arg;
};

struct recounter recounter_start(struct store *, int64_t now,
    enum err (*each)(void *arg, const struct recount *, struct why *), void *arg);

/* That item. To be called under store_hold. */
enum err recount_one(struct recounter *, struct str item, struct why *) MUST_CHECK;

/* A page of items, each in memory of its own, all at one moment; no more: there was none. */
enum err recount_page(struct recounter *, const void *mem, struct why *) MUST_CHECK;

#endif
