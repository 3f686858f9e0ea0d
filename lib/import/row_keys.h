/* row_keys.h - Index of a file's rows by code and by foreign id. */
#ifndef ROW_KEYS_H
#define ROW_KEYS_H

#include "base/block.h"

#include <stddef.h>

struct import_key;

struct row_keys {
	struct block block; /* initialize with its memory */
	struct import_key *ids, *codes;
};

#define ROW_NONE SIZE_MAX

/* The index of the row with that foreign id (source) or code, folded; or ROW_NONE. */
size_t row_keys_find(const struct row_keys *, struct str text, bool source, const void *mem);

/* Adds the row, unless the text is empty; returns the row that has the text already, or ROW_NONE.
 */
size_t row_keys_add(struct row_keys *, struct str text, bool source, size_t row, const void *mem);

/* Generates a code from a name: capitals, and a hyphen for anything but ASCII letters and
 * digits; with a number appended from the second attempt on. */
struct str row_keys_make_code(const void *mem, struct str name, size_t number);

#endif
