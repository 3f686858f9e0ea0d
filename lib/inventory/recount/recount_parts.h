/* recount_parts.h - Shared state of the recount files. */
#ifndef RECOUNT_PARTS_H
#define RECOUNT_PARTS_H

#include "inventory/recount/recount.h"

struct recount_totals { /* in (total[0]) and out (total[1]) by key, sorted */
	struct sum_row *v;
	size_t n;
};

enum {
	RECOUNT_LOCATION,
	RECOUNT_LOT,
	RECOUNT_WHEN,
	RECOUNT_KEYS
}; /* number of keys; a balance has no third */

struct recount_run {
	struct store *store;
	const struct item *item;
	int64_t now;
	struct recount_totals lines; /* by day, with lots as entered */
	struct recount_totals days;  /* by day, with folded lots, as below */
	struct recount_totals months, balances;
	struct rows lots;   /* the correct lot records, by id */
	struct rows places; /* the locations of the balances, by id */
	struct recount *out;
	size_t cap;
	struct why *w;
};

/* Adds a difference: kept (NULL: missing) should be due (NULL: no row). The caller fills in
 * the texts. */
struct recount_diff *
recount_add(struct recount_run *, const struct schema *, const void *kept, void *due);

/* The stored rows of a schema whose ids begin with the item's, by id. */
enum err recount_kept(struct recount_run *, const struct schema *, struct rows *) MUST_CHECK;

/* " of BOLT at A, lot L, 2026-03-01", omitting empty parts. */
struct str recount_name(struct recount_run *, const char *what, const struct sum_row *);

/* Computes lines, days, months and balances. */
enum err recount_lines(struct recount_run *) MUST_CHECK;
/* Checks lot records; must come first, as they give the spelling of lots for the others. */
enum err recount_lots(struct recount_run *) MUST_CHECK;
/* Checks balances, days and months, and for a balance below zero. */
enum err recount_sums(struct recount_run *) MUST_CHECK;
enum err recount_item_stock(struct recount_run *) MUST_CHECK;
enum err recount_openings(struct recount_run *) MUST_CHECK;

#endif
