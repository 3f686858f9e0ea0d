/* row_keys.h - Index of a file's rows by code and by foreign id. */
#ifndef ROW_KEYS_H
#define ROW_KEYS_H

#include "base/block.h"

#include <stddef.h>

struct import_key;

struct row_keys {
	struct block block; /* initialize with its memory */
	struct import_key *ids, *codes, *made;
};

#define ROW_NONE SIZE_MAX

/* The index of the row with that foreign id (source) or code, folded; or ROW_NONE. */
size_t row_keys_find(const struct row_keys *, struct str text, bool source, const void *mem);

/* Adds the row, unless the text is empty; returns the row that has the text already, or ROW_NONE.
 */
size_t row_keys_add(struct row_keys *, struct str text, bool source, size_t row, const void *mem);

/* 1, 2, 3: the number to try next for a code that is made, so that many rows of one name do not try
 * all numbers each. */
size_t row_keys_next_number(struct row_keys *, struct str code, const void *mem);

#endif
