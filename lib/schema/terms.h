/*
 * terms.h - Search terms of a record, and what a text that was typed searches for.
 *
 * Everything is folded by fold_search(). Terms of a name: its words, from each place where letters
 * or digits begin, and from each character of a script without spaces. Terms of a code: the same;
 * every suffix of at least 3 characters of the code without punctuation (the whole also when
 * shorter), a GTIN with its leading zeros; without the leading zeros of its numbers; and two terms
 * that are equal only for the whole code, with and without punctuation. A word of a search matches
 * a record when it is a prefix of one of its terms. What is longer than TERM_CHARS is cut, in terms
 * and words alike.
 */
#ifndef TERMS_H
#define TERMS_H

#include "schema/record.h"

enum { TERM_CHARS = 32 };

/* All terms of a record, sorted, without duplicates. */
struct list terms_of(const void *mem, const struct schema *, const void *rec);

/* Whether the schema has any field with .search. */
bool terms_searchable(const struct schema *);

/* The first SEARCH_WORDS field; -1. */
int terms_name_field(const struct schema *);

/* The keys of the order of a search: the code (the first SEARCH_CODE field) without punctuation,
 * and the name (the field above). Empty when there is no value, so that it still
 * sorts. */
struct str terms_folded_code(const void *mem, const struct schema *, const void *rec);
struct str terms_folded_name(const void *mem, const struct schema *, const void *rec);

/* Names of the columns or members in which stores keep the terms and those two. */
#define TERMS       "terms"
#define FOLDED_CODE "folded_code"
#define FOLDED_NAME "folded_name"

/* The i-th of those by which a search of the schema is ordered; NULL after the last. */
const char *terms_order(const struct schema *, size_t i);

struct search_text {
	bool given;             /* false: this is no search */
	struct list words;      /* each the beginning of a term; without any, nothing is found */
	struct list parts;      /* by word: without punctuation, the beginning of a term as well; or
				   empty */
	struct str folded;      /* the whole text */
	struct str exact, same; /* terms of a record that has the whole text as a code: with and
				   without punctuation. The first implies the second. */
	struct str code;        /* the beginning of a FOLDED_CODE */
};

struct search_text terms_parse(const void *mem, struct str typed);

#endif
