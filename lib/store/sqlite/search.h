/*
 * search.h - How the rest of a search is found in SQLite: words are looked up in the table of
 * terms, or matched in the rows while these are walked in the order of the search.
 */
#ifndef SQLITE_SEARCH_H
#define SQLITE_SEARCH_H

#include "store/sqlite/statement.h"
#include "store/store.h"

struct sqlite;

enum { LOOKUPS_MAX = 64 };

struct search_way {
	uint64_t looked_up; /* bit i: word i is looked up; the others are matched in the rows */
	size_t walked;      /* only so many rows are read, the first in the order; 0: all */
	struct list only;   /* of each word: the term, if it begins a single one; else empty */
};

/* The second way finds all; the first, if it walks, is tried before it: its rows are the right ones
 * when they fill the page. Both are empty unless it is the rest of a search. A term that another
 * process makes meanwhile is not looked up, as if the search had been earlier. */
enum err sqlite_choose_ways(
    struct sqlite *, const struct query *, struct search_way ways[2], struct why *) MUST_CHECK;

/* FROM the table, for a search from the ids that were looked up. */
void sqlite_put_from(struct sql *, const struct query *, struct search_way);
/* The conditions of a part of a search. */
void sqlite_put_search(struct sql *, const struct query *, struct search_way);
/* FROM the table of terms, and that a term begins with a word or the part of a code it also is. */
void sqlite_put_terms_from(struct sql *, const struct schema *);
void sqlite_put_term_ranges(struct sql *, const struct search_text *, size_t word);
/* That of rows which are in the index of codes; nothing where all are. */
void sqlite_put_coded(struct sql *, const struct schema *);

#endif
