/*
 * survey.h - Finds the items whose stored rows may differ from the ledger, for a recount of those
 * alone: one pass over the ledger in the order of seq, then one over the stored rows.
 *
 *     survey_begin() · survey_add_line() for each line · survey_page() for each page of items
 *
 * Of each item it keeps fingerprints (base/fingerprint.h) of the sums of its lines, so that memory
 * is bounded by the number of items and locations, however long the ledger. An item that is posted
 * to meanwhile counts as one that differs.
 */
#ifndef SURVEY_H
#define SURVEY_H

#include "store/store.h"

struct item;
struct stock_transaction;

struct survey_item { /* of the lines of an item */
	struct str id;
	uint64_t lines;    /* quantities in and out, by location, lot as entered, and day */
	uint64_t openings; /* live openings: balances with their postings */
};

struct survey {
	const void *mem;
	uint64_t seed;
	struct survey_item *items; /* sorted */
	size_t n, cap;
	struct rows locations;
};

/* Reads the ids of all items, and the locations. */
enum err survey_begin(struct survey *, struct store *, const void *mem, struct why *) MUST_CHECK;

/* A line, and the one that it reverses (NULL: none). Lines of items created since are left out. */
void survey_add_line(struct survey *, const struct stock_transaction *,
    const struct stock_transaction *reversed, struct why *);

/* differs[i]: whether items[i] may differ. They follow one another in the order of ids. Call it
 * within a store snapshot. */
enum err survey_page(const struct survey *, struct store *, const struct item *items, size_t n,
    bool *differs, struct why *) MUST_CHECK;

#endif
