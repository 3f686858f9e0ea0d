/*
 * terms.h - Search terms of a record.
 *
 * Terms of a name: its folded words, also split between letters and digits. Terms of a code:
 * every suffix of at least 3 characters of the folded code, with and without punctuation (the
 * whole code also when shorter); a GTIN also with leading zeros. A word of a search matches a
 * record when it is a prefix of one of its terms.
 */
#ifndef TERMS_H
#define TERMS_H

#include "schema/record.h"

/* All terms of a record, sorted, without duplicates. */
struct list terms_of(const void *mem, const struct schema *, const void *rec);

/* The folded words of a search text. */
struct list terms_parse_words(const void *mem, struct str typed);

/* Whether the schema has any field with .search. */
bool terms_searchable(const struct schema *);

/* The second key of the order of a search, after the code: the first SEARCH_WORDS field; -1. */
int terms_name_field(const struct schema *);

/* The field folded; empty when it has no value, so that it still sorts. */
struct str terms_folded(const void *mem, const struct schema *, int field, const void *rec);

/* Names of the columns or members in which stores keep the terms and those two. */
#define TERMS       "terms"
#define FOLDED_CODE "folded_code"
#define FOLDED_NAME "folded_name"

#endif
