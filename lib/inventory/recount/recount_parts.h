/* recount_parts.h - what the files of a recount share: recount.c, recount_lots.c, ... */
#ifndef RECOUNT_PARTS_H
#define RECOUNT_PARTS_H

#include "inventory/recount/recount.h"

struct recount_totals { /* in (total[0]) and out (total[1]) of each key, sorted */
	struct sum_row *v;
	size_t n;
};

enum {
	RECOUNT_LOCATION,
	RECOUNT_LOT,
	RECOUNT_WHEN,
	RECOUNT_KEYS
}; /* keys; a balance has no third */

struct recount_run {
	struct store *store;
	const struct item *item;
	int64_t now;
	struct recount_totals lines; /* by day, each lot as it is spelled */
	struct recount_totals days;  /* by day, lots folded, as in what follows */
	struct recount_totals months, balances;
	struct rows lots;   /* as they are due, by id */
	struct rows places; /* the locations of the balances, by id */
	struct recount *out;
	size_t cap;
	struct why *w;
};

/* Adds a row that is amiss: kept (NULL: it is missing) instead of due (NULL: nothing). The
 * caller fills in the words. */
struct recount_diff *
recount_add(struct recount_run *, const struct schema *, const void *kept, void *due);

/* The rows of a kind whose ids begin with the item's, by id. */
enum err recount_kept(struct recount_run *, const struct schema *, struct rows *) MUST_CHECK;

/* " of BOLT at A, lot L, 2026-03-01", with what is not empty of it. */
struct str recount_name(struct recount_run *, const char *what, const struct sum_row *);

/* lines, days, months and balances. */
enum err recount_lines(struct recount_run *) MUST_CHECK;
/* The records of its lots; the first, since they say how the others' lots are spelled. */
enum err recount_lots(struct recount_run *) MUST_CHECK;
/* Balances, days, months; a balance below zero. */
enum err recount_sums(struct recount_run *) MUST_CHECK;
enum err recount_item_stock(struct recount_run *) MUST_CHECK;
enum err recount_openings(struct recount_run *) MUST_CHECK;

#endif
