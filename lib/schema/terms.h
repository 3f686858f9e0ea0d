/*
 * terms.h - what a record is found by.
 *
 * Terms of a name: its folded words, split also between letters and digits. Terms of a
 * code: every suffix of at least 3 characters of the folded code, with and without its
 * punctuation (the whole code also when it is shorter); a GTIN also with its leading zeros. A word
 * of a search finds a record when it is the beginning of one of its terms.
 */
#ifndef TERMS_H
#define TERMS_H

#include "schema/record.h"

/* All terms of a record, sorted, each once. */
struct list terms_of(const void *mem, const struct schema *, const void *rec);

/* The folded words of what was typed into a search. */
struct list terms_parse_words(const void *mem, struct str typed);

/* Whether the schema has any field with .search. */
bool terms_searchable(const struct schema *);

/* For the order of a search, behind the code: the first SEARCH_WORDS field; -1. */
int terms_name_field(const struct schema *);

/* Such a field, folded; the empty text where there is none, so that it has a place in an order. */
struct str terms_folded(const void *mem, const struct schema *, int field, const void *rec);

/* What stores keep of it beside the fields: the terms, and those two. */
#define TERMS       "terms"
#define FOLDED_CODE "folded_code"
#define FOLDED_NAME "folded_name"

#endif
