/* survey_parts.h - Shared by the survey's files: keys of fingerprints, and a page of items. */
#ifndef SURVEY_PARTS_H
#define SURVEY_PARTS_H

#include "base/fingerprint.h"
#include "inventory/recount/survey.h"
#include "inventory/stock/balance_key.h"

enum { SURVEY_LOCATIONS_MAX = 1000000, SURVEY_DAY = 10 /* 2026-03-01 */ };

struct survey_place {
	struct str location, lot, when; /* the lot as entered */
};

/* NULL: it was created since. */
struct survey_item *survey_find_item(const struct survey *, struct str id);

uint64_t survey_day_key(const struct survey *, const struct survey_place *, bool out);
uint64_t survey_opening_key(const struct survey *, struct str balance_id, struct str posting_id);

struct survey_tally { /* of an item; the sums are what one side has more than the other: 0 */
	const struct item *item;
	uint64_t days;     /* lines - days */
	uint64_t months;   /* days - months */
	uint64_t balances; /* months - balances */
	uint64_t keys;     /* the same of the balances themselves, as one may be 0 */
	uint64_t openings; /* live openings - their guards */
	int64_t on_hand, available;
	char last_day[SURVEY_DAY];
	bool moved, differs;
};

struct survey_pass {
	const struct survey *survey;
	struct store *store;
	struct survey_tally *v; /* in the order of the items' ids */
	size_t n;
	struct str from, to; /* the ids of all rows are between */
	struct rows lots;
	uint64_t last_key; /* of the previous month's balance */
	struct why *w;     /* of the page, or of the chunk */
};

/* Of the item that the row's id begins with; NULL: not of this page. */
struct survey_tally *survey_tally_of(const struct survey_pass *, struct str id);

/* Whether an id consists of these parts. */
bool survey_id_is(struct str id, const struct str *parts, size_t n);

/* The rows that are compared, apart from lots, which come first, and the items' totals. */
struct survey_source {
	const struct schema *schema; /* NULL: the end */
	void (*add)(struct survey_pass *, struct survey_tally *, const void *rec);
};
extern const struct survey_source survey_sources[];

#endif
